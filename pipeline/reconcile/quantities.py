"""A figure as a quantity: what is counted, of which part, between which bounds, who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.reconcile.limiting_phrases import whole_phrase
from pipeline.reconcile.quote_words import split_words, word_lists
from pipeline.reconcile.table_rows import FigureRow
from pipeline.resources import read_lists
from pipeline.text.inflection import singular
from pipeline.text.names import fold

KINDS = ("count", "percent", "money", "measure", "duration", "ratio", "range")
_NEARLY = 0.9  # "almost 50" is more than this share of it
_BOUNDED = 0.5  # "up to 9,000" more than this, and "over 9,000" less than half as many again
_VAGUE = 4  # times as high as low
_PHRASE = 6  # words of a phrase that limits a count, by which it is compared
_OTHER_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*(?!\d)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


class _QuantityWords(NamedTuple):
    heads: dict[str, str]
    modifiers: dict[str, str]
    wide: frozenset[str]
    cumulative: frozenset[str]
    cumulative_words: frozenset[str]
    marks: frozenset[str]
    claiming: frozenset[str]
    part_after: re.Pattern[str]
    part_before: re.Pattern[str]
    extra: re.Pattern[str]
    near: re.Pattern[str]
    place: re.Pattern[str]


@cache
def quantity_lists() -> _QuantityWords:
    """Return the word lists, read once."""
    found = read_lists("reconcile", "quantities")
    partial, cumulative = found["partial"], found["cumulative"]
    places = "|".join(found["place"]["prepositions"].split())
    return _QuantityWords(
        _first_of_line(found["same"]["heads"]),
        _first_of_line(found["same"]["modifiers"]),
        frozenset(found["wide"]["heads"].split()),
        frozenset(cumulative["heads"].split()),
        frozenset(cumulative["words"].split()),
        frozenset(cumulative["marks"].split()),
        frozenset(found["claiming"]["verbs"].split()),
        re.compile(rf"^\s*(?:{partial['after']})\b"),
        re.compile(rf"\b(?:{partial['before']}),?\s*$", re.IGNORECASE),
        re.compile(rf"^(?:{partial['extra']})\b", re.IGNORECASE),
        re.compile(rf"^(?:{partial['near']})\b", re.IGNORECASE),
        re.compile(rf"^[\s,]*((?:{places})\s+[^,.;:!?()\"“”—\n]+)"),
    )


def _first_of_line(lines: str) -> dict[str, str]:
    return {word: line.split()[0] for line in lines.strip().splitlines() for word in line.split()}


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a figure counts.

    `head` and `modifiers` are in the wording that stands for all synonyms; `low` to `high` is what the number can mean;
    `part` says which of what is counted elsewhere; `place` and `years` limit it, `scope` is part or place as shown;
    `context` are telling words around.
    """

    figure: FigureRow
    head: str | None
    modifiers: frozenset[str]
    unit: str | None
    low: float
    high: float
    part: str | None
    place: str | None
    scope: str | None
    years: frozenset[str]
    context: frozenset[str]
    names: frozenset[str]
    n_numbers: int
    claimant: str | None

    @property
    def key(self) -> tuple[str, ...]:
        """What two figures of one quantity have in common."""
        return (self.head or "", " ".join(sorted(self.modifiers)), self.unit or "", self.figure.change or "")

    @property
    def vague(self) -> bool:
        """Whether it is no more than an order of magnitude: "thousands"."""
        return self.low > 0 and self.high / self.low >= _VAGUE

    @property
    def wide(self) -> bool:
        """Whether the noun alone says little about what is counted."""
        return self.head is None or (self.head in quantity_lists().wide and not self.modifiers)


