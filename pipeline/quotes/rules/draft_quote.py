"""An attribution while the rules still work on it: token ranges, before it becomes a `Quote`."""

from dataclasses import dataclass, field

from pipeline.quotes.rules.cues import Cue


@dataclass
class DraftQuote:
    """Content pieces, cue and source as token ranges (marks may be inside), and how the source was found."""

    pieces: list[tuple[int, int]]
    cue: Cue | None
    cue_span: tuple[int, int] | None
    source: tuple[int, int] | None
    attribution: str
    confidence: float
    regions: list[int] = field(default_factory=list)
    reason: str | None = None
