"""What looks like a date and is none: May the verb, April the name, the Sunday Times, temperatures in the 60s."""

from __future__ import annotations

from pipeline.dates.lexicon import lexicon, word_set
from pipeline.dates.pattern import Captures
from pipeline.dates.words import Words

_NAMES = word_set("months_that_are_names")
_SPEAKS = word_set("speaking_verbs")
_STRONG_LEADS = word_set("strong_month_leads")
_TITLES = word_set("titles")
_POSSESSIVES = word_set("possessives")
_SEASON_LEADS = word_set("season_leads")
_HOLIDAY_THINGS = word_set("holiday_things")
_SEASON_THINGS = word_set("season_things")


def month_alone(c: Captures) -> bool:
    """Whether a month's name without day and year is the month."""
    words: Words = c["words"]
    i, end = c["start"], c["end"]
    if c["facts"].is_person(words.start[i]):
        return False
    name, before, after = words.low[i], words.before(i), words.low[end]
    if name not in _NAMES:
        return not (words.capital(i) and before in _TITLES)
    if c["facts"].is_modal(words.start[i]) or before in _TITLES or after in _SPEAKS:
        return False
    if before in _STRONG_LEADS or (before == "-" and words.before(i, 2) in _STRONG_LEADS):
        return True
    next_is_name = words.capital(end) and end < len(words) and not words.opens_line(end) and after.isalpha()
    if before in word_set("month_leads"):
        return not next_is_name
    if name == "may" and (words.opens_line(i) or before in (".", '"', "“", ":", "?", "!")):
        return False
    if name == "march" and before in ("the", "a", "this", "that"):
        return before == "this" and not next_is_name
    previous_is_name = i > 0 and words.capital(i - 1) and words.before(i).isalpha()
    if next_is_name or previous_is_name:
        return False
    joined = after in ("to", "and", "or", "-", "–") and words.low[end + 1] in lexicon()["months"]
    return name not in ("may", "march", "jan") or joined or after in ("'", ",", ".", ")")


def weekday_alone(c: Captures) -> bool:
    """Whether a weekday's name is the day, not part of a name."""
    words: Words = c["words"]
    near = lexicon()["weekday_names"]
    after = words.low[c["end"]]
    if words.capital(c["end"]) and (
        after in near["after"] or (after == "night" and words.low[c["end"] + 1] == "football")
    ):
        return False
    return not (words.before(c["start"]) in near["before"] and words.capital(c["start"] - 1))


def decade(c: Captures) -> bool:
    """Whether "the 60s" is a decade, not an age or a temperature."""
    words: Words = c["words"]
    first = c["start"]
    last = words.low[c["end"] - 1]
    four = (
        any(len(word) == 4 and word.isdecimal() for word in words.low[first : c["end"]])
        or "nineteen" in words.low[first : c["end"]]
    )
    if four or "'" in words.low[first : c["end"]]:
        return True
    if words.before(first) in _POSSESSIVES or words.low[first] != "the":
        return False
    near = words.low[max(0, first - 8) : c["end"] + 6]
    if any(
        word.startswith(("temperature", "degree", "fahrenheit", "celsius")) or word in ("highs", "lows", "aged")
        for word in near
    ):
        return False
    return last in lexicon()["decade_words"] or last == "s"


def season_alone(c: Captures) -> bool:
    """Whether a season's name is the season: "spring" and "fall" are verbs and other things too."""
    words: Words = c["words"]
    i = c["season_at"]
    before = words.before(i)
    after = words.low[c["end"]]
    if words.capital(i) and not words.opens_line(i) and after.isalpha() and words.capital(c["end"]):
        return False  # "Summer Day sang"
    if after in _SEASON_THINGS:
        return False
    if before == "the":
        if words.low[i] == "fall" and (after in ("of", "in", "from") or words.before(i, 2) not in _SEASON_LEADS):
            return words.before(i, 2) in ("in", "during", "by", "until") and after not in ("of", "from")
        return words.low[i] != "spring" or words.before(i, 2) in _SEASON_LEADS
    if c.get("mod"):
        return words.low[i] not in ("fall",) or before in ("early", "late", "mid", "-")
    if words.low[i] in ("fall", "spring"):
        return before in ("in", "during", "since", "until") and not after.isalpha()
    return before in (
        "in",
        "during",
        "since",
        "until",
        "by",
        "of",
        "through",
        "throughout",
        "before",
        "after",
        "and",
        "or",
        "all",
    )


def quarter(c: Captures) -> bool:
    """Whether "third quarter" is of a year, not of a match."""
    words: Words = c["words"]
    near = words.low[max(0, c["start"] - 14) : c["end"] + 14]
    sport = {
        "touchdown",
        "touchdowns",
        "pointer",
        "pointers",
        "quarterback",
        "halftime",
        "yard",
        "yards",
        "rebounds",
        "basket",
        "match",
        "scored",
        "nba",
        "nfl",
    }
    return not any(word in sport for word in near)


def holiday(c: Captures) -> bool:
    """Whether a holiday's name is written as one."""
    words: Words = c["words"]
    first = c["start"] + (words.low[c["start"]] == "the")
    if not words.capital(first):
        return False
    after = words.low[c["end"]]
    if after in _HOLIDAY_THINGS:
        return False
    return not (after in ("island", "islands", "party", "carol") and words.capital(c["end"]))
