"""Reads one number at a place in the text: in digits, spelled out, or mixed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.figures.pieces import FRACTION, NUMBER, VULGAR, WORD, Pieces
from pipeline.figures.vocabulary import number_words

_VULGAR = {sign: Fraction(str(unicodedata.normalize("NFKC", sign)).replace("⁄", "/")) for sign in VULGAR}
_HYPHENS = "-‐‑"
_SLASHES = "/⁄∕"
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128, 1000})
_LONGEST = 40  # digits; what is longer is a code, not a number


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written from piece `first` up to `last` (exclusive).

    `place` is the size of its last written digit, 0 where the writing is exact ("2,471"); `scale` what a magnitude
    word multiplied it by; `top` the upper end of an indefinite number ("dozens").
    """

    first: int
    last: int
    value: Fraction
    place: Fraction = Fraction(0)
    scale: int = 1
    form: str = "digits"
    top: Fraction | None = None


def read_number(pieces: Pieces, at: int) -> Number | None:
    """Return the number that begins with piece `at`, None if there is none.

    >>> from pipeline.figures.pieces import split_pieces
    >>> float(read_number(Pieces(split_pieces("two and a half million")), 0).value)
    2500000.0
    """
    piece = pieces.at(at)
    if piece.kind == NUMBER:
        return _read_digits(pieces, at)
    if piece.kind == FRACTION:
        return _scaled(pieces, Number(at, at + 1, _VULGAR[piece.text], form="fraction"))
    if piece.kind != WORD:
        return None
    return _read_words(pieces, at)


# ---- digits ---------------------------------------------------------------------------------------------------------
def _read_digits(pieces: Pieces, at: int) -> Number | None:
    digits = pieces[at].text.replace(",", "")
    if len(digits) > _LONGEST:
        return None
    decimals = len(digits.partition(".")[2])
    place = Fraction(1, 10**decimals) if decimals else Fraction(0)
    number = Number(at, at + 1, Fraction(digits if digits[0] != "." else "0" + digits), place)
    for step in (_simple_fraction, _added_fraction, _power_of_ten):
        grown = step(pieces, number)
        if grown is not None:
            number = grown
            break
    return _scaled(pieces, number)


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
        return replace(number, value=number.value + _VULGAR[pieces[after].text], last=after + 1)
    if pieces.at(after).text == "-" and pieces[after].glued and pieces.at(after + 1).glued:
        after += 1
    elif pieces.at(after).glued:
        return None
    found = _fraction_at(pieces, after)
    return replace(number, value=number.value + found[0], last=found[1]) if found else None


def _power_of_ten(pieces: Pieces, number: Number) -> Number | None:
    """As in "1.5 x 10^6", "2×10−3"."""
    at = number.last
    if pieces.at(at).text not in ("×", "x", "·") or pieces.at(at + 1).text != "10":
        return None
    at += 2
    if pieces.at(at).text == "^":
        at += 1
    negative = pieces.at(at).text in ("-", "−", "–") and pieces.at(at).glued
    at += negative
    exponent = pieces.at(at)
    if exponent.kind != NUMBER or not exponent.glued or not exponent.text.isdigit() or len(exponent.text) > 2:
        return None
    power = Fraction(10) ** (-int(exponent.text) if negative else int(exponent.text))
    return replace(number, value=number.value * power, place=number.place * power, last=at + 1)


def _scaled(pieces: Pieces, number: Number) -> Number:
    """Multiply by the magnitudes that follow: "3 million", "2 hundred thousand", "40k"."""
    words = number_words()
    while True:
        piece = pieces.at(number.last)
        scale, skip = words.scales.get(piece.lower), 1
        if scale is None and piece.text in _HYPHENS and piece.text and piece.glued:
            scale, skip = words.scales.get(pieces.lower(number.last + 1)), 2
        if scale is None and _is_short_scale(pieces, number):
            scale, skip = words.short_scales[piece.text], 1
        if scale is None or number.scale * scale > 10**18 or (number.scale > 1 and number.scale >= scale * 100):
            return number
        number = _times(number, scale, number.last + skip)


