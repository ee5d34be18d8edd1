"""Dates in figures whose order of day and month the document decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pipeline.dates.context import Context, Resolved, resolved, unknown
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

    def resolve(self, context: Context) -> Resolved:
        """Read it month first or day first, by what the calendar, the document and the publication day allow."""
        american = make_date(self.year, self.first, self.second)
        british = make_date(self.year, self.second, self.first)
        both = american is not None and british is not None
        chosen = american or british
        if both and context.month_first is not None:
            chosen = american if context.month_first else british
        elif american and british and context.now is not None:
            now = context.now
            near = min((american, british), key=lambda day: abs((day - now).days))
            chosen = near if abs((near - context.now).days) < timedelta(days=45).days else american
        return resolved(day_of(chosen)) if chosen else unknown(None, "day")
