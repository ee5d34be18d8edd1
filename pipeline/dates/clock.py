"""Reading clock times: "10:35 a.m.", "7pm", "08:30 UTC", "noon", "half past three"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.dates.lexicon import PhraseTable, lexicon, word_set
from pipeline.text.numbers.lists import number_words
from pipeline.text.words import Words

if TYPE_CHECKING:
    from pipeline.dates.parser import Parser

_LEADS = word_set("clock_leads")
_ZONE_LEADS = word_set("zone_leads")
_NAMED = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


@cache
def zone_table() -> PhraseTable:
    """Time zones and what shows of them in a value."""
    return PhraseTable(lexicon()["zones"])


def read_clock(p: Parser, i: int) -> tuple[str, int] | None:
    """Read a clock time and return its TIMEX3 suffix, "T19:15", and the index after it."""
    words = p.words
    low = words.low
    if low[i] in _NAMED:
        return _NAMED[low[i]], i + 1
    if low[i] in ("half", "quarter"):
        return _past_or_to(words, i)
    found = _hour_and_minutes(words, i)
    if found is None:
        return None
    hour, minute, end, sure = found
    half_day = _half_of_day(words, end)
    if half_day is not None:
        if not 1 <= hour <= 12:
            return None
        hour, end, sure = hour % 12 + 12 * half_day[0], half_day[1], True
    if low[end] == "hours" and sure and minute is not None:
        end += 1
    zone = _zone(words, end) if low[i].isdecimal() else None
    if zone is not None:
        end, sure = zone[1], True
    if not sure and low[i + 1] == ".":
        return None
    if not sure and not (minute is not None and words.before(i) in _LEADS):
        return None
    if hour > 24:
        return None
    return f"T{hour:02d}:{minute or 0:02d}{zone[0] if zone else ''}", end


def _hour_and_minutes(words: Words, i: int) -> tuple[int, int | None, int, bool] | None:
    """Hour, minutes (None if not said), the index after, and whether it can only be a time."""
    low = words.low
    spelled = number_words().small.get(low[i])
    if spelled is not None:
        if low[i + 1] == "o" and low[i + 2] == "'" and low[i + 3] == "clock":
            return spelled, 0, i + 4, True
        return (spelled, None, i + 1, False) if 1 <= spelled <= 12 else None
    text = low[i]
    if not (text.isascii() and text.isdecimal()) or (
        words.glued(i) and words.before(i) in (".", ",", ":", "$", "£", "€")
    ):
        return None
    if low[i + 1] == "o" and low[i + 2] == "'" and low[i + 3] == "clock" and len(text) <= 2:
        return int(text), 0, i + 4, True
    if len(text) == 4 and int(text[2:]) < 60 and (low[i + 1] in ("gmt", "utc", "hours") or (low[i + 1] == "hrs")):
        return int(text[:2]), int(text[2:]), i + 1, True
    if len(text) > 2:
        return None
    minutes = low[i + 2]
    if (
        low[i + 1] in (":", ".")
        and words.glued(i + 1)
        and words.glued(i + 2)
        and len(minutes) == 2
        and minutes.isdecimal()
    ):
        end = i + 3
        if low[end] == ":" and words.glued(end) and len(low[end + 1]) == 2 and low[end + 1].isdecimal():
            end += 2
        if (
            int(minutes) > 59
            or int(text) > 24
            or (low[end] in (".", ":", ",") and words.glued(end) and words.glued(end + 1) and low[end + 1].isdecimal())
        ):
            return None
        return int(text), int(minutes), end, low[i + 1] == ":" and int(text) >= 13
    return int(text), None, i + 1, False


def _half_of_day(words: Words, i: int) -> tuple[int, int] | None:
    """ "a.m.", "pm", "in the morning": 0 or 1 for the half of the day, and the index after it."""
    low = words.low
    if low[i] == "-":
        i += 1
    if low[i] in ("am", "pm"):
        return int(low[i] == "pm"), i + 1
    if low[i] in ("a", "p") and low[i + 1] == "." and low[i + 2] == "m" and words.glued(i + 1) and words.glued(i + 2):
        return int(low[i] == "p"), i + 4 if low[i + 3] == "." and words.glued(i + 3) else i + 3
    if low[i] == "in" and low[i + 1] == "the" and low[i + 2] in ("morning", "afternoon", "evening"):
        return int(low[i + 2] != "morning"), i + 3
    if low[i] == "at" and low[i + 1] == "night":
        return 1, i + 2
    return None


def _zone(words: Words, i: int) -> tuple[str, int] | None:
    table = zone_table()
    bracket = words.low[i] == "("
    found = table.find(words.low, i + bracket)
    if found is None or (len(words.low[i + bracket]) <= 4 and not words.raw(i + bracket).isupper()):
        return None if found is None or words.low[i] not in _ZONE_LEADS else found
    if bracket:
        return (found[0], found[1] + 1) if words.low[found[1]] == ")" else None
    return found


def _past_or_to(words: Words, i: int) -> tuple[str, int] | None:
    low = words.low
    hour = number_words().small.get(low[i + 2]) or (
        int(low[i + 2]) if low[i + 2].isdecimal() and len(low[i + 2]) <= 2 else None
    )
    if hour is None or not 1 <= hour <= 12 or low[i + 1] not in ("past", "to"):
        return None
    minute = 30 if low[i] == "half" else 15
    if low[i + 1] == "to":
        if low[i] == "half":
            return None
        hour, minute = (hour - 1) or 12, 45
    half_day = _half_of_day(words, i + 3)
    if half_day is not None:
        return f"T{hour % 12 + 12 * half_day[0]:02d}:{minute:02d}", half_day[1]
    return f"T{hour:02d}:{minute:02d}", i + 3
