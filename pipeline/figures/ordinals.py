"""Ordinals before a noun: "the third goal", "its 21st birthday"."""

from __future__ import annotations

from fractions import Fraction

from pipeline.figures.draft import Draft
from pipeline.figures.nouns import noun_phrase_after
from pipeline.figures.reading import Reading
from pipeline.figures.vocabulary import word_set
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.written import Number
from pipeline.text.words import NUMBER, WORD

_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_BEFORE = word_set("grammar", "ordinals_before")
_NOT_AFTER_FIRST = word_set("grammar", "ordinals_not_after_first")


def read_ordinal(reading: Reading, at: int) -> Draft | None:
    """Return the ordinal at piece `at` if it counts off a noun; as an adverb or in a name it is none."""
    number = _number(reading, at)
    if number is None:
        return None
    pieces = reading.pieces
    before = pieces.at(number.first - 1)
    if before.lower not in _BEFORE and not before.lower.endswith(("'s", "’s")):
        return None
    if pieces.at(number.last).kind != WORD or pieces[number.last].text[0].isupper():
        return None
    if pieces[number.last].lower in word_set("nouns", "stop"):
        return None
    if number.value == 1 and pieces[number.last].lower in _NOT_AFTER_FIRST:
        return None
    phrase = noun_phrase_after(reading, number.last)
    if phrase is None or pieces.lower(number.last) in ("half", "place", "time", "quarter"):
        return None
    return Draft(number.first, number.last, number, number.last, number.value, "ordinal")


def _number(reading: Reading, at: int) -> Number | None:
    pieces, words = reading.pieces, number_words()
    piece = pieces[at]
    if piece.kind == NUMBER:
        suffix = pieces.at(at + 1)
        if suffix.lower in _SUFFIXES and suffix.glued and piece.text.replace(",", "").isdigit() and not piece.glued:
            return Number(at, at + 2, Fraction(piece.text.replace(",", "")), form="ordinal")
        return None
    if piece.lower in words.tens and pieces.at(at + 1).text == "-" and pieces.lower(at + 2) in words.ordinals:
        small = words.ordinals[pieces.lower(at + 2)]
        return Number(at, at + 3, Fraction(words.tens[piece.lower] + small), form="ordinal") if small < 10 else None
    if piece.lower in words.ordinals:
        return Number(at, at + 1, Fraction(words.ordinals[piece.lower]), form="ordinal")
    return None
