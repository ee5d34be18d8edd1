"""The words of the date grammar, read once from the packaged word list."""

from __future__ import annotations

import re
from typing import Any

from pipeline.resources import listed_words, read_lists

_WORD = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]")


def lexicon() -> dict[str, Any]:
    """Return the whole word list, table by table.

    >>> lexicon()["months"]["july"]
    7
    """
    return read_lists("dates", "lexicon")


def word_set(name: str) -> frozenset[str]:
    """Return one of the lists of context words.

    >>> "told" in word_set("past_forms")
    True
    """
    return listed_words("dates", "lexicon", "context", name)


class PhraseTable:
    """Phrases of several words with a value each; finds the longest one that starts at a word."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in phrases.items():
            words = tuple(_WORD.findall(phrase))
            self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def first_words(self) -> frozenset[str]:
        """The words a phrase can start with."""
        return frozenset(self._by_first)

    @property
    def last_words(self) -> frozenset[str]:
        """The words a phrase can end with, punctuation aside."""
        return frozenset(
            [word for word in words if word.isalpha()][-1]
            for entries in self._by_first.values()
            for words, _ in entries
        )

    def find(self, low: list[str], i: int) -> tuple[str, int] | None:
        """Return the value of the longest phrase at word `i` and the index after it.

        >>> PhraseTable({"more than": "MORE_THAN"}).find(["more", "than", "ten", ""], 0)
        ('MORE_THAN', 2)
        """
        for words, value in self._by_first.get(low[i], ()):
            if low[i : i + len(words)] == list(words):
                return value, i + len(words)
        return None
