"""Classes of meaning of words that may attribute, a feature of the networks; from `resources/quotes/senses.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id

from pipeline.resources import read_lists

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

# Treebank tags, as the models for English give them, by the list that they are looked up in; what has another tag, as a
# headline's words have, is looked up in all lists one after the other.
_KINDS = ("verbs", "nouns", "adjectives", "phrases")
_TAGS = {
    "verbs": ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"),
    "nouns": ("NN", "NNS"),
    "adjectives": ("JJ", "JJR", "JJS"),
}
SENSES = 40


@dataclass(frozen=True, slots=True)
class Senses:
    """Sorted hashes of words for each kind of list, with their classes, and the kind of each tag."""

    words: tuple[tuple[Hashes, Ints], ...]
    tags: tuple[Hashes, Ints]


@lru_cache(maxsize=1)
def senses() -> Senses:
    """Read the lists once."""
    raw = read_lists("quotes", "senses")
    number = 0
    words = []
    for kind in _KINDS:
        classes: dict[str, int] = {}
        for listed in raw[kind].values():
            number += 1
            for word in listed.split():
                classes.setdefault(word, number)
        if kind == "verbs":
            for word, sense in list(classes.items()):
                for form in _forms(word):
                    classes.setdefault(form, sense)
        words.append(_sorted(classes))
    if number >= SENSES:
        raise ValueError(f"{number} classes of words, {SENSES - 1} at most")
    tags = {tag: i + 1 for i, kind in enumerate(_KINDS) for tag in _TAGS.get(kind, ())}
    return Senses(tuple(words), _sorted(tags))


def _forms(verb: str) -> tuple[str, ...]:
    """Regular forms: a headline's capitals leave the lemmatizer nothing to go by."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return (third, stem + "ed", stem + "ing")


def _sorted(classes: dict[str, int]) -> tuple[Hashes, Ints]:
    hashes = np.array([get_string_id(word) for word in classes], dtype=np.uint64)
    order = np.argsort(hashes)
    return hashes[order], np.array([*classes.values()], dtype=np.int64)[order]


def _looked_up(hashes: Hashes, table: tuple[Hashes, Ints]) -> Ints:
    known, classes = table
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, classes[place], 0)


def senses_of(tag: Hashes, lemma: Hashes, lower: Hashes) -> Ints:
    """Class of each word below `SENSES`, 0 for words in no list."""
    table = senses()
    kind = _looked_up(tag, table.tags)
    found = np.zeros(len(tag), dtype=np.int64)
    for i, words in enumerate(table.words):
        sense = _looked_up(lemma, words)
        sense = np.where(sense > 0, sense, _looked_up(lower, words))
        asked = (kind == i + 1) | ((kind == 0) & (found == 0))
        found = np.where(asked & (sense > 0), sense, found)
    return found
