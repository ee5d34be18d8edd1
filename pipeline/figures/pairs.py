"""Joins two numbers that belong together: ranges, ratios and scores, by what stands between them.

`pipeline/resources/figures/joints.toml` says which reading to try at which words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from pipeline.figures.changes import is_change_word
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import table, word_set
from pipeline.figures.nouns import noun_phrase_after
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.text.numbers.written import Number
from pipeline.text.words import BLOCKED

_FARTHEST = 8  # pieces between two numbers that belong together
_SCORE_BEFORE = word_set("grammar", "pairs_score_before")
_SCORE_AFTER = word_set("grammar", "pairs_score_after")
_BETWEEN_PREPOSITION_AND_NUMBER = word_set("grammar", "pairs_before_number")
_CONTEST_BEFORE = word_set("grammar", "pairs_contest_before")
_RANGE_LEADS = word_set("grammar", "pairs_range_leads")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours with their values and the `words` between them."""

    prepared: PreparedDoc
    left: FigureDraft
    right: FigureDraft
    one: Fraction
    two: Fraction
    words: list[str]

    @property
    def outer(self) -> int:
        """The first piece, before the "about" that may precede it."""
        at = self.left.first
        while self.prepared.pieces.lower(at - 1) in _BETWEEN_PREPOSITION_AND_NUMBER:
            at -= 1
        return at

    @property
    def before(self) -> str:
        """The word before all of it."""
        return self.prepared.pieces.lower(self.outer - 1)

    @property
    def after(self) -> str:
        """The word behind all of it."""
        return self.prepared.pieces.lower(self.right.last)


Reading = Callable[[Pair], FigureDraft | None]


def join(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft) -> FigureDraft | None:
    """Return one figure in place of two neighbours, or None if they are two figures."""
    if left.pair is not None or right.pair is not None or left.value is None or right.value is None:
        return None
    if right.first - left.last > _FARTHEST or prepared.breaks_between(left.last - 1, right.first):
        return None
    if BLOCKED in prepared.pieces.kinds[left.last : right.first]:
        return None  # "20 in 2008 to 29 in 2020": two figures, each with its date
    words = prepared.lowers[left.last : right.first]
    pair = Pair(prepared, left, right, left.value, right.value, words)
    readings = _readings().get(" ".join(words)) or _readings().get(f"* {words[-1]}" if len(words) > 1 else "*", ())
    return next((joined for read in readings if (joined := read(pair)) is not None), None)


@cache
def _readings() -> dict[str, tuple[Reading, ...]]:
    """What stands between to the readings to try, in their order."""
    found: dict[str, tuple[Reading, ...]] = {}
    for row in table("joints")["joints"]:
        for words in row["between"]:
            found[words] = (*found.get(words, ()), READINGS[row["reads"]])
    return found


# ---- a sum, a part --------------------------------------------------------------------------------------------------
def _cents(pair: Pair) -> FigureDraft | None:
    """As in "three dollars and fifty cents"."""
    left, right = pair.left, pair.right
    if left.kind != "money" or left.unit is None or right.unit is None or left.rate or left.number.scale > 1:
        return None
    small = right.unit.name in ("cent", "penny") and left.unit.name in ("USD", "EUR", "GBP", "AUD", "CAD")
    if not small or left.number.place or not 0 < pair.two < 100:
        return None
    value = pair.one + pair.two / 100
    number = replace(right.number, first=left.number.first, value=value)
    return replace(right, first=left.first, number=number, value=value, unit=left.unit)


def _part_of_percent(pair: Pair) -> FigureDraft | None:
    """As in "half of 1 percent", "three quarters of one percent"."""
    left, right = pair.left, pair.right
    if left.number.form != "fraction" or right.kind != "percent" or pair.two != 1:
        return None
    number = replace(right.number, first=left.number.first, value=pair.one, place=Fraction(0))
    return replace(right, first=left.first, number=number, value=pair.one)


# ---- ranges ---------------------------------------------------------------------------------------------------------
def _range(pair: Pair) -> FigureDraft | None:
    """Make a range; the first number takes unit and magnitude from the second where it has none ("$5-10m")."""
    left, right = pair.left, pair.right
    if not _same_or_none(left, right):
        return None
    number = Number(left.number.first, right.number_last, pair.two, form="range")
    return replace(
        right, first=left.first, number=number, value=None, pair=(_elided(pair), pair.two),
        unit=right.unit or left.unit, kind=right.kind if right.unit else left.kind,
        rate=right.rate or left.rate, currency_before=left.currency_before,
    )  # fmt: skip


