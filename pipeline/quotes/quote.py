"""What the quotes component finds: one value object, no logic."""

from dataclasses import dataclass
from typing import Literal

QuoteKind = Literal["direct", "mixed", "indirect"]
Act = Literal["speech", "attitude"]
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution: content, cue and source, as character offsets into the document text, end exclusive.

    `content` holds the continuous pieces in text order, quotation marks left out; `cue` and `source` are what
    stands in the sentence (one span each, None where there is none). `attribution` names how the source was found
    ("subject", "inverted", "according_to", "colon", "continued", …); `reason` says why there is no source, where
    there is none. `confidence` runs from 0 to 1.

    Known once all corrections are made: `said`, the words of the content and nothing else; `sentence`, the stretch of
    whole sentences that hold content, cue and source; `continues`, where the content begins and ends of the quote that
    this one goes on, None for a first one.
    """

    content: tuple[Offsets, ...]
    cue: Offsets | None
    source: Offsets | None
    kind: QuoteKind
    act: Act
    attribution: str
    confidence: float
    reason: str | None = None
    said: str = ""
    sentence: Offsets | None = None
    continues: Offsets | None = None

    @property
    def start(self) -> int:
        """Offset of the content's first character."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Offset after the content's last character."""
        return self.content[-1][1]


def in_text_order(quote: Quote) -> tuple[int, int, Offsets]:
    """Sorting key: by content, then by cue."""
    return quote.start, quote.end, quote.cue or (0, 0)
