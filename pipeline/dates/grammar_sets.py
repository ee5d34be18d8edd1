"""Rules for what happens again and again: "every Monday", "annually", "twice a week"."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pipeline.dates.meaning import Meaning
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.spans import Often, length_value

_ONE = Fraction(1)


def every_unit(c: Captures) -> Meaning | None:
    """ "Every day", "each month", "every two years", "every other week"."""
    count = c["n"][0] if c.get("n") else Fraction(2 if c.get("other") else 1)
    if count is None or (c["unit"] in ("second", "minute") and c["words"].low[c["start"]] == "each"):
        return None
    return Often(length_value(count, c["unit"]), c["unit"])


def per_unit(c: Captures) -> Meaning | None:
    """ "Per year", "twice a week"."""
    if c["unit"] in ("hour", "minute", "second") and "count" not in c:
        return None
    return Often(length_value(_ONE, c["unit"]), c["unit"])


def every_weekday(c: Captures) -> Meaning:
    """ "Every Monday", "Tuesday nights"."""
    return Often(f"XXXX-WXX-{c['dow']}{c.get('part', '')}", "day")


def two_weekdays(c: Captures) -> list[Part]:
    """ "Monday and Tuesday nights"."""
    second = Part(c["dow2_at"], c["end"], Often(f"XXXX-WXX-{c['dow2']}{c['part']}", "day"), False)
    return [Part(c["start"], c["dow_at"] + 1, every_weekday(c), False), second]


def every_month(c: Captures) -> Meaning:
    """ "The last Friday of every month"."""
    return Often("P1M", "month")


def every_named(c: Captures) -> Meaning:
    """ "Every June", "every summer", "every morning"."""
    if "month" in c:
        return Often(f"XXXX-{c['month']:02d}", "month")
    if "season" in c:
        return Often(f"XXXX-{c['season']}", "season")
    if "day" in c:
        return Often("P1Y", "day")
    return Often(f"XXXX-XX-XX{c['part']}", "part of day")


def every_weekend(c: Captures) -> Meaning | None:
    """ "At weekends"."""
    return Often("XXXX-WXX-WE", "weekend") if c["words"].before(c["start"]) in ("at", "on", "and") else None


def recurring(c: Captures) -> Meaning | None:
    """ "Annual", "weekly"; not the Weekly of a title."""
    words, start = c["words"], c["start"]
    if words.low[start] == "daily" and words.capital(c["end"]) and not words.opens_line(c["end"]):
        return None
    if (
        words.capital(start)
        and start > 0
        and (words.capital(start - 1) or words.capital(c["end"]))
        and not words.opens_line(start)
    ):
        return None
    return Often(c["value"], None)


SET_RULES: tuple[tuple[str, Any, bool], ...] = (
    ("every|each n=NUM? unit=UNITS", every_unit, False),
    ("every|each unit=UNIT", every_unit, False),
    ("every other=other|second unit=UNIT", every_unit, False),
    ("per unit=UNIT", per_unit, False),
    ("count=once|twice a|per|every|each unit=UNIT", per_unit, False),
    ("count=NUM times a|per|every|each unit=UNIT", per_unit, False),
    ("every|each dow=WDAY part=PART?", every_weekday, False),
    ("dow=WDAYS", every_weekday, False),
    ("dow=WDAY part=PARTS", every_weekday, False),
    ("dow=WDAY and|or dow2=WDAY part=PARTS", two_weekdays, False),
    ("the ORD dow=WDAY of every|each month", every_month, False),
    ("the last dow=WDAY of every|each month", every_month, False),
    ("every|each month=MONTH", every_named, False),
    ("every|each season=SEASON", every_named, False),
    ("every|each part=PART", every_named, False),
    ("every|each day=HOLIDAY", every_named, False),
    ("weekends", every_weekend, False),
    ("value=RECUR", recurring, False),
)
