"""Rules for durations: "48 hours", "the past two months", "two to three weeks", "for years"."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pipeline.dates.lexicon import word_set
from pipeline.dates.meaning import Fixed, Meaning, Modified
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.spans import Length, Often, length_value

_ONE = Fraction(1)


_RATE_BEFORE = word_set("rate_leads")


_OVER_LEADS = word_set("over_leads")


_VAGUE_LEADS = word_set("vague_leads")
_BEFORE_VERBS = frozenset(("to", "will", "would", "could", "should", "may", "might", "can", "must", "not", "'ll"))


def _is_age(c: Captures) -> bool:
    words, end = c["words"], c["end"]
    after = words.low[end + 1] if words.low[end] == "-" else words.low[end]
    return after in ("old", "olds", "older", "younger") or (after == "of" and words.low[end + 1] == "age")


def length(c: Captures) -> Meaning | None:
    """ "48 hours", "two weeks"."""
    words, end = c["words"], c["end"]
    if c["unit"] == "quarter" and c["n"][0] is None and words.low[c["n_at"]] != "several":
        return None
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
    if article and (before in _RATE_BEFORE or before[:1].isdecimal() or words.raw(start - 1) == "%"):
        if unit in ("hour", "minute", "second") or before in ("hours", "days"):
            return None
        return Often(length_value(_ONE, unit), unit)
    if article and before in ("hours", "days", "half", "such", "what", "quite"):
        return None
    if after == "-" or unit == "quarter" or (c["n"][0] is not None and c["n"][0] >= 1000):
        return None
    if article and unit in ("second", "night", "day", "weekend") and after[:1].isalpha() and after not in _AFTER_LENGTH:
        return None
    if not article and words.low[start] != "one" and not words.low[start].isdecimal() and words.low[start] != "half":
        return None
    if (
        words.low[start] == "one"
        and unit == "day"
        and before in ("", ".", ",", "could", "would", "will", "may", "might", "to")
    ):
        return Fixed("FUTURE_REF" if before in ("could", "would", "will", "may", "might", "to") else "PAST_REF")
    return Length(c["n"][0], unit)


_AFTER_LENGTH = word_set("length_followers")


def the_length(c: Captures) -> Meaning | None:
    """ "The past two months", "the next few days", "the nine months"; in "to last six weeks" it is the verb."""
    if c["words"].low[c["start"]] == "last" and c["words"].before(c["start"]) in _BEFORE_VERBS:
        return None
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
    if before == "of" and c["words"].before(c["start"], 2) in (
        "hundreds",
        "thousands",
        "millions",
        "dozens",
        "kind",
        "kinds",
    ):
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
    if words.low[start] == "over" and words.low[start + 1] == "the":
        return None
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
    joined = a + b.removeprefix("PT" if a.startswith("PT") else "P")
    return Fixed(joined, "DURATION", c["unit2"])


def unit_and_half(c: Captures) -> Meaning:
    """ "A year and a half", "several years and a half"."""
    count = c["n"][0]
    return Length(None if count is None else count + Fraction(1, 2), c["unit"])


def unit_long(c: Captures) -> Meaning:
    """ "Day-long", "decades-long"."""
    plural = c["words"].low[c["start"]].endswith("s") or c["words"].low[c["start"]] in ("centuries", "millennia")
    return Length(None if plural else _ONE, c["unit"])


_KINDS = "more|straight|consecutive|full|additional|long|trading|business|working|calendar|successive|whole|solid"
LENGTH_RULES: tuple[tuple[str, Any, bool], ...] = (
    (
        f"n=NUM -? {_KINDS}? unit=UNITS",
        length,
        False,
    ),
    ("n=NUM additional|full|whole|entire|solid? unit=UNIT", one_unit, False),
    ("n=NUM -? unit=UNIT", length_adjective, False),
    ("a n=NUM - unit=UNIT period", the_length, False),
    ("n=NUM more|additional|full|straight unit=UNITS", length, False),
    (
        f"the past|last|next|first|final|previous|coming|opening|preceding|following n=NUM {_KINDS}? unit=UNITS",
        the_length,
        False,
    ),
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
    ("mod=BOUND of=TIME", bounded, False),
)
