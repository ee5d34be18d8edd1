"""What stands around a number and says how exact it is, and the interval that follows."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import cast

from pipeline.figures.around import Around
from pipeline.figures.figure import Bound
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import Phrases, table
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.refusals import is_refused

_APPROXIMATE_SHARE = Fraction(1, 20)


@cache
def _before() -> Phrases[Bound]:
    phrases: Phrases[Bound] = Phrases()
    for bound, words in table("bounds")["before"].items():
        for phrase in words:
            phrases.add(phrase, cast("Bound", bound), backwards=True)
    return phrases


@cache
def _after() -> Phrases[Bound]:
    phrases: Phrases[Bound] = Phrases()
    for bound, words in table("bounds")["after"].items():
        for phrase in words:
            phrases.add(phrase, cast("Bound", bound))
    return phrases


def read_bounds(prepared: PreparedDoc, draft: FigureDraft) -> None:
    """Set the bound of a figure and take its words into the figure; the outermost word counts."""
    while True:
        found = _before().find_before(prepared.lowers, draft.first)
        if found is None and prepared.pieces.lower(draft.first - 1) in ("a", "an", "the"):
            found = _before().find_before(prepared.lowers, draft.first - 1)
            if found is not None and found[0] == "exact":
                found = None
        if found is None or prepared.breaks_between(found[1], draft.first):
            break
        if is_refused("bounds_before", Around(prepared, found[1], draft.first, kind=draft.kind)):
            break
        bound, draft.first = found
        if bound != "exact":
            draft.bound = bound
    _read_after(prepared, draft)


def _read_after(prepared: PreparedDoc, draft: FigureDraft) -> None:
    at = draft.last
    found = _after().find(prepared.lowers, at)
    if found is None or prepared.breaks_between(max(0, at - 1), at):
        return
    bound, last = found
    if is_refused("bounds_after", Around(prepared, at, last, kind=draft.kind)):
        return
    draft.bound, draft.last = bound, last


def interval(draft: FigureDraft) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and the highest value meant.

    A range gives its two numbers in ascending order, a score in the order written. Otherwise the bound decides; a
    number written with a magnitude or decimals keeps its precision: "1.2 million" lies between 1.15 and 1.25 million.
    """
    if draft.pair is not None and draft.kind == "score":
        return draft.pair
    if draft.value is None and draft.pair is not None:
        return min(draft.pair), max(draft.pair)
    value = draft.value
    assert value is not None  # a figure without a value has a pair
    if draft.bound in ("more_than", "at_least"):
        return value, None
    if draft.bound in ("less_than", "at_most"):
        return None, value
    half = half_place(draft)
    if draft.bound == "approx":
        half = max(half, abs(value) * _APPROXIMATE_SHARE)
    return value - half, value + half


def half_place(draft: FigureDraft) -> Fraction:
    """Half of the last written digit; 0 where the number is exact, as whole numbers and prices are."""
    number = draft.number
    if draft.kind == "ratio" or number.form in ("fraction", "fold"):
        return Fraction(0)
    if draft.kind == "money" and number.scale == 1:
        return Fraction(0)
    return number.place / 2
