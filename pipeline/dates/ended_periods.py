"""Periods of which the text says when they ended: "the fiscal first quarter ended Sept. 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pipeline.dates.periods import move
from pipeline.dates.timex import Timex
from pipeline.text.words import Words

_ENDED = re.compile(r",? (?:that |which )?(?:ended|ending|ends)(?: on| in)? ")
_UP_TO = re.compile(r" (?:to|through) ")  # after a length only: "this year to June" begins in January
_LENGTH = re.compile(r"P([0-9]{1,3})([MWYQ])")
_UNITS = {"M": "month", "W": "week", "Y": "year", "Q": "quarter"}
_GRAINS = ("quarter", "half", "year")


def with_days_of_ended(words: Words, found: Sequence[Timex]) -> Iterator[Timex]:
    """The expressions with the days of each period set where its last day is told right behind it.

    >>> from pipeline.text.words import split_words
    >>> text = "in the quarter ended Sept. 30"
    >>> quarter = Timex(3, 14, "DATE", "2021-Q1", precision="quarter")
    >>> day = Timex(21, 29, "DATE", "2020-09-30", date(2020, 9, 30), date(2020, 9, 30), "day")
    >>> [str(timex.start_date) for timex in with_days_of_ended(split_words(text), [quarter, day])]
    ['2020-07-01', '2020-09-30']
    """
    for timex, following in pairwise(found):
        told = _is_told(words.text, timex, following) and _is_day_or_month(following)
        first = _first_day(timex, following.end_date) if told else None
        yield timex if first is None else replace(timex, start_date=first, end_date=following.end_date)
    yield from found[-1:]


def _is_told(text: str, timex: Timex, following: Timex) -> bool:
    joint = (timex.end, following.start)
    if _ENDED.fullmatch(text, *joint) is not None:
        return True
    return timex.type == "DURATION" and _UP_TO.fullmatch(text, *joint) is not None


def _is_day_or_month(timex: Timex) -> bool:
    return timex.type == "DATE" and timex.precision in ("day", "month")


def _first_day(timex: Timex, last: date | None) -> date | None:
    """The day on which a period of this length began, None where that cannot be told."""
    count, unit = _length(timex)
    if last is None or unit is None:
        return None
    following = move(last, "day", 1)
    begin = following and move(following, unit, -count)
    return None if begin is None or begin.year < 2 else begin


def _length(timex: Timex) -> tuple[int, str | None]:
    if timex.type == "DURATION" and timex.value is not None and (match := _LENGTH.fullmatch(timex.value)):
        return int(match[1]), _UNITS[match[2]]
    return 1, timex.precision if timex.type == "DATE" and timex.precision in _GRAINS else None
