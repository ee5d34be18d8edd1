"""Tells numbers that are part of a name or follow a label ("FTSE 100", "Section 3") from figures."""

from __future__ import annotations

from pipeline.figures.lexicon import table, word_set
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.unitnames import names_unit, symbol_units
from pipeline.text.inflection import is_plural
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.written import Number
from pipeline.text.signs import DASHES
from pipeline.text.words import NUMBER, WORD, Pieces

_NUMERIC_LABELS = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE", "TIME", "ORDINAL"})
_BOUNDS = frozenset(word for words in table("bounds")["before"].values() for word in words)
_COMMON = word_set("grammar", "named_common")
_COUNTED_AFTER_NAMES = word_set("grammar", "named_counted_after_names")


def is_named(prepared: PreparedDoc, number: Number, first: int) -> bool:
    """After a label ("Section 3") or a capitalised name ("Apollo 11", "FTSE 100"), with no unit behind it."""
    pieces = prepared.pieces
    before, after = pieces.at(number.first - 1), pieces.at(number.last)
    if before.kind != WORD and before.text != ".":
        return _is_entity(prepared, number)
    if before.text == "." and pieces.at(number.first - 2).lower not in ("no", "nos", "fig", "vol"):
        return False
    if number.scale > 1 or symbol_units().find(prepared.texts, number.last) or names_unit(prepared.lowers, number.last):
        # "Game 6 in", "Route 5 a": a short word that merely looks like a sign is no unit.
        if after.lower not in ("in", "a") and number.scale == 1 and after.text not in ("p", "c", "m", "h", "s"):
            return False
        if number.scale > 1:
            return False
    if before.text == "." or (before.lower in word_set("names", "labels") and number.last == number.first + 1):
        everyday = before.lower in _COMMON and not before.text[0].isupper()
        return not (everyday and after.kind == WORD and is_plural(after.lower))
    if _is_pair(pieces, number):
        return False
    if before.text[0].isupper() and not number.place and not _is_measured_range(prepared, number.last):
        return _is_capitalised_name(prepared, number, before.lower)
    return _is_entity(prepared, number)


def _is_measured_range(prepared: PreparedDoc, at: int) -> bool:
    """Whether "-5 km" or "to 5 km" follows."""
    pieces = prepared.pieces
    if pieces.lower(at) not in (*DASHES, "to") or pieces.at(at + 1).kind != NUMBER:
        return False
    return symbol_units().find(prepared.texts, at + 2) is not None or names_unit(prepared.lowers, at + 2)


def _is_pair(pieces: Pieces, number: Number) -> bool:
    """As in "beat Garth United 3-1": two small numbers and a hyphen are a score."""
    hyphen, second = pieces.at(number.last), pieces.at(number.last + 1)
    joined = hyphen.text in DASHES and hyphen.glued and second.glued and second.kind == NUMBER
    return joined and number.value < 100 and second.text.isdigit() and len(second.text) <= 2


def _is_capitalised_name(prepared: PreparedDoc, number: Number, before: str) -> bool:
    pieces = prepared.pieces
    if before in word_set("nouns", "stop") or before in number_words().starters or before in _BOUNDS:
        return False
    if prepared.has_tags:
        token = prepared.token(number.first - 1)
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "NUM") and token.tag_[:2] not in ("NN", "JJ"):
            return False
    after = pieces.at(number.last)
    starts_sentence = prepared.is_line_start(number.first - 1) or pieces.at(number.first - 2).text in (
        ".",
        "“",
        '"',
        "?",
    )
    if after.lower in _COUNTED_AFTER_NAMES:
        return False
    plural_follows = after.kind == WORD and after.lower.endswith("s") and after.text[0].islower()
    return not (plural_follows and starts_sentence) and not (plural_follows and number.value > 1000)


def _is_entity(prepared: PreparedDoc, number: Number) -> bool:
    """Inside a name that the pipeline found, but not at its head: "Liverpool 1894", or at its head: "10 Downing"."""
    token = prepared.token(number.first)
    if not token.ent_type_ or token.ent_type_ in _NUMERIC_LABELS:
        return False
    if token.ent_iob_ == "I":
        return True
    following = prepared.doc[token.i + 1] if token.i + 1 < len(prepared.doc) else token
    return following.ent_iob_ == "I" and following.text[:1].isupper() and not following.text.endswith("s")
