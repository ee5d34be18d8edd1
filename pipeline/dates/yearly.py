"""What comes once a year - months, days, seasons, quarters, holidays - and how its year is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.dates.context import Context, Resolved, resolved, unknown
from pipeline.dates.holidays import holiday_date
from pipeline.dates.meaning import Meaning
from pipeline.dates.periods import (
    YEARS,
    Period,
    day_of,
    half_of,
    make_date,
    month_of,
    quarter_of,
    season_around,
    season_of,
)

# A month or day named without its year rarely lies further ahead than this, unless a verb says so.
_SOON_DAYS = 75


_FAR_DAYS = 280


@dataclass(frozen=True, slots=True)
class Yearly:
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
            return season_of(year, self.key)
        if self.kind == "quarter":
            return quarter_of(year, int(self.key))
        if self.kind == "half":
            return half_of(year, int(self.key))
        month, _, day = self.key.partition("-")
        found = holiday_date(self.key, year) if self.kind == "holiday" else make_date(year, int(month), int(day))
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

    def resolve(self, context: Context) -> Resolved:
        """Choose the year."""
        if self.year is not None:
            said = self.year.resolve(context)
            found = self.period(said.first.year) if said.first is not None else None
            return resolved(found, said.anchor) if found else unknown(self._open_value(), self._grain())
        if self.weekday is not None:
            fitting = self._with_weekday(context)
            if fitting is not None:
                return fitting
        told = self._in_narrative(context)
        if told is not None:
            return told
        if context.now is None:
            return unknown(self._open_value(), self._grain())
        found = self._choose(context, context.now)
        return resolved(found, context.now_anchor) if found else unknown(self._open_value(), self._grain())

    def _with_weekday(self, context: Context) -> Resolved | None:
        """ "Saturday, April 25": the nearest year in which that is true."""
        if context.now is None:
            return None
        for year in (context.now.year, context.now.year - 1, context.now.year + 1):
            found = self.period(year)
            if found is not None and found.first.isoweekday() == self.weekday:
                return resolved(found, context.now_anchor)
        return None

    def _in_narrative(self, context: Context) -> Resolved | None:
        """In a text about times long past, or of unknown date, the year under discussion holds."""
        focus = context.focus
        if focus is None or focus.first is None or not (context.narrative or context.now is None):
            return None
        if self.which is not None and self.which != 0:
            return None
        found = self.period(focus.first.year)
        if found is not None and (focus.first - found.first).days > _FAR_DAYS and focus.grain != "year":
            found = self.period(focus.first.year + 1)  # a story goes on: January after December is the next one
        return resolved(found, context.origin_anchor()) if found else None

    def _choose(self, context: Context, now: date) -> Period | None:
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
        return self._by_tense(context, now, around, past)

    def _by_tense(self, context: Context, now: date, around: list[Period], past: list[Period]) -> Period | None:
        last = max(past, key=lambda p: p.first, default=None)
        following = min((p for p in around if p.first > now), key=lambda p: p.first, default=None)
        if last is None or following is None or last.first <= now <= last.last:
            return last or following
        tense = context.tense()
        wait, gone = (following.first - now).days, (now - last.last).days
        if tense == "since":
            return last
        if tense == "future":
            return following if wait < _FAR_DAYS and (wait < gone or self.kind in ("month", "day", "holiday")) else last
        if tense == "past_direct":
            return following if self.kind in ("day", "holiday") and wait < min(gone, _SOON_DAYS) else last
        near = self.kind in ("quarter", "half") or (tense == "present" and self.kind in ("day", "holiday"))
        soon = _FAR_DAYS if near else _SOON_DAYS
        return following if wait < gone and wait < soon else last
