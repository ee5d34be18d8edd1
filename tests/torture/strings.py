"""Short texts made from what the components look for: the patterns of the date grammar, the word lists, and noise.

Every text follows from a seed and its number, so that a failure can be had again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.dates.lexicon import lexicon
from pipeline.dates.pattern import Reader, Rule, Slot
from pipeline.dates.readers import readers
from pipeline.dates.rule_index import rule_index
from pipeline.resources import read_lists

_LISTS = {
    "figures": ("bounds", "change", "grammar", "joints", "money", "nouns", "units"),
    "quotes": ("cues", "senses"),
    "speakers": ("lexicon", "pronouns"),
    "text": ("furniture", "given_names", "names", "nicknames", "numbers", "titles"),
}
_PHRASES = {
    "HOLIDAY": ("holidays_fixed", "holidays_moving"),
    "BOUND": ("bounds",),
    "REF": ("references",),
    "RECUR": ("recurring",),
    "ZONE": ("zones",),
}
_NESTED = ("DATE", "LENGTH", "TIME")
_CAPITAL = ("MONTH", "WDAY", "WDAYS", "HOLIDAY", "ZONE")
_DEEPEST = 4
_LONGEST = 5
_TAILS = (
    " o'clock",
    " pm",
    " past three",
    "",
    " and a half",
    " hundred",
    " thousand",
    "-first",
    " ninety",
    " couple of",
)
_STOPS = (",", ".", ":", "—", "\n", "\n\n", "?", "!", "(", ")", "[", "]", "'s", "Q:", "A:")
_PEOPLE = ("Lee", "Oakley", "ANN LEE", "Mr.", "Dr", "she", "he", "they", "I", "said", "said that")
_AT_ONCE = (1, 1, 10, 20)  # strings in one document: most time goes into what is done once for each
_MARKS = (
    "-",
    "–",
    "—",
    "/",
    ":",
    ".",
    ",",
    "'",
    "’",
    "(",
    ")",
    "%",
    "$",
    "£",
    "€",
    "#",
    "&",
    "=",
    "^",
    "°",
    "...",
    ";",
)
_QUOTATION = ('"', "“", "”", "„", "«", "»", "‘", "’", "'", "``", "''", "`", "‟", "‹", "›")
_ODD = (
    "İ", "ß", "ﬁ", "²", "①", "Ⅻ", "٣", "½", "¾", "\u200b", "\u202e", "\ufeff", "\u0301", "😀", "👩‍👩‍👧", "\0", "\x0c",
    "\u2028", "\r\n", "\t", "\u00a0", "\n", "\n\n", "𝟙", "Σ", "_", "\\", "|", "~", "×", "−", "+",
)  # fmt: skip
_NUMBERS = (
    "0", "00", "000", "1", "2", "3", "4", "5", "7", "10", "11", "12", "13", "20", "22", "24", "29", "30", "31",
    "32", "59", "60", "61", "99", "100", "366", "911", "999", "1000", "1900", "1999", "2000", "2019", "2022",
    "2199", "2200", "9999", "10000", "1,000", "1,2,3", "12,345,678", "1.5", "0.0", ".5", "3.14.15", "1/2", "3/4",
    "9/11", "24/7", "99999999999", "1234567890123456789012345678901234567890123", "1e9", "007", "2022-07-13",
    "13/07/2022", "10:35", "7.30", "0000", "0001", "'82", "'00", "80s", "1980s", "21st", "0th", "99th", "3rd",
    "12th", "2nd",
)  # fmt: skip
_EXTREME = (
    "0001-01-01", "0001-01-02", "0001-02-28", "0001-12-31", "0002-01-01", "0004-02-29", "0099-12-31", "0999-06-30",
    "1000-01-01", "1582-10-15", "1900-02-28", "2000-02-29", "2020-02-29", "2024-02-29", "9990-01-01", "9996-02-29",
    "9998-12-31", "9999-01-01", "9999-02-28", "9999-11-30", "9999-12-25", "9999-12-30", "9999-12-31",
)  # fmt: skip
EXTREME_DAYS = tuple(map(date.fromisoformat, _EXTREME))


def case(seed: object, number: int) -> tuple[str, date | None, int]:
    """The text of this number: one string, or some in one document, with the day it was published and how many."""
    chance = random.Random(f"{seed}-{number}")
    strings = [chance.choice(_MAKERS)(chance) for _ in range(_AT_ONCE[number % len(_AT_ONCE)])]
    return chance.choice(("\n", " ", "\n\n", ". ")).join(strings), published(chance), len(strings)


def published(chance: random.Random) -> date | None:
    """A day at the edges of the calendar, any other, or none."""
    kind = chance.randrange(4)
    if kind < 2:
        return chance.choice(EXTREME_DAYS)
    return date.fromordinal(chance.randrange(1, date.max.toordinal())) if kind == 2 else None


def _date_text(chance: random.Random) -> str:
    """Phrases of the date grammar, with other words between them."""
    found: list[str] = []
    for _ in range(chance.randrange(1, 4)):
        found += _some(chance, _words("dates"), 2)
        found.append(_phrase(chance, chance.choice(_rules()), 0))
    return _joined(chance, [*found, *_some(chance, _words("dates"), 2)])


def _phrase(chance: random.Random, rule: Rule, depth: int) -> str:
    taken = [slot for slot in rule.slots if not (slot.optional and chance.random() < 0.5)]
    return _glued(chance, [_slot(chance, slot, depth) for slot in taken])


def _slot(chance: random.Random, slot: Slot, depth: int) -> str:
    if slot.reader is None:
        return chance.choice(sorted(slot.words))
    name = _reader_names()[id(slot.reader)]
    if name in _NESTED:
        return _phrase(chance, chance.choice(_rules()), depth + 1) if depth < _DEEPEST else "June"
    word = _reader_word(chance, name, slot.reader)
    return word.title() if name in _CAPITAL and chance.random() < 0.9 else word


def _reader_word(chance: random.Random, name: str, reader: Reader) -> str:
    if name in _PHRASES:
        return chance.choice(sorted(phrase for table in _PHRASES[name] for phrase in lexicon()[table]))
    if reader.digits and (chance.random() < 0.5 or not reader.first_words):
        return _number(chance) + (chance.choice(("", "", "st", "th")) if name in ("ORD", "DAY") else "")
    word = chance.choice(_sorted(reader.first_words))
    if name == "CLOCK" or (name in ("NUM", "YEAR", "ORD", "DECADE") and chance.random() < 0.3):
        return word + chance.choice(_TAILS)
    return word


def _number(chance: random.Random) -> str:
    return chance.choice(_NUMBERS) if chance.random() < 0.7 else str(chance.randrange(1, 10 ** chance.randrange(1, 6)))


def _figure_text(chance: random.Random) -> str:
    """Numbers, units, currencies and the words around them."""
    found = []
    for _ in range(chance.randrange(1, 14)):
        kind = chance.randrange(6)
        if kind < 2:
            found.append(_number(chance))
        else:
            found.append(chance.choice(_MARKS if kind == 2 else _words("figures")))
    return _joined(chance, found)


def _news_text(chance: random.Random) -> str:
    """Quotation marks, cues, titles, names and pronouns."""
    found = []
    for _ in range(chance.randrange(1, 24)):
        kind = chance.randrange(8)
        if kind < 2:
            found.append(chance.choice(_QUOTATION[:3] if kind else _QUOTATION))
        elif kind == 2:
            found.append(chance.choice(_STOPS))
        elif kind == 3:
            found.append(chance.choice(_PEOPLE))
        else:
            word = chance.choice(_words(chance.choice(("quotes", "speakers"))))
            found.append(chance.choice((word, word, word.title(), word.upper())))
    return _joined(chance, found)


def _any_text(chance: random.Random) -> str:
    """Words of all lists, numbers, signs and letters that few texts have."""
    found = []
    for _ in range(chance.randrange(0, 20)):
        pool = chance.choice(
            (_words("dates"), _words("figures"), _words("quotes"), _words("speakers"), _NUMBERS, _MARKS, _ODD)
        )
        found.append(chance.choice(pool))
    return _joined(chance, found)


_MAKERS: tuple[Callable[[random.Random], str], ...] = (_date_text, _date_text, _figure_text, _news_text, _any_text)


def _some(chance: random.Random, words: tuple[str, ...], most: int) -> list[str]:
    return [chance.choice(words) for _ in range(chance.randrange(most + 1))]


def _joined(chance: random.Random, words: list[str]) -> str:
    text = _glued(chance, words)
    kind = chance.randrange(10)
    return (
        text.upper() if kind == 0 else text.title() if kind == 1 else text[:1].upper() + text[1:] if kind < 5 else text
    )


def _glued(chance: random.Random, words: list[str]) -> str:
    """Words with blanks between them, signs mostly without, and now and then a line break."""
    if not words:
        return ""
    found = [words[0]]
    for before, word in pairwise(words):
        sign = not (word[:1].isalnum() and before[-1:].isalnum())
        glue = chance.random() < (0.5 if sign else 0.03)
        found.append("" if glue else "\n" if chance.random() < 0.02 else " ")
        found.append(word)
    return "".join(found)


@cache
def _rules() -> tuple[Rule, ...]:
    known = rule_index()
    found = {id(c.rule): c.rule for some in (*known.rules.values(), known.digit_rules) for c in some}
    return tuple(sorted(found.values(), key=lambda rule: [(slot.name, sorted(slot.words)) for slot in rule.slots]))


@cache
def _reader_names() -> dict[int, str]:
    return {id(reader): name for name, reader in readers().items()}


@cache
def _sorted(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


@cache
def _words(room: str) -> tuple[str, ...]:
    """Every word and phrase that the lists of a component hold."""
    lists = [lexicon()] if room == "dates" else [read_lists(room, name) for name in _LISTS[room]]
    return tuple(sorted({word for found in lists for word in _strings(found) if word.strip()}))


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield from [found] if len(found.split()) <= _LONGEST else found.split()  # a phrase, or a list of words
    elif isinstance(found, dict):
        yield from (key for key in found if "_" not in key)
        for value in found.values():
            yield from _strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value)
