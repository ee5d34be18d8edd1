"""Numbers in words: cardinals, fractions, "a couple of", "dozens", "half a million"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.written import Number, scaled
from pipeline.text.words import Pieces


def read_words(pieces: Pieces, at: int) -> Number | None:
    """Return the spelled-out number that begins with piece `at`, None if there is none."""
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
    number = read_cardinal(pieces, at)
    if number is None:
        return None
    return _spelled_fraction(pieces, number) or with_half(pieces, number)


def read_cardinal(pieces: Pieces, at: int) -> Number | None:
    """Read "two hundred and fifty thousand", "twenty-one", "hundred" (the caller looks for the "a" before it)."""
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
    if pieces.lower(step) == "-" and pieces[step].glued:
        step += 1
    if pieces.lower(step) == "and" and last_kind in ("hundred", "scale"):
        step += 1
        if pieces.lower(step) == "-":
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
    hyphen = pieces.lower(at) == "-"
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


def with_half(pieces: Pieces, number: Number) -> Number:
    """Add what follows in "one-and-a-half", "two and a quarter million", "a million and a half"."""
    half = half_after(pieces, number.last)
    if half is None:
        return number
    part, last = half
    value = number.value + part * number.scale
    return scaled(pieces, replace(number, value=value, place=Fraction(number.scale, 10), last=last))


def half_after(pieces: Pieces, at: int) -> tuple[Fraction, int] | None:
    """Read "and a half", "-and-a-half", "and three quarters" at `at`."""

    def skip(index: int) -> int:
        return index + (pieces.lower(index) == "-")

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
    if pieces.lower(step) == "-" and pieces[step].glued:
        step += 1
    if pieces.lower(step) == "of":
        step += 1
    if pieces.lower(step) in ("a", "an"):
        step += 1
        if pieces.lower(step) == "-":
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
