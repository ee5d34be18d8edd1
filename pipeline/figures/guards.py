"""Tells numbers that are names, labels, codes, years or clock times from figures."""

from __future__ import annotations

from pipeline.figures.nouns import is_plural_form, noun_phrase_after
from pipeline.figures.numbers import Number
from pipeline.figures.pieces import NUMBER, SYMBOL, WORD, Pieces
from pipeline.figures.reading import Reading
from pipeline.figures.unitnames import symbol_units, word_units
from pipeline.figures.vocabulary import number_words, word_set

_HYPHENS = ("-", "‐", "‑", "–", "—", "−")
_LONGEST_COUNT = 12  # digits without separators; what is longer identifies something
_MONTHS = word_set("grammar", "guards_months")
_DAYS = word_set("grammar", "guards_days")
_NUMERIC_LABELS = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE", "TIME", "ORDINAL"})
_NOT_BEFORE_WORDS = word_set("grammar", "guards_not_before_words")
_BEFORE_YEAR = word_set("grammar", "guards_before_year")
_CLOCK = word_set("grammar", "guards_clock")


def is_label(reading: Reading, number: Number, first: int, has_currency: bool) -> bool:
    """Whether this number is part of a name, a label, a code, a year, a time or a pronoun."""
    if has_currency:
        return False
    pieces = reading.pieces
    if pieces[number.first].kind == WORD:
        return _is_word_label(reading, number)
    return (
        _is_code(reading, number, first)
        or _is_list_number(reading, number)
        or _is_address(reading, number)
        or _is_date_or_time(pieces, number)
        or _is_named(reading, number, first)
    )


def _is_word_label(reading: Reading, number: Number) -> bool:
    pieces = reading.pieces
    before, after = pieces.lower(number.first - 1), pieces.lower(number.last)
    if pieces.at(number.first - 1).text in _HYPHENS and pieces[number.first - 1].glued and pieces[number.first].glued:
        left = pieces.at(number.first - 2)
        if left.kind == WORD and left.lower not in number_words().starters and left.lower not in ("minus", "sub", "to"):
            return True
    if pieces[number.first].lower == "one" and number.last == number.first + 1:
        return _is_pronoun_one(reading, number.first)
    if _is_compound_adjective(reading, number) or _is_enumerator(reading, number):
        return True
    if after in _CLOCK or (before == "half" and after == "past"):
        return True
    return (
        before in word_set("names", "labels")
        and not _joins_unit(reading, number.last)
        and before not in _NOT_BEFORE_WORDS
    )


def _is_pronoun_one(reading: Reading, at: int) -> bool:
    pieces = reading.pieces
    before, after = pieces.lower(at - 1), pieces.at(at + 1)
    follows = word_units().find(reading.lowers, at + 1)
    if follows is not None and follows[0].kind != "duration":
        return False
    if before == "that" and after.lower == "of":
        return False
    if before == "to" and pieces.lower(at - 2) in number_words().small:
        return False  # "three to one"
    if before in word_set("names", "not_before_one") or after.lower in word_set("names", "not_after_one"):
        return True
    if after.text in _HYPHENS and after.glued:
        return pieces.lower(at + 2) in word_set("names", "hyphened_after")
    if after.lower in ("of", "in", "to", "out", "and", "or", "per", "hundred"):
        return False
    if after.kind != WORD:
        return True
    if reading.has_tags:
        return noun_phrase_after(reading, at + 1) is None and reading.token(at + 1).tag_ != "CD"
    return after.lower in word_set("nouns", "stop")


def _is_compound_adjective(reading: Reading, number: Number) -> bool:
    """As in "a three-bed flat": a small spelled number hyphened to a noun that is no unit describes a kind."""
    pieces = reading.pieces
    hyphen, after = pieces.at(number.last), pieces.at(number.last + 1)
    if hyphen.text not in ("-", "‐", "‑") or not hyphen.glued or not after.glued or after.kind != WORD:
        return False
    if number.form != "words" or number.value > 12 or after.lower in ("to", "or", "and", "in", "plus", "ish", "odd"):
        return False
    return not _joins_unit(reading, number.last + 1)


def _is_enumerator(reading: Reading, number: Number) -> bool:
    """As in "Two, disrupt their supplies": a spelled number before a comma at the head of a sentence."""
    pieces = reading.pieces
    if pieces.at(number.last).text not in (",", ":") or number.value > 12 or not pieces[number.first].text[0].isupper():
        return False
    return reading.is_line_start(number.first) or pieces.at(number.first - 1).kind != WORD


def _joins_unit(reading: Reading, at: int) -> bool:
    return word_units().find(reading.lowers, at) is not None


