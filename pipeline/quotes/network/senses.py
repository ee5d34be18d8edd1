"""Classes of meaning of words that may attribute, a feature of the networks; from `resources/quotes/senses.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipeline.quotes.network.classes import Classes, Hashes
from pipeline.quotes.network.columns import Ints
from pipeline.resources import read_lists

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
    """The classes of the words of each kind of list, and the kind of each tag."""

    words: tuple[Classes, ...]
    tags: Classes


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
        words.append(Classes.of(classes))
    if number >= SENSES:
        raise ValueError(f"{number} classes of words, {SENSES - 1} at most")
    tags = {tag: i + 1 for i, kind in enumerate(_KINDS) for tag in _TAGS.get(kind, ())}
    return Senses(tuple(words), Classes.of(tags))


def _forms(verb: str) -> tuple[str, ...]:
    """Regular forms: a headline's capitals leave the lemmatizer nothing to go by."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return (third, stem + "ed", stem + "ing")


def senses_of(tag: Hashes, lemma: Hashes, lower: Hashes) -> Ints:
    """Class of each word below `SENSES`, 0 for words in no list."""
    table = senses()
    kind = table.tags.look_up(tag)
    found = np.zeros(len(tag), dtype=np.int64)
    for i, words in enumerate(table.words):
        sense = words.look_up(lemma)
        sense = np.where(sense > 0, sense, words.look_up(lower))
        asked = (kind == i + 1) | ((kind == 0) & (found == 0))
        found = np.where(asked & (sense > 0), sense, found)
    return found
