"""Quarters that lean on another one, as company reports name them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.dates.context import Context, Resolved, resolved, unknown
from pipeline.dates.meaning import Meaning
from pipeline.dates.periods import (
    move,
    period_around,
    quarter_of,
)
from pipeline.dates.relative_dates import FromFocus, FromNow
from pipeline.dates.yearly import Yearly


@dataclass(frozen=True, slots=True)
class YearAgoQuarter:
    """ "The year-ago quarter", "the same month last year": the period under discussion, a year back."""

    number: str | None = None
    grain: str = "quarter"

    def resolve(self, context: Context) -> Resolved:
        """Take the period from before, or name the quarter if the text does."""
        if self.grain != "quarter":
            focus = context.focus if context.focus is not None and context.focus.grain == self.grain else None
            start, anchor = (focus.first, focus.anchor) if focus else (context.now, context.now_anchor)
            back = move(start, "year", -1) if start else None
            return resolved(period_around(self.grain, back), anchor) if back else unknown(None, self.grain)
        if self.number is not None:
            here = Yearly("quarter", self.number).resolve(context)
        elif context.quarter is not None:
            here = context.quarter
        else:
            return FromFocus("year", -1).resolve(context) if context.focus else FromNow("year", -1).resolve(context)
        day = move(here.first, "year", -1) if here.first else None
        return resolved(period_around("quarter", day), here.anchor) if day else unknown(None, "quarter")


@dataclass(frozen=True, slots=True)
class LastQuarter:
    """ "The latest quarter": the last one complete at publication."""

    def resolve(self, context: Context) -> Resolved:
        """Count from the publication day."""
        return FromNow("quarter", -1).resolve(context)


@dataclass(frozen=True, slots=True)
class LatestQuarter:
    """ "The quarter": the one under discussion, else the last one complete at publication."""

    def resolve(self, context: Context) -> Resolved:
        """Take the quarter from before."""
        if context.quarter is not None:
            return context.quarter
        return FromNow("quarter", -1).resolve(context)


@dataclass(frozen=True, slots=True)
class FiscalQuarter:
    """ "The fiscal first quarter": by its number in the year of publication; what days it covers, few texts say."""

    number: int

    def resolve(self, context: Context) -> Resolved:
        """Name the quarter, and make it the one under discussion."""
        if context.now is None:
            return unknown(f"XXXX-Q{self.number}", "quarter")
        found = resolved(quarter_of(context.now.year, self.number), context.now_anchor)
        context.remember(found)
        return replace(found, first=None, last=None)


@dataclass(frozen=True, slots=True)
class QuarterOf:
    """ "The 1988 quarter": the quarter under discussion, in another year."""

    year: Meaning

    def resolve(self, context: Context) -> Resolved:
        """Move the quarter from before into the year."""
        said = self.year.resolve(context)
        if context.quarter is None or context.quarter.first is None or said.first is None:
            return said
        return resolved(quarter_of(said.first.year, (context.quarter.first.month + 2) // 3), said.anchor)
