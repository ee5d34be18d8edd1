"""Joins two numbers that belong together: ranges, ratios and scores."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipeline.figures.changes import is_change_word
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import word_set
from pipeline.figures.nouns import noun_phrase_after
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.text.numbers.written import Number
from pipeline.text.signs import DASHES
from pipeline.text.words import BLOCKED

_FARTHEST = 8  # pieces between two numbers that belong together
_SCORE_BEFORE = word_set("grammar", "pairs_score_before")
_SCORE_AFTER = word_set("grammar", "pairs_score_after")
_BETWEEN_PREPOSITION_AND_NUMBER = word_set("grammar", "pairs_before_number")
_CONTEST_BEFORE = word_set("grammar", "pairs_contest_before")
_RANGE_LEADS = word_set("grammar", "pairs_range_leads")


def join(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft) -> FigureDraft | None:
    """Return one figure in place of two neighbours, or None if they are two figures."""
    if left.pair is not None or right.pair is not None or left.value is None or right.value is None:
        return None
    if right.first - left.last > _FARTHEST:
        return None
    between = [prepared.pieces[i] for i in range(left.last, right.first)]
    words = [piece.lower for piece in between]
    cents = _with_cents(left, right) if words in ([], ["and"]) else None
    if cents is not None:
        return cents
    if any(piece.kind == BLOCKED for piece in between):
        return None  # "20 in 2008 to 29 in 2020": two figures, each with its date
    if not words or prepared.breaks_between(left.last - 1, right.first):
        return None
    if len(words) == 1 and between[0].text in (*DASHES, "~"):
        return _hyphen(prepared, left, right)
    if words in (["-", "to", "-"], ["to", "-"], ["-", "to"]):
        return _range(left, right)
    if words == ["/"] and left.currency_before and right.currency_before:
        return _range(left, right)
    part = _part_of_percent(left, right) if words == ["of"] else None
    if part is not None:
        return part
    ratio = _ratio(prepared, left, right, words) or _contest(prepared, left, right, words)
    if ratio is not None:
        return ratio
    if words == ["and"] and _after_ages(prepared, left):
        return _range(left, right)
    if words[-1] == "to" or (words == ["and"] and prepared.pieces.lower(_outer(prepared, left) - 1) == "between"):
        return _worded_range(prepared, left, right, words)
    if words == ["from"] or (len(words) == 2 and words[1] == "from" and left.unit is None):
        return _to_from(prepared, left, right, words)
    if words == ["or"] and _is_either(left, right):
        return _range(left, right)
    return None


def _after_ages(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """As in "between the ages of 18 and 29"."""
    return prepared.lowers[max(0, draft.first - 4) : draft.first] == ["between", "the", "ages", "of"]


def _outer(prepared: PreparedDoc, draft: FigureDraft) -> int:
    """The first piece of a figure, before the "about" that may precede it."""
    at = draft.first
    while prepared.pieces.lower(at - 1) in _BETWEEN_PREPOSITION_AND_NUMBER:
        at -= 1
    return at


def _with_cents(left: FigureDraft, right: FigureDraft) -> FigureDraft | None:
    """As in "three dollars and fifty cents"."""
    if left.kind != "money" or left.unit is None or right.unit is None or left.rate or left.number.scale > 1:
        return None
    small = right.unit.name in ("cent", "penny") and left.unit.name in ("USD", "EUR", "GBP", "AUD", "CAD")
    if not small or left.number.place or left.value is None or right.value is None or not 0 < right.value < 100:
        return None
    value = left.value + right.value / 100
    number = replace(right.number, first=left.number.first, value=value)
    return replace(right, first=left.first, number=number, value=value, unit=left.unit)


def _part_of_percent(left: FigureDraft, right: FigureDraft) -> FigureDraft | None:
    """As in "half of 1 percent", "three quarters of one percent"."""
    if left.number.form != "fraction" or left.value is None or right.kind != "percent" or right.value != 1:
        return None
    number = replace(right.number, first=left.number.first, value=left.value, place=Fraction(0))
    return replace(right, first=left.first, number=number, value=left.value)


# ---- ranges ---------------------------------------------------------------------------------------------------------
def _worded_range(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft, words: list[str]) -> FigureDraft | None:
    """As in "from 5 to 10", "between 5 and 10", "5 to 10 per cent"."""
    before = prepared.pieces.lower(_outer(prepared, left) - 1)
    if words in (["to"], ["and"], ["up", "to"]):
        if before in _RANGE_LEADS or words == ["and"]:
            joined = _range(left, right)
            return _with_preposition(prepared, joined, before)
        if words != ["to"]:
            return None
        if left.unit is not None and (right.unit is None or right.unit.name != left.unit.name):
            return None
        if left.unit is not None and is_change_word(prepared, left.first - 1):
            return None
        if right.value is not None and 0 <= right.value < _elided(left, right):
            return None  # "leads 48% to 45%"
        if before == "by" and right.unit is None:
            return None  # "fell by 30 to 90"
        return _range(left, right)
    if before == "from" and left.unit is not None and _same_or_none(left, right) and len(words) <= 4:
        return _range(left, right)
    return None


def _to_from(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft, words: list[str]) -> FigureDraft | None:
    """As in "to 138 lots from 212 lots": the same thing before and after, told the other way round."""
    if prepared.pieces.lower(_outer(prepared, left) - 1) != "to":
        return None
    if len(words) == 2 and prepared.pieces.lower(right.last) != words[0]:
        return None
    if len(words) == 1 and (left.unit is None or right.unit is None):
        return None
    return _range(left, right)


def _with_preposition(prepared: PreparedDoc, draft: FigureDraft | None, before: str) -> FigureDraft | None:
    if draft is not None and before in ("from", "between"):
        draft.first = _outer(prepared, draft) - 1
    return draft


def _same_or_none(left: FigureDraft, right: FigureDraft) -> bool:
    return right.unit is None or left.unit is None or right.unit.name == left.unit.name


def _is_either(left: FigureDraft, right: FigureDraft) -> bool:
    """As in "three or four years": neighbours, and only the second has a unit."""
    if left.unit is not None or left.hyphened or left.value is None or right.value is None:
        return False
    if right.currency_before or left.number.form == "fraction" or left.number.scale > 1:
        return False
    return left.value < right.value <= left.value * 2 or (left.value == 1 and right.value == 2)


def _range(left: FigureDraft, right: FigureDraft) -> FigureDraft | None:
    """Make a range; the first number takes unit and magnitude from the second where it has none ("$5-10m")."""
    if not _same_or_none(left, right) or left.value is None or right.value is None:
        return None
    low, high = _elided(left, right), right.value
    number = Number(left.number.first, right.number_last, high, form="range")
    unit = right.unit or left.unit
    kind = right.kind if right.unit else left.kind
    joined = replace(
        right, first=left.first, number=number, number_last=right.number_last, value=None, pair=(low, high),
        unit=unit, kind=kind, rate=right.rate or left.rate, currency_before=left.currency_before,
    )  # fmt: skip
    return joined


def _elided(left: FigureDraft, right: FigureDraft) -> Fraction:
    """The first number with the magnitude it shares: "30-40,000" and "four to five thousand"."""
    low, high = left.value, right.value
    assert low is not None and high is not None
    scale = right.number.scale
    if scale == 1 and right.number.form == "digits" and high >= 1000 and high % 1000 == 0:
        near = Fraction(1, 5) <= low / (high / 1000) < 1
        return low * 1000 if near and left.number.scale == 1 else low
    if left.number.scale == 1 and scale > 1 and low < high / scale * 10 and low < 1000 and high > low:
        return low * scale
    return low


# ---- scores ---------------------------------------------------------------------------------------------------------
def _hyphen(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft) -> FigureDraft | None:
    sign = prepared.pieces[left.last]
    tight = sign.glued and prepared.pieces[right.first].glued
    if tight and _is_score(prepared, left, right):
        joined = _range(left, right)
        assert joined is not None and left.value is not None and right.value is not None
        return replace(joined, kind="score", pair=(left.value, right.value))
    if left.value is not None and right.value is not None and _elided(left, right) > right.value:
        return None
    if not tight and left.unit is None and right.unit is None:
        return None
    return _range(left, right)


def _is_score(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft) -> bool:
    """Two small whole numbers, no unit, nothing counted: "1-0". A range ascends and counts or measures something."""
    one, two = left.value, right.value
    if one is None or two is None or left.unit or right.unit or max(one, two) > 200 or min(one, two) < 0:
        return False
    if left.number.form != "digits" or right.number.form != "digits" or left.number.place or right.number.place:
        return False
    after = prepared.pieces.at(right.last)
    if one >= two:
        return True
    before = prepared.pieces.lower(left.first - 1)
    if before in _CONTEST_BEFORE:
        return True
    phrase = noun_phrase_after(prepared, right.last)
    return before in _SCORE_BEFORE and (phrase is None or not phrase.is_plural) and after.lower in _SCORE_AFTER


# ---- ratios ---------------------------------------------------------------------------------------------------------
def _ratio(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft, words: list[str]) -> FigureDraft | None:
    """As in "one in five", "nine out of ten", "3:1", "three to one"."""
    one, two = left.value, right.value
    if one is None or two is None or left.unit or right.kind == "money":
        return None
    if words in (["in"], ["out", "of"], ["of", "every"], ["in", "every"], ["out", "of", "every"], ["-", "in", "-"]):
        if not _is_share(prepared, left, right):
            return None
        return _as_ratio(left, right, one / two)
    if (
        words == ["of"]
        and two == 10
        and 0 < one < 10
        and right.unit is None
        and right.number.last - right.number.first == 1
    ):
        return _as_ratio(left, right, one / two)  # "eight of 10 voters"
    if words == ["to"] and right.unit is not None:
        return None
    if words in ([":"], ["to"], ["-", "to", "-"], ["for", "every"]) and two == 1 and one > 1 and not right.unit:
        if words == ["to"] and prepared.pieces.lower(left.first - 1) in ("from", "between"):
            return None
        return _as_ratio(left, right, one / two)
    return None


def _contest(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft, words: list[str]) -> FigureDraft | None:
    """Odds are a ratio ("odds of 7 to 2", "at 100/1"), votes a score ("voted 10 to 2", "passed 234 to 199")."""
    one, two = left.value, right.value
    if words in (["votes", "to"], ["vote", "to"]):
        words = ["to"]
    if words not in (["to"], ["/"], ["-"], ["–"]) or one is None or two is None or left.unit or right.unit:
        return None
    if left.number.place or right.number.place or min(one, two) <= 0 or left.number.scale > 1:
        return None
    near = prepared.lowers[max(0, left.first - 4) : left.first]
    if "odds" in near or prepared.pieces.lower(right.last) == "odds":
        return _as_ratio(left, right, one / two)
    if words != ["to"] or word_set("grammar", "pairs_voting").isdisjoint(near) or {"from", "between"} & set(near):
        return None
    if noun_phrase_after(prepared, right.last) is not None and prepared.pieces.lower(right.last) != "votes":
        return None
    joined = replace(_as_ratio(left, right, one / two), kind="score", value=None)
    return replace(joined, number=replace(joined.number, form="range"))


def _is_share(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft) -> bool:
    one, two = left.value, right.value
    if one is None or two is None or not 0 < one < two or right.unit is not None or right.number.form == "vague":
        return False
    # "two in 1998", "3 in 40 attempts" against "two in five": a share is taken of few, or of a round number.
    digits = str(two.numerator)
    return two <= 20 or set(digits[1:]) <= {"0"} or (two <= 100 and two % 5 == 0)


def _as_ratio(left: FigureDraft, right: FigureDraft, value: Fraction) -> FigureDraft:
    number = Number(left.number.first, right.number_last, value, form="ratio")
    return replace(
        right, first=left.first, number=number, value=value, kind="ratio",
        pair=(left.value or Fraction(0), right.value or Fraction(1)),
    )  # fmt: skip


def chained(left: FigureDraft, right: FigureDraft) -> bool:
    """Whether a number only names its unit with the next one: "a 7- or 8-inch screen", "five to six"."""
    return left.unit is None and right.unit is not None
