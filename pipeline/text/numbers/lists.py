"""The English number words, read once and turned into look-up tables."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from pipeline.resources import read_lists


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The English number words, by what they do."""

    small: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    vague: dict[str, int]
    ordinals: dict[str, int]
    fractions: dict[str, int]
    folds: dict[str, int]
    verbs: dict[str, Fraction]
    starters: frozenset[str]


@cache
def number_words() -> NumberWords:
    """Return the number words; `starters` holds every word a figure can begin with."""
    data = read_lists("text", "numbers")
    verbs = {word: Fraction(value) for word, value in data["verbs"].items()}
    kinds = ("units", "tens", "scales", "vague", "ordinals", "folds", "verbs")
    starters = {word for kind in kinds for word in data[kind]} | {"half", "quarter", "quarters", "thirds", "couple"}
    fractions = dict(data["fractions"])
    fractions |= {word + "s": value for word, value in data["fractions"].items() if not word.startswith("hal")}
    return NumberWords(
        data["units"], data["tens"], data["scales"], data["short_scales"], data["vague"], data["ordinals"],
        fractions, data["folds"], verbs, frozenset(starters),
    )  # fmt: skip


@cache
def values() -> dict[str, Fraction]:
    """What a word says as a number by itself, however it is used; "one" is left out, as it is mostly a pronoun.

    >>> values()["seventy"], values()["thousands"], values()["half"], "one" in values()
    (Fraction(70, 1), Fraction(1000, 1), Fraction(1, 2), False)
    """
    words = number_words()
    scales = words.scales | {f"{word}s": value for word, value in words.scales.items()}
    counts = words.small | words.tens | scales | read_lists("text", "numbers")["times"]
    return {word: Fraction(value) for word, value in counts.items() if word != "one"} | {"half": Fraction(1, 2)}