# ---- digits ---------------------------------------------------------------------------------------------------------
def _is_code(reading: Reading, number: Number, first: int) -> bool:
    """Glued to letters, part of a longer code, an address of a web page, a telephone number."""
    pieces = reading.pieces
    piece, before, after = pieces[number.first], pieces.at(number.first - 1), pieces.at(number.last)
    if piece.glued and before.kind in (WORD, NUMBER):
        return True
    if piece.glued and before.text == ":" and before.glued and len(piece.text) == 1 and after.text != ":":
        return len(pieces.at(number.first - 2).text) > 2  # "4:1" is a ratio
    if piece.glued and before.text in ("@", "#", "_", ".", "/", "\\", ":", "=", "&", "'", "’", "*") and before.glued:
        return not (before.text in ("/", ":", ".") and pieces.at(number.first - 2).kind in (SYMBOL,))
    if piece.glued and before.text in ("#", "@", "_", "'", "’"):
        return True
    if before.text == "-" and piece.glued and pieces.lower(number.first - 2) in ("covid", "sars"):
        return True
    if piece.glued and before.text in _HYPHENS and before.glued and pieces.at(number.first - 2).kind == WORD:
        return pieces.lower(number.first - 2) not in ("minus", "sub", "to", "mid", "under", "over")
    if len(piece.text) > _LONGEST_COUNT and piece.text.isdigit():
        return True
    if _is_telephone(pieces, number):
        return True
    if len(piece.text) > 1 and piece.text[0] == "0" and piece.text[1] not in ".," and not piece.text.startswith("0."):
        return True
    if after.glued and after.kind == WORD and not _may_follow(reading, number.last):
        return True
    return after.glued and (after.text in ("_", "@", "\\") or _is_chain(pieces, number))


def _is_telephone(pieces: Pieces, number: Number) -> bool:
    """Groups of digits side by side ("020 7946 0018") or joined by hyphens ("555-123-4567")."""
    piece, first = pieces[number.first], number.first
    for other in (pieces.at(first - 1), pieces.at(first + 1)):
        if other.kind == NUMBER and min(len(other.text), len(piece.text)) >= 3 and other.text.isdigit():
            return piece.text.isdigit()
    joined = pieces.at(first - 1).text in _HYPHENS and pieces.at(first - 2).kind == NUMBER
    further = pieces.at(first - 3).text in _HYPHENS and pieces.at(first - 4).kind == NUMBER
    return joined and further and piece.glued


def _may_follow(reading: Reading, at: int) -> bool:
    """Whether letters glued to a number are a unit or a magnitude ("256GB", "1.5bn"), not a part of a code."""
    pieces = reading.pieces
    found = symbol_units().find(reading.texts, at) or word_units().find(reading.lowers, at)
    if found is not None and not (pieces.at(found[1]).glued and pieces.at(found[1]).kind in (WORD, NUMBER)):
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
    if joint.text in _HYPHENS and after.glued and after.kind == NUMBER:
        further = pieces.at(number.last + 2)
        if further.glued and further.text in _HYPHENS and pieces.at(number.last + 3).kind == NUMBER:
            return True
        return pieces[number.last - 1].text.isdigit() and len(pieces[number.last - 1].text) == 3 == len(after.text) - 1
    if joint.text in _HYPHENS and after.glued and after.kind == WORD and len(after.text) == 1:
        return after.text.isupper()
    return False


def _is_list_number(reading: Reading, number: Number) -> bool:
    """As in "1) ", "2. " at the head of a line."""
    if not reading.is_line_start(number.first):
        return False
    after = reading.pieces.at(number.last)
    return after.text in (")", ".") and after.glued and reading.pieces.at(number.last + 1).kind == WORD


def _is_date_or_time(pieces: Pieces, number: Number) -> bool:
    piece = pieces[number.first]
    before, after = pieces.lower(number.first - 1), pieces.at(number.last)
    if after.lower in _CLOCK:
        return True
    if (
        before == ":"
        and piece.glued
        and len(piece.text) > 1
        and pieces.at(number.first - 2).kind == NUMBER
        and pieces[number.first - 1].glued
    ):
        return True
    whole = piece.text.isdigit() and number.last == number.first + 1
    if not whole:
        return False
    if int(piece.text[:5]) <= 31 and ((before in _MONTHS and before != "may") or after.lower in _MONTHS - {"may"}):
        return True
    if int(piece.text[:5]) <= 31 and "may" in (before, after.lower):
        return pieces.at(number.last).text == "May" or pieces.at(number.first - 1).text == "May"
    dotted = pieces.lower(number.first - 2) if before == "." else ""
    if int(piece.text[:5]) <= 31 and dotted in _MONTHS:
        return True
    if before in _DAYS or (before in ("'", "’") and piece.glued):
        return True
    return _is_year(pieces, number)


