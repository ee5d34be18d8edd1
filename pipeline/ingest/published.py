"""Publication dates as they are written in metadata, to a `date`."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T)")
_DAY_FIRST = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})\b")
_MONTH_FIRST = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=$|[T\s,])")


class DateUnclearError(ValueError):
    """The words name no single day."""


def parse_published(value: object) -> date | None:
    """The day that a metadata value names; None for an empty one. Time and zone are left aside.

    Raises:
        DateUnclearError: where it is no date, or day and month could be either.

    >>> parse_published("Wed, 13 Jul 2022 10:00:00 +0000"), parse_published("July 13, 2022"), parse_published("")
    (datetime.date(2022, 7, 13), datetime.date(2022, 7, 13), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, bool | float):
        raise DateUnclearError(f"{value!r} is not a date")
    text = str(value).strip()[:60]
    if not text:
        return None
    try:
        return date(*_year_month_day(text))
    except ValueError as error:
        if isinstance(error, DateUnclearError):
            raise
        raise DateUnclearError(f"{text!r} is not a day of the calendar") from error


def _year_month_day(text: str) -> tuple[int, int, int]:
    for pattern in (_ISO, _PLAIN):
        if found := pattern.match(text):
            year, month, day = found.groups()
            return int(year), int(month), int(day)
    if found := _DAY_FIRST.match(text):
        day, name, year = found.groups()
        return int(year), _month(name, text), int(day)
    if found := _MONTH_FIRST.match(text):
        name, day, year = found.groups()
        return int(year), _month(name, text), int(day)
    if found := _NUMERIC.match(text):
        return _day_and_month(*(int(part) for part in found.groups()))
    raise DateUnclearError(f"{text!r} is no date that is understood")


def _month(name: str, text: str) -> int:
    try:
        return _MONTHS[name.lower()]
    except KeyError:
        raise DateUnclearError(f"{text!r} is no date that is understood") from None


def _day_and_month(first: int, second: int, year: int) -> tuple[int, int, int]:
    if first > 12 or first == second:
        return year, second, first
    if second > 12:
        return year, first, second
    raise DateUnclearError(f"{first:02}/{second:02}/{year} could be day/month or month/day")
