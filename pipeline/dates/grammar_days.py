"""Rules for days of the calendar, in words and in figures, and for holidays."""

from __future__ import annotations

from typing import Any

from pipeline.dates import guards
from pipeline.dates.cycle import Cycle
from pipeline.dates.meaning import Exact, Meaning, Modified
from pipeline.dates.numeric import NumericDate
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.periods import (
    day_of,
    make_date,
    month_of,
    year_of,
)
from pipeline.dates.steps import FromFocus, FromNow
from pipeline.dates.weekday import Weekday, WeekdayOf

_TERROR = ("attack", "terror", "hijack", "commission")


def day(c: Captures) -> Meaning | None:
    """A day of a month, with or without its year; "the Sept. 11 attacks" have theirs."""
    if (c["month"], c["day"], c.get("year")) == (9, 11, None) and c["words"].low[c["end"]].startswith(_TERROR):
        return day_meaning(9, 11, 2001)
    return day_meaning(c["month"], c["day"], c.get("year"), c.get("dow"))


def day_meaning(month: int, number: int, year: int | None, weekday: int | None = None) -> Meaning | None:
    """The same from its numbers; None where the calendar has no such day."""
    if year is not None:
        found = make_date(year, month, number)
        return None if found is None else Exact(day_of(found))
    return Cycle("day", f"{month:02d}-{number:02d}", weekday=weekday) if make_date(2000, month, number) else None


def month_first_range(c: Captures) -> list[Part] | None:
    """ "May 3-5, 2021": two days, the second without its month."""
    first, last = day_meaning(c["month"], c["a"], c.get("year")), day_meaning(c["month"], c["b"], c.get("year"))
    if first is None or last is None or c["b"] <= c["a"]:
        return None
    return [Part(c["start"], c["join_at"], first), Part(c["b_at"], c["end"], last)]


def day_first_range(c: Captures) -> list[Part] | None:
    """ "3-5 May 2021": two days, the first without its month."""
    first, last = day_meaning(c["month"], c["a"], c.get("year")), day_meaning(c["month"], c["b"], c.get("year"))
    if first is None or last is None or c["b"] <= c["a"]:
        return None
    return [Part(c["a_at"], c["join_at"], first), Part(c["b_at"], c["end"], last)]


def two_days(c: Captures) -> list[Part] | None:
    """ "Jan. 1 through Dec. 31, 2020": the year holds for both; running backwards, the first is a year before."""
    first_year = c["year"] - ((c["month"], c["a"]) > (c["month2"], c["b"]))
    first, last = day_meaning(c["month"], c["a"], first_year), day_meaning(c["month2"], c["b"], c["year"])
    if first is None or last is None:
        return None
    return [Part(c["start"], c["join_at"], first), Part(c["month2_at"], c["end"], last)]


def weekday_of_month(c: Captures) -> Meaning | None:
    """ "The first Monday of September"."""
    of, n = c["of"], c["n"] if isinstance(c["n"], int) else -1
    return WeekdayOf(of, c["dow"], n) if n <= 5 and _is_month(of) else None


def _is_month(of: Meaning) -> bool:
    named = isinstance(of, Cycle) and of.kind == "month"
    whole = isinstance(of, Exact) and of.period.grain == "month"
    return named or whole or (isinstance(of, FromNow | FromFocus) and of.grain == "month")


def two_months(c: Captures) -> list[Part]:
    """ "April to June 2022": the year holds for both."""
    year = c["year"] - 1 if c["a"] > c["b"] else c["year"]
    return [
        Part(c["start"], c["join_at"], Exact(month_of(year, c["a"]))),
        Part(c["b_at"], c["end"], Exact(month_of(c["year"], c["b"]))),
    ]


def month(c: Captures) -> Meaning | None:
    """A month, with or without its year."""
    if c.get("year") is not None:
        return Exact(month_of(c["year"], c["month"]))
    return Cycle("month", f"{c['month']:02d}") if guards.month_alone(c) else None


def week_of_month(c: Captures) -> Meaning | None:
    """ "The last week of October": the month, with where in it."""
    of, which = c["of"], c["which"]
    if not (isinstance(of, Cycle) and of.kind == "month") and not (
        isinstance(of, Exact) and of.period.grain == "month"
    ):
        return None
    return Modified(of, "START" if which == "first" else "END" if which in ("last", "final") else "MID")


def weekday(c: Captures) -> Meaning | None:
    """A day of the week."""
    return Weekday(c["dow"]) if guards.weekday_alone(c) else None


def holiday(c: Captures) -> Meaning | None:
    """A holiday, with its year or without."""
    if not guards.holiday(c):
        return None
    return Cycle("holiday", c["day"], year=Exact(year_of(c["year"])) if c.get("year") else None)


