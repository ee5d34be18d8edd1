"""The readers of the date grammar: what its slots in capitals accept."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from pipeline.dates.clock import read_clock, zone_table
from pipeline.dates.counts import count_words, read_at, read_count
from pipeline.dates.durations_and_times import Length, TimeOf
from pipeline.dates.holidays import holiday_table
from pipeline.dates.lexicon import PhraseTable, lexicon, word_set
from pipeline.dates.parser import Parser
from pipeline.dates.pattern import Reader
from pipeline.dates.year_forms import YEAR_WORDS, plain_year, short_year, spelled_year
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.read import read_ordinal_number

_AFTER_YEAR = word_set("year_followers")
Read = tuple[Any, int] | None
_OLD = 1500
_YEAR_LEADS = word_set("year_leads")
_HYPHENED_MEASURES = word_set("hyphened_measures")
_TOTALS = word_set("totals")


def _month(p: Parser, i: int) -> Read:
    low, words = p.words.low, lexicon()
    if low[i] in words["months"]:
        return (words["months"][low[i]], i + 1) if p.words.capital(i) else None
    number = words["month_abbreviations"].get(low[i])
    if number is None or not p.words.capital(i):
        return None
    if low[i + 1] == "." and p.words.glued(i + 1):
        return number, i + 2
    digit_near = low[i + 1][:1].isdecimal() or (p.words.before(i)[:1].isdecimal())
    return (number, i + 1) if digit_near else None


def _weekday(p: Parser, i: int) -> Read:
    low, words = p.words.low, lexicon()
    number = words["weekdays"].get(low[i])
    if number is not None:
        return (number, i + 1) if p.words.capital(i) else None
    number = words["weekday_abbreviations"].get(low[i])
    if number is None or not p.words.capital(i):
        return None
    if low[i + 1] == "." and p.words.glued(i + 1):
        return number, i + 2
    if low[i] == "sun" and i and p.words.capital(i - 1):
        return None
    after = i + 2 if low[i + 1] == "," else i + 1
    return (number, i + 1) if low[after][:1].isdecimal() or _month(p, after) else None


def _weekdays(p: Parser, i: int) -> Read:
    number = lexicon()["weekdays"].get(p.words.low[i].removesuffix("s"))
    return (number, i + 1) if number and p.words.capital(i) else None


def _day(p: Parser, i: int) -> Read:
    """A day of the month: 1 to 31, "3rd", "eighth"; not the start of a decimal number or a clock time."""
    words = p.words
    found = _ordinal(p, i)
    if found is not None:
        return found if 1 <= found[0] <= 31 else None
    text = words.low[i]
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31):
        return None
    after = words.low[i + 1]
    if after in (".", ",", ":", "/") and words.glued(i + 1) and words.glued(i + 2) and words.low[i + 2][:1].isdecimal():
        return None
    return None if after in ("%", "am", "pm") or (words.glued(i + 1) and after.isalpha()) else (int(text), i + 1)


def _year(p: Parser, i: int) -> Read:
    """A year next to other date words, so that no more evidence is needed."""
    year = plain_year(p.words, i)
    if year is not None:
        return year, i + 1
    return short_year(p.words, i) or spelled_year(p.words, i)


def _sure_year(p: Parser, i: int) -> Read:
    """A year standing alone."""
    words = p.words
    year = plain_year(words, i)
    if year is None:
        return short_year(words, i) or (spelled_year(words, i) if words.low[i] != "twenty" else None)
    stops = lexicon()["not_a_year"]
    after = words.low[i + 1]
    before = words.before(i)
    if after in stops["after"] or before in stops["before"]:
        return None
    if after == "-" and words.low[i + 2] in _HYPHENED_MEASURES:
        return None
    if before == "of" and words.before(i, 2) in _TOTALS:
        return None
    if before in ("at", "than", "over"):
        return (year, i + 1) if 1950 <= year <= 2030 and before != "at" else None
    if 1900 <= year <= 2040:
        return year, i + 1
    spans = after in ("-", "–") and len(words.low[i + 2]) == 4 and words.low[i + 2].isdecimal() and year >= _OLD
    told = before == "the" and year >= _OLD and not after.endswith("s")
    if spans or told or (before == "," and year >= _OLD and not after[:1].isalnum()):
        return year, i + 1
    certain = before in ("by", "in", "since", "until") and not after.endswith("s")
    closed = not after[:1].isalpha() or after in _AFTER_YEAR or certain
    after_year = (
        before in ("-", "–", "to", "and") and i > 1 and len(words.before(i, 2)) == 4 and words.before(i, 2).isdecimal()
    )
    return (year, i + 1) if closed and (after_year or before in _YEAR_LEADS or before == "(") else None


def _unit(p: Parser, i: int) -> Read:
    unit = lexicon()["units"].get(p.words.low[i])
    if unit is None:
        return None
    return unit, i + 1 + (p.words.low[i] in ("min", "sec", "hr", "yr") and p.words.low[i + 1] == ".")


def _units(p: Parser, i: int) -> Read:
    unit = lexicon()["unit_plurals"].get(p.words.low[i])
    return None if unit is None else (unit, i + 1)


def _quantity(p: Parser, i: int) -> Read:
    if p.words.glued(i) and p.words.before(i) in (".", ",", "$", "£", "€", "#", ":", "/"):
        return None
    found = read_count(p.words, i)
    return None if found is None else ((found[0],), found[1])


def _ordinal(p: Parser, i: int) -> Read:
    found = read_at(p.words, i, partial(read_ordinal_number, may_be_apart=True))
    return None if found is None else (int(found[0].value), found[1])


def _decade(p: Parser, i: int) -> Read:
    """ "1980s", "1980's", "'80s", "80s" and "eighties" as the decade's first year."""
    words, low = p.words, p.words.low
    spelled = lexicon()["decade_words"].get(low[i])
    if spelled is not None:
        return 1900 + spelled, i + 1
    if low[i] == "nineteen":
        after = i + 2 if low[i + 1] == "-" else i + 1
        spelled = lexicon()["decade_words"].get(low[after])
        return None if spelled is None else (1900 + spelled, after + 1)
    start = i + 1 if low[i] == "'" else i
    digits = low[start]
    end = start + 2 if low[start + 1] == "'" and low[start + 2] == "s" and len(digits) == 4 else start + 1
    if not digits.isdecimal() or low[end] != "s" or not words.glued(end) or (start > i and not words.glued(start)):
        return None
    if len(digits) == 4 and start == i and digits.endswith("0") and 1000 <= int(digits) <= 2100:
        return int(digits), end + 1
    if len(digits) != 2 or not digits.endswith("0"):
        return None
    return (2000 if int(digits) <= 20 else 1900) + int(digits), end + 1


