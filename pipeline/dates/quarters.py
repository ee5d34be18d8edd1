"""Quarters that lean on another one, as company reports name them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.dates.context import Answer, Scene, answer, unknown
from pipeline.dates.meaning import Meaning
from pipeline.dates.periods import (
    move,
    period_around,
    quarter_of,
)
from pipeline.dates.relative_dates import FromFocus, FromNow
from pipeline.dates.yearly import Cycle


@dataclass(frozen=True, slots=True)
class YearAgoQuarter:
    """ "The year-ago quarter", "the same month last year": the period under discussion, a year back."""

    number: str | None = None
    grain: str = "quarter"

    def resolve(self, scene: Scene) -> Answer:
        """Take the period from before, or name the quarter if the text does."""
        if self.grain != "quarter":
            focus = scene.focus if scene.focus is not None and scene.focus.grain == self.grain else None
            start, anchor = (focus.first, focus.anchor) if focus else (scene.now, scene.now_anchor)
            back = move(start, "year", -1) if start else None
            return answer(period_around(self.grain, back), anchor) if back else unknown(None, self.grain)
        if self.number is not None:
            here = Cycle("quarter", self.number).resolve(scene)
        elif scene.quarter is not None:
            here = scene.quarter
        else:
            return FromFocus("year", -1).resolve(scene) if scene.focus else FromNow("year", -1).resolve(scene)
        day = move(here.first, "year", -1) if here.first else None
        return answer(period_around("quarter", day), here.anchor) if day else unknown(None, "quarter")


@dataclass(frozen=True, slots=True)
class LastQuarter:
    """ "The latest quarter": the last one complete at publication."""

    def resolve(self, scene: Scene) -> Answer:
        """Count from the publication day."""
        return FromNow("quarter", -1).resolve(scene)


@dataclass(frozen=True, slots=True)
class LatestQuarter:
    """ "The quarter": the one under discussion, else the last one complete at publication."""

    def resolve(self, scene: Scene) -> Answer:
        """Take the quarter from before."""
        if scene.quarter is not None:
            return scene.quarter
        return FromNow("quarter", -1).resolve(scene)


@dataclass(frozen=True, slots=True)
class FiscalQuarter:
    """ "The fiscal first quarter": by its number in the year of publication; what days it covers, few texts say."""

    number: int

    def resolve(self, scene: Scene) -> Answer:
        """Name the quarter, and make it the one under discussion."""
        if scene.now is None:
            return unknown(f"XXXX-Q{self.number}", "quarter")
        found = answer(quarter_of(scene.now.year, self.number), scene.now_anchor)
        scene.remember(found)
        return replace(found, first=None, last=None)


@dataclass(frozen=True, slots=True)
class QuarterOf:
    """ "The 1988 quarter": the quarter under discussion, in another year."""

    year: Meaning

    def resolve(self, scene: Scene) -> Answer:
        """Move the quarter from before into the year."""
        said = self.year.resolve(scene)
        if scene.quarter is None or scene.quarter.first is None or said.first is None:
            return said
        return answer(quarter_of(said.first.year, (scene.quarter.first.month + 2) // 3), said.anchor)