def _is_short_scale(pieces: Pieces, number: Number) -> bool:
    """As in "k", "bn": what could also be a unit ("m", "b", "B") is settled by `units`, which sees the currency."""
    piece = pieces.at(number.last)
    if number.scale > 1 or piece.text not in number_words().short_scales or number.form != "digits":
        return False
    if piece.text in ("m", "b", "B", "K", "MM"):
        return False
    return piece.glued or piece.text not in ("k", "M", "cr")


def _times(number: Number, scale: int, last: int) -> Number:
    place = number.place or (Fraction(1) if number.form in ("digits", "words") else Fraction(0))
    if scale == 12:
        place = Fraction(0)
    return replace(number, value=number.value * scale, place=place * scale, scale=number.scale * scale, last=last)


def magnified(number: Number, scale: int, last: int) -> Number:
    """Return `number` times a magnitude whose sign was read elsewhere."""
    return _times(number, scale, last)


# ---- words ----------------------------------------------------------------------------------------------------------
def _read_words(pieces: Pieces, at: int) -> Number | None:
    words = number_words()
    lower = pieces[at].lower
    if lower in words.vague:
        return _read_vague(pieces, at)
    if lower == "couple":
        return _read_couple(pieces, at)
    if lower in words.folds:
        return Number(at, at + 1, Fraction(words.folds[lower]), form="fold")
    if lower in ("half", "quarter"):
        return _read_half(pieces, at)
    number = _read_cardinal(pieces, at)
    if number is None:
        return None
    return _spelled_fraction(pieces, number) or _with_half(pieces, number)


def _read_cardinal(pieces: Pieces, at: int) -> Number | None:
    """As in "two hundred and fifty thousand", "twenty-one", "hundred" (the caller looks for the "a" before it)."""
    words = number_words()
    total = group = 0
    last_kind = ""
    index, end, scale, lowest = at, at, 1, 10**18
    while True:
        lower = pieces.lower(index)
        if lower in words.small and last_kind in ("", "tens", "hundred", "scale"):
            if last_kind == "tens" and not 0 < words.small[lower] < 10:
                break
            group += words.small[lower]
            last_kind, scale = "small", 1
        elif lower in words.tens and last_kind in ("", "hundred", "scale"):
            group += words.tens[lower]
            last_kind, scale = "tens", 1
        elif lower == "hundred" and (last_kind in ("small", "tens") or not total + group) and group < 100:
            group = (group or 1) * 100
            last_kind, scale = "hundred", 100
        elif lower in words.scales and lower != "hundred" and words.scales[lower] < lowest:
            if last_kind == "scale":  # "a million billion"
                break
            lowest = words.scales[lower]
            total += (group or 1) * lowest
            group, last_kind, scale = 0, "scale", lowest * (100 if last_kind == "hundred" else 1)
        else:
            break
        index = end = index + 1
        index = _over_joint(pieces, index, last_kind)
    if end == at:
        return None
    place = Fraction(0) if scale == 12 else Fraction(scale if scale > 1 else 0)
    return Number(at, end, Fraction(total + group), place, scale, "words")


def _over_joint(pieces: Pieces, index: int, last_kind: str) -> int:
    """Step over the hyphen of "twenty-one" and the "and" of "two hundred and six" if a number word follows."""
    words = number_words()
    step = index
    if pieces.at(step).text in _HYPHENS and pieces.at(step).text and pieces[step].glued:
        step += 1
    if pieces.lower(step) == "and" and last_kind in ("hundred", "scale"):
        step += 1
        if pieces.at(step).text in _HYPHENS and pieces.at(step).text:
            step += 1
        if pieces.lower(step) not in words.small and pieces.lower(step) not in words.tens:
            return index
    lower = pieces.lower(step)
    joinable = lower in words.small or lower in words.tens or lower in words.scales
    return step if joinable else index