def _same_or_none(left: FigureDraft, right: FigureDraft) -> bool:
    return right.unit is None or left.unit is None or right.unit.name == left.unit.name


def _elided(pair: Pair) -> Fraction:
    """The first number with the magnitude it shares: "30-40,000" and "four to five thousand"."""
    low, high, scale = pair.one, pair.two, pair.right.number.scale
    if scale == 1 and pair.right.number.form == "digits" and high >= 1000 and high % 1000 == 0:
        near = Fraction(1, 5) <= low / (high / 1000) < 1
        return low * 1000 if near and pair.left.number.scale == 1 else low
    if pair.left.number.scale == 1 and scale > 1 and low < high / scale * 10 and low < 1000 and high > low:
        return low * scale
    return low


def _hyphened_range(pair: Pair) -> FigureDraft | None:
    """ "5-10 km", "$5-10m"; with blanks around the sign only where something is measured."""
    unmeasured = pair.left.unit is None and pair.right.unit is None
    if _elided(pair) > pair.two or (unmeasured and not _is_tight(pair)):
        return None
    return _range(pair)


def _range_of_money(pair: Pair) -> FigureDraft | None:
    return _range(pair) if pair.left.currency_before and pair.right.currency_before else None


def _range_of_ages(pair: Pair) -> FigureDraft | None:
    """As in "between the ages of 18 and 29"."""
    first = pair.left.first
    return _range(pair) if pair.prepared.lowers[max(0, first - 4) : first] == ["between", "the", "ages", "of"] else None


def _range_between(pair: Pair) -> FigureDraft | None:
    return _with_preposition(pair) if pair.before == "between" else None


def _range_from(pair: Pair) -> FigureDraft | None:
    return _with_preposition(pair) if pair.before in _RANGE_LEADS else None


def _with_preposition(pair: Pair) -> FigureDraft | None:
    joined = _range(pair)
    if joined is not None and pair.before in ("from", "between"):
        joined.first = pair.outer - 1
    return joined


def _range_to(pair: Pair) -> FigureDraft | None:
    """As in "5 to 10 per cent", against "leads 48% to 45%", "fell by 30 to 90"."""
    left, right = pair.left, pair.right
    if pair.before in _RANGE_LEADS or 0 <= pair.two < _elided(pair) or (pair.before == "by" and right.unit is None):
        return None
    if left.unit is not None and (right.unit is None or is_change_word(pair.prepared, left.first - 1)):
        return None
    return _range(pair)


def _change_from(pair: Pair) -> FigureDraft | None:
    """As in "from 5% last year to 10%"."""
    is_change = pair.before == "from" and pair.left.unit is not None and len(pair.words) <= 4
    return _range(pair) if is_change else None


def _change_to(pair: Pair) -> FigureDraft | None:
    """As in "to $20 from $30"."""
    measured = pair.left.unit is not None and pair.right.unit is not None
    return _range(pair) if measured and pair.before == "to" else None


def _change_of_counted(pair: Pair) -> FigureDraft | None:
    """As in "to 138 lots from 212 lots": the same thing before and after, told the other way round."""
    is_same = len(pair.words) == 2 and pair.left.unit is None and pair.after == pair.words[0]
    return _range(pair) if is_same and pair.before == "to" else None


def _either(pair: Pair) -> FigureDraft | None:
    """As in "three or four years": neighbours, and only the second has a unit."""
    left = pair.left
    if left.unit is not None or left.hyphened or pair.right.currency_before:
        return None
    if left.number.form == "fraction" or left.number.scale > 1 or not pair.one < pair.two <= pair.one * 2:
        return None
    return _range(pair)


# ---- scores ---------------------------------------------------------------------------------------------------------
def _is_tight(pair: Pair) -> bool:
    pieces = pair.prepared.pieces
    return pieces[pair.left.last].glued and pieces[pair.right.first].glued


def _score(pair: Pair) -> FigureDraft | None:
    """As in "won 1-0"."""
    joined = _range(pair) if _is_tight(pair) and _is_score(pair) else None
    return None if joined is None else replace(joined, kind="score", pair=(pair.one, pair.two))


