"""Tells years, days of months and clock times from figures where nothing found the dates before."""

from __future__ import annotations

from pipeline.figures.lexicon import word_set
from pipeline.figures.unitnames import word_units
from pipeline.text.inflection import is_plural
from pipeline.text.numbers.written import Number
from pipeline.text.words import NUMBER, WORD, Pieces

_MONTHS = word_set("grammar", "years_months")
_DAYS = word_set("grammar", "years_days")
_BEFORE_YEAR = word_set("grammar", "years_before_year")
_CLOCK = word_set("grammar", "clock")
_TOTALS = word_set("grammar", "years_totals")
_BEFORE_COUNTS = word_set("grammar", "years_before_counts")


def is_date_or_time(pieces: Pieces, number: Number) -> bool:
    """Whether a number in digits is a year, the day of a month or a clock time, as far as its neighbours tell."""
    piece = pieces[number.first]
    before, after = pieces.lower(number.first - 1), pieces.at(number.last)
    if after.lower in _CLOCK:
        return True
    whole = piece.text.isdigit() and number.last == number.first + 1
    if not whole:
        return False
    if int(piece.text[:5]) <= 31 and ((before in _MONTHS and before != "may") or after.lower in _MONTHS - {"may"}):
        return True
    if int(piece.text[:5]) <= 31 and "may" in (before, after.lower):
        return pieces.at(number.last).text == "May" or pieces.at(number.first - 1).text == "May"
    dotted = pieces.lower(number.first - 2) if before == "." else ""
    if int(piece.text[:5]) <= 31 and dotted in _MONTHS:
        return True
    if before in _DAYS or (before == "'" and piece.glued):
        return True
    return _is_year(pieces, number)


def _is_year(pieces: Pieces, number: Number) -> bool:
    """Four digits between 1000 and 2100 without a comma that nothing turns into an amount."""
    piece, after, before = pieces[number.first], pieces.at(number.last), pieces.lower(number.first - 1)
    if word_units().find([after.lower, pieces.lower(number.last + 1)], 0) or after.lower == "sq":
        return False
    if len(piece.text) != 4 or not 1000 <= int(piece.text) <= 2100:
        return False
    if after.text in ("%", "°") or (after.kind == WORD and after.glued and after.lower != "s"):
        return False
    if before == "of" and pieces.lower(number.first - 2) in _TOTALS:
        return False
    plural_follows = after.kind == WORD and after.text[:1].islower() and is_plural(after.lower)
    second = number.last + 2
    if before == "from" and after.lower == "to" and pieces.at(second - 1).kind == NUMBER:
        plural_follows = pieces.at(second).text[:1].islower() and is_plural(pieces.at(second).lower)
    if plural_follows and before in _BEFORE_COUNTS:
        return False
    if before in _BEFORE_YEAR:
        return not (1000 <= int(piece.text) < 1900 and after.kind == WORD and after.lower.endswith("s"))
    if after.lower in ("and", "to", "-", "–") and pieces.at(number.last + 1).kind == NUMBER:
        return int(piece.text) >= 1900
    return int(piece.text) >= 1900 and (after.kind != WORD or after.lower in word_set("nouns", "stop"))
