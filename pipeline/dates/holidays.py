"""Holidays that have a date in every year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from pipeline.dates.lexicon import PhraseTable, lexicon
from pipeline.dates.periods import make_date, move


@cache
def holiday_table() -> PhraseTable:
    """All holiday names with their rule."""
    words = lexicon()
    return PhraseTable({**words["holidays_fixed"], **words["holidays_moving"]})


def easter(year: int) -> date:
    """Easter Sunday of a year (Gregorian computus, Meeus/Jones/Butcher).

    >>> easter(2022)
    datetime.date(2022, 4, 17)
    """
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The n-th such weekday (1 for Monday) of a month, None where it has fewer; the last one for n below zero.

    >>> nth_weekday(9999, 12, 5, 5), nth_weekday(9999, 12, 6, 5)
    (datetime.date(9999, 12, 31), None)
    """
    if n < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = (weekday - date(year, month, 1).isoweekday()) % 7 + 1
    return make_date(year, month, first + 7 * (n - 1))


def holiday_date(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by its rule from the word list, None where that year has none.

    >>> holiday_date("11/4/4", 2022), holiday_date("12-25", 2022)
    (datetime.date(2022, 11, 24), datetime.date(2022, 12, 25))
    """
    if rule == "election":
        return _after(nth_weekday(year, 11, 1, 1), 1)
    if rule.startswith("easter"):
        return _after(easter(year), int(rule.partition("/")[2]))
    if "/" in rule:
        rule, _, after = rule.partition("+")
        month, weekday, n = (int(part) for part in rule.split("/"))
        return _after(nth_weekday(year, month, weekday, n), int(after or 0))
    month, day = (int(part) for part in rule.split("-"))
    return make_date(year, month, day)


def _after(day: date | None, count: int) -> date | None:
    return day and move(day, "day", count)
