"""What looks like a date and is none: May the verb, April the name, the Sunday Times, temperatures in the 60s.

The rules name these functions where no condition can say it.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dates.lexicon import lexicon, word_set
from pipeline.dates.match import Match
from pipeline.resources import verbs_of_saying

_NAMES = word_set("months_that_are_names")
_SPEAKS = verbs_of_saying()  # after a name, never after a month
_STRONG_LEADS = word_set("strong_month_leads")
_TITLES = word_set("titles")
_POSSESSIVES = word_set("possessives")
_SEASON_LEADS = word_set("season_leads")
_HOLIDAY_THINGS = word_set("holiday_things")
_SEASON_THINGS = word_set("season_things")
_BARE_SEASON_LEADS = word_set("bare_season_leads")
_SPORT_WORDS = word_set("sport_words")
_OF_OUR_AGE = word_set("of_our_age")
_OF_TEMPERATURE = tuple(word_set("of_temperature"))
_OF_AGES_AND_WEATHER = word_set("of_ages_and_weather")


def month_alone(match: Match) -> bool:
    """Whether a month's name without day and year is the month."""
    words = match.words
    i, end = match.start, match.end
    if match.facts is not None and match.facts.is_person(words.start[i]):
        return False
    name, before, after = words.low[i], words.before(i), words.low[end]
    if name not in _NAMES:
        return not (words.capital(i) and before in _TITLES)
    if (match.facts is not None and match.facts.is_modal(words.start[i])) or before in _TITLES or after in _SPEAKS:
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


def weekday_alone(match: Match) -> bool:
    """Whether a weekday's name is the day, not part of a name."""
    words = match.words
    near = lexicon()["weekday_names"]
    after = words.low[match.end]
    if words.capital(match.end) and (
        after in near["after"] or (after == "night" and words.low[match.end + 1] == "football")
    ):
        return False
    first = match.places["dow"]
    return not (words.before(first) in near["before"] and words.capital(first - 1))


def decade(match: Match) -> bool:
    """Whether "the 60s" is a decade, not an age or a temperature."""
    words = match.words
    first = match.start
    last = words.low[match.end - 1]
    four = (
        any(len(word) == 4 and word.isdecimal() for word in words.low[first : match.end])
        or "nineteen" in words.low[first : match.end]
    )
    if four or "'" in words.low[first : match.end]:
        return True
    if words.before(first) in _POSSESSIVES or words.low[first] != "the":
        return False
    near = words.low[max(0, first - 8) : match.end + 6]
    if any(word.startswith(_OF_TEMPERATURE) or word in _OF_AGES_AND_WEATHER for word in near):
        return False
    return last in lexicon()["decade_words"] or last == "s"


def season_alone(match: Match) -> bool:
    """Whether a season's name is the season: "spring" and "fall" are verbs and other things too."""
    words = match.words
    i = match.places["season"]
    before = words.before(i)
    after = words.low[match.end]
    if words.capital(i) and not words.opens_line(i) and after.isalpha() and words.capital(match.end):
        return False  # "Summer Day sang"
    if after in _SEASON_THINGS:
        return False
    if before == "the":
        if words.low[i] == "fall" and (after in ("of", "in", "from") or words.before(i, 2) not in _SEASON_LEADS):
            return words.before(i, 2) in ("in", "during", "by", "until") and after not in ("of", "from")
        return words.low[i] != "spring" or words.before(i, 2) in _SEASON_LEADS
    if match.get("mod"):
        return words.low[i] not in ("fall",) or before in ("early", "late", "mid", "-")
    if words.low[i] in ("fall", "spring"):
        return before in ("in", "during", "since", "until") and not after.isalpha()
    return before in _BARE_SEASON_LEADS


def quarter(match: Match) -> bool:
    """Whether "third quarter" is of a year, not of a match."""
    words = match.words
    near = words.low[max(0, match.start - 14) : match.end + 14]
    return _SPORT_WORDS.isdisjoint(near)


def holiday(match: Match) -> bool:
    """Whether a holiday's name is written as one."""
    words = match.words
    first = match.start + (words.low[match.start] == "the")
    if not words.capital(first):
        return False
    after = words.low[match.end]
    if after in _HOLIDAY_THINGS:
        return False
    return not (after in ("island", "islands", "party", "carol") and words.capital(match.end))


def of_our_age(match: Match) -> bool:
    """Whether "today" is our age: "today's world", "Today, most of them live abroad"."""
    words, end = match.words, match.end
    if words.low[end] == "'" and words.low[end + 1] == "s":
        return words.low[end + 2] in _OF_OUR_AGE or words.low[end + 3] in _OF_OUR_AGE
    return match.facts is not None and match.facts.holds_these_days(match.offset)


def figures_joined_alike(match: Match) -> bool:
    """Whether five words are three numbers joined twice by the same sign, alone."""
    words, start = match.words, match.start
    parts = [words.low[start + k] for k in (0, 2, 4)]
    whole = all(part.isascii() and part.isdecimal() for part in parts) and all(
        words.glued(start + k) for k in range(1, 5)
    )
    after = words.low[start + 5]
    goes_on = after == words.low[start + 1] and words.glued(start + 6) and words.low[start + 6].isalnum()
    open_end = not words.glued(start + 5) or after == "t" or not (goes_on or after.isalnum())
    apart = not words.glued(start) or words.before(start) in ("(", '"', "'", "[", "“")
    return whole and open_end and apart and words.low[start + 1] == words.low[start + 3]


Guard = Callable[[Match], bool]
GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (month_alone, weekday_alone, decade, season_alone, quarter, holiday, of_our_age, figures_joined_alike)
}
