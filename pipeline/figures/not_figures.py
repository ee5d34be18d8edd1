"""Tells numbers that are names, labels, codes, years, clock times or pronouns from figures."""

from __future__ import annotations

from pipeline.figures.codes import is_address, is_code, is_list_number
from pipeline.figures.lexicon import word_set
from pipeline.figures.named_numbers import is_named
from pipeline.figures.nouns import noun_phrase_after
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.unitnames import names_unit, word_units
from pipeline.figures.years_and_times import is_date_or_time
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.written import Number
from pipeline.text.signs import DASHES
from pipeline.text.words import WORD

_NOT_BEFORE_WORDS = word_set("grammar", "not_figures_not_before_words")
_CLOCK = word_set("grammar", "clock")
_AFTER_COUNTED_ONE = word_set("grammar", "not_figures_after_counted_one")
_JOINED_TO_NUMBERS = word_set("grammar", "not_figures_joined_to_numbers")


def is_label(prepared: PreparedDoc, number: Number, first: int, has_currency: bool) -> bool:
    """Whether this number is part of a name, a label, a code, a year, a time or a pronoun."""
    if has_currency:
        return False
    pieces = prepared.pieces
    if pieces[number.first].kind == WORD:
        return _is_word_label(prepared, number)
    return (
        _is_decade(prepared, number)
        or is_code(prepared, number, first)
        or is_list_number(prepared, number)
        or is_address(prepared, number)
        or is_date_or_time(pieces, number)
        or is_named(prepared, number, first)
    )


def _is_decade(prepared: PreparedDoc, number: Number) -> bool:
    """As in "in her 40s", "the 90's", "highs in the 80s": ten numbers, not one."""
    after = number.last
    if prepared.pieces.at(after).text == "'" and prepared.pieces[after].glued:
        after += 1
    return prepared.pieces.lower(after) == "s" and prepared.pieces[after].glued and number.value % 10 == 0


def _is_word_label(prepared: PreparedDoc, number: Number) -> bool:
    pieces = prepared.pieces
    before, after = pieces.lower(number.first - 1), pieces.lower(number.last)
    if pieces.at(number.first - 1).text in DASHES and pieces[number.first - 1].glued and pieces[number.first].glued:
        left = pieces.at(number.first - 2)
        if left.kind == WORD and left.lower not in number_words().starters and left.lower not in ("minus", "sub", "to"):
            return True
    if pieces[number.first].lower == "one" and number.last == number.first + 1:
        return _is_pronoun_one(prepared, number.first)
    if _is_compound_adjective(prepared, number) or _is_enumerator(prepared, number):
        return True
    if after in _CLOCK or (before == "half" and after == "past") or (before == "ground" and number.value == 0):
        return True
    return (
        before in word_set("names", "labels")
        and not names_unit(prepared.lowers, number.last)
        and before not in _NOT_BEFORE_WORDS
    )


def _is_pronoun_one(prepared: PreparedDoc, at: int) -> bool:
    pieces = prepared.pieces
    before, after = pieces.lower(at - 1), pieces.at(at + 1)
    follows = word_units().find(prepared.lowers, at + 1)
    if follows is not None and follows[0].kind != "duration":
        return False
    if before == "that" and after.lower == "of":
        return False
    if before == "to" and pieces.lower(at - 2) in number_words().small:
        return False  # "three to one"
    if before in word_set("names", "not_before_one") or after.lower in word_set("names", "not_after_one"):
        return True
    if after.text in DASHES and after.glued:
        return pieces.lower(at + 2) in word_set("names", "hyphened_after")
    if after.lower in _AFTER_COUNTED_ONE:
        return False
    if after.kind != WORD:
        return True
    if prepared.has_tags:
        return noun_phrase_after(prepared, at + 1) is None and prepared.token(at + 1).tag_ != "CD"
    return after.lower in word_set("nouns", "stop")


def _is_compound_adjective(prepared: PreparedDoc, number: Number) -> bool:
    """As in "a three-bed flat": a small spelled number hyphened to a noun that is no unit describes a kind."""
    pieces = prepared.pieces
    hyphen, after = pieces.at(number.last), pieces.at(number.last + 1)
    if hyphen.text != "-" or not hyphen.glued or not after.glued or after.kind != WORD:
        return False
    if number.form != "words" or number.value > 12 or after.lower in _JOINED_TO_NUMBERS:
        return False
    return not names_unit(prepared.lowers, number.last + 1)


def _is_enumerator(prepared: PreparedDoc, number: Number) -> bool:
    """As in "Two, disrupt their supplies": a spelled number before a comma at the head of a sentence."""
    pieces = prepared.pieces
    if pieces.at(number.last).text not in (",", ":") or number.value > 12:
        return False
    lead = number.first - 1 - (pieces.lower(number.first - 1) == "and")
    if pieces.at(lead).text in (",", ";") and number.value <= 5 and "one" in prepared.lowers[max(0, lead - 40) : lead]:
        return True  # "one, the cost, and two, the noise"
    if not pieces[number.first].text[0].isupper():
        return False
    return prepared.is_line_start(number.first) or pieces.at(number.first - 1).kind != WORD
