"""Years as they are written: 2019, '82, nineteen ninety-four."""

from __future__ import annotations

from pipeline.dates.counts import read_at
from pipeline.text.numbers.spelled import read_cardinal
from pipeline.text.words import Words

_CENTURIES = {"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
YEAR_WORDS = frozenset({"two", *_CENTURIES})
"""The words that a spelled-out year starts with."""


def plain_year(words: Words, i: int) -> int | None:
    """Four digits that can be a year: not inside a longer number or code."""
    text = words.low[i]
    if len(text) != 4 or not text.isascii() or not text.isdecimal() or not 1000 <= int(text) <= 2199:
        return None
    after, before = words.low[i + 1], words.before(i)
    if words.glued(i + 1) and (
        after.isalpha()
        or after == "%"
        or (after in (".", ",", ":") and words.glued(i + 2) and words.low[i + 2][:1].isdecimal())
    ):
        return None
    if words.glued(i) and (
        before.isalpha() or before in ("$", "£", "€", "#", ".", ",", ":", "+", "_", "@", "¥", "&", "=")
    ):
        return None
    return None if before in ("$", "£", "€", "#") else int(text)


def short_year(words: Words, i: int) -> tuple[int, int] | None:
    """Read '82 as 1982; up to 30 it is in this century."""
    digits = words.low[i + 1]
    if words.low[i] != "'" or not words.glued(i + 1) or len(digits) != 2 or not digits.isdecimal() or words.glued(i):
        return None
    if words.glued(i + 2) and (words.low[i + 2].isalnum()):
        return None
    return (2000 if int(digits) <= 30 else 1900) + int(digits), i + 2


def spelled_year(words: Words, i: int) -> tuple[int, int] | None:
    """Read "nineteen ninety-four", "two thousand (and) eight", "twenty twelve" as a year.

    >>> from pipeline.text.words import split_words
    >>> spelled_year(split_words("nineteen ninety-four"), 0)
    (1994, 4)
    """
    low = words.low
    if low[i] not in YEAR_WORDS:
        return None
    read = read_at(words, i, read_cardinal)
    first, after = (int(read[0].value), read[1]) if read is not None else (0, i)
    if 1700 <= first < 2100 and low[i + 1] == ("thousand" if low[i] == "two" else "hundred") and low[i] != "twenty":
        return first, after
    if first != _CENTURIES.get(low[i]):
        return None
    rest = read_at(words, after + (low[after] == "-"), read_cardinal)
    return (first * 100 + int(rest[0].value), rest[1]) if rest is not None and 10 <= rest[0].value < 100 else None
