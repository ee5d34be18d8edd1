"""Holidays that have a date in every year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from pipeline.dates.lexicon import PhraseTable, lexicon


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


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th such weekday (1 for Monday) of a month; the last one for n below zero."""
    if n < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def holiday_date(rule: str, year: int) -> date:
    """The day of a holiday in a year, by its rule from the word list.

    >>> holiday_date("11/4/4", 2022), holiday_date("12-25", 2022)
    (datetime.date(2022, 11, 24), datetime.date(2022, 12, 25))
    """
    if rule == "election":
        return nth_weekday(year, 11, 1, 1) + timedelta(days=1)
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.partition("/")[2]))
    if "/" in rule:
        rule, _, after = rule.partition("+")
        month, weekday, n = (int(part) for part in rule.split("/"))
        return nth_weekday(year, month, weekday, n) + timedelta(days=int(after or 0))
    return date.fromisoformat(f"{year:04d}-{rule}")
