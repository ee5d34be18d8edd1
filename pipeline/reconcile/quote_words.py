"""Quotes as words that can be compared: one spelling, contractions opened, and a looser form for reports of speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.resources import read_lists
from pipeline.text.inflection import irregular_verbs, stem
from pipeline.text.names import fold
from pipeline.text.numbers.lists import values

_WORD = re.compile(r"[^\W_]+(?:['’.,‐‑-][^\W_]+)*|\[|\]|…|\.\.\.|[.!?]")
_NO_LETTER = re.compile(r"[\W_]+")
_CAPITAL = re.compile(r"\[(\w)\](?=\w)")  # "[W]e", where a paper begins in mid-sentence
_BRITISH_FROM = 5  # letters: "hour" and "rise" are spelt one way


class QuoteWord(NamedTuple):
    """A word as written, its one spelling, and its loose form; `opens` a sentence, stands in `[brackets]`, or behind
    an ellipsis (`cut`)."""

    text: str
    key: str
    loose: str
    opens: bool = False
    inserted: bool = False
    cut: bool = False

    @property
    def is_name(self) -> bool:
        """Whether its capital says that it is a name."""
        return self.text[:1].isupper() and not self.opens and self.text not in ("I", "I'm")

    @property
    def number(self) -> str:
        """The number it is, as written in figures, or nothing."""
        if self.text[0].isdigit():
            return self.key.rstrip("sthndr") or self.key
        return word_lists().numbers.get(self.key, "")


class WordLists(NamedTuple):
    """The word lists."""

    negations: frozenset[str]
    modals: frozenset[str]
    past_modals: dict[str, str]
    same: dict[str, str]
    small: frozenset[str]
    numbers: dict[str, str]
    tails: dict[str, str]
    before_not: dict[str, str]
    spelling: tuple[tuple[re.Pattern[str], str], ...]


@cache
def word_lists() -> WordLists:
    """Return the word lists, read once."""
    found = read_lists("reconcile", "words")
    return WordLists(
        frozenset(found["meaning"]["negations"].split()),
        frozenset(found["meaning"]["modals"].split()),
        found["meaning"]["past_modals"],
        _as_one({**irregular_verbs(), **{name: words.split() for name, words in found["same"].items()}}),
        frozenset(found["small"]["words"].split()),
        {word: f"{float(number):g}" for word, number in values().items()},
        found["contractions"]["tails"],
        found["contractions"]["before_not"],
        tuple((re.compile(one["british"]), one["american"]) for one in found["spelling"]),
    )


def _as_one(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: f"={name}" for name, words in groups.items() for word in words}


def plain_letters(text: str) -> str:
    """Letters and digits only, folded, words parted by a blank.

    >>> plain_letters("Two hours, in the “Café”!")
    'two hours in the cafe'
    """
    return _NO_LETTER.sub(" ", fold(text)).strip()


def split_words(text: str) -> tuple[QuoteWord, ...]:
    """The words of a quote.

    >>> [word.key for word in split_words("We aren't honourable … [he said] 2,471 times")]
    ['we', 'are', 'not', 'honorable', 'he', 'said', '2471', 'times']
    """
    found: list[QuoteWord] = []
    opens, inserted, cut = True, False, False
    for piece in _WORD.findall(_CAPITAL.sub(r"\1", text)):
        if piece in ("[", "]"):
            inserted = piece == "["
        elif piece in ("…", "..."):
            cut = True
        elif piece in (".", "!", "?"):
            opens = True
        else:
            for part, key in _opened(piece):
                found.append(QuoteWord(part, key, _loose(key), opens, inserted, cut))
                opens = cut = False
    return tuple(found)


@lru_cache(maxsize=65536)
def _opened(piece: str) -> tuple[tuple[str, str], ...]:
    """A word, or the two that a contraction stands for."""
    plain = piece.replace("’", "'")
    lower = fold(plain)
    if lower == "cannot":
        return (piece[:3], "can"), (piece[3:], "not")
    if lower.endswith("n't"):
        verb = lower[:-3]
        return (piece[:-3] or piece, word_lists().before_not.get(verb, verb)), (piece[-3:], "not")
    head, _, tail = lower.rpartition("'")
    if head and tail in word_lists().tails:
        return (piece[: len(head)], head), (piece[len(head) :], word_lists().tails[tail])
    return ((piece, _spelling(lower)),)


def _spelling(lower: str) -> str:
    key = lower.translate(_DROPPED)
    if len(key) >= _BRITISH_FROM and key.isalpha():
        for pattern, american in word_lists().spelling:
            key, changed = pattern.subn(american, key)
            if changed:
                break
    return key


_DROPPED = str.maketrans("", "", "',‐‑-.")


@lru_cache(maxsize=65536)
def _loose(key: str) -> str:
    """What stays of a word when somebody reports it: no tense, no person, no number."""
    same = word_lists().same.get(key)
    if same:
        return same
    key = word_lists().past_modals.get(key, key)
    return stem(key)
