"""Tells codes, telephone numbers, addresses and list numbers from figures."""

from __future__ import annotations

from pipeline.figures.lexicon import word_set
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.temperatures import degrees_at
from pipeline.figures.unitnames import symbol_units, word_units
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.written import Number
from pipeline.text.signs import DASHES
from pipeline.text.words import NUMBER, SYMBOL, WORD, Pieces

_LONGEST_COUNT = 12  # digits without separators; what is longer identifies something
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_CALLS_BEFORE = word_set("grammar", "codes_calls_before")
_CALLS_AFTER = word_set("grammar", "codes_calls_after")
_STREETS = word_set("grammar", "codes_streets")
_HYPHENED_TO_NUMBERS = word_set("grammar", "codes_hyphened_to_numbers")


def is_code(prepared: PreparedDoc, number: Number, first: int) -> bool:
    """Glued to letters, part of a longer code, an address of a web page, a telephone number."""
    pieces = prepared.pieces
    piece, before, after = pieces[number.first], pieces.at(number.first - 1), pieces.at(number.last)
    if piece.glued and before.kind in (WORD, NUMBER):
        return True
    if piece.glued and before.text == ":" and before.glued and len(piece.text) == 1 and after.text != ":":
        return len(pieces.at(number.first - 2).text) > 2  # "4:1" is a ratio
    if piece.glued and before.text in ("@", "#", "_", ".", "/", "\\", ":", "=", "&", "'", "*") and before.glued:
        return not (before.text in ("/", ":", ".") and pieces.at(number.first - 2).kind in (SYMBOL,))
    if piece.glued and before.text in ("#", "@", "_", "'"):
        return True
    if piece.glued and before.text == '"' and before.glued and pieces.at(number.first - 2).text == "=":
        return True  # the value of an attribute in mark-up
    if before.text == "-" and piece.glued and pieces.lower(number.first - 2) in ("covid", "sars"):
        return True
    if piece.glued and before.text in DASHES and before.glued and pieces.at(number.first - 2).kind == WORD:
        return pieces.lower(number.first - 2) not in _HYPHENED_TO_NUMBERS
    if len(piece.text) > _LONGEST_COUNT and piece.text.isdigit():
        return True
    if _is_telephone(pieces, number) or _is_emergency_number(pieces, number):
        return True
    if len(piece.text) > 1 and piece.text[0] == "0" and piece.text[1] not in ".," and not piece.text.startswith("0."):
        return True
    if after.glued and after.lower in _ORDINAL_ENDINGS and number.form != "fraction":
        return True  # "came 3rd": an ordinal that counts off nothing
    if after.glued and after.kind == WORD and not _may_follow(prepared, number.last):
        return True
    return after.glued and (after.text in ("_", "@", "\\") or _is_chain(pieces, number))


def _is_telephone(pieces: Pieces, number: Number) -> bool:
    """Groups of digits side by side ("020 7946 0018") or joined by hyphens ("555-123-4567")."""
    piece, first = pieces[number.first], number.first
    for other in (pieces.at(first - 1), pieces.at(first + 1)):
        if other.kind == NUMBER and min(len(other.text), len(piece.text)) >= 3 and other.text.isdigit():
            return piece.text.isdigit()
    joined = pieces.at(first - 1).text in DASHES and pieces.at(first - 2).kind == NUMBER
    further = pieces.at(first - 3).text in DASHES and pieces.at(first - 4).kind == NUMBER
    return joined and further and piece.glued


def _is_emergency_number(pieces: Pieces, number: Number) -> bool:
    """As in "a 911 caller", "dialled 999"."""
    if pieces[number.first].text not in ("911", "999", "112", "101", "111", "000"):
        return False
    return pieces.lower(number.last) in _CALLS_AFTER or pieces.lower(number.first - 1) in _CALLS_BEFORE


def _may_follow(prepared: PreparedDoc, at: int) -> bool:
    """Whether letters glued to a number are a unit or a magnitude ("256GB", "1.5bn"), not a part of a code."""
    pieces = prepared.pieces
    found = symbol_units().find(prepared.texts, at) or word_units().find(prepared.lowers, at)
    if found is not None and not (pieces.at(found[1]).glued and pieces.at(found[1]).kind in (WORD, NUMBER)):
        return True
    if degrees_at(prepared, at) is not None:
        return True
    if pieces[at].text in number_words().short_scales or pieces[at].lower in ("st", "nd", "rd", "th", "x"):
        return not (pieces.at(at + 1).glued and pieces.at(at + 1).kind == NUMBER)
    return False


def _is_chain(pieces: Pieces, number: Number) -> bool:
    """As in "555-123-4567", "1.2.3", "24/7", "10:30": numbers joined into something that is not a figure."""
    joint, after = pieces.at(number.last), pieces.at(number.last + 1)
    if joint.text in (".", "/") and after.glued and after.kind == NUMBER:
        return True
    if joint.text == ":" and after.glued and after.kind == NUMBER and len(after.text) == 2:
        return True
    if joint.text in DASHES and after.glued and after.kind == NUMBER:
        further = pieces.at(number.last + 2)
        if further.glued and further.text in DASHES and pieces.at(number.last + 3).kind == NUMBER:
            return True
        return pieces[number.last - 1].text.isdigit() and len(pieces[number.last - 1].text) == 3 == len(after.text) - 1
    if joint.text in DASHES and after.glued and after.kind == WORD and len(after.text) == 1:
        return after.text.isupper()
    return False


def is_list_number(prepared: PreparedDoc, number: Number) -> bool:
    """As in "1) ", "2. " at the head of a line."""
    if not prepared.is_line_start(number.first):
        return False
    after = prepared.pieces.at(number.last)
    return after.text in (")", ".") and after.glued and prepared.pieces.at(number.last + 1).kind == WORD


def is_address(prepared: PreparedDoc, number: Number) -> bool:
    """As in "12 Chapel Street": a house number."""
    pieces = prepared.pieces
    for step in range(4):
        piece = pieces.at(number.last + step)
        if piece.kind != WORD or not piece.text[0].isupper():
            return False
        if step and piece.lower in _STREETS:
            return True
    return False
