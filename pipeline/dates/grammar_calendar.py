"""Rules for calendar dates: days, months, years, decades, centuries, seasons, quarters, halves, holidays."""

from __future__ import annotations

from typing import Any

from pipeline.dates import guards
from pipeline.dates.meaning import Cycle, Exact, Meaning, Modified, NumericDate, QuarterOf, Weekday
from pipeline.dates.meaning import Fixed
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.periods import (
    Period,
    century_of,
    day_of,
    decade_of,
    half_of,
    make_date,
    month_of,
    months_from,
    quarter_of,
    season_of,
    year_of,
)
from pipeline.dates.relative import Fiscal

MODS = {"early": "START", "late": "END", "mid": "MID", "middle": "MID"}


def day(c: Captures) -> Meaning | None:
    """A day of a month, with or without its year."""
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


def weekday(c: Captures) -> Meaning | None:
    """A day of the week."""
    return Weekday(c["dow"]) if guards.weekday_alone(c) else None


def year(c: Captures) -> Meaning:
    """A year."""
    return Exact(year_of(c["year"]))


def fiscal_year(c: Captures) -> Meaning:
    """A financial year: which days it covers depends on who says it."""
    return Fiscal(Exact(year_of(c["year"])))


def short_fiscal_year(c: Captures) -> Meaning | None:
    """ "FY22"."""
    digits = c["words"].low[c["end"] - 1]
    if len(digits) == 2 and digits.isdigit():
        return Fiscal(Exact(year_of(2000 + int(digits))))
    return None


def season_years(c: Captures) -> Meaning | None:
    """ "2021-22", "2019/20": a year and the next, or a span of years."""
    words, end = c["words"], c["end"]
    first, digits = c["year"], c["short"]
    last = first // 100 * 100 + digits + (100 if digits < first % 100 else 0)
    glued = words.glued(end - 1) and words.glued(end - 2)
    if not glued or last <= first or (words.low[end] in ("-", "/") and words.glued(end)) or last - first > 50:
        return None
    if last - first > 1 and words.low[end - 2] == "/":
        return None
    start = year_of(first)
    return Exact(Period(start.first, year_of(last).last, f"{first}/{last}", "year"))


def decade(c: Captures) -> Meaning | None:
    """A decade, "the mid-1990s" among them."""
    if not guards.decade(c):
        return None
    found = Exact(decade_of(c["decade"]))
    return Modified(found, MODS[c["mod"]]) if c.get("mod") else found


def century(c: Captures) -> Meaning | None:
    """A century by its number."""
    if not 2 <= c["n"] <= 25:
        return None
    found: Meaning = Exact(century_of((c["n"] - 1) * 100))
    if c["words"].low[c["end"] - 1] in ("bc", "bce"):
        found = Fixed(f"BC{c['n'] - 1:02d}", grain="century")
    return Modified(found, MODS[c["mod"]]) if c.get("mod") else found


def bc_year(c: Captures) -> Meaning | None:
    """ "490 BC"."""
    digits = c["words"].low[c["start"]]
    return Fixed(f"BC{int(digits):04d}", grain="year") if len(digits) <= 4 else None


def season(c: Captures) -> Meaning | None:
    """A season, with its year."""
    found: Meaning = Exact(season_of(c["year"], c["season"]))
    return Modified(found, MODS[c["mod"]]) if c.get("mod") else found


def season_alone(c: Captures) -> Meaning | None:
    """A season that another word marks as one: "the summer", "in winter", "early autumn"."""
    if not guards.season_alone(c):
        return None
    found: Meaning = Cycle("season", c["season"])
    return Modified(found, MODS[c["mod"]]) if c.get("mod") else found


def quarter(c: Captures) -> Meaning | None:
    """A quarter, with its year or without."""
    number = c["n"] if isinstance(c["n"], int) else 4
    if not 1 <= number <= 4:
        return None
    if isinstance(c.get("year"), int):
        return Exact(quarter_of(c["year"], number))
    if c.get("of") is not None:
        return Cycle("quarter", str(number), year=c["of"])
    return Cycle("quarter", str(number)) if guards.quarter(c) else None


def quarter_code(c: Captures) -> Meaning | None:
    """ "Q3 2022", "3Q"."""
    words, start, end = c["words"], c["start"], c["end"]
    number, kind = (words.low[start + 1], words.low[start]) if words.low[start] in "qh" else (words.low[start], "q")
    limit = 4 if kind == "q" else 2
    if not number.isdigit() or not 1 <= int(number) <= limit or not words.glued(start + 1):
        return None
    if c.get("year"):
        return Exact((quarter_of if kind == "q" else half_of)(c["year"], int(number)))
    if words.glued(end) and words.low[end].isalnum():
        return None
    return Cycle("quarter" if kind == "q" else "half", number)


