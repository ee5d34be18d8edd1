"""The letters C and F behind a number: degrees where the words around speak of heat or cold ("highs of 32C")."""

from __future__ import annotations

from functools import cache

from pipeline.figures.lexicon import word_set
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.unitnames import Unit
from pipeline.text.signs import MINUS_SIGNS
from pipeline.text.words import NUMBER

_LETTERS = {"C": "celsius", "F": "fahrenheit"}
_BEFORE, _AFTER = 14, 10  # pieces


@cache
def _unit(letter: str) -> Unit:
    return Unit(_LETTERS[letter], "measure", is_word=False)


def degrees_at(prepared: PreparedDoc, at: int) -> Unit | None:
    """The unit that a letter glued to a number stands for, None where it is part of a code ("seat 4C")."""
    pieces = prepared.pieces
    letter, number = pieces.at(at), pieces.at(at - 1)
    if letter.text not in _LETTERS or not letter.glued or number.kind != NUMBER:
        return None
    below_zero = pieces.lower(at - 2) in ("minus", *MINUS_SIGNS)
    near = prepared.lowers[max(0, at - _BEFORE) : at + _AFTER]
    speaks_of_heat = not word_set("grammar", "temperature_words").isdisjoint(near)
    return _unit(letter.text) if below_zero or speaks_of_heat or "." in number.text else None