def quantity(figure: FigureRow) -> Quantity | None:
    """A figure as a quantity; None where it counts nothing that can be compared (scores, ordinals, ages, "one").

    >>> row = FigureRow("f", "d", "almost 50", "count", None, 50.0, None, "fake passes", "pass", "less_than")
    >>> found = quantity(row)
    >>> found.head, found.modifiers, found.low, found.high
    ('ticket', frozenset({'counterfeit'}), 45.0, 50.0)
    """
    bounds = _interval(figure)
    if figure.kind not in KINDS or bounds is None or fold(figure.text) == "one":
        return None
    low, high = bounds
    head, modifiers = _counted(figure)
    if head is None and figure.unit is None:
        return None
    part, place = _limits(figure)
    around = f"{figure.before} {figure.after}"
    return Quantity(
        figure,
        head,
        modifiers,
        figure.unit,
        low,
        high,
        _first_words(part),
        _first_words(place),
        whole_phrase(part or place or "") or None,
        frozenset(_YEAR.findall(around)),
        _telling(around) - modifiers - {head or ""},
        frozenset(word.key for word in split_words(around) if word.is_name),
        len(_OTHER_NUMBER.findall(around)),
        _claimant(figure),
    )


def _interval(figure: FigureRow) -> tuple[float, float] | None:
    """What the number can mean. A bound is given because the number is near it."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return None
    if low is None:
        assert high is not None
        near = _NEARLY if quantity_lists().near.match(figure.text) else _BOUNDED
        return (high * near, high) if high >= 0 else (high * 2, high)
    if high is None:
        return (low, low * (1 + _BOUNDED)) if low >= 0 else (low, 0.0)
    if low == high and figure.bound == "exact":
        half = _rounding(low)
        return low - half, low + half
    return low, high


def _rounding(value: float) -> float:
    """Half a unit of the second digit of a round number of hundreds or more: 2,500 can be 2,471."""
    if value != int(value) or abs(value) < 100 or int(value) % 100:
        return 0.0
    digits = len(str(abs(int(value))))
    return 0.5 * 10.0 ** max(digits - 2, 0)


@lru_cache(maxsize=65536)
def _head_of(noun: str) -> str:
    lower = fold(noun)
    return quantity_lists().heads.get(lower) or quantity_lists().heads.get(singular(lower)) or singular(lower)


def _counted(figure: FigureRow) -> tuple[str | None, frozenset[str]]:
    """The noun counted and what narrows it down; of money and measures the noun they are said of."""
    if figure.counted_head:
        words = [fold(word) for word in re.findall(r"[^\W\d_]+", figure.counted or "")]
        before = words[:-1] if len(words) > 1 else []
        same = quantity_lists().modifiers
        return _head_of(figure.counted_head), frozenset(same.get(w, w) for w in before if w not in word_lists().small)
    words = re.findall(r"[^\W\d_]+", figure.concept or "")
    if figure.kind in ("count", "range") and figure.unit is None:
        return None, frozenset()
    return (_head_of(words[-1]) if words else None), frozenset()


def _limits(figure: FigureRow) -> tuple[str | None, str | None]:
    """The part of the whole that is counted, and the place."""
    after = figure.after
    partial = quantity_lists().part_after.match(after)
    if partial:
        return _phrase(after[partial.end() :]) or partial.group().strip(), None
    if quantity_lists().extra.match(figure.text):
        return figure.text, None
    if figure.counted and after.lstrip().startswith(figure.counted):
        after = after.lstrip()[len(figure.counted) :]
    place = quantity_lists().place.match(after)
    limit = _phrase(place.group(1)) if place else None
    if quantity_lists().part_before.search(figure.before):
        return limit or "among them", None
    return None, limit


def _phrase(text: str) -> str:
    return re.split(r"[,.;:!?()\"“”—\n]", text.strip(), maxsplit=1)[0].strip()


def _first_words(phrase: str | None) -> str | None:
    return " ".join(phrase.split()[:_PHRASE]) if phrase is not None else None


def _telling(text: str) -> frozenset[str]:
    """Words that say something, loosely."""
    small = word_lists().small
    return frozenset(w.loose for w in split_words(text) if w.key not in small and not w.number and len(w.key) > 2)


def _claimant(figure: FigureRow) -> str | None:
    """Who the sentence says found, counted or claims the number, where the figure is no speaker's."""
    if figure.speaker_id or not figure.concept:
        return None
    at = figure.before.rfind(figure.concept)
    if at < 0:
        return None
    between = [fold(word) for word in re.findall(r"[^\W\d_]+", figure.before[at + len(figure.concept) :])]
    near = between[:4]
    return figure.concept if any(word in quantity_lists().claiming for word in near) else None
