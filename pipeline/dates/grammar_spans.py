"""Rules for durations, sets and times of day."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pipeline.dates.meaning import Exact, Fixed, FromFocus, FromNow, Meaning, Modified, Weekday
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.spans import FocusNight, Length, Often, TimeOf, length_value

_ONE = Fraction(1)
_MODS = {"early": "START", "mid": "MID", "late": "END", "earlier": "START", "later": "END"}
_RATE_BEFORE = frozenset(
    "million billion trillion thousand hundred percent % cents cent dollars pounds euros times twice once yen tons tonnes points "
    "barrels people bpd".split()
)
_OVER_LEADS = frozenset("for of in after took takes just well is was be been lasted lasting spent spend within to and , than".split())
_VAGUE_LEADS = frozenset(
    "for in over within after took take takes last lasted lasting spend spent only just mere many of by until several".split()
)


def _is_age(c: Captures) -> bool:
    words, end = c["words"], c["end"]
    after = words.low[end + 1] if words.low[end] == "-" else words.low[end]
    return after in ("old", "olds", "older", "younger") or (after == "of" and words.low[end + 1] == "age")


def length(c: Captures) -> Meaning | None:
    """ "48 hours", "two weeks"."""
    words, end = c["words"], c["end"]
    if _is_age(c) or not _bare(c) or (c["unit"] == "quarter" and (words.low[end] == "of" or words.low[end - 2] == "-")):
        return None
    if c["unit"] in ("hour", "day") and words.low[end] == "a" and words.low[end + 1] in ("day", "week"):
        return None
    return Length(c["n"][0], c["unit"])


def length_adjective(c: Captures) -> Meaning | None:
    """ "Two-week", "five year" before a noun."""
    words, start, unit = c["words"], c["n_at"], c["unit"]
    if _is_age(c) or words.low[start] in ("a", "an") or c["n"][0] is None:
        return None
    if unit in ("second", "minute") and words.low[c["end"]] == "-":
        return None
    if unit == "quarter" or (c["n"][0] >= 1000 and words.low[c["end"] - 2] != "-"):
        return None
    return Length(c["n"][0], unit)


def _bare(c: Captures) -> bool:
    """Not part of another construction: "hundreds of years", "in those days", "24/7"."""
    words, start = c["words"], c["start"]
    return not (words.before(start) in ("/", "hundreds", "thousands") and words.low[start] != "the")


def one_unit(c: Captures) -> Meaning | None:
    """ "A week", "an hour", "one day"; "15 a year" is a rate and a set."""
    words, start, end, unit = c["words"], c["start"], c["end"], c["unit"]
    if _is_age(c):
        return None
    article = words.low[start] in ("a", "an")
    before, after = words.before(start), words.low[end]
    if article and (before in _RATE_BEFORE or before[:1].isdigit() or words.raw(start - 1) == "%"):
        if unit in ("hour", "minute", "second") or before in ("hours", "days"):
            return None
        return Often(length_value(_ONE, unit), unit)
    if article and before in ("hours", "days", "half", "such", "what", "quite"):
        return None
    if after == "-" or unit == "quarter" or (c["n"][0] is not None and c["n"][0] >= 1000):
        return None
    if article and unit in ("second", "night", "day", "weekend") and after[:1].isalpha() and after not in _AFTER_LENGTH:
        return None
    if not article and words.low[start] != "one" and not words.low[start].isdigit() and words.low[start] != "half":
        return None
    if words.low[start] == "one" and unit == "day" and before in ("", ".", ",", "could", "would", "will", "may", "might", "to"):
        return Fixed("FUTURE_REF" if before in ("could", "would", "will", "may", "might", "to") else "PAST_REF")
    return Length(c["n"][0], unit)


_AFTER_LENGTH = frozenset(
    "of in on at or and to for from before after since until with without if as by is was were are has had but when while "
    "because than the later earlier ago his her its their we he she they it".split()
)


def the_length(c: Captures) -> Meaning | None:
    """ "The past two months", "the next few days", "the nine months"."""
    return None if _is_age(c) else Length(c["n"][0] if c.get("n") else None, c["unit"])


def past_unit(c: Captures) -> Meaning | None:
    """ "The past year"."""
    return Length(_ONE, c["unit"])


def vague_units(c: Captures) -> Meaning | None:
    """ "For years", "in minutes"."""
    before = c["words"].before(c["start"])
    after = c["words"].low[c["end"]]
    if before not in _VAGUE_LEADS or c["unit"] in ("second", "quarter", "weekend", "night") or after in ("of", "when"):
        return None
    if before == "of" and c["words"].before(c["start"], 2) in ("hundreds", "thousands", "millions", "dozens", "kind", "kinds"):
        return None
    return Length(None, c["unit"])


def vague(c: Captures) -> Meaning:
    """ "Recent years", "the weeks ahead"."""
    return Length(None, c["unit"])


def past_units(c: Captures) -> Meaning:
    """ "Recent years", "in past weeks"."""
    if c.get("unit") in ("month", "quarter"):
        return Length(None, c["unit"])
    return Fixed("PAST_REF", grain=c.get("unit"))


def bounded(c: Captures) -> Meaning | None:
    """ "Less than 48 hours"; "over five years" is a bound only where no noun is spread over them."""
    words, start = c["words"], c["start"]
    if words.low[start] == "over" and not (words.low[start + 1] in ("a", "an") or words.before(start) in _OVER_LEADS):
        return None
    return Modified(c["of"], c["mod"])


def ranged(c: Captures) -> Meaning | None:
    """ "Two to three weeks": one expression, its value the lower bound."""
    if c["a"][0] is None or c["b"][0] is None or c["b"][0] <= c["a"][0] or _is_age(c):
        return None
    return Length(c["a"][0], c["unit"])


def between(c: Captures) -> list[Part] | None:
    """ "Between 60 and 90 days": two lengths."""
    if c["a"][0] is None or c["b"][0] is None or c["b"][0] <= c["a"][0] or _is_age(c):
        return None
    return [
        Part(c["a_at"], c["join_at"], Length(c["a"][0], c["unit"]), False),
        Part(c["b_at"], c["end"], Length(c["b"][0], c["unit"]), False),
    ]


def hours_and_minutes(c: Captures) -> Meaning | None:
    """ "Two hours and 30 minutes"."""
    first, second = c["n"][0], c["m"][0]
    order = ("year", "month", "week", "day", "hour", "minute", "second")
    if None in (first, second) or c["unit"] not in order or c["unit2"] not in order[order.index(c["unit"]) + 1 :]:
        return None
    a, b = length_value(first, c["unit"]), length_value(second, c["unit2"])
    joined = a + b.removeprefix("PT" if a.startswith("PT") else "P" if not b.startswith("PT") else "P")
    return Fixed(joined, "DURATION", c["unit2"])


def unit_and_half(c: Captures) -> Meaning:
    """ "A year and a half"."""
    return Length(Fraction(3, 2) if c["n"][0] == 1 else c["n"][0] + Fraction(1, 2), c["unit"])


def unit_long(c: Captures) -> Meaning:
    """ "Day-long", "decades-long"."""
    plural = c["words"].low[c["start"]].endswith("s") or c["words"].low[c["start"]] in ("centuries", "millennia")
    return Length(None if plural else _ONE, c["unit"])


def every_unit(c: Captures) -> Meaning | None:
    """ "Every day", "each month", "every two years", "every other week"."""
    count = c["n"][0] if c.get("n") else Fraction(2 if c.get("other") else 1)
    if count is None or c["unit"] in ("second", "minute") and c["words"].low[c["start"]] == "each":
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


def every_named(c: Captures) -> Meaning:
    """ "Every June", "every summer", "every morning"."""
    if "month" in c:
        return Often(f"XXXX-{c['month']:02d}", "month")
    if "season" in c:
        return Often(f"XXXX-{c['season']}", "season")
    if "day" in c:
        return Often("P1Y", "day")
    return Often(f"XXXX-XX-XX{c['part']}", "part of day")


def recurring(c: Captures) -> Meaning | None:
    """ "Annual", "weekly"; not the Weekly of a title."""
    words, start = c["words"], c["start"]
    if words.capital(start) and start > 0 and (words.capital(start - 1) or words.capital(c["end"])) and not words.opens_line(start):
        return None
    return Often(c["value"], None)


def clock(c: Captures) -> Meaning:
    """A clock time alone or with its day."""
    grain = "hour" if c["clock"].startswith("T") and c["clock"][4:6] == "00" and ":" not in c["clock"] else "minute"
    return TimeOf(c["clock"], grain, c.get("of"))


def _is_day(meaning: Any) -> bool:
    inner = getattr(meaning, "inner", meaning)
    if isinstance(inner, Exact):
        return inner.period.grain == "day"
    if isinstance(inner, FromNow | FromFocus):
        return inner.grain == "day"
    return getattr(inner, "kind", "day") in ("day", "holiday") and not isinstance(inner, Fixed | Length | Often)


def clock_on_day(c: Captures) -> Meaning | None:
    """ "9 a.m. Tuesday", "5 p.m. EST, Nov. 6"."""
    return clock(c) if _is_day(c["of"]) else None


def part_of_day(c: Captures) -> Meaning | None:
    """ "Friday night", "yesterday morning", "mid-afternoon yesterday"."""
    if not _is_day(c["of"]):
        return None
    found: Meaning = TimeOf(c["part"], "part of day", c["of"])
    return Modified(found, _MODS[c["mod"]]) if c.get("mod") else found


def this_part(c: Captures) -> Meaning:
    """ "This morning", "tonight", "last night"."""
    words, start = c["words"], c["start"]
    suffix = "TNI" if words.low[start] in ("tonight", "overnight") else c["part"]
    found: Meaning = TimeOf(suffix, "part of day", FromNow("day", -1 if words.low[start] == "last" else 0))
    return Modified(found, _MODS[c["mod"]]) if c.get("mod") else found


def overnight(c: Captures) -> Meaning | None:
    """ "Overnight" as an adverb."""
    return this_part(c)


def next_part(c: Captures) -> Meaning:
    """ "The next morning", "the previous night", "that evening"."""
    count = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(c["way"], 0)
    return FocusNight(c["part"], count)


def bare_part(c: Captures) -> Meaning | None:
    """ "In the morning", "late afternoon": the part of a day with a word before it that makes it one."""
    words, start, end = c["words"], c["start"], c["end"]
    if words.low[start] == "the" and words.before(start) not in ("in", "during", "into", "by", "until", "through", "on"):
        return None
    if words.low[start] == "the" and words.low[end] in ("of", "show", "sky", "bus", "train", "shift", "before", "after"):
        return None
    if words.low[start] != "the" and not c.get("mod"):
        return None
    if words.low[end] in ("show", "shift", "news", "bus", "train"):
        return None
    found: Meaning = TimeOf(c["part"], "part of day")
    return Modified(found, _MODS[c["mod"]]) if c.get("mod") else found


def night_of(c: Captures) -> Meaning | None:
    """ "The night of Aug. 7"."""
    return TimeOf(c["part"], "part of day", c["of"]) if _is_day(c["of"]) else None


SPAN_RULES: tuple[tuple[str, Any, bool], ...] = (
    ("n=NUM -? more|straight|consecutive|full|additional|long|trading|business|working|calendar|successive|whole|solid? unit=UNITS", length, False),
    ("n=NUM additional|full|whole|entire|solid? unit=UNIT", one_unit, False),
    ("n=NUM -? unit=UNIT", length_adjective, False),
    ("a n=NUM - unit=UNIT period", the_length, False),
    ("n=NUM more|additional|full|straight unit=UNITS", length, False),
    ("the past|last|next|first|final|previous|coming|opening|preceding|following|previous n=NUM trading|business|working|calendar|more|full? unit=UNITS", the_length, False),
    ("past|last|next n=NUM unit=UNITS", the_length, False),
    ("the n=NUM unit=UNITS", the_length, False),
    ("the past unit=UNIT", past_unit, False),
    ("all|entire unit=UNIT", past_unit, False),
    ("the whole|entire unit=UNIT", past_unit, False),
    ("unit=UNITS", vague_units, False),
    ("the? recent|past unit=UNITS", past_units, False),
    ("recent weeks|days|months and months|weeks|years", past_units, False),
    ("the? coming|intervening|ensuing unit=UNITS", vague, False),
    ("the unit=UNITS ahead", vague, False),
    ("the first unit=UNITS", vague, False),
    ("unit=UNITS to come", vague, False),
    ("over the unit=UNITS", vague, False),
    ("mod=BOUND of=LENGTH", bounded, False),
    ("a=NUM -? to|or|-|– -? b=NUM -? unit=UNITS", ranged, False),
    ("a=NUM -? to -? b=NUM -? unit=UNIT", ranged, False),
    ("between a=NUM join=and b=NUM unit=UNITS", between, False),
    ("n=NUM unit=UNITS ,? and? m=NUM unit2=UNITS", hours_and_minutes, False),
    ("n=NUM unit=UNIT ,? and? m=NUM unit2=UNITS", hours_and_minutes, False),
    ("n=NUM unit=UNITS ,? and? m=NUM unit2=UNIT", hours_and_minutes, False),
    ("n=NUM unit=UNIT and a half", unit_and_half, False),
    ("unit=UNIT - long", unit_long, False),
    ("unit=UNITS - long", unit_long, False),
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
    ("every|each month=MONTH", every_named, False),
    ("every|each season=SEASON", every_named, False),
    ("every|each part=PART", every_named, False),
    ("every|each day=HOLIDAY", every_named, False),
    ("value=RECUR", recurring, False),
    ("clock=CLOCK", clock, False),
    ("clock=CLOCK ,? on? of=DATE", clock_on_day, False),
    ("of=DATE ,? at clock=CLOCK", clock_on_day, False),
    ("of=DATE clock=CLOCK", clock_on_day, False),
    ("of=DATE part=PART", part_of_day, False),
    ("mod=mid|early|late? -? part=PART of=DATE", part_of_day, False),
    ("mod=early|late|later|earlier? this part=PART", this_part, False),
    ("mod=early|late|later|earlier? tonight|overnight", this_part, False),
    ("mod=early|late|later|earlier? last part=NIGHT", this_part, False),
    ("way=that same? part=PART", next_part, False),
    ("the way=next|following|previous|preceding|same part=PART", next_part, False),
    ("the? mod=early|mid|late? -? part=PART", bare_part, False),
    ("the part=PART of of=DATE", night_of, False),
    ("mod=BOUND of=TIME", bounded, False),
)
