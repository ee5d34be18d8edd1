"""What reconcile reads, put together by hand to measure it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.reconcile.table_rows import DocumentRow, FigureRow, MentionRow, QuoteRow, SpeakerRow


@dataclass
class ExtractedRows:
    """Rows as the tables of extract would give them."""

    documents: dict[str, DocumentRow] = field(default_factory=dict)
    speakers: list[SpeakerRow] = field(default_factory=list)
    mentions: list[MentionRow] = field(default_factory=list)
    quotes: list[QuoteRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
