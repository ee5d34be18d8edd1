"""What durations, sets and times of day mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.dates.context import Context, Resolved
from pipeline.dates.meaning import Meaning
from pipeline.dates.relative_dates import FromFocus, fresh_day

_LETTERS = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "night": ("P", "D", 1),
    "week": ("P", "W", 1),
    "weekend": ("P", "D", 2),
    "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1),
    "quarter": ("P", "Q", 1),
    "half": ("P", "M", 6),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
    "millennium": ("P", "Y", 1000),
}
# For so many sentences a clock time without a day is on the day just named.
_FRESH_SENTENCES = 3
_STORY_SENTENCES = 12
_SMALLER = {"H": "M", "M": "S"}  # "an hour and a half" is PT1H30M
_VAGUE_LETTERS = {"decade": "DE", "century": "CE", "millennium": "ML", "fortnight": "W", "weekend": "WE"}


def length_value(count: Fraction | None, unit: str) -> str:
    """The TIMEX3 value of a length, X for an unknown count.

    >>> length_value(Fraction(3, 2), "hour"), length_value(None, "year"), length_value(Fraction(2), "decade")
    ('PT1H30M', 'PXY', 'P20Y')
    """
    prefix, letter, factor = _LETTERS[unit]
    if count is None:
        return f"{prefix}X{_VAGUE_LETTERS.get(unit, letter)}"
    amount = count * factor
    if amount == 0 or amount.denominator == 1:
        return f"{prefix}{int(amount)}{letter}"
    if letter in _SMALLER and prefix == "PT" and (amount * 60).denominator == 1:
        whole, rest = divmod(amount * 60, 60)
        return f"PT{f'{whole}{letter}' if whole else ''}{rest}{_SMALLER[letter]}"
    return f"{prefix}{float(round(amount, 4)):g}{letter}"


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: "48 hours"."""

    count: Fraction | None
    unit: str

    def resolve(self, context: Context) -> Resolved:
        """The duration; it covers no known days."""
        return Resolved("DURATION", length_value(self.count, self.unit), self.unit)


@dataclass(frozen=True, slots=True)
class Often:
    """A set: "every Monday", "annually"."""

    value: str
    grain: str | None = None

    def resolve(self, context: Context) -> Resolved:
        """The set; it covers no known days."""
        return Resolved("SET", self.value, self.grain)


@dataclass(frozen=True, slots=True)
class TimeOf:
    """A part of the day or a clock time on a day; without one, on the day under discussion or of publication."""

    suffix: str
    grain: str
    day: Meaning | None = None

    def resolve(self, context: Context) -> Resolved:
        """Put the day and the time together."""
        known = self.day.resolve(context) if self.day is not None else fresh_day(context, _FRESH_SENTENCES)
        if known.value is None or (known.grain != "day" and not known.value.startswith("XXXX")):
            return Resolved("TIME", f"XXXX-XX-XX{self.suffix}", self.grain, anchor="none")
        value = known.value.partition("T")[0] + self.suffix
        return replace(known, type="TIME", value=value, grain=self.grain)


@dataclass(frozen=True, slots=True)
class BareClock(TimeOf):
    """A clock time without its day; one of every day stays without."""

    habit: bool = False

    def resolve(self, context: Context) -> Resolved:
        """Find the day: the one under discussion, else that of publication."""
        if self.habit:
            return Resolved("TIME", f"XXXX-XX-XX{self.suffix}", self.grain, anchor="none")
        return TimeOf.resolve(replace(self, day=self.day or NamedBefore()), context)


@dataclass(frozen=True, slots=True)
class NamedBefore:
    """The day of a clock time told without one: that of the story so far, whatever years were named in passing."""

    def resolve(self, context: Context) -> Resolved:
        """Take the day last named while it is fresh; what is told in the past stays with it longer."""
        past = (context.tense() or "").startswith("past")
        return fresh_day(context, _STORY_SENTENCES if past else _FRESH_SENTENCES, only_days=True)


@dataclass(frozen=True, slots=True)
class FocusNight:
    """ "The next morning", "that night": a part of a day counted from the one under discussion."""

    suffix: str
    count: int

    def resolve(self, context: Context) -> Resolved:
        """Count from the day under discussion."""

        return TimeOf(self.suffix, "part of day", FromFocus("day", self.count)).resolve(context)
