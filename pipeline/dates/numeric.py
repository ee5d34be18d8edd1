"""Dates in figures whose order of day and month the document decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pipeline.dates.context import Answer, Scene, answer, unknown
from pipeline.dates.periods import (
    day_of,
    make_date,
)


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A date in figures whose order the document decides: 7/8/07."""

    first: int
    second: int
    year: int

    def resolve(self, scene: Scene) -> Answer:
        """Read it month first or day first, by what the calendar, the document and the publication day allow."""
        american = make_date(self.year, self.first, self.second)
        british = make_date(self.year, self.second, self.first)
        both = american is not None and british is not None
        chosen = american or british
        if both and scene.month_first is not None:
            chosen = american if scene.month_first else british
        elif american and british and scene.now is not None:
            now = scene.now
            near = min((american, british), key=lambda day: abs((day - now).days))
            chosen = near if abs((near - scene.now).days) < timedelta(days=45).days else american
        return answer(day_of(chosen)) if chosen else unknown(None, "day")
