"""Rows of the extract tables as reconcile reads them: the columns it needs, with names and types."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class DocumentRow(NamedTuple):
    """An article; `keyterms` help to tell events apart."""

    doc_id: str
    outlet: str | None = None
    published: date | None = None
    keyterms: tuple[str, ...] = ()


class SpeakerRow(NamedTuple):
    """A speaker in one article."""

    speaker_id: str
    doc_id: str
    name: str
    type: str
    role: str | None = None
    affiliation: str | None = None
    n_quotes: int = 0


class MentionRow(NamedTuple):
    """A place where a speaker is mentioned; `kind` is name, acronym, nominal or pronoun."""

    speaker_id: str
    text: str
    kind: str


class QuoteRow(NamedTuple):
    """A quote; `kind` is direct, mixed or indirect."""

    quote_id: str
    doc_id: str
    kind: str
    text: str
    speaker_id: str | None = None
    start: int = 0


class FigureRow(NamedTuple):
    """A figure with the words around it: `before` and `after` reach to the ends of its sentence, more or less."""

    figure_id: str
    doc_id: str
    text: str
    kind: str
    low: float | None
    high: float | None
    unit: str | None = None
    counted: str | None = None
    counted_head: str | None = None
    bound: str = "exact"
    change: str | None = None
    concept: str | None = None
    quote_id: str | None = None
    speaker_id: str | None = None
    start: int = 0
    before: str = ""
    after: str = ""
