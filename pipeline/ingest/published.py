"""Publication dates as they are written in metadata, to a `date`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal

Order = Literal["day", "month"]  # what comes first in 05/06/2022

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[TtZz+\s]|-\d\d:?\d\d$)")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T)")
_NUMERIC = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
# Seconds, milliseconds, microseconds or nanoseconds since 1970, by their number of digits: from 1973 to 2286.
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3}|\d{6}|\d{9})?(?:\.\d*)?")
# What is left out of a date is taken from these; a date in which nothing is left out comes out the same with both.
_DEFAULTS = (datetime(1981, 1, 3), datetime(1996, 8, 26))


class DateUnclearError(ValueError):
    """The words name no single day."""


class AmbiguousDateError(DateUnclearError):
    """Day and month could be either."""


def parse_published(value: object, order: Order | None = None) -> date | None:
    """The day that a metadata value names; None for an empty one. Time and zone are left aside.

    `order` says what comes first in 05/06/2022, None where that is not known.

    Raises:
        AmbiguousDateError: where day and month could be either, and `order` does not say.
        DateUnclearError: where it is no date.

    >>> parse_published("Wed, 13 Jul 2022 10:00:00 +0000"), parse_published("05/06/2022", "day"), parse_published("")
    (datetime.date(2022, 7, 13), datetime.date(2022, 6, 5), None)
    """
    if value is None or (isinstance(value, float | date) and value != value):  # NaN and NaT: empty cells of pandas
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, bool):
        raise DateUnclearError(f"{value!r} is not a date")
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()[:60]
    return _day(text, order) if text else None


def order_of_dates(values: Iterable[object]) -> Order | None:
    """What comes first in the dates of one column: one in which a part is above 12 says so for all.

    >>> order_of_dates(["05/06/2022", "13/05/2022"]), order_of_dates(["05/06/2022"])
    ('day', None)
    >>> order_of_dates(["13/05/2022", "05/13/2022"]) is None
    True
    """
    found: set[Order] = set()
    for value in values:
        numbers = _NUMERIC.match(value) if isinstance(value, str) else None
        if numbers and not _year_may_be_first(numbers):
            first, second = int(numbers[1]), int(numbers[3])
            found |= {"day"} if 12 < first <= 31 else {"month"} if 12 < second <= 31 else set()
    return found.pop() if len(found) == 1 else None


def _year_may_be_first(numbers: re.Match[str]) -> bool:
    """22-07-13 is the 13th of July 2022 as often as the 22nd of July 2013."""
    return len(numbers[4]) == 2 and numbers[2] == "-"


def _day(text: str, order: Order | None) -> date:
    try:
        for pattern in (_ISO, _PLAIN):
            if found := pattern.match(text):
                year, month, day = found.groups()
                return date(int(year), int(month), int(day))
        if found := _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(found[1]), UTC).date()
    except ValueError as error:
        raise DateUnclearError(f"{text!r} is not a day of the calendar") from error
    return _written_out(text, order)


def _written_out(text: str, order: Order | None) -> date:
    if (numbers := _NUMERIC.match(text)) and _year_may_be_first(numbers):
        raise DateUnclearError(f"{text!r} could begin with its day, month or year")
    day_first, month_first = (
        {_parsed(text, default, first) for default in _DEFAULTS} for first in (order != "month", order == "day")
    )
    if len(day_first) > 1 or len(month_first) > 1:
        raise DateUnclearError(f"{text!r} names no single day")
    if day_first != month_first:
        raise AmbiguousDateError(f"{text!r} could be day/month or month/day")
    return day_first.pop()


def _parsed(text: str, default: datetime, day_first: bool) -> date:
    from dateutil.parser import parse

    try:
        return parse(text, _parser_info(), default=default, dayfirst=day_first, ignoretz=True).date()
    except Exception as error:  # over foreign words it raises more than it says
        raise DateUnclearError(f"{text!r} is no date that is understood") from error


@cache
def _parser_info() -> Any:
    from dateutil.parser import parserinfo

    class Fixed(parserinfo):
        """Years of two digits mean the same in whatever year this is read."""

        def convertyear(self, year: int, century_specified: bool = False) -> int:
            if year >= 100 or century_specified:
                return year
            return year + (2000 if year < 70 else 1900)

    return Fixed()
