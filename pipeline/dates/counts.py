"""How many of a unit of time, as the reader NUM gives it: a tuple of one, as a vague count is not the same as none."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from pipeline.dates.lexicon import word_set
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.read import read_amount, read_number
from pipeline.text.numbers.written import Number
from pipeline.text.words import VULGAR, Pieces, Words

Count = tuple[Fraction | None] | int | None
_VAGUE = word_set("vague_counts")


def known_count(n: Count) -> Fraction | None:
    """The number, None where it is vague ("several") or was left out.

    >>> known_count((Fraction(3, 2),)), known_count(2), known_count((None,))
    (Fraction(3, 2), Fraction(2, 1), None)
    """
    if isinstance(n, int):
        return Fraction(n)
    return None if n is None else n[0]


def read_at(words: Words, i: int, read: Callable[[Pieces, int], Number | None]) -> tuple[Number, int] | None:
    """What a reader of pieces finds at word `i`, and the first word behind it."""
    piece = words.piece_of(i)
    number = None if piece is None else read(words.pieces, piece)
    return None if number is None else (number, words.behind(number.last - 1))


@cache
def count_words() -> frozenset[str]:
    """The words a count can start with, digits aside."""
    words = number_words()
    return frozenset({*words.small, *words.tens, *_VAGUE, *VULGAR, "a", "an", "half", "dozens"})


def read_count(words: Words, i: int) -> tuple[Fraction | None, int] | None:
    """Read a number before a unit of time: the number (None where it is vague) and the index after it.

    >>> from pipeline.text.words import split_words
    >>> read_count(split_words("one-and-a-half hours"), 0), read_count(split_words("a few days"), 0)
    ((Fraction(3, 2), 7), (None, 2))
    """
    low = words.low
    if low[i] in _VAGUE:
        return None, i + 1
    if low[i] == "dozens":
        return (None, i + 2) if low[i + 1] == "of" else None
    if low[i] in ("a", "an"):
        return _after_article(words, i)
    if low[i] == "half":
        return _half(words, i)
    number = read_at(words, i, read_amount)
    return None if number is None else (number[0].value, number[1])


def _half(words: Words, i: int) -> tuple[Fraction, int]:
    """As in "half an hour", "half-hour", "half a million years"."""
    number = read_at(words, i, read_number)
    if number is not None and number[0].scale > 1:
        return number[0].value, number[1]
    after = i + 1 + (words.low[i + 1] == "-")
    return Fraction(1, 2), after + (words.low[after] in ("a", "an"))


def _after_article(words: Words, i: int) -> tuple[Fraction | None, int]:
    """As in "a day", "a hundred days", "a couple of days", "a few days"."""
    low = words.low
    number = read_at(words, i + 1, read_amount) if low[i + 1] in number_words().scales else None
    if number is not None:
        return number[0].value, number[1]
    if low[i + 1] == "couple":
        return Fraction(2), i + 2 + (low[i + 2] == "of")
    if low[i + 1] == "few":
        return None, i + 2
    if low[i + 1] == "half" and low[i + 2] == "-":
        return Fraction(1, 2), i + 3
    return Fraction(1), i + 1