def _is_score(pair: Pair) -> bool:
    """Two small whole numbers, no unit, nothing counted: "1-0". A range ascends and counts or measures something."""
    one, two, left, right = pair.one, pair.two, pair.left, pair.right
    if left.unit or right.unit or max(one, two) > 200 or min(one, two) < 0:
        return False
    if left.number.form != "digits" or right.number.form != "digits" or left.number.place or right.number.place:
        return False
    before = pair.prepared.pieces.lower(left.first - 1)
    if one >= two or before in _CONTEST_BEFORE:
        return True
    phrase = noun_phrase_after(pair.prepared, right.last)
    return before in _SCORE_BEFORE and (phrase is None or not phrase.is_plural) and pair.after in _SCORE_AFTER


def _votes(pair: Pair) -> FigureDraft | None:
    """As in "voted 10 to 2", "passed 234 to 199"."""
    near = _near(pair)
    if not _is_contest(pair) or word_set("grammar", "pairs_voting").isdisjoint(near) or {"from", "between"} & set(near):
        return None
    if noun_phrase_after(pair.prepared, pair.right.last) is not None and pair.after != "votes":
        return None
    joined = replace(_as_ratio(pair), kind="score", value=None)
    return replace(joined, number=replace(joined.number, form="range"))


def _is_contest(pair: Pair) -> bool:
    left, right = pair.left, pair.right
    whole = not left.number.place and not right.number.place and left.number.scale == 1
    return whole and not left.unit and not right.unit and min(pair.one, pair.two) > 0


def _near(pair: Pair) -> list[str]:
    return pair.prepared.lowers[max(0, pair.left.first - 4) : pair.left.first]


# ---- ratios ---------------------------------------------------------------------------------------------------------
def _odds(pair: Pair) -> FigureDraft | None:
    """As in "odds of 7 to 2", "at 100/1 odds"."""
    return _as_ratio(pair) if _is_contest(pair) and ("odds" in _near(pair) or pair.after == "odds") else None


def _share(pair: Pair) -> FigureDraft | None:
    """As in "one in five", "nine out of ten"; not "two in 1998", "3 in 40 attempts": of few, or of a round number."""
    one, two, right = pair.one, pair.two, pair.right
    if pair.left.unit or right.unit is not None or right.number.form == "vague" or not 0 < one < two:
        return None
    is_round = set(str(two.numerator)[1:]) <= {"0"} or (two <= 100 and two % 5 == 0)
    return _as_ratio(pair) if two <= 20 or is_round else None


def _of_ten(pair: Pair) -> FigureDraft | None:
    """As in "eight of 10 voters"."""
    is_ten = pair.two == 10 and pair.right.number.last - pair.right.number.first == 1
    unmeasured = not pair.left.unit and pair.right.unit is None
    return _as_ratio(pair) if is_ten and unmeasured and 0 < pair.one < 10 else None


def _so_many_to_one(pair: Pair) -> FigureDraft | None:
    """As in "3:1", "three to one", against "from three to one"."""
    led = pair.words == ["to"] and pair.prepared.pieces.lower(pair.left.first - 1) in ("from", "between")
    unmeasured = not pair.left.unit and pair.right.unit is None
    return _as_ratio(pair) if unmeasured and pair.two == 1 < pair.one and not led else None


def _as_ratio(pair: Pair) -> FigureDraft:
    value = pair.one / pair.two
    number = Number(pair.left.number.first, pair.right.number_last, value, form="ratio")
    return replace(
        pair.right, first=pair.left.first, number=number, value=value, kind="ratio", pair=(pair.one, pair.two)
    )


READINGS: dict[str, Reading] = {
    reading.__name__.removeprefix("_"): reading
    for reading in (
        _cents, _part_of_percent, _range, _hyphened_range, _range_of_money, _range_of_ages, _range_between, _range_from,
        _range_to, _change_from, _change_to, _change_of_counted, _either, _score, _votes, _odds, _share, _of_ten,
        _so_many_to_one,
    )
}  # fmt: skip


def chained(left: FigureDraft, right: FigureDraft) -> bool:
    """Whether a number only names its unit with the next one: "a 7- or 8-inch screen", "five to six"."""
    return left.unit is None and right.unit is not None
