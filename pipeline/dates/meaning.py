"""What calendar expressions mean, before it is known when the text was written; each resolves itself in a `Scene`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from pipeline.dates.holidays import holiday_date
from pipeline.dates.periods import (
    YEARS,
    Period,
    day_of,
    half_of,
    make_date,
    month_of,
    move,
    period_around,
    quarter_of,
    season_around,
    season_of,
)
from pipeline.dates.scene import Answer, Scene, answer, unknown
from pipeline.dates.timex import Anchor, TimexType

# A month named alone is rarely one that lies further ahead than this, unless a verb says so.
_SOON_DAYS = 60
_FAR_DAYS = 280


class Meaning(Protocol):
    """An expression understood but not yet placed in time."""

    def resolve(self, scene: Scene) -> Answer:
        """Place the expression in time."""
        ...


@dataclass(frozen=True, slots=True)
class Exact:
    """A period that needs no context: "July 2022", "the 1980s"."""

    period: Period

    def resolve(self, scene: Scene) -> Answer:
        """The period itself."""
        return answer(self.period)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context and covers no known days: "now", "annually"."""

    value: str
    type: TimexType = "DATE"
    grain: str | None = None

    def resolve(self, scene: Scene) -> Answer:
        """The value itself."""
        return Answer(self.type, self.value, self.grain)


@dataclass(frozen=True, slots=True)
class Modified:
    """An expression with a TIMEX3 modifier: "early June", "about two years ago"."""

    inner: Meaning
    mod: str

    def resolve(self, scene: Scene) -> Answer:
        """The inner answer with the modifier on it."""
        found = self.inner.resolve(scene)
        return found if found.mod else replace(found, mod=self.mod)


