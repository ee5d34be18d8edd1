"""Reads one number at a place in the text: in digits, spelled out, or mixed; a cardinal, an amount or an ordinal."""

from __future__ import annotations

from fractions import Fraction

from pipeline.text.numbers.digits import LONGEST, read_digits
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.spelled import read_cardinal, read_words, with_half
from pipeline.text.numbers.written import Number, scaled
from pipeline.text.words import FRACTION, NUMBER, VULGAR_VALUES, WORD, Pieces

_SUFFIXES = frozenset(("st", "nd", "rd", "th"))


def read_number(pieces: Pieces, at: int) -> Number | None:
    """Return the number that begins with piece `at`, None if there is none.

    >>> from pipeline.text.words import split_words
    >>> float(read_number(split_words("two and a half million").pieces, 0).value)
    2500000.0
    """
    if pieces.at(at).kind == WORD:
        return read_words(pieces, at)
    return _read_signs(pieces, at)


def read_amount(pieces: Pieces, at: int) -> Number | None:
    """As `read_number`, but no part of something and nothing vague: "three quarters" may be nine months.

    >>> from pipeline.text.words import split_words
    >>> [int(read_amount(split_words(text).pieces, 0).value) for text in ("three quarters", "two dozen", "1,200")]
    [3, 24, 1200]
    """
    if pieces.at(at).kind != WORD:
        return _read_signs(pieces, at)
    number = read_cardinal(pieces, at)
    return None if number is None else with_half(pieces, number)


def _read_signs(pieces: Pieces, at: int) -> Number | None:
    piece = pieces.at(at)
    if piece.kind == NUMBER:
        return read_digits(pieces, at)
    if piece.kind == FRACTION:
        return scaled(pieces, Number(at, at + 1, VULGAR_VALUES[piece.text], form="fraction"))
    return None


def read_ordinal_number(pieces: Pieces, at: int, *, may_be_apart: bool = False) -> Number | None:
    """Return the ordinal that begins with piece `at`; `may_be_apart`, without its hyphen ("twenty first").

    >>> from pipeline.text.words import split_words
    >>> [int(read_ordinal_number(split_words(text).pieces, 0).value) for text in ("21st", "twenty-first", "tenth")]
    [21, 21, 10]
    """
    piece, words = pieces.at(at), number_words()
    if piece.kind == NUMBER:
        suffix, digits = pieces.at(at + 1), piece.text.replace(",", "")
        if suffix.lower in _SUFFIXES and suffix.glued and digits.isdigit() and len(digits) <= LONGEST:
            return Number(at, at + 2, Fraction(digits), form="ordinal")
        return None
    if piece.lower in words.tens:
        last = at + 1 + (pieces.lower(at + 1) == "-")
        small = words.ordinals.get(pieces.lower(last), 10)
        if small < 10 and (may_be_apart or last > at + 1):
            return Number(at, last + 1, Fraction(words.tens[piece.lower] + small), form="ordinal")
    if piece.lower in words.ordinals:
        return Number(at, at + 1, Fraction(words.ordinals[piece.lower]), form="ordinal")
    return None
