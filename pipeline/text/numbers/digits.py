"""Numbers in digits: separators, decimals, fractions, powers of ten, magnitudes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipeline.text.numbers.spelled import half_after
from pipeline.text.numbers.written import Number, scaled
from pipeline.text.signs import MINUS_SIGNS
from pipeline.text.words import FRACTION, NUMBER, VULGAR_VALUES, Pieces

_SLASHES = "/⁄∕"
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128, 1000})
LONGEST = 40  # digits; what is longer is a code, not a number


def read_digits(pieces: Pieces, at: int) -> Number | None:
    """Return the number whose first digits are piece `at`; None where there are too many to be one."""
    digits = pieces[at].text.replace(",", "")
    if len(digits) > LONGEST:
        return None
    decimals = len(digits.partition(".")[2])
    place = Fraction(1, 10**decimals) if decimals else Fraction(0)
    number = Number(at, at + 1, Fraction(digits if digits[0] != "." else "0" + digits), place)
    for step in (_simple_fraction, _added_fraction, _and_a_half, _power_of_ten):
        grown = step(pieces, number)
        if grown is not None:
            number = grown
            break
    return scaled(pieces, number)


def _fraction_at(pieces: Pieces, at: int) -> tuple[Fraction, int] | None:
    """A fraction of three glued pieces: 3/4."""
    above, slash, below = pieces.at(at), pieces.at(at + 1), pieces.at(at + 2)
    if above.kind != NUMBER or below.kind != NUMBER or slash.text not in _SLASHES or not slash.text:
        return None
    if not (slash.glued and below.glued and above.text.isdigit() and below.text.isdigit()) or len(below.text) > 4:
        return None
    more = pieces.at(at + 3)
    if more.glued and more.text in _SLASHES:  # a date: 3/4/2020
        return None
    denominator = int(below.text)
    if denominator not in _DENOMINATORS or int(above.text) >= denominator:
        return None
    return Fraction(int(above.text), denominator), at + 3


def _simple_fraction(pieces: Pieces, number: Number) -> Number | None:
    found = _fraction_at(pieces, number.first)
    return replace(number, value=found[0], last=found[1], form="fraction") if found else None


def _added_fraction(pieces: Pieces, number: Number) -> Number | None:
    """As in "10 1/2", "2½", "6-1/2"."""
    after = number.last
    if number.place:
        return None
    if pieces.at(after).kind == FRACTION:
        return replace(number, value=number.value + VULGAR_VALUES[pieces[after].text], last=after + 1)
    if pieces.at(after).text == "-" and pieces[after].glued and pieces.at(after + 1).glued:
        after += 1
    elif pieces.at(after).glued:
        return None
    found = _fraction_at(pieces, after)
    return replace(number, value=number.value + found[0], last=found[1]) if found else None


def _and_a_half(pieces: Pieces, number: Number) -> Number | None:
    """As in "9 and a half", "2-and-a-half"."""
    found = None if number.place else half_after(pieces, number.last)
    return replace(number, value=number.value + found[0], place=Fraction(1, 10), last=found[1]) if found else None


def _power_of_ten(pieces: Pieces, number: Number) -> Number | None:
    """As in "1.5 x 10^6", "2×10−3"."""
    at = number.last
    if pieces.at(at).text not in ("×", "x", "·") or pieces.at(at + 1).text != "10":
        return None
    at += 2
    if pieces.at(at).text == "^":
        at += 1
    negative = pieces.at(at).text in MINUS_SIGNS and pieces.at(at).glued
    at += negative
    exponent = pieces.at(at)
    if exponent.kind != NUMBER or not exponent.glued or not exponent.text.isdigit() or len(exponent.text) > 2:
        return None
    power = Fraction(10) ** (-int(exponent.text) if negative else int(exponent.text))
    return replace(number, value=number.value * power, place=number.place * power, last=at + 1)