def half(c: Captures) -> Meaning | None:
    """ "The first half of 2022", "the second half of this year", "the last half of the '80s"."""
    number = 1 if c["n"] in (1, "opening") else 2 if c["n"] in (2, "last", "latter", "final") else 0
    if number == 0:
        return None
    of = c["of"]
    if isinstance(of, Exact) and of.period.grain in ("decade", "century", "month", "week", "day"):
        return Modified(of, "START" if number == 1 else "END")
    if getattr(of, "grain", None) in ("month", "week", "day", "decade") or (isinstance(of, Cycle) and of.kind == "month"):
        return Modified(of, "START" if number == 1 else "END")
    return Cycle("half", str(number), year=of)


def business_half(c: Captures) -> Meaning | None:
    """ "First-half profit"."""
    return Cycle("half", str(c["n"])) if c["n"] in (1, 2) else None


def quarter_of_year(c: Captures) -> Meaning:
    """ "The 1988 quarter", "the 1989 period"."""
    return QuarterOf(Exact(year_of(c["year"])))


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
    whole = all(part.isascii() and part.isdigit() for part in parts) and all(words.glued(start + k) for k in range(1, 5))
    after = words.low[start + 5]
    open_end = not words.glued(start + 5) or (after != words.low[start + 1] and not after.isalnum()) or after == "t"
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
    joined = words.glued(start + 1) and words.glued(start + 2) and not (words.glued(start + 3) and words.low[start + 3] == "/")
    return Exact(day_of(found)) if found and joined else None


CALENDAR_RULES: tuple[tuple[str, Any, bool], ...] = (
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
    ("a=MONTH join=-|–|to|and|or|through|/ b=MONTH of? year=YEAR", two_months, False),
    ("month=MONTH ,? of? year=YEAR", month, True),
    ("the month of month=MONTH ,? year=YEAR", month, True),
    ("month=MONTH", month, True),
    ("dow=WDAY", weekday, True),
    ("the? year year=YEAR", year, True),
    ("year=SUREYEAR", year, True),
    ("year=SUREYEAR join=-|–|/ short=SHORT", season_years, True),
    ("the? fiscal|financial|tax -? year? year=YEAR", fiscal_year, True),
    ("the? year=YEAR fiscal|financial|tax year", fiscal_year, True),
    ("fy year=YEAR", fiscal_year, True),
    ("fy short=SHORT", short_fiscal_year, True),
    ("the? mod=early|mid|late? -? decade=DECADE", decade, True),
    ("the? mod=early|mid|late? -? n=ORD -? century bc|bce?", century, True),
    ("short=ANYNUMBER bc|bce", bc_year, True),
    ("the? mod=early|mid|late? -? season=SEASON ,? of? year=YEAR", season, True),
    ("the? mod=early|mid|late? -? season=SEASON", season_alone, True),
    ("the? fiscal? -? n=ORD -? quarter of|in? year=YEAR", quarter, True),
    ("the final|last n=quarter of year=YEAR", quarter, True),
    ("the final|last n=quarter of of=DATE", quarter, True),
    ("the? fiscal? -? n=ORD -? quarter", quarter, True),
    ("the? n=ORD -? quarter of|in? of=DATE", quarter, True),
    ("of=DATE ' s n=ORD -? quarter", quarter, True),
    ("the? year=YEAR n=ORD -? quarter", quarter, True),
    ("the year=YEAR quarter|period", quarter_of_year, True),
    ("q|h short=SHORT of|in? ,? year=YEAR", quarter_code, True),
    ("q|h short=SHORT", quarter_code, True),
    ("short=SHORT q year=YEAR?", quarter_code, True),
    ("the? n=ORD half of|in of=DATE", half, True),
    ("the n=last|latter|final|opening half of of=DATE", half, True),
    ("of=DATE ' s n=ORD half", half, True),
    ("the? n=ORD - half", business_half, True),
    ("day=HOLIDAY ,? of? year=YEAR", holiday, True),
    ("day=HOLIDAY", holiday, True),
    ("short=ANYNUMBER -|/ short=ANYNUMBER -|/ short=ANYNUMBER", iso_date, True),
    ("short=ANYNUMBER -|/|. short=ANYNUMBER -|/|. short=ANYNUMBER", numeric_date, True),
    ("9 / 11", nine_eleven, True),
)

__all__ = ["CALENDAR_RULES", "months_from"]
