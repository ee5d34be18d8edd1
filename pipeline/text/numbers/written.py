"""A number as written, and the magnitudes that may follow it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.text.numbers.lists import number_words
from pipeline.text.words import Pieces


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


def scaled(pieces: Pieces, number: Number) -> Number:
    """Multiply by the magnitudes that follow: "3 million", "2 hundred thousand", "40k"."""
    words = number_words()
    while True:
        piece = pieces.at(number.last)
        scale, skip = words.scales.get(piece.lower), 1
        if scale is None and piece.text == "-" and piece.glued:
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