def _season(p: Parser, i: int) -> Read:
    code = lexicon()["seasons"].get(p.words.low[i])
    return None if code is None else (code, i + 1)


def _part(p: Parser, i: int) -> Read:
    code = lexicon()["day_parts"].get(p.words.low[i])
    return None if code is None else (code, i + 1)


@cache
def _table(name: str) -> PhraseTable:
    return PhraseTable(lexicon()[name])


def _phrases(table: PhraseTable) -> Reader:
    return Reader(lambda p, i: table.find(p.words.low, i), table.first_words)


def _date(p: Parser, i: int) -> Read:
    found = p.best(i, dated_only=True)
    return None if found is None else (found[1][0].meaning, found[0])


def _of_kind(p: Parser, i: int, kind: type) -> Read:
    found = p.best(i)
    if found is None or len(found[1]) > 1:
        return None
    return (found[1][0].meaning, found[0]) if isinstance(found[1][0].meaning, kind) else None


def _length(p: Parser, i: int) -> Read:
    return _of_kind(p, i, Length)


def _time(p: Parser, i: int) -> Read:
    return _of_kind(p, i, TimeOf)


@cache
def readers() -> dict[str, Reader]:
    """All readers by the name that patterns use."""
    words = lexicon()
    ordinals = frozenset({*number_words().ordinals, *number_words().tens})
    years = YEAR_WORDS | {"'"}
    months = frozenset({*words["months"], *words["month_abbreviations"]})
    weekdays = frozenset({*words["weekdays"], *words["weekday_abbreviations"]})
    return {
        "MONTH": Reader(_month, months),
        "WDAY": Reader(_weekday, weekdays),
        "WDAYS": Reader(_weekdays, frozenset(f"{day}s" for day in words["weekdays"])),
        "DAY": Reader(_day, ordinals, digits=True),
        "YEAR": Reader(_year, years, digits=True),
        "SUREYEAR": Reader(_sure_year, years, digits=True),
        "UNIT": Reader(_unit, frozenset(words["units"])),
        "UNITS": Reader(_units, frozenset(words["unit_plurals"])),
        "NUM": Reader(_quantity, count_words(), digits=True),
        "ORD": Reader(_ordinal, ordinals, digits=True),
        "DECADE": Reader(_decade, frozenset({*words["decade_words"], "nineteen", "'"}), digits=True),
        "SEASON": Reader(_season, frozenset(words["seasons"])),
        "PART": Reader(_part, frozenset(words["day_parts"])),
        "HOLIDAY": _phrases(holiday_table()),
        "BOUND": _phrases(_table("bounds")),
        "REF": _phrases(_table("references")),
        "RECUR": _phrases(_table("recurring")),
        "ZONE": _phrases(zone_table()),
        "CLOCK": Reader(
            read_clock, frozenset({*number_words().small, "noon", "midnight", "midday", "half", "quarter"}), digits=True
        ),
        "DATE": Reader(_date, frozenset(), digits=True, anything=True),
        "LENGTH": Reader(_length, frozenset(), anything=True),
        "TIME": Reader(_time, frozenset(), anything=True),
        "PARTS": Reader(_part, frozenset(word for word in words["day_parts"] if word.endswith("s"))),
        "NIGHT": Reader(_part, frozenset({"night"})),
        "SHORT": Reader(
            lambda p, i: (int(p.words.low[i]), i + 1) if len(p.words.low[i]) <= 2 else None, frozenset(), digits=True
        ),
        "ANYNUMBER": Reader(lambda p, i: (p.words.low[i], i + 1), frozenset(), digits=True),
    }
