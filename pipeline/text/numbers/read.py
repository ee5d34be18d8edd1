"""Reads one number at a place in the text: in digits, spelled out, or mixed."""

from __future__ import annotations

from pipeline.text.numbers.digits import read_digits
from pipeline.text.numbers.spelled import read_words
from pipeline.text.numbers.written import Number, scaled
from pipeline.text.words import FRACTION, NUMBER, VULGAR_VALUES, WORD, Pieces


def read_number(pieces: Pieces, at: int) -> Number | None:
    """Return the number that begins with piece `at`, None if there is none.

    >>> from pipeline.text.words import split_words
    >>> float(read_number(split_words("two and a half million").pieces, 0).value)
    2500000.0
    """
    piece = pieces.at(at)
    if piece.kind == NUMBER:
        return read_digits(pieces, at)
    if piece.kind == FRACTION:
        return scaled(pieces, Number(at, at + 1, VULGAR_VALUES[piece.text], form="fraction"))
    if piece.kind != WORD:
        return None
    return read_words(pieces, at)
