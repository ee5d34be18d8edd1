"""Clock times whose day is told further on in the sentence: "at 7 p.m. in the town hall on Thursday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.dates.durations_and_times import BareClock
from pipeline.dates.meaning import Exact, Meaning
from pipeline.dates.pattern import Part
from pipeline.dates.relative_dates import FromNow
from pipeline.dates.weekday import Weekday
from pipeline.dates.yearly import Yearly
from pipeline.text.words import Words

# Up to the day no clause may end; nothing but a place stands there.
_PLACE_BETWEEN = re.compile(r" (?:(?:at|in|outside|near|by|on|from) [^.,;:!?—–()\n]{1,50} )?(?:on )?")


def with_days_told_later(words: Words, parts: list[Part]) -> Iterator[Part]:
    """The parts, clock times without a day given the one that follows in their clause."""
    for part, following in pairwise(parts):
        yield part if not _is_told(words, part, following) else replace(part, meaning=_on(part, following.meaning))
    yield from parts[-1:]


def _is_told(words: Words, part: Part, following: Part) -> bool:
    if not isinstance(part.meaning, BareClock) or part.meaning.habit or not _is_day(following.meaning):
        return False
    return _PLACE_BETWEEN.fullmatch(words.text, words.end[part.end - 1], words.start[following.start]) is not None


def _is_day(meaning: Meaning) -> bool:
    if isinstance(meaning, Exact):
        return meaning.period.grain == "day"
    return isinstance(meaning, Weekday) or (
        isinstance(meaning, FromNow | Yearly) and getattr(meaning, "grain", getattr(meaning, "kind", "")) == "day"
    )


def _on(part: Part, day: Meaning) -> BareClock:
    assert isinstance(part.meaning, BareClock)
    return replace(part.meaning, day=day)
