"""Reads one number together with its sign, its currency and its unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipeline.figures.around import Around
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import table, word_set
from pipeline.figures.nouns import noun_phrase_after
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.refusals import is_refused
from pipeline.figures.temperatures import degrees_at
from pipeline.figures.unitnames import Unit, currency_codes, currency_signs, symbol_units, word_units
from pipeline.text.inflection import singular
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.read import read_number
from pipeline.text.numbers.spelled import half_after
from pipeline.text.numbers.written import Number, magnified
from pipeline.text.signs import MINUS_SIGNS
from pipeline.text.words import NUMBER, WORD, Pieces

_SPACED_LETTERS_OF_CURRENCIES = word_set("grammar", "measured_spaced_letters_of_currencies")
# Signs that are too often something else when a space stands before them.
_ONLY_GLUED = word_set("grammar", "measured_only_glued")
_INCH_SIGNS = {'"'}
_AFTER_INCHES = word_set("grammar", "measured_after_inches")
_OVER = {"annum": "year", "diem": "day"}
_RATE_NOUNS = word_set("grammar", "measured_rate_nouns")


def read_measured(prepared: PreparedDoc, at: int) -> FigureDraft | None:
    """Return the number at piece `at` with sign, currency and unit; None where there is none or it is a label."""
    pieces = prepared.pieces
    number = read_number(pieces, at)
    if number is None:
        return None
    number = _with_article(pieces, number)
    first, negative = _signed(prepared, number.first)
    first, currency = _currency_before(prepared, first)
    if currency is not None and not negative:
        first, negative = _signed(prepared, first)
    if currency is None and _is_label(prepared, number):
        return None
    number = _ambiguous_magnitude(prepared, number, currency)
    value = -number.value if negative else number.value
    draft = FigureDraft(first, number.last, number, number.last, value, currency_before=currency is not None)
    if currency is not None:
        draft.unit, draft.kind = currency, "money"
        _read_repeated_currency(prepared, draft)
    elif number.form == "fold":
        draft.unit, draft.kind = Unit("time", "measure"), "measure"
    elif prepared.pieces.lower(draft.last) == "fold":
        draft.unit, draft.kind, draft.last = Unit("time", "measure"), "measure", draft.last + 1
    else:
        _read_unit(prepared, draft)
    if draft.unit is not None:
        _read_rate(prepared, draft)
    return draft


def _is_label(prepared: PreparedDoc, number: Number) -> bool:
    """Whether this number is part of a name, a label, a code, a year, a time, or a pronoun."""
    is_spelled = prepared.pieces[number.first].kind == WORD
    return is_refused("spelled" if is_spelled else "digits", Around(prepared, number.first, number.last, number))


def _with_article(pieces: Pieces, number: Number) -> Number:
    """As in "a hundred", "a million", "a third": the article belongs to the number."""
    if pieces.lower(number.first - 1) not in ("a", "an") or pieces[number.first].kind != WORD:
        return number
    word = pieces[number.first].lower
    words = number_words()
    if word in words.scales or word in ("couple", "quarter", "half") or word in words.fractions:
        return replace(number, first=number.first - 1)
    return number


def _signed(prepared: PreparedDoc, first: int) -> tuple[int, bool]:
    """Step back over a minus sign, or over "minus"; a hyphen after a word or a number is none."""
    pieces = prepared.pieces
    sign = pieces.at(first - 1)
    if sign.lower == "minus" and pieces.lower(first - 2) == "or" and pieces.lower(first - 3) == "plus":
        return first, False
    if sign.lower == "minus" and pieces.at(first - 2).kind != NUMBER:
        return first - 1, True
    if sign.text == "-" and sign.glued and pieces.lower(first - 2) == "minus":
        return first - 2, True
    if sign.text in MINUS_SIGNS and pieces[first].glued and not sign.glued:
        return first - 1, True
    if sign.text in MINUS_SIGNS and pieces[first].glued and pieces.at(first - 2).text in ("(", "~"):
        return first - 1, True
    return first, False


def _currency_before(prepared: PreparedDoc, first: int) -> tuple[int, Unit | None]:
    found = currency_signs().find_before(prepared.texts, first)
    if found is None:
        return first, None
    unit, start = found
    pieces = prepared.pieces
    if pieces[first].kind == WORD and pieces[first].lower not in ("half",):
        return first, None
    letters = pieces[start]
    if start < first - 1 and letters.kind == WORD and not pieces[start + 1].glued:
        if letters.text in _SPACED_LETTERS_OF_CURRENCIES:
            return start, unit
        found = currency_signs().find_before(prepared.texts[start + 1 : first], first - start - 1)
        return (start + 1, found[0]) if found else (first, None)
    return start, unit


def _read_repeated_currency(prepared: PreparedDoc, draft: FigureDraft) -> None:
    """As in "$40 billion USD", "$75 U.S.", "$1 million dollars", "$5 Canadian": the currency said again, or which."""
    piece = prepared.pieces.at(draft.last)
    told = piece.text if piece.text in currency_codes() else table("money")["dollars_of"].get(piece.text)
    if told is None:
        draft.last += piece.lower in ("dollars", "euros")
        return
    draft.last += 1
    if draft.unit is not None and draft.unit.name == "USD":
        draft.unit = replace(draft.unit, name=told)


def _ambiguous_magnitude(prepared: PreparedDoc, number: Number, currency: Unit | None) -> Number:
    """As in "m" is million after money and before a plural noun, else metre; "b", "B", "K" and "MM" likewise."""
    piece = prepared.pieces.at(number.last)
    if piece.text not in ("m", "b", "B", "K", "MM") or number.scale > 1 or number.form != "digits":
        return number
    scale = number_words().short_scales[piece.text]
    after = number.last + 1
    if prepared.pieces.at(after).glued and prepared.pieces.at(after).text in ("/", "²", "³"):
        return number
    if currency is not None or _follows_money(prepared, number) or (piece.text == "K" and piece.glued):
        return magnified(number, scale, after)
    if word_units().find(prepared.lowers, after) or symbol_units().find(prepared.texts, after):
        follows_unit = prepared.pieces.at(after).lower not in ("in", "a")
        return magnified(number, scale, after) if follows_unit else number
    phrase = noun_phrase_after(prepared, after)
    if phrase is None or not phrase.is_plural:
        return number
    return magnified(number, scale, after)


def _follows_money(prepared: PreparedDoc, number: Number) -> bool:
    """As in "$5-10m", "between £5 and 10m": the second number of a range has its currency on the first."""
    pieces = prepared.pieces
    if pieces.lower(number.first - 1) not in (*MINUS_SIGNS, "to", "and") or pieces.at(number.first - 2).kind != NUMBER:
        return False
    return currency_signs().find_before(prepared.texts, number.first - 2) is not None


# ---- units ----------------------------------------------------------------------------------------------------------
def _read_unit(prepared: PreparedDoc, draft: FigureDraft) -> None:
    at = draft.number_last
    if draft.number.form == "fraction" and _unit_after_article(prepared, draft):
        return
    if draft.number.form in ("vague", "couple") and prepared.pieces.lower(at) == "of":
        found = unit_at(prepared, at + 1)
        if found is not None and found[0].is_word:  # "millions of dollars", "a couple of miles"
            _set_unit(prepared, draft, found)
            return
    hyphened = prepared.pieces.at(at).text == "-" and prepared.pieces[at].glued and prepared.pieces.at(at + 1).glued
    if prepared.pieces.at(at).text in ("(", "[", "{", "<") and prepared.pieces.at(at + 2).text in (")", "]", "}", ">"):
        _set_unit(prepared, draft, unit_at(prepared, at + 1), closing=1)
        return
    _set_unit(prepared, draft, unit_at(prepared, at + hyphened), hyphened=hyphened)


def _unit_after_article(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """As in "half an hour", "a quarter of a mile", "half-hour"."""
    at = draft.number_last
    pieces = prepared.pieces
    at += pieces.lower(at) == "of"
    if pieces.lower(at) in ("a", "an"):
        found = unit_at(prepared, at + 1)
        if found is not None and found[0].kind in ("duration", "measure", "percent"):
            _set_unit(prepared, draft, found)
            return True
    return False


def _set_unit(
    prepared: PreparedDoc,
    draft: FigureDraft,
    found: tuple[Unit, int] | None,
    *,
    hyphened: bool = False,
    closing: int = 0,
) -> None:
    if found is None:
        return
    unit, last = found
    if unit.name == "pound" and _pounds_are_money(prepared, draft):
        unit = replace(unit, name="GBP", kind="money")
    if unit.name in ("KRW", "BRL") and unit.is_word and (draft.value or 0) < 100:
        return  # "the three won", "two real chances"
    draft.unit, draft.kind, draft.unit_at = unit, unit.kind, draft.number_last + hyphened
    draft.last, draft.hyphened = last + closing, hyphened
    if unit.kind in ("duration", "measure"):
        half = half_after(prepared.pieces, last)
        if half is not None and draft.value is not None and draft.number.value < 100:
            draft.value += half[0]
            draft.number = replace(draft.number, value=draft.number.value + half[0], place=Fraction(1, 10))
            draft.last = half[1]


def unit_at(prepared: PreparedDoc, at: int) -> tuple[Unit, int] | None:
    """Return the unit that begins with piece `at` and the index after it."""
    pieces = prepared.pieces
    piece = pieces.at(at)
    if piece.start < 0 or piece.text == "":
        return None
    degrees = degrees_at(prepared, at)
    if degrees is not None:
        return degrees, at + 1
    found = word_units().find(prepared.lowers, at)
    signs = symbol_units().find(prepared.texts, at)
    if signs is not None and any(p.kind == NUMBER and not p.glued for p in pieces[at + 1 : signs[1]]):
        signs = symbol_units().find(prepared.texts[at : at + 1], 0)  # "12 ft 2 in" are no square feet
        signs = (signs[0], at + 1) if signs else None
    if signs is not None and (found is None or signs[1] > found[1]):
        found = signs if _is_unit_sign(prepared, at, signs[1]) else found
    if found is None or (pieces.at(found[1]).glued and pieces[found[1]].kind in (WORD, NUMBER)):
        return None
    return found


def _is_unit_sign(prepared: PreparedDoc, at: int, last: int) -> bool:
    pieces = prepared.pieces
    piece, sign = pieces[at], "".join(prepared.texts[at:last])
    if sign in ("A", "N", "J"):
        return pieces.at(last).text == "/" and pieces[last].glued
    if sign in _ONLY_GLUED and not piece.glued:
        return False
    if sign in _INCH_SIGNS:
        return pieces.lower(last) in _AFTER_INCHES
    number = pieces.at(at - 1)
    if sign == "s" and "." not in number.text:
        return False
    if sign == "p" and number.text in ("720", "1080", "2160", "4320"):
        return False
    if len(sign) == 1 and sign.isalpha() and not piece.glued:
        return pieces.at(last).text != "'" and number.kind == NUMBER
    return True


def _pounds_are_money(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    if draft.number.scale >= 1_000_000:
        return True
    money = table("money")["pound"]["money_words"]
    near = prepared.lowers[max(0, draft.first - 12) : draft.last + 10]
    return "£" in near or any(word in money for word in near)


# ---- rates ----------------------------------------------------------------------------------------------------------
def _read_rate(prepared: PreparedDoc, draft: FigureDraft) -> None:
    """As in "a share", "per capita", "an hour", "/kg", "-a-day" after a unit."""
    found = rate_at(prepared, draft.last)
    if found is not None:
        draft.rate, draft.last = found
    elif draft.kind == "measure" and prepared.pieces.lower(draft.last) == "of":
        phrase = noun_phrase_after(prepared, draft.last + 1)
        found = rate_at(prepared, phrase.last) if phrase is not None else None
        if found is not None:  # "two gallons of milk a day": the rate counts, the words stay outside
            draft.rate = found[0]


def rate_at(prepared: PreparedDoc, at: int) -> tuple[str, int] | None:
    """Return what a rate is taken over, and the index after it."""
    pieces = prepared.pieces
    at += pieces.at(at).text == "-"
    word = pieces.lower(at)
    if word not in ("per", "a", "an", "each", "every", "/"):
        return None
    step = at + 1
    step += pieces.at(step).text == "-"
    piece = pieces.at(step)
    if word == "per" and piece.kind == NUMBER:
        return _rate_over_number(prepared, step)
    unit = unit_at(prepared, step)
    if unit is not None and unit[0].kind in ("duration", "measure"):
        return unit[0].name, unit[1]
    if piece.kind != WORD or (word not in ("per", "/") and piece.lower not in _RATE_NOUNS):
        return None
    if word == "/" and not (pieces[at].glued and piece.glued):
        return None
    noun = singular(piece.lower)
    return _OVER.get(noun, noun), step + 1


def _rate_over_number(prepared: PreparedDoc, at: int) -> tuple[str, int] | None:
    """As in "per 100,000 people"."""
    number = read_number(prepared.pieces, at)
    if number is None:
        return None
    unit = unit_at(prepared, number.last)
    last = unit[1] if unit else number.last + (prepared.pieces.at(number.last).kind == WORD)
    pieces = prepared.pieces
    return prepared.text[pieces[at].start : pieces[last - 1].end], last
