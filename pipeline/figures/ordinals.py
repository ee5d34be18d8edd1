"""Ordinals before a noun: "the third goal", "its 21st birthday"."""

from __future__ import annotations

from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import word_set
from pipeline.figures.nouns import noun_phrase_after
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.text.numbers.read import read_ordinal_number
from pipeline.text.words import NUMBER, WORD

_BEFORE = word_set("grammar", "ordinals_before")
_NOT_AFTER_FIRST = word_set("grammar", "ordinals_not_after_first")


def read_ordinal(prepared: PreparedDoc, at: int) -> FigureDraft | None:
    """Return the ordinal at piece `at` if it counts off a noun; as an adverb or in a name it is none."""
    pieces = prepared.pieces
    number = read_ordinal_number(pieces, at)
    if number is None or (pieces[at].kind == NUMBER and pieces[at].glued):
        return None
    before = pieces.at(number.first - 1)
    if before.lower not in _BEFORE and not before.lower.endswith("'s"):
        return None
    if pieces.at(number.last).kind != WORD or pieces[number.last].text[0].isupper():
        return None
    if pieces[number.last].lower in word_set("nouns", "stop"):
        return None
    if number.value == 1 and pieces[number.last].lower in _NOT_AFTER_FIRST:
        return None
    phrase = noun_phrase_after(prepared, number.last)
    if phrase is None or pieces.lower(number.last) in ("half", "place", "time", "quarter"):
        return None
    return FigureDraft(number.first, number.last, number, number.last, number.value, "ordinal")
