"""Rules for years, decades, centuries, seasons, quarters and halves."""

from __future__ import annotations

from typing import Any

from pipeline.dates import guards
from pipeline.dates.cycle import Cycle
from pipeline.dates.meaning import Exact, Fixed, Meaning, Modified
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.periods import (
    Period,
    century_of,
    decade_of,
    half_of,
    quarter_of,
    season_of,
    year_of,
)
from pipeline.dates.quarters import FiscalQuarter, QuarterOf
from pipeline.dates.relative import Fiscal

MODS = {"early": "START", "late": "END", "mid": "MID", "middle": "MID"}


def year(c: Captures) -> Meaning:
    """A year."""
    return Exact(year_of(c["year"]))


def fiscal_year(c: Captures) -> Meaning:
    """A financial year: which days it covers depends on who says it."""
    return Fiscal(Exact(year_of(c["year"])))


def short_fiscal_year(c: Captures) -> Meaning | None:
    """ "FY22"."""
    digits = c["words"].low[c["end"] - 1]
    if len(digits) == 2 and digits.isdecimal():
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
    hundred = c["decade"] % 100 == 0 and c["decade"] < 2000
    found = Exact((century_of if hundred else decade_of)(c["decade"]))
    return Modified(found, MODS[c["mod"]]) if c.get("mod") else found


def century(c: Captures) -> Meaning | None:
    """A century by its number."""
    if not 2 <= c["n"] <= 25:
        return None
    found: Meaning = Exact(century_of((c["n"] - 1) * 100))
    if c["words"].low[c["end"] - 1] in ("bc", "bce"):
        found = Fixed(f"BC{c['n'] - 1:02d}", grain="century")
    return Modified(found, MODS[c["mod"]]) if c.get("mod") else found


def two_centuries(c: Captures) -> list[Part] | None:
    """ "The 16th and 17th centuries"."""
    if not 2 <= c["n"] < c["m"] <= 25:
        return None
    first, second = (Exact(century_of((number - 1) * 100)) for number in (c["n"], c["m"]))
    return [Part(c["start"], c["join_at"], first), Part(c["m_at"], c["end"], second)]


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
    if "fiscal" in c:
        return FiscalQuarter(number)
    return Cycle("quarter", str(number)) if guards.quarter(c) else None


def quarter_code(c: Captures) -> Meaning | None:
    """ "Q3 2022", "3Q"."""
    words, start, end = c["words"], c["start"], c["end"]
    number, kind = (words.low[start + 1], words.low[start]) if words.low[start] in "qh" else (words.low[start], "q")
    limit = 4 if kind == "q" else 2
    if not number.isdecimal() or not 1 <= int(number) <= limit or not words.glued(start + 1):
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
    if getattr(of, "grain", None) in ("month", "week", "day", "decade") or (
        isinstance(of, Cycle) and of.kind == "month"
    ):
        return Modified(of, "START" if number == 1 else "END")
    return Cycle("half", str(number), year=of)


def business_half(c: Captures) -> Meaning | None:
    """ "First-half profit"."""
    return Cycle("half", str(c["n"])) if c["n"] in (1, 2) else None


def quarter_of_year(c: Captures) -> Meaning:
    """ "The 1988 quarter", "the 1989 period"."""
    return QuarterOf(Exact(year_of(c["year"])))


PERIOD_RULES: tuple[tuple[str, Any, bool], ...] = (
    ("the? year year=YEAR", year, True),
    ("year=SUREYEAR", year, True),
    ("year=SUREYEAR join=-|–|/ short=SHORT", season_years, True),
    ("the? fiscal|financial|tax -? year? year=YEAR", fiscal_year, True),
    ("the? year=YEAR fiscal|financial|tax year", fiscal_year, True),
    ("fy year=YEAR", fiscal_year, True),
    ("fy short=SHORT", short_fiscal_year, True),
    ("the? mod=early|mid|late? -? decade=DECADE", decade, True),
    ("the? mod=early|mid|late? -? n=ORD century bc|bce?", century, True),
    ("mod=early|mid|late? -? n=ORD - century", century, True),
    ("the? n=ORD join=and|to|or m=ORD centuries", two_centuries, False),
    ("short=ANYNUMBER bc|bce", bc_year, True),
    ("the? mod=early|mid|late? -? season=SEASON ,? of? year=YEAR", season, True),
    ("the? mod=early|mid|late? -? season=SEASON", season_alone, True),
    ("the? fiscal? -? n=ORD -? quarter of|in? year=YEAR", quarter, True),
    ("fiscal=fiscal? -? n=ORD - quarter", quarter, True),
    ("the? n=ORD fiscal=fiscal quarter", quarter, True),
    ("the final|last n=quarter of year=YEAR", quarter, True),
    ("the final|last n=quarter of of=DATE", quarter, True),
    ("the? fiscal=fiscal? -? n=ORD quarter", quarter, True),
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
)
