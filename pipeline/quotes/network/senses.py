"""Classes of meaning of words that may attribute, a feature of the networks; from `resources/quotes/senses.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from pipeline.quotes.network.classes import Classes, Hashes, numbers_of
from pipeline.quotes.network.columns import Ints
from pipeline.resources import read_lists
from pipeline.text.inflection import regular_forms

# Treebank tags, as the models for English give them, by the list that they are looked up in; what has another tag, as a
# headline's words have, is looked up in all lists one after the other.
_KINDS = ("verbs", "nouns", "adjectives", "phrases")
_TAGS = {
    "verbs": ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"),
    "nouns": ("NN", "NNS"),
    "adjectives": ("JJ", "JJR", "JJS"),
}


@dataclass(frozen=True, slots=True)
class Senses:
    """The classes of the words of each kind of list, the kind of each tag, and how many numbers there are, with 0."""

    words: tuple[Classes, ...]
    tags: Classes
    count: int


@lru_cache(maxsize=1)
def senses() -> Senses:
    """Read the lists once."""
    return read_senses(read_lists("quotes", "senses"))


def read_senses(lists: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Senses:
    """Take the classes of a file apart; each is known by its number, wherever it stands.

    Raises:
        ValueError: where two classes have one number.
    """
    names: dict[int, str] = {}
    for kind in _KINDS:
        for name, listed in lists[kind].items():
            other = names.setdefault(listed["number"], f"{kind}.{name}")
            if other != f"{kind}.{name}":
                raise ValueError(f"{kind}.{name} and {other} in senses.toml have the number {listed['number']}")
    words = [numbers_of(lists[kind]) for kind in _KINDS]
    verbs = words[_KINDS.index("verbs")]
    for word, sense in list(verbs.items()):
        for form in regular_forms(word):  # a headline's capitals leave the lemmatizer nothing to go by
            verbs.setdefault(form, sense)
    tags = {tag: i + 1 for i, kind in enumerate(_KINDS) for tag in _TAGS.get(kind, ())}
    return Senses(tuple(Classes.of(numbers) for numbers in words), Classes.of(tags), max(names) + 1)


def senses_of(tag: Hashes, lemma: Hashes, lower: Hashes) -> Ints:
    """Number of the class of each word, 0 for words in no list."""
    table = senses()
    kind = table.tags.look_up(tag)
    found = np.zeros(len(tag), dtype=np.int64)
    for i, words in enumerate(table.words):
        sense = words.look_up(lemma)
        sense = np.where(sense > 0, sense, words.look_up(lower))
        asked = (kind == i + 1) | ((kind == 0) & (found == 0))
        found = np.where(asked & (sense > 0), sense, found)
    return found
