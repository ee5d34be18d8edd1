"""Stretches of the calendar with their TIMEX3 value, and moving among them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_SEASONS = ("WI", "SP", "SU", "FA")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
YEARS = range(MINYEAR, MAXYEAR + 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days: its first and last day, its TIMEX3 value, and the grain it is counted in."""

    first: date
    last: date
    value: str
    grain: str


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the calendar has no such day.

    >>> make_date(2022, 2, 30) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of(day: date) -> Period:
    """The day as a period."""
    return Period(day, day, day.isoformat(), "day")


def months_from(first: date, count: int, value: str, grain: str) -> Period:
    """A period of whole months."""
    index = first.year * 12 + first.month - 1 + count - 1
    year, month = index // 12, index % 12 + 1
    last = date(year, month, monthrange(year, month)[1]) if year <= MAXYEAR else date.max
    return Period(first, last, value, grain)


def month_of(year: int, month: int) -> Period:
    """A month of a year."""
    return months_from(date(year, month, 1), 1, f"{year:04d}-{month:02d}", "month")


def quarter_of(year: int, quarter: int) -> Period:
    """A quarter of a year."""
    return months_from(date(year, 3 * quarter - 2, 1), 3, f"{year:04d}-Q{quarter}", "quarter")


def half_of(year: int, half: int) -> Period:
    """A half of a year."""
    return months_from(date(year, 6 * half - 5, 1), 6, f"{year:04d}-H{half}", "half")


def year_of(year: int) -> Period:
    """A calendar year."""
    return months_from(date(year, 1, 1), 12, f"{year:04d}", "year")


def decade_of(year: int) -> Period:
    """The decade that a year belongs to."""
    start = max(year // 10 * 10, 1)
    return months_from(date(start, 1, 1), 120 if year >= 10 else 108, f"{year // 10:03d}X", "decade")


def century_of(year: int) -> Period:
    """The century that a year belongs to: 1900 to 1999 is 19XX, as news use the word."""
    start = max(year // 100 * 100, 1)
    return months_from(date(start, 1, 1), 1200 if year >= 100 else 1188, f"{year // 100:02d}XX", "century")


def season_of(year: int, code: str) -> Period:
    """A season; winter runs from the December of its year."""
    return months_from(date(year, _SEASON_START[code], 1), 3, f"{year:04d}-{code}", "season")


def week_of(day: date) -> Period:
    """The ISO week around a day."""
    first, last = _days_on(day, -day.weekday()), _days_on(day, 6 - day.weekday())
    year, week, _ = day.isocalendar()
    return Period(first, last, f"{year:04d}-W{week:02d}", "week")


def weekend_of(day: date) -> Period:
    """The Saturday and Sunday of a day's ISO week."""
    week = week_of(day)
    return Period(_days_on(day, 5 - day.weekday()), week.last, f"{week.value}-WE", "weekend")


def _days_on(day: date, count: int) -> date:
    """The day so many days later, the calendar's first or last where it ends before."""
    return move(day, "day", count) or (date.min if count < 0 else date.max)


def period_around(grain: str, day: date) -> Period:
    """The period of a grain that a day lies in.

    >>> period_around("quarter", date(2022, 7, 13)).value
    '2022-Q3'
    """
    if grain == "day":
        return day_of(day)
    if grain == "week":
        return week_of(day)
    if grain == "weekend":
        return weekend_of(day)
    if grain == "month":
        return month_of(day.year, day.month)
    if grain == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    if grain == "half":
        return half_of(day.year, (day.month + 5) // 6)
    if grain == "decade":
        return decade_of(day.year)
    if grain == "century":
        return century_of(day.year)
    return year_of(day.year)


def move(day: date, grain: str, count: int) -> date | None:
    """Move a day by whole grains, None where the calendar ends; the day of the month is cut to the month's length.

    >>> move(date(2022, 3, 31), "month", -1)
    datetime.date(2022, 2, 28)
    """
    try:
        if grain == "day":
            return day + timedelta(days=count)
        if grain in ("week", "weekend", "fortnight"):
            return day + timedelta(days=count * (14 if grain == "fortnight" else 7))
        index = day.year * 12 + day.month - 1 + count * _MONTHS_OF.get(grain, 12)
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def season_around(day: date) -> tuple[int, str]:
    """The season a day lies in: its year and code. January and February belong to the winter of the year before.

    >>> season_around(date(2022, 2, 1))
    (2021, 'WI')
    """
    code = _SEASONS[day.month % 12 // 3]
    return (day.year - 1 if code == "WI" and day.month < 3 else day.year), code
