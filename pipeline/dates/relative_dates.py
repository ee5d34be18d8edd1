"""Counting from the publication day or from the date under discussion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.dates.context import Context, Resolved, resolved, unknown
from pipeline.dates.periods import (
    day_of,
    move,
    period_around,
)
from pipeline.dates.timex import Anchor

_FRESH_SENTENCES = 2
_STALE = 1000


@dataclass(frozen=True, slots=True)
class FromNow:
    """So many whole grains from publication: today, last week, next year."""

    grain: str
    count: int

    def resolve(self, context: Context) -> Resolved:
        """Count from the publication day; in a history, from the date under discussion."""
        if context.narrative and self.grain != "day" and context.focus is not None and context.focus.first is not None:
            return FromFocus(self.grain, self.count).resolve(context)
        if context.now is None:
            return unknown(None, self.grain)
        # The middle of a week decides which year it belongs to; moving by months must not overflow the month.
        day = move(context.now, self.grain, self.count)
        return resolved(period_around(self.grain, day), context.now_anchor) if day else unknown(None, self.grain)


def origin_day(context: Context) -> tuple[date | None, Anchor]:
    """The day under discussion, else the publication day, with the anchor it gives."""
    focus = context.focus_day or context.focus
    if focus is not None and focus.first is not None and (context.focus is focus or context.focus is None):
        return focus.first, context.origin_anchor()
    if context.focus is not None and context.focus.first is not None:
        return context.focus.first, context.origin_anchor()
    return context.now, context.now_anchor


@dataclass(frozen=True, slots=True)
class FromFocus:
    """So many whole grains from the date under discussion: the following day, a year earlier, that month."""

    grain: str
    count: int

    def resolve(self, context: Context) -> Resolved:
        """Count from the date under discussion."""
        focus = context.focus_day if self.grain == "day" and self.count == 0 and context.focus_day else context.focus
        if focus is None or focus.first is None:
            if self.grain == "day" and self.count > 0:
                return unknown(None, "day")  # "the next day" after nothing: there is no day to count from
            return FromNow(self.grain, self.count).resolve(context)
        if self.grain == "day" and context.focus_day is not None and context.focus_day_is_stale():
            return unknown(None, "day")
        if self.grain == "day" and focus.grain != "day":
            if context.focus_day is None or context.focus_day.first is None:
                return unknown(None, "day")
            focus = context.focus_day
        assert focus.first is not None
        day = move(focus.first, self.grain, self.count)
        if day is not None and self.count > 0 and self._told_before_it_came(context, day):
            return unknown(None, self.grain)
        anchor: Anchor = "document" if focus.anchor == "absolute" else focus.anchor
        return resolved(period_around(self.grain, day), anchor) if day else unknown(None, self.grain)

    def _told_before_it_came(self, context: Context, day: date) -> bool:
        """What happened "the next morning" is no day after publication: the day it counts from was not told."""
        late = self.grain == "day" and context.now is not None and day > context.now
        return late and context.tense() in ("past", "past_direct")


def fresh_day(context: Context, sentences: int, only_days: bool = False) -> Resolved:
    """The day under discussion where it was named at most so many sentences back, else the day of publication.

    With `only_days`, a month or year named since then does not put it aside.
    """
    focus = context.focus_day
    if focus is not None and (only_days or context.focus is focus) and context.day_sentences_back() <= sentences:
        anchor: Anchor = "document" if focus.anchor == "absolute" else focus.anchor
        if focus.value is not None and "T" in focus.value:
            focus = replace(focus, type="DATE", value=focus.value.partition("T")[0])
        return replace(focus, anchor=anchor, mod=None)
    return FromNow("day", 0).resolve(context)


def day_before(context: Context) -> Resolved | None:
    """The day before publication, where that is the day last named: a report of the next morning."""
    day = context.focus_day
    return day if day is not None and context.now is not None and day.first == move(context.now, "day", -1) else None


@dataclass(frozen=True, slots=True)
class SaidDay:
    """ "Today" in somebody's words: the day on which they were said, which may be the day before publication."""

    count: int
    grain: str = "day"

    def resolve(self, context: Context) -> Resolved:
        """Count from the day before publication where the text speaks of that, else from publication."""
        eve = day_before(context)
        if eve is None or eve.first is None:
            return FromNow("day", self.count).resolve(context)
        said = move(eve.first, "day", self.count)
        return resolved(day_of(said), eve.anchor) if said else unknown(None, "day")


@dataclass(frozen=True, slots=True)
class TheDay:
    """ "The end of the day", "later in the day": the day just spoken of, else the day of publication."""

    def resolve(self, context: Context) -> Resolved:
        """Take the day under discussion while it is fresh."""
        return fresh_day(context, _STALE if day_before(context) else _FRESH_SENTENCES, only_days=True)


@dataclass(frozen=True, slots=True)
class UnitsAway:
    """ "Three days ago", "two years later": counted in a unit; an unknown count gives PAST_REF or FUTURE_REF."""

    unit: str
    count: float | None
    direction: int
    from_focus: bool = False

    def resolve(self, context: Context) -> Resolved:
        """Count from the publication day or the date under discussion."""
        if self.unit == "hour" and self.count and self.count % 24 == 0:
            return UnitsAway("day", self.count / 24, self.direction, self.from_focus).resolve(context)
        if self.count is None or self.unit in ("second", "minute", "hour"):
            return Resolved("DATE", "FUTURE_REF" if self.direction > 0 and not self.from_focus else "PAST_REF")
        if self.count != int(self.count):
            months = self.count * {"year": 12, "decade": 120, "century": 1200}.get(self.unit, 0)
            if not months or months != int(months):
                return Resolved("DATE", "PAST_REF" if self.direction < 0 else "FUTURE_REF")
            return UnitsAway("month", months, self.direction, self.from_focus).resolve(context)
        count = self.direction * int(self.count)
        grain = {"fortnight": "week", "decade": "year", "century": "year", "millennium": "year", "night": "day"}.get(
            self.unit, self.unit
        )
        count *= {"fortnight": 2, "decade": 10, "century": 100, "millennium": 1000}.get(self.unit, 1)
        if self.from_focus and self.direction > 0 and context.focus is None:
            return unknown(None, grain)
        if self._same_quarter(context, grain):
            assert context.quarter is not None and context.quarter.first is not None
            moved = move(context.quarter.first, "year", count)
            if moved is not None:
                return resolved(period_around("quarter", moved), context.quarter.anchor)
        return (FromFocus(grain, count) if self.from_focus else FromNow(grain, count)).resolve(context)

    def _same_quarter(self, context: Context, grain: str) -> bool:
        """Company results: "a year earlier" is the same quarter of the year before."""
        return grain == "year" and self.count == 1 and self.direction < 0 and context.quarter is not None