def _is_year(pieces: Pieces, number: Number) -> bool:
    """Four digits between 1000 and 2100 without a comma that nothing turns into an amount."""
    piece, after, before = pieces[number.first], pieces.at(number.last), pieces.lower(number.first - 1)
    if word_units().find([after.lower, pieces.lower(number.last + 1)], 0) or after.lower == "sq":
        return False
    if len(piece.text) != 4 or not 1000 <= int(piece.text) <= 2100:
        return False
    if after.text in ("%", "°") or (after.kind == WORD and after.glued and after.lower != "s"):
        return False
    if before == "of" and pieces.lower(number.first - 2) in ("average", "total", "sum", "maximum", "minimum", "record"):
        return False
    plural_follows = after.kind == WORD and after.text[:1].islower() and is_plural_form(after.lower)
    second = number.last + 2
    if before == "from" and after.lower == "to" and pieces.at(second - 1).kind == NUMBER:
        plural_follows = pieces.at(second).text[:1].islower() and is_plural_form(pieces.at(second).lower)
    if plural_follows and before in ("from", "to", "of", ",", "and", "between", "than"):
        return False
    if before in _BEFORE_YEAR:
        return not (1000 <= int(piece.text) < 1900 and after.kind == WORD and after.lower.endswith("s"))
    if after.lower in ("and", "to", "-", "–") and pieces.at(number.last + 1).kind == NUMBER:
        return int(piece.text) >= 1900
    return int(piece.text) >= 1900 and (after.kind != WORD or after.lower in word_set("nouns", "stop"))


def _is_named(reading: Reading, number: Number, first: int) -> bool:
    """After a label ("Section 3") or a capitalised name ("Apollo 11", "FTSE 100"), with no unit behind it."""
    pieces = reading.pieces
    before, after = pieces.at(number.first - 1), pieces.at(number.last)
    if before.kind != WORD and before.text != ".":
        return _is_entity(reading, number)
    if before.text == "." and pieces.at(number.first - 2).lower not in ("no", "nos", "fig", "vol"):
        return False
    if number.scale > 1 or symbol_units().find(reading.texts, number.last) or _joins_unit(reading, number.last):
        # "Game 6 in", "Route 5 a": a short word that merely looks like a sign is no unit.
        if after.lower not in ("in", "a") and number.scale == 1 and after.text not in ("p", "c", "m", "h", "s"):
            return False
        if number.scale > 1:
            return False
    if before.text == "." or (before.lower in word_set("names", "labels") and number.last == number.first + 1):
        everyday = before.lower in _COMMON and not before.text[0].isupper()
        return not (everyday and after.kind == WORD and is_plural_form(after.lower))
    if before.text[0].isupper() and not number.place and not _is_measured_range(reading, number.last):
        return _is_capitalised_name(reading, number, before.lower)
    return _is_entity(reading, number)


# Labels that are everyday words too: "a game 300 people saw".
_COMMON = word_set("grammar", "guards_common")


def _is_measured_range(reading: Reading, at: int) -> bool:
    """Whether "-5 km" or "to 5 km" follows."""
    pieces = reading.pieces
    if pieces.lower(at) not in (*_HYPHENS, "to") or pieces.at(at + 1).kind != NUMBER:
        return False
    return symbol_units().find(reading.texts, at + 2) is not None or _joins_unit(reading, at + 2)


def _is_capitalised_name(reading: Reading, number: Number, before: str) -> bool:
    pieces = reading.pieces
    if before in word_set("nouns", "stop") or before in number_words().starters:
        return False
    if reading.has_tags:
        token = reading.token(number.first - 1)
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "NUM") and token.tag_[:2] not in ("NN", "JJ"):
            return False
    after = pieces.at(number.last)
    starts_sentence = reading.is_line_start(number.first - 1) or pieces.at(number.first - 2).text in (
        ".",
        "“",
        '"',
        "?",
    )
    if after.lower in _COUNTED_AFTER_NAMES:
        return False
    plural_follows = after.kind == WORD and after.lower.endswith("s") and after.text[0].islower()
    return not (plural_follows and starts_sentence) and not (plural_follows and number.value > 1000)


_COUNTED_AFTER_NAMES = word_set("grammar", "guards_counted_after_names")
_STREETS = word_set("grammar", "guards_streets")


def _is_address(reading: Reading, number: Number) -> bool:
    """As in "12 Chapel Street": a house number."""
    pieces = reading.pieces
    for step in range(4):
        piece = pieces.at(number.last + step)
        if piece.kind != WORD or not piece.text[0].isupper():
            return False
        if step and piece.lower in _STREETS:
            return True
    return False


def _is_entity(reading: Reading, number: Number) -> bool:
    """Inside a name that the pipeline found, but not at its head: "Liverpool 1894", or at its head: "10 Downing"."""
    token = reading.token(number.first)
    if not token.ent_type_ or token.ent_type_ in _NUMERIC_LABELS:
        return False
    if token.ent_iob_ == "I":
        return True
    following = reading.doc[token.i + 1] if token.i + 1 < len(reading.doc) else token
    return following.ent_iob_ == "I" and following.text[:1].isupper() and not following.text.endswith("s")
