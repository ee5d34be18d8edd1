"""The packaged word lists of the figures component, read once and turned into look-up tables."""

from __future__ import annotations

from functools import cache
from typing import Any, Generic, TypeVar

from pipeline.resources import read_lists
from pipeline.text.words import split_words

Phrase = tuple[str, ...]
T = TypeVar("T")


def table(name: str) -> dict[str, Any]:
    """Return one word list of `pipeline/resources/figures` as it stands in its TOML file."""
    return read_lists("figures", name)


def cut_as_text(phrase: str) -> Phrase:
    """Cut a phrase of a word list as the text is cut.

    >>> cut_as_text("km/h")
    ('km', '/', 'h')
    """
    return tuple(split_words(phrase).pieces.texts)


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """Return one list of a word list as a set."""
    return frozenset(table(name)[key])


class Phrases(Generic[T]):
    """Phrases of several pieces, looked up at a place in the text, the longest first."""

    def __init__(self) -> None:
        self._by_words: dict[Phrase, T] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, phrase: str, value: T, *, backwards: bool = False) -> None:
        """Add a phrase; the first entry of a phrase stays."""
        words = cut_as_text(phrase)
        if words and words not in self._by_words:
            self._by_words[words] = value
            lengths = self._lengths.setdefault(words[-1] if backwards else words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))
                lengths.sort(reverse=True)

    def find(self, words: list[str], at: int) -> tuple[T, int] | None:
        """Return the value of the longest phrase that begins at `at` and the index after it."""
        for length in self._lengths.get(words[at] if 0 <= at < len(words) else "", ()):
            value = self._by_words.get(tuple(words[at : at + length])) if at + length <= len(words) else None
            if value is not None:
                return value, at + length
        return None

    def find_before(self, words: list[str], end: int) -> tuple[T, int] | None:
        """Return the value of the longest phrase that ends before `end` and the index of its first word."""
        for length in self._lengths.get(words[end - 1] if 0 < end <= len(words) else "", ()):
            value = self._by_words.get(tuple(words[max(0, end - length) : end])) if length <= end else None
            if value is not None:
                return value, end - length
        return None
