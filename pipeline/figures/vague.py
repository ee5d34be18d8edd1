"""Indefinite numbers: "dozens", "several hundred", "a few thousand" become the interval they leave open."""

from __future__ import annotations

from fractions import Fraction

from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.text.numbers.lists import number_words

_FEW = frozenset(("several", "few"))


def widen_vague(prepared: PreparedDoc, draft: FigureDraft) -> FigureDraft:
    """Turn an indefinite number into a range; other figures pass through."""
    number = draft.number
    if number.top is not None:
        draft.pair, draft.value = (number.value, number.top), None
        return draft
    before = prepared.pieces.lower(draft.first - 1)
    base = prepared.pieces[number.first].lower
    if before not in _FEW or number.form != "words" or base not in number_words().scales:
        return draft
    first = draft.first - 1
    if before == "few" and prepared.pieces.lower(first - 1) == "a":
        first -= 1
    scale = Fraction(number.value)
    draft.first, draft.value = first, None
    draft.number = type(number)(first, number.last, scale, form="vague", top=scale * 10)
    draft.pair = (scale * 2, scale * 10)
    return draft
