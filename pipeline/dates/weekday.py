"""Days of the week, placed near publication or near the date under discussion."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.dates.context import Context, Resolved, resolved, unknown
from pipeline.dates.holidays import nth_weekday
from pipeline.dates.meaning import Meaning
from pipeline.dates.periods import (
    day_of,
    move,
)
from pipeline.dates.relative_dates import origin_day


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 for Monday; `which` as in `Yearly`."""

    number: int
    which: int | None = None

    def resolve(self, context: Context) -> Resolved:
        """Choose the week."""
        if context.now is None:
            return unknown(f"XXXX-WXX-{self.number}", "day")
        back = (context.now.isoweekday() - self.number) % 7
        if self.which == -1:
            days = -(back or 7)
        elif self.which == 1 or (self.which is None and context.tense() == "future"):
            days = (7 - back) % 7 or (7 if self.which == 1 else 0)
        elif self.which == 0 and context.tense() not in ("past", "past_direct", "since"):
            days = (7 - back) % 7
        else:
            days = -back
        found = move(context.now, "day", days)
        return resolved(day_of(found), context.now_anchor) if found else unknown(f"XXXX-WXX-{self.number}", "day")


@dataclass(frozen=True, slots=True)
class WeekdayNearFocus:
    """ "The following Monday", "the previous Friday": counted from the date under discussion."""

    number: int
    direction: int

    def resolve(self, context: Context) -> Resolved:
        """Step to the nearest such day."""
        day, anchor = origin_day(context)
        if day is None:
            return unknown(f"XXXX-WXX-{self.number}", "day")
        gap = (self.direction * (self.number - day.isoweekday())) % 7 or 7
        found = move(day, "day", self.direction * gap)
        return resolved(day_of(found), anchor) if found else unknown(f"XXXX-WXX-{self.number}", "day")


@dataclass(frozen=True, slots=True)
class WeekdayOf:
    """ "The first Monday of September": the n-th of a month, the last for n below zero."""

    month: Meaning
    number: int
    n: int

    def resolve(self, context: Context) -> Resolved:
        """Find the month, then count in it."""
        month = self.month.resolve(context)
        if month.first is None:
            return unknown(None, "day")
        found = nth_weekday(month.first.year, month.first.month, self.number, self.n)
        return resolved(day_of(found), month.anchor) if found is not None else unknown(None, "day")