def _spelled_fraction(pieces: Pieces, number: Number) -> Number | None:
    """As in "two thirds", "one-fifth", "three quarters of"."""
    words = number_words()
    if number.value >= 100 or number.value < 1:
        return None
    at = number.last
    hyphen = pieces.at(at).text in _HYPHENS and bool(pieces.at(at).text)
    at += hyphen
    lower = pieces.lower(at)
    denominator = words.fractions.get(lower)
    if denominator is None or (lower.endswith("s") and lower != "halves") != (number.value != 1):
        return None
    # "three quarters" may be nine months and "two fifths" two fifth places: without a hyphen the "of" decides.
    if lower.startswith("quarter") and not hyphen and pieces.lower(at + 1) != "of":
        return None
    value = number.value / denominator
    if pieces.lower(at + 1) == "of" and pieces.lower(at + 2) in ("a", "an") and pieces.lower(at + 3) in words.scales:
        scale = words.scales[pieces.lower(at + 3)]
        return Number(number.first, at + 4, value * scale, Fraction(scale, 10), scale, "words")
    return Number(number.first, at + 1, value, form="fraction")


def _with_half(pieces: Pieces, number: Number) -> Number:
    """As in "one-and-a-half", "two and a quarter million", "a million and a half"."""
    half = half_after(pieces, number.last)
    if half is None:
        return number
    part, last = half
    value = number.value + part * number.scale
    return _scaled(pieces, replace(number, value=value, place=Fraction(number.scale, 10), last=last))


def half_after(pieces: Pieces, at: int) -> tuple[Fraction, int] | None:
    """Read "and a half", "-and-a-half", "and three quarters" at `at`."""

    def skip(index: int) -> int:
        return index + (pieces.at(index).text in _HYPHENS and bool(pieces.at(index).text))

    at = skip(at)
    if pieces.lower(at) != "and":
        return None
    at = skip(at + 1)
    count = {"a": 1, "one": 1, "three": 3}.get(pieces.lower(at), 0)
    at = skip(at + 1) if count else at
    word = pieces.lower(at)
    if word == "half" and count < 2:
        return Fraction(1, 2), at + 1
    if word in ("quarter", "quarters", "third") and count:
        return Fraction(count, 3 if word == "third" else 4), at + 1
    return None


def _read_half(pieces: Pieces, at: int) -> Number | None:
    """As in "half a million", "half-million", "a quarter of a million"; a bare "half" is a fraction."""
    words = number_words()
    value = Fraction(1, 2 if pieces[at].lower == "half" else 4)
    step = at + 1
    if pieces.at(step).text in _HYPHENS and pieces.at(step).text and pieces[step].glued:
        step += 1
    if pieces.lower(step) == "of":
        step += 1
    if pieces.lower(step) in ("a", "an"):
        step += 1
        if pieces.at(step).text in _HYPHENS and pieces.at(step).text:
            step += 1
    scale = words.scales.get(pieces.lower(step))
    if scale is not None:
        return Number(at, step + 1, value * scale, Fraction(0 if scale == 12 else scale // 10), scale, "words")
    return Number(at, at + 1, value, form="fraction")


def _read_vague(pieces: Pieces, at: int) -> Number | None:
    """As in "dozens", "tens of thousands": from the number to ten times it."""
    words = number_words()
    if pieces[at].lower in ("tens", "scores") and pieces.lower(at + 1) != "of":
        return None
    low, last = Fraction(words.vague[pieces[at].lower]), at + 1
    if pieces.lower(last) == "of":
        step = last + 1
        scale = words.vague.get(pieces.lower(step)) or words.scales.get(pieces.lower(step))
        if scale is not None:
            low, last = low * scale, step + 1
        elif pieces[at].lower == "tens":
            return None
    return Number(at, last, low, form="vague", top=low * 10)


def _read_couple(pieces: Pieces, at: int) -> Number | None:
    """As in "a couple of", "a couple of hundred"; a couple is two people too, so "of" or a magnitude must follow."""
    words = number_words()
    step = at + 1 + (pieces.lower(at + 1) == "of")
    scale = words.scales.get(pieces.lower(step))
    if pieces.lower(at - 1) != "a" and pieces.lower(at - 1) not in ("last", "next", "past", "another"):
        return None
    if scale is not None:
        return Number(at, step + 1, Fraction(2 * scale), Fraction(scale), scale, "couple")
    return Number(at, at + 1, Fraction(2), form="couple") if pieces.lower(at + 1) in ("of", "more") else None
