"""Finds the figures of a document: read numbers, join pairs, then settle bounds, units, nouns, change and concept."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.figures.ages import read_age, share_age
from pipeline.figures.bounds import interval, read_bounds
from pipeline.figures.changes import read_change
from pipeline.figures.concepts import date_tokens, figure_tokens, read_concept
from pipeline.figures.counted import read_counted, read_rate_of_count
from pipeline.figures.figure import Figure, FigureKind
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.measured import rate_at, read_measured
from pipeline.figures.ordinals import read_ordinal
from pipeline.figures.pairs import chained, join
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.shares import is_loose_fraction, read_loose_fraction
from pipeline.figures.vague import widen_vague
from pipeline.text.numbers.lists import number_words
from pipeline.text.words import FRACTION, NUMBER

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LARGEST = Fraction(10) ** 300


def find_figures(doc: Doc) -> tuple[Figure, ...]:
    """Return the figures of a document, sorted by start.

    Dates found before (`doc._.dates`) are stepped around. Works on an untagged document too, where `concept` stays
    None and the counted phrase is told by the shape of the words.

    >>> import spacy
    >>> [(f.value, f.counted) for f in find_figures(spacy.blank("en")("They sold 2,471 fake tickets."))]
    [(2471.0, 'fake tickets')]
    """
    dates = (doc._.dates or ()) if doc.has_extension("dates") else ()
    prepared = PreparedDoc(doc, dates)
    drafts = _joined(prepared, _read_all(prepared))
    if not drafts:
        return ()
    for draft in drafts:
        read_bounds(prepared, draft)
        read_age(prepared, draft)
    drafts = _named_by_next(prepared, drafts)
    _share_rate(prepared, drafts)
    _settle(prepared, drafts)
    figures = [_figure(prepared, draft) for draft in drafts]
    return tuple(f for f in _apart(prepared, figures) if f is not None)


def _read_all(prepared: PreparedDoc) -> list[FigureDraft]:
    """Every number in the text with its unit, left to right."""
    starters, ordinals = number_words().starters, number_words().ordinals
    kinds, lowers = prepared.pieces.kinds, prepared.lowers
    drafts: list[FigureDraft] = []
    read = 0
    for at, (kind, lower) in enumerate(zip(kinds, lowers, strict=True)):
        if (lower not in starters and kind != NUMBER and kind != FRACTION) or at < read:
            continue
        draft = read_ordinal(prepared, at) or _read_one(prepared, at, lower in ordinals)
        if draft is not None and not (drafts and draft.first < drafts[-1].last):
            drafts.append(draft)
            read = draft.last
    return drafts


def _read_one(prepared: PreparedDoc, at: int, is_ordinal: bool) -> FigureDraft | None:
    loose = read_loose_fraction(prepared, at)
    if loose is not None or is_ordinal:
        return loose
    draft = read_measured(prepared, at)
    if draft is None or is_loose_fraction(prepared, draft):
        return None
    return widen_vague(prepared, draft)


def _joined(prepared: PreparedDoc, drafts: list[FigureDraft]) -> list[FigureDraft]:
    joined: list[FigureDraft] = []
    for draft in drafts:
        pair = join(prepared, joined[-1], draft) if joined and joined[-1].kind != "ordinal" != draft.kind else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(draft)
    return joined


def _named_by_next(prepared: PreparedDoc, drafts: list[FigureDraft]) -> list[FigureDraft]:
    """As in "7- or 8-inch", "8 or $9", "2 million of the 5 million euros": the unit stands with the next number."""
    for left, right in itertools.pairwise(drafts):
        share_age(prepared, left, right)
        if not chained(left, right) or left.pair is not None or left.kind == "ordinal" or right.first - left.last > 3:
            continue
        if prepared.pieces.lower(left.last) == "of" and right.kind != "money":
            continue
        if prepared.shares("unit", left.last, right.first):
            left.unit, left.kind, left.rate, left.borrowed = right.unit, right.kind, right.rate, True
    return drafts


def _settle(prepared: PreparedDoc, drafts: list[FigureDraft]) -> None:
    """Counted nouns, change and concept, each with the figures before it in view."""
    previous: FigureDraft | None = None
    taken = figure_tokens(prepared, drafts) | date_tokens(prepared) if prepared.has_tree else frozenset()
    for index, draft in enumerate(drafts):
        if draft.kind != "age":
            read_counted(prepared, draft, drafts[max(0, index - 8) : index])
            _read_count_rate(prepared, draft)
        read_change(prepared, draft)
        near = previous if previous is not None and _same_sentence(prepared, previous, draft) else None
        _continue_change(prepared, draft, near)
        _share_points(prepared, near, draft)
        read_concept(prepared, draft, near, taken)
        previous = draft


def _read_count_rate(prepared: PreparedDoc, draft: FigureDraft) -> None:
    if draft.unit is not None or draft.kind not in ("count", "range"):
        return
    after = draft.head + 1 if draft.head >= 0 and not draft.borrowed else draft.last
    word = prepared.pieces.lower(after)
    if word in ("per", "a", "an", "each", "every"):
        read_rate_of_count(prepared, draft, rate_at(prepared, after))


def _continue_change(prepared: PreparedDoc, draft: FigureDraft, previous: FigureDraft | None) -> None:
    """As in "up 0.25 points, or 0.01%": the second says the same change."""
    if previous is None or draft.change is not None or previous.change is None:
        return
    after = previous.last
    if previous.counted is not None and not previous.borrowed:
        while after < draft.first and prepared.pieces[after].start < previous.counted[1]:
            after += 1
    if prepared.shares("change", after, draft.first):
        draft.change = previous.change


def _share_points(prepared: PreparedDoc, previous: FigureDraft | None, draft: FigureDraft) -> None:
    """As in "closed at 7,345, up 58 points": the level is in points too."""
    if previous is None or draft.counted_head != "point" or draft.change is None or previous.kind != "count":
        return
    led = draft.first - previous.last < 3 and prepared.pieces.lower(draft.first - 1) in ("up", "down")
    if previous.counted is None and previous.unit is None and led and draft.first > previous.last:
        previous.counted, previous.counted_head = draft.counted, draft.counted_head


def _share_rate(prepared: PreparedDoc, drafts: list[FigureDraft]) -> None:
    """As in "C$6 (US$4.46) per share": what is said again in brackets is over the same."""
    for left, right in itertools.pairwise(drafts):
        if left.kind != "money" or right.kind != "money" or prepared.pieces.lower(right.last) != ")":
            continue
        if prepared.lowers[left.last : right.first] != ["("]:
            continue
        found = rate_at(prepared, right.last + 1)
        if left.rate is None and right.rate is None and found is not None:
            left.rate = right.rate = found[0]
        right.rate = right.rate or left.rate


def _same_sentence(prepared: PreparedDoc, one: FigureDraft, two: FigureDraft) -> bool:
    pieces = prepared.pieces
    return prepared.sentence_of(pieces[one.first].start) == prepared.sentence_of(pieces[two.first].start)


# ---- from drafts to figures -----------------------------------------------------------------------------------------
def _figure(prepared: PreparedDoc, draft: FigureDraft) -> Figure | None:
    values = [v for v in (draft.value, *(draft.pair or ())) if v is not None]
    if any(abs(v) > _LARGEST for v in values):
        return None
    low, high = interval(draft)
    pieces = prepared.pieces
    counted = prepared.text[slice(*draft.counted)] if draft.counted else None
    return Figure(
        start=pieces[draft.first].start, end=pieces[draft.last - 1].end,
        number_start=pieces[draft.number.first].start, number_end=pieces[draft.number_last - 1].end,
        kind=_kind(draft), value=None if draft.value is None else float(draft.value),
        low=None if low is None else float(low), high=None if high is None else float(high),
        value_text=None if draft.value is None else decimal_text(draft.value),
        unit=draft.unit_name, counted=counted, counted_head=draft.counted_head,
        bound=draft.bound, change=draft.change, concept=draft.concept,
    )  # fmt: skip


def _kind(draft: FigureDraft) -> FigureKind:
    if draft.kind in ("score", "ratio", "ordinal"):
        return draft.kind
    if draft.value is None:
        return "age" if draft.kind == "age" else "range"
    if draft.number.form == "fraction" and draft.unit is None:
        return "ratio"
    return draft.kind


def decimal_text(value: Fraction) -> str:
    """Return a number as a decimal string: exact where that is possible, else with 17 significant digits.

    >>> decimal_text(Fraction(5, 2)), decimal_text(Fraction(1, 3))
    ('2.5', '0.33333333333333333')
    """
    with localcontext() as context:
        context.prec = 17
        rest = value.denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            context.prec = 400
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{quotient.normalize():f}" if quotient else "0"


def _apart(prepared: PreparedDoc, figures: list[Figure | None]) -> list[Figure | None]:
    """Drop what overlaps a date (its tail is cut off where only the unit does) or the figure before."""
    kept: list[Figure | None] = []
    end = -1
    over = list(itertools.accumulate((date.end for date in prepared.dates), max))  # rises, so that it can be searched
    for figure in figures:
        if figure is not None:
            figure = _beside_dates(prepared, figure, bisect_right(over, figure.start))
        if figure is not None and figure.start >= end:
            kept.append(figure)
            end = figure.end
    return kept


def _beside_dates(prepared: PreparedDoc, figure: Figure, first: int) -> Figure | None:
    """The figure without what it shares with a date; none of the dates before the `first` reaches it."""
    for date in itertools.islice(prepared.dates, first, None):
        if date.start >= figure.end:
            break
        if date.end <= figure.start:
            continue
        if date.start >= figure.number_end:
            cut = len(prepared.text[: date.start].rstrip())
            return replace(figure, end=max(cut, figure.number_end))
        return None
    return figure