def iso_date(c: Captures) -> Meaning | None:
    """ "2022-07-13", "2022/07/13"."""
    words, start = c["words"], c["start"]
    numbers = [words.low[start + k] for k in (0, 2, 4)]
    if not _numeric(words, start) or len(numbers[0]) != 4 or max(len(numbers[1]), len(numbers[2])) > 2:
        return None
    found = make_date(*(int(n) for n in numbers))
    return None if found is None else Exact(day_of(found))


def _numeric(words: Any, start: int) -> bool:
    """Whether five words are three numbers joined twice by the same sign, alone."""
    parts = [words.low[start + k] for k in (0, 2, 4)]
    whole = all(part.isascii() and part.isdecimal() for part in parts) and all(
        words.glued(start + k) for k in range(1, 5)
    )
    after = words.low[start + 5]
    goes_on = after == words.low[start + 1] and words.glued(start + 6) and words.low[start + 6].isalnum()
    open_end = not words.glued(start + 5) or after == "t" or not (goes_on or after.isalnum())
    apart = not words.glued(start) or words.before(start) in ("(", '"', "'", "[", "“")
    return whole and open_end and apart and words.low[start + 1] == words.low[start + 3]


def numeric_date(c: Captures) -> Meaning | None:
    """ "7/8/07", "13.07.2022", "13-7-2022"."""
    words, start = c["words"], c["start"]
    numbers = [words.low[start + k] for k in (0, 2, 4)]
    if not _numeric(words, start) or len(numbers[2]) not in (2, 4) or max(len(numbers[0]), len(numbers[1])) > 2:
        return None
    if words.low[start + 1] == "." and len(numbers[2]) == 2:
        return None
    first, second, written = (int(n) for n in numbers)
    whole = written if len(numbers[2]) == 4 else written + (2000 if written <= 40 else 1900)
    possible = make_date(whole, first, second) or make_date(whole, second, first)
    if possible is None or not 1000 <= whole <= 2199:
        return None
    return NumericDate(first, second, whole)


def nine_eleven(c: Captures) -> Meaning | None:
    """ "9/11" is the day of 2001."""
    words, start = c["words"], c["start"]
    found = make_date(2001, 9, 11)
    joined = (
        words.glued(start + 1)
        and words.glued(start + 2)
        and not (words.glued(start + 3) and words.low[start + 3] == "/")
    )
    return Exact(day_of(found)) if found and joined else None


DAY_RULES: tuple[tuple[str, Any, bool], ...] = (
    ("dow=WDAY ,? the? month=MONTH day=DAY ,? year=YEAR", day, True),
    ("dow=WDAY ,? the? month=MONTH day=DAY", day, True),
    ("month=MONTH the? day=DAY ,? year=YEAR", day, True),
    ("month=MONTH the? day=DAY", day, True),
    ("dow=WDAY ,? the? day=DAY of? month=MONTH ,? year=YEAR", day, True),
    ("dow=WDAY ,? the? day=DAY of? month=MONTH", day, True),
    ("the? day=DAY -? of? month=MONTH -? ,? year=YEAR", day, True),
    ("the? day=DAY of? month=MONTH", day, True),
    ("month=MONTH a=DAY join=-|–|to|and|through|or b=DAY ,? year=YEAR", month_first_range, False),
    ("month=MONTH a=DAY join=-|–|to|and|through|or b=DAY", month_first_range, False),
    ("the? a=DAY join=-|–|to|and|through|or the? b=DAY of? month=MONTH ,? year=YEAR", day_first_range, False),
    ("the? a=DAY join=-|–|to|and|through|or the? b=DAY of? month=MONTH", day_first_range, False),
    (
        "month=MONTH a=DAY join=-|–|to|and|through|until month2=MONTH b=DAY ,? year=YEAR",
        two_days,
        False,
    ),
    ("the n=ORD dow=WDAY of|in of=DATE", weekday_of_month, True),
    ("the n=last dow=WDAY of|in of=DATE", weekday_of_month, True),
    ("a=MONTH join=-|–|to|and|or|through|/ b=MONTH of? year=YEAR", two_months, False),
    ("month=MONTH ,? of? year=YEAR", month, True),
    ("the month of month=MONTH ,? year=YEAR", month, True),
    ("month=MONTH", month, True),
    ("the which=first|second|third|last|final week|weekend|days of of=DATE", week_of_month, True),
    ("dow=WDAY", weekday, True),
    ("day=HOLIDAY ,? of? year=YEAR", holiday, True),
    ("day=HOLIDAY", holiday, True),
    ("short=ANYNUMBER -|/ short=ANYNUMBER -|/ short=ANYNUMBER", iso_date, True),
    ("short=ANYNUMBER -|/|. short=ANYNUMBER -|/|. short=ANYNUMBER", numeric_date, True),
    ("9 / 11", nine_eleven, True),
)
