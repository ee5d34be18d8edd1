"""Ordinals before a noun: "the third goal", "its 21st birthday"."""

from __future__ import annotations

from pipeline.figures.around import Around
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.refusals import is_refused
from pipeline.text.numbers.read import read_ordinal_number


def read_ordinal(prepared: PreparedDoc, at: int) -> FigureDraft | None:
    """Return the ordinal at piece `at` if it counts off a noun; as an adverb or in a name it is none."""
    number = read_ordinal_number(prepared.pieces, at)
    if number is None or is_refused("ordinals", Around(prepared, number.first, number.last, number)):
        return None
    return FigureDraft(number.first, number.last, number, number.last, number.value, "ordinal")
