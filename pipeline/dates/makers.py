"""What rules make of what they read: the calls of `expressions.py`, each from numbers and codes to a meaning.

They know no words. None says that there is no such date, and the rule then means nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from pipeline.dates.counts import Count, known_count
from pipeline.dates.derived_periods import Fiscal, Weekend, WeekOf
from pipeline.dates.durations_and_times import BareClock, FocusNight, Length, Often, TimeOf, length_value
from pipeline.dates.meaning import Exact, Fixed, Meaning, Modified
from pipeline.dates.numeric import NumericDate
from pipeline.dates.periods import (
    Period,
    century_of,
    day_of,
    decade_of,
    half_of,
    make_date,
    month_of,
    quarter_of,
    season_of,
    year_of,
)
from pipeline.dates.quarters import FiscalQuarter, LastQuarter, LatestQuarter, QuarterOf, YearAgoQuarter
from pipeline.dates.relative_dates import FromFocus, FromNow, SaidDay, TheDay, UnitsAway
from pipeline.dates.weekday import Weekday, WeekdayNearFocus, WeekdayOf
from pipeline.dates.yearly import Yearly

# Units of the calendar, as against hours and nights.
_CALENDAR = ("day", "week", "month", "quarter", "half", "year", "decade", "century")
_LARGE_TO_SMALL = ("year", "month", "week", "day", "hour", "minute", "second")
_MOST_YEARS_APART = 50
_HALVES = {"TMO": False, "TAF": True, "TEV": True, "TNI": True}


# ---- days, months, seasons, holidays: with a year they are known, without one they come round every year
def _day(
    month: int,
    day: int,
    year: int | None = None,
    weekday: int | None = None,
    which: int | None = None,
    of: Meaning | None = None,
) -> Meaning | None:
    if year is not None:
        found = make_date(year, month, day)
        return None if found is None else Exact(day_of(found))
    if make_date(2000, month, day) is None:
        return None
    return Yearly("day", f"{month:02d}-{day:02d}", which, of, weekday)


def _month(month: int, year: int | None = None, which: int | None = None, of: Meaning | None = None) -> Meaning:
    return Exact(month_of(year, month)) if year is not None else Yearly("month", f"{month:02d}", which, of)


def _season(code: str, year: int | None = None, which: int | None = None, of: Meaning | None = None) -> Meaning:
    return Exact(season_of(year, code)) if year is not None else Yearly("season", code, which, of)


def _holiday(key: str, year: int | None = None, which: int | None = None) -> Meaning:
    return Yearly("holiday", key, which, None if year is None else Exact(year_of(year)))


def _year_first(a: str, b: str, c: str) -> Meaning | None:
    """ "2022-07-13"."""
    if len(a) != 4 or max(len(b), len(c)) > 2:
        return None
    found = make_date(int(a), int(b), int(c))
    return None if found is None else Exact(day_of(found))


def _year_last(a: str, b: str, c: str, sign: str) -> Meaning | None:
    """ "13.07.2022", "7/8/07"."""
    if len(c) not in (2, 4) or max(len(a), len(b)) > 2 or (sign == "." and len(c) == 2):
        return None
    first, second, written = int(a), int(b), int(c)
    year = written if len(c) == 4 else written + (2000 if written <= 40 else 1900)
    possible = make_date(year, first, second) or make_date(year, second, first)
    return None if possible is None or not 1000 <= year <= 2199 else NumericDate(first, second, year)


# ---- years and their parts, decades, centuries
def _year(year: int) -> Meaning:
    return Exact(year_of(year))


def _short_year(digits: str) -> Meaning | None:
    """The 22 of "FY22"."""
    return _year(2000 + int(digits)) if len(digits) == 2 else None


def _fiscal(year: Meaning | None) -> Meaning | None:
    return None if year is None else Fiscal(year)


def _years(first: int, short: int, join: str) -> Meaning | None:
    """ "2021-22", "2019/20": a year and the next, or a span of years."""
    last = first // 100 * 100 + short + (100 if short < first % 100 else 0)
    apart = last - first
    if not 0 < apart <= _MOST_YEARS_APART or (apart > 1 and join == "/"):
        return None
    return Exact(Period(year_of(first).first, year_of(last).last, f"{first}/{last}", "year"))


def _year_bc(written: str) -> Meaning | None:
    return Fixed(f"BC{int(written):04d}", grain="year") if len(written) <= 4 else None


def _decade(first: int) -> Meaning:
    """A decade by its first year; "the 1800s" are a century."""
    hundred = first % 100 == 0 and first < 2000
    return Exact((century_of if hundred else decade_of)(first))


def _century(number: int) -> Meaning:
    return Exact(century_of((number - 1) * 100))


def _century_bc(number: int) -> Meaning:
    return Fixed(f"BC{number - 1:02d}", grain="century")


def _quarter(number: int, year: int | None = None, of: Meaning | None = None) -> Meaning:
    return Exact(quarter_of(year, number)) if year is not None else Yearly("quarter", str(number), year=of)


def _half(number: int, year: int | None = None, of: Meaning | None = None) -> Meaning:
    return Exact(half_of(year, number)) if year is not None else Yearly("half", str(number), year=of)


def _coded_part(kind: str, number: int, year: int | None = None) -> Meaning | None:
    """ "Q3 2022", "H1": a quarter or a half by its letter."""
    if not 1 <= number <= (4 if kind == "q" else 2):
        return None
    return (_quarter if kind == "q" else _half)(number, year)


def _half_of(of: Meaning, number: int) -> Meaning:
    """The first or second half of a year; of a longer or shorter time, its beginning or end."""
    exact = isinstance(of, Exact) and of.period.grain in ("decade", "century", "month", "week", "day")
    counted = getattr(of, "grain", None) in ("month", "week", "day", "decade")
    if exact or counted or (isinstance(of, Yearly) and of.kind == "month"):
        return Modified(of, "START" if number == 1 else "END")
    return _half(number, of=of)


def _edge(inner: Meaning | None, mod: str | None) -> Meaning | None:
    """The same with a modifier, where one was read."""
    return inner if inner is None or mod is None else Modified(inner, mod)


# ---- counted from publication or from the date under discussion
def _step(unit: str, count: int) -> Meaning | None:
    if unit == "weekend":
        return Weekend(count)
    return FromNow(unit, count) if unit in _CALENDAR and unit != "day" else None


def _step_from_focus(unit: str, count: int) -> Meaning | None:
    return FromFocus(unit, count) if unit == "weekend" or unit in _CALENDAR else None


def _counted(n: Count, unit: str, direction: int, from_focus: bool = False) -> Meaning:
    count = known_count(n)
    return UnitsAway(unit, None if count is None else float(count), direction, from_focus)


def _weeks_from_today(n: Count) -> Meaning:
    return FromNow("day", 7 * int(known_count(n) or 0))


def _year_ago(grain: str, number: int | None = None) -> Meaning:
    named = str(number) if number in (1, 2, 3, 4) else None
    return YearAgoQuarter(named, grain if grain in ("month", "week", "day") else "quarter")


# ---- durations, sets
def _length(n: Count, unit: str) -> Meaning:
    return Length(known_count(n), unit)


def _length_and_a_half(n: Count, unit: str) -> Meaning:
    count = known_count(n)
    return Length(None if count is None else count + Fraction(1, 2), unit)


def _length_of_two(n: Count, unit: str, m: Count, smaller: str) -> Meaning | None:
    """ "Two hours and 30 minutes"."""
    first, second = known_count(n), known_count(m)
    if first is None or second is None or unit not in _LARGE_TO_SMALL:
        return None
    if smaller not in _LARGE_TO_SMALL[_LARGE_TO_SMALL.index(unit) + 1 :]:
        return None
    large, small = length_value(first, unit), length_value(second, smaller)
    return Fixed(large + small.removeprefix("PT" if large.startswith("PT") else "P"), "DURATION", smaller)


def _every(n: Count, unit: str) -> Meaning | None:
    count = known_count(n)
    return None if count is None else Often(length_value(count, unit), unit)


def _every_weekday(number: int, part: str | None = None) -> Meaning:
    return Often(f"XXXX-WXX-{number}{part or ''}", "day")


def _every_month(number: int) -> Meaning:
    return Often(f"XXXX-{number:02d}", "month")


# ---- times of day
def _part_of_day(code: str, day: Meaning | None = None) -> Meaning:
    return TimeOf(code, "part of day", day)


def _hour_before(hour: int, clock: str) -> Meaning:
    """The 9 of "9-11am": in the same half of the day, unless that runs backwards."""
    last = int(clock[1:3])
    return TimeOf(f"T{hour % 12 + (12 if last >= 12 and hour % 12 <= last % 12 else 0):02d}:00", "hour")


def _clock_in(clock: str, of: Meaning) -> Meaning | None:
    """ "8:30 tonight": the part of the day tells its half."""
    if not isinstance(of, TimeOf) or of.suffix not in _HALVES or of.day is None:
        return None
    hour = int(clock[1:3])
    if 1 <= hour < 12 and _HALVES[of.suffix] and not (of.suffix == "TNI" and hour < 5):
        clock = f"T{hour + 12:02d}{clock[3:]}"
    return TimeOf(clock, "minute", of.day)


def _hour_in(hour: int, of: Meaning) -> Meaning | None:
    return _clock_in(f"T{hour:02d}:00", of)


MAKERS: dict[str, Callable[..., Any]] = {
    "Day": _day, "Month": _month, "Season": _season, "Holiday": _holiday, "YearFirst": _year_first,
    "YearLast": _year_last, "Year": _year, "ShortYear": _short_year, "Years": _years, "YearBC": _year_bc,
    "Decade": _decade, "Century": _century, "CenturyBC": _century_bc, "Quarter": _quarter, "Half": _half,
    "CodedPart": _coded_part, "HalfOf": _half_of, "Fiscal": _fiscal, "FiscalQuarter": FiscalQuarter,
    "QuarterOf": QuarterOf, "LastQuarter": LastQuarter, "TheQuarter": LatestQuarter, "YearAgo": _year_ago,
    "Edge": _edge, "Modified": Modified, "Fixed": Fixed, "Weekday": Weekday, "WeekdayOf": WeekdayOf,
    "WeekdayNearFocus": WeekdayNearFocus, "WeekOf": WeekOf, "Weekend": Weekend, "Step": _step,
    "StepFromFocus": _step_from_focus, "FromNow": FromNow, "FromFocus": FromFocus, "SaidDay": SaidDay,
    "TheDay": TheDay, "Counted": _counted, "WeeksFromToday": _weeks_from_today, "Length": _length,
    "LengthAndAHalf": _length_and_a_half, "LengthOfTwo": _length_of_two, "Often": Often, "Every": _every,
    "EveryWeekday": _every_weekday, "EveryMonth": _every_month, "TimeOf": TimeOf, "BareClock": BareClock,
    "PartOfDay": _part_of_day, "FocusNight": FocusNight, "HourBefore": _hour_before, "ClockIn": _clock_in,
    "HourIn": _hour_in,
}  # fmt: skip