@dataclass(frozen=True, slots=True)
class Cycle:
    """Something that comes once a year: a month, a day, a season, a quarter, a half, a holiday.

    `which` is -1 for "last", 0 for "this", 1 for "next", None where the text leaves it open; `year` settles it.
    """

    kind: str
    key: str
    which: int | None = None
    year: Meaning | None = None
    weekday: int | None = None

    def period(self, year: int) -> Period | None:
        """Its period in a year, None where that year has none."""
        if year not in YEARS:
            return None
        if self.kind == "month":
            return month_of(year, int(self.key))
        if self.kind == "season":
            return season_of(year, self.key) if year + 1 in YEARS else None
        if self.kind == "quarter":
            return quarter_of(year, int(self.key))
        if self.kind == "half":
            return half_of(year, int(self.key))
        if self.kind == "holiday":
            return day_of(holiday_date(self.key, year))
        month, _, day = self.key.partition("-")
        found = make_date(year, int(month), int(day))
        return None if found is None else day_of(found)

    def _open_value(self) -> str | None:
        if self.kind == "quarter":
            return f"XXXX-Q{self.key}"
        if self.kind == "half":
            return f"XXXX-H{self.key}"
        if self.kind == "holiday":
            return f"XXXX-{self.key}" if "/" not in self.key and self.key != "election" else None
        return f"XXXX-{self.key}"

    def _grain(self) -> str:
        return "day" if self.kind in ("holiday", "day") else self.kind

    def resolve(self, scene: Scene) -> Answer:
        """Choose the year."""
        if self.year is not None:
            said = self.year.resolve(scene)
            found = self.period(said.first.year) if said.first is not None else None
            return answer(found, said.anchor) if found else unknown(self._open_value(), self._grain())
        if self.weekday is not None:
            fitting = self._with_weekday(scene)
            if fitting is not None:
                return fitting
        told = self._in_narrative(scene)
        if told is not None:
            return told
        if scene.now is None:
            return unknown(self._open_value(), self._grain())
        found = self._choose(scene, scene.now)
        return answer(found, scene.now_anchor) if found else unknown(self._open_value(), self._grain())

    def _with_weekday(self, scene: Scene) -> Answer | None:
        """ "Saturday, April 25": the nearest year in which that is true."""
        if scene.now is None:
            return None
        years = sorted(range(scene.now.year - 3, scene.now.year + 4), key=lambda year: abs(year - scene.now.year))  # type: ignore[union-attr]
        for year in years:
            found = self.period(year)
            if found is not None and found.first.isoweekday() == self.weekday:
                return answer(found, scene.now_anchor)
        return None

    def _in_narrative(self, scene: Scene) -> Answer | None:
        """In a text about times long past, or of unknown date, the year under discussion holds."""
        focus = scene.focus
        if focus is None or focus.first is None or not (scene.narrative or scene.now is None):
            return None
        if self.which is not None and self.which != 0:
            return None
        found = self.period(focus.first.year)
        return answer(found, scene.origin_anchor()) if found else None

    def _choose(self, scene: Scene, now: date) -> Period | None:
        here = season_around(now)[0] if self.kind == "season" and self.key == "WI" else now.year
        around = [period for year in (here - 1, here, here + 1) if (period := self.period(year)) is not None]
        if self.kind == "day" and self.key == "02-29":
            around = [period for year in range(now.year - 8, now.year + 9) if (period := self.period(year)) is not None]
        past = [period for period in around if period.first <= now]
        if self.which == 0:
            same = self.period(here)
            return same
        if self.which == -1:
            return max((p for p in past if p.last < now), key=lambda p: p.first, default=None)
        if self.which == 1:
            return min((p for p in around if p.first > now), key=lambda p: p.first, default=None)
        return self._by_tense(scene, now, around, past)

    def _by_tense(self, scene: Scene, now: date, around: list[Period], past: list[Period]) -> Period | None:
        last = max(past, key=lambda p: p.first, default=None)
        following = min((p for p in around if p.first > now), key=lambda p: p.first, default=None)
        if last is None or following is None or last.first <= now <= last.last:
            return last or following
        tense = scene.tense()
        wait, gone = (following.first - now).days, (now - last.last).days
        if tense == "since":
            return last
        if tense == "future":
            return following if wait < _FAR_DAYS and (wait < gone or self.kind in ("month", "day", "holiday")) else last
        if tense == "past_direct":
            return following if self.kind in ("day", "holiday") and wait < min(gone, _SOON_DAYS) else last
        soon = _SOON_DAYS if self.kind in ("month", "season", "holiday") else _FAR_DAYS
        return following if wait < gone and wait < soon else last


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 for Monday; `which` as in `Cycle`."""

    number: int
    which: int | None = None

    def resolve(self, scene: Scene) -> Answer:
        """Choose the week."""
        if scene.now is None:
            return unknown(f"XXXX-WXX-{self.number}", "day")
        back = (scene.now.isoweekday() - self.number) % 7
        if self.which == -1:
            days = -(back or 7)
        elif self.which == 1 or (self.which is None and scene.tense() == "future"):
            days = (7 - back) % 7 or (7 if self.which == 1 else 0)
        elif self.which == 0 and scene.tense() not in ("past", "past_direct", "since"):
            days = (7 - back) % 7
        else:
            days = -back
        found = move(scene.now, "day", days)
        return answer(day_of(found), scene.now_anchor) if found else unknown(f"XXXX-WXX-{self.number}", "day")


@dataclass(frozen=True, slots=True)
class WeekdayNearFocus:
    """ "The following Monday", "the previous Friday": counted from the date under discussion."""

    number: int
    direction: int

    def resolve(self, scene: Scene) -> Answer:
        """Step to the nearest such day."""
        day, anchor = origin_day(scene)
        if day is None:
            return unknown(f"XXXX-WXX-{self.number}", "day")
        gap = (self.direction * (self.number - day.isoweekday())) % 7 or 7
        found = move(day, "day", self.direction * gap)
        return answer(day_of(found), anchor) if found else unknown(f"XXXX-WXX-{self.number}", "day")


@dataclass(frozen=True, slots=True)
class FromNow:
    """So many whole grains from publication: today, last week, next year."""

    grain: str
    count: int

    def resolve(self, scene: Scene) -> Answer:
        """Count from the publication day."""
        if scene.now is None:
            return unknown(None, self.grain)
        # The middle of a week decides which year it belongs to; moving by months must not overflow the month.
        day = move(scene.now, self.grain, self.count)
        return answer(period_around(self.grain, day), scene.now_anchor) if day else unknown(None, self.grain)


def origin_day(scene: Scene) -> tuple[date | None, Anchor]:
    """The day under discussion, else the publication day, with the anchor it gives."""
    focus = scene.focus_day or scene.focus
    if focus is not None and focus.first is not None and (scene.focus is focus or scene.focus is None):
        return focus.first, scene.origin_anchor()
    if scene.focus is not None and scene.focus.first is not None:
        return scene.focus.first, scene.origin_anchor()
    return scene.now, scene.now_anchor


@dataclass(frozen=True, slots=True)
class FromFocus:
    """So many whole grains from the date under discussion: the following day, a year earlier, that month."""

    grain: str
    count: int

    def resolve(self, scene: Scene) -> Answer:
        """Count from the date under discussion."""
        focus = scene.focus_day if self.grain == "day" and self.count == 0 and scene.focus_day else scene.focus
        if focus is None or focus.first is None:
            return FromNow(self.grain, self.count).resolve(scene)
        if self.grain == "day" and focus.grain != "day":
            if scene.focus_day is None or scene.focus_day.first is None:
                return unknown(None, "day")
            focus = scene.focus_day
        assert focus.first is not None
        day = move(focus.first, self.grain, self.count)
        anchor: Anchor = "document" if focus.anchor == "absolute" else focus.anchor
        return answer(period_around(self.grain, day), anchor) if day else unknown(None, self.grain)


@dataclass(frozen=True, slots=True)
class Steps:
    """ "Three days ago", "two years later": counted in a unit; an unknown count gives PAST_REF or FUTURE_REF."""

    unit: str
    count: float | None
    direction: int
    from_focus: bool = False

    def resolve(self, scene: Scene) -> Answer:
        """Count from the publication day or the date under discussion."""
        if self.count is None or self.unit in ("second", "minute", "hour"):
            return Answer("DATE", "FUTURE_REF" if self.direction > 0 and not self.from_focus else "PAST_REF")
        if self.count != int(self.count):
            months = self.count * {"year": 12, "decade": 120, "century": 1200}.get(self.unit, 0)
            if not months or months != int(months):
                return Answer("DATE", "PAST_REF" if self.direction < 0 else "FUTURE_REF")
            return Steps("month", months, self.direction, self.from_focus).resolve(scene)
        count = self.direction * int(self.count)
        grain = {"fortnight": "week", "decade": "year", "century": "year", "millennium": "year", "night": "day"}.get(
            self.unit, self.unit
        )
        count *= {"fortnight": 2, "decade": 10, "century": 100, "millennium": 1000}.get(self.unit, 1)
        if self._same_quarter(scene, grain):
            assert scene.quarter is not None and scene.quarter.first is not None
            moved = move(scene.quarter.first, "year", count)
            if moved is not None:
                return answer(period_around("quarter", moved), scene.quarter.anchor)
        return (FromFocus(grain, count) if self.from_focus else FromNow(grain, count)).resolve(scene)

    def _same_quarter(self, scene: Scene, grain: str) -> bool:
        """Company results: "a year earlier" is the same quarter of the year before."""
        return grain == "year" and self.count == 1 and self.direction < 0 and scene.quarter is not None


@dataclass(frozen=True, slots=True)
class YearAgoQuarter:
    """ "The year-ago quarter", "the same month last year": the period under discussion, a year back."""

    number: str | None = None
    grain: str = "quarter"

    def resolve(self, scene: Scene) -> Answer:
        """Take the period from before, or name the quarter if the text does."""
        if self.grain != "quarter" and scene.focus is not None and scene.focus.first is not None:
            back = move(scene.focus.first, "year", -1)
            return answer(period_around(self.grain, back), scene.origin_anchor()) if back else unknown(None, self.grain)
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
class QuarterOf:
    """ "The 1988 quarter": the quarter under discussion, in another year."""

    year: Meaning

    def resolve(self, scene: Scene) -> Answer:
        """Move the quarter from before into the year."""
        said = self.year.resolve(scene)
        if scene.quarter is None or scene.quarter.first is None or said.first is None:
            return said
        return answer(quarter_of(said.first.year, (scene.quarter.first.month + 2) // 3), said.anchor)


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
            near = min((american, british), key=lambda day: abs((day - scene.now).days))  # type: ignore[operator]
            chosen = near if abs((near - scene.now).days) < timedelta(days=45).days else american
        return answer(day_of(chosen)) if chosen else unknown(None, "day")
