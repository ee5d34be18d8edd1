"""Reading numbers, ordinals and years from words, as the date grammar needs them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from pipeline.dates.lexicon import lexicon, word_set
from pipeline.text.words import Words

# None as a value: "a few", "several".
Quantity = Fraction | None
_VAGUE = word_set("vague_counts")
_FRACTION_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


@cache
def _small() -> dict[str, int]:
    words = lexicon()
    return {**words["cardinals"], **words["tens"]}


@cache
def number_words() -> frozenset[str]:
    """The words a number can start with, digits aside."""
    return frozenset({*_small(), *_VAGUE, *_FRACTION_SIGNS, "a", "an", "half", "hundred", "dozen", "dozens"})


def _below_hundred(words: Words, i: int) -> tuple[int, int] | None:
    low = words.low
    tens = lexicon()["tens"].get(low[i])
    if tens is None:
        unit = lexicon()["cardinals"].get(low[i])
        return None if unit is None else (unit, i + 1)
    after = i + 2 if low[i + 1] == "-" else i + 1
    unit = lexicon()["cardinals"].get(low[after])
    return (tens + unit, after + 1) if unit and unit < 10 else (tens, i + 1)


def spelled(words: Words, i: int) -> tuple[int, int] | None:
    """Read a spelled-out whole number, "two hundred and ten", and return it with the index after it."""
    small = _below_hundred(words, i)
    if small is None and not (words.low[i] == "a" and words.low[i + 1] in ("hundred", "thousand", "dozen")):
        return None
    value, i = small or (1, i + 1)
    multipliers = lexicon()["multipliers"]
    total = 0
    for _ in range(3):
        factor = multipliers.get(words.low[i])
        if factor is None:
            break
        value, i = value * factor, i + 1
        after = i + 1 if words.low[i] == "and" else i
        rest = _below_hundred(words, after)
        if factor < 100 or rest is None:
            continue
        if multipliers.get(words.low[rest[1]], 0) == 100:
            total, value, i = total + value, rest[0], rest[1]
        else:
            value, i = value + rest[0], rest[1]
    return total + value, i


def _digits(words: Words, i: int) -> tuple[Fraction, int]:
    text, i = words.low[i], i + 1
    while (
        words.low[i] == ","
        and words.glued(i)
        and words.glued(i + 1)
        and len(words.low[i + 1]) == 3
        and words.low[i + 1].isdecimal()
    ):
        text, i = text + words.low[i + 1], i + 2
    if (
        words.low[i] == "."
        and words.glued(i)
        and words.glued(i + 1)
        and words.low[i + 1].isascii()
        and words.low[i + 1].isdecimal()
    ):
        text, i = f"{text}.{words.low[i + 1]}", i + 2
    value = Fraction(text[:30])
    if words.low[i] in _FRACTION_SIGNS:
        return value + _FRACTION_SIGNS[words.low[i]], i + 1
    simple = _simple_fraction(words, i + 1 if words.low[i] == "-" else i)
    return (value + simple[0], simple[1]) if simple else (value, i)


def _simple_fraction(words: Words, i: int) -> tuple[Fraction, int] | None:
    low = words.low
    if (
        low[i] in ("1", "3")
        and low[i + 1] == "/"
        and low[i + 2] in ("2", "4")
        and words.glued(i + 1)
        and words.glued(i + 2)
    ):
        return Fraction(int(low[i]), int(low[i + 2])), i + 3
    return None


def _and_a_half(words: Words, i: int) -> int | None:
    """Index after "and a half", "-and-a-half" at `i`."""
    low = [word for word in words.low[i : i + 6] if word != "-"]
    if low[:3] != ["and", "a", "half"]:
        return None
    return words.low.index("half", i) + 1


def quantity(words: Words, i: int) -> tuple[Quantity, int] | None:
    """Read a number before a unit of time: the number (None where it is vague) and the index after it.

    >>> from pipeline.text.words import split_words
    >>> quantity(split_words("one-and-a-half hours"), 0)
    (Fraction(3, 2), 7)
    """
    low = words.low
    if low[i] == "half":
        after = i + 1 + (low[i + 1] == "-")
        return Fraction(1, 2), after + (low[after] in ("a", "an"))
    if low[i] in _FRACTION_SIGNS:
        return _FRACTION_SIGNS[low[i]], i + 1
    if low[i].isascii() and low[i].isdecimal():
        simple = _simple_fraction(words, i)
        value, after = simple or _digits(words, i)
    else:
        number = spelled(words, i)
        if number is None:
            return _article_or_vague(words, i)
        value, after = Fraction(number[0]), number[1]
    half = _and_a_half(words, after)
    return (value + Fraction(1, 2), half) if half else (value, after)


def _article_or_vague(words: Words, i: int) -> tuple[Quantity, int] | None:
    low = words.low
    if low[i] in _VAGUE:
        return None, i + 1
    if low[i] not in ("a", "an"):
        return (None, i + 2) if low[i] == "dozens" and low[i + 1] == "of" else None
    if low[i + 1] == "couple":
        return Fraction(2), i + 2 + (low[i + 2] == "of")
    if low[i + 1] == "few":
        return None, i + 2
    if low[i + 1] == "half" and low[i + 2] == "-":
        return Fraction(1, 2), i + 3
    return Fraction(1), i + 1


def ordinal(words: Words, i: int) -> tuple[int, int] | None:
    """Read an ordinal, "21st" or "twenty-first", and return its number and the index after it.

    >>> from pipeline.text.words import split_words
    >>> ordinal(split_words("21st century"), 0), ordinal(split_words("twenty-first"), 0)
    ((21, 2), (21, 3))
    """
    low = words.low
    if low[i].isascii() and low[i].isdecimal():
        if low[i + 1] in ("st", "nd", "rd", "th") and words.glued(i + 1) and len(low[i]) <= 2:
            return int(low[i]), i + 2
        return None
    simple = lexicon()["ordinals"].get(low[i])
    if simple is not None:
        return simple, i + 1
    tens = lexicon()["tens"].get(low[i])
    after = i + 2 if low[i + 1] == "-" else i + 1
    unit = lexicon()["ordinals"].get(low[after])
    return (tens + unit, after + 1) if tens and unit and unit < 10 else None


def spelled_year(words: Words, i: int) -> tuple[int, int] | None:
    """Read "nineteen ninety-four", "two thousand (and) eight", "twenty twelve" as a year.

    >>> from pipeline.text.words import split_words
    >>> spelled_year(split_words("nineteen ninety-four"), 0)
    (1994, 4)
    """
    low = words.low
    if low[i] == "two" and low[i + 1] == "thousand":
        after = i + 3 if low[i + 2] == "and" else i + 2
        rest = _below_hundred(words, after)
        return (2000 + rest[0], rest[1]) if rest else (2000, i + 2)
    century = {"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}.get(low[i])
    if century is None:
        return None
    after = i + 2 if low[i + 1] == "-" else i + 1
    if low[after] == "hundred" and century < 20:
        rest = _below_hundred(words, after + 1)
        return (century * 100 + rest[0], rest[1]) if rest else (century * 100, after + 1)
    rest = _below_hundred(words, after)
    if rest is None or rest[0] < 10:
        return None
    return century * 100 + rest[0], rest[1]
