"""Meanings that bend another one: financial years, weekends, edges of periods, weeks around a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.dates.context import Answer, Scene, answer, unknown
from pipeline.dates.meaning import Meaning
from pipeline.dates.periods import move, week_of, weekend_of


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A financial year: its value is the year's, its days are not known."""

    inner: Meaning

    def resolve(self, scene: Scene) -> Answer:
        """The inner answer without its days."""
        return replace(self.inner.resolve(scene), first=None, last=None)


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week around a day: "the week of March 6"."""

    day: Meaning

    def resolve(self, scene: Scene) -> Answer:
        """The ISO week of the day."""
        found = self.day.resolve(scene)
        return answer(week_of(found.first), found.anchor) if found.first else unknown(None, "week")


@dataclass(frozen=True, slots=True)
class Weekend:
    """ "Last", "this", "next", "the" weekend: -1, 0, 1, None."""

    which: int | None = None

    def resolve(self, scene: Scene) -> Answer:
        """Choose the week; early in a week, with past tense, "this weekend" is the one just over."""
        now = scene.now
        if now is None:
            return unknown("XXXX-WXX-WE", "weekend")
        weeks = self.which or 0
        in_weekend = now.isoweekday() >= 6
        if self.which is None and not in_weekend and scene.tense() != "future":
            weeks = -1
        if self.which == 0 and now.isoweekday() <= 2 and scene.tense() in ("past", "past_direct"):
            weeks = -1
        day = move(now, "week", weeks)
        return answer(weekend_of(day), scene.now_anchor) if day else unknown("XXXX-WXX-WE", "weekend")
