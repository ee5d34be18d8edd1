"""Meanings that bend another one: financial years, weekends, edges of periods, weeks around a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.dates.context import Context, Resolved, resolved, unknown
from pipeline.dates.meaning import Meaning
from pipeline.dates.periods import move, week_of, weekend_of


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A financial year: its value is the year's, its days are not known."""

    inner: Meaning

    def resolve(self, context: Context) -> Resolved:
        """The inner answer without its days."""
        return replace(self.inner.resolve(context), first=None, last=None)


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week around a day: "the week of March 6"."""

    day: Meaning

    def resolve(self, context: Context) -> Resolved:
        """The ISO week of the day."""
        found = self.day.resolve(context)
        return resolved(week_of(found.first), found.anchor) if found.first else unknown(None, "week")


@dataclass(frozen=True, slots=True)
class Weekend:
    """ "Last", "this", "next", "the" weekend: -1, 0, 1, None."""

    which: int | None = None

    def resolve(self, context: Context) -> Resolved:
        """Choose the week; early in a week, with past tense, "this weekend" is the one just over."""
        now = context.now
        if now is None:
            return unknown("XXXX-WXX-WE", "weekend")
        weeks = self.which or 0
        in_weekend = now.isoweekday() >= 6
        if self.which is None and not in_weekend and context.tense() != "future":
            weeks = -1
        if self.which == 0 and now.isoweekday() <= 2 and context.tense() in ("past", "past_direct"):
            weeks = -1
        day = move(now, "week", weeks)
        return resolved(weekend_of(day), context.now_anchor) if day else unknown("XXXX-WXX-WE", "weekend")
