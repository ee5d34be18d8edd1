"""A phrase that limits a count, as it is shown: whole, whatever the text goes on with."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.resources import read_lists
from pipeline.text.inflection import participles

_LONGEST = 6  # words; then the phrase ends where its next preposition begins
_AT_MOST = 12


class _LimitingWords(NamedTuple):
    prepositions: frozenset[str]
    stops: frozenset[str]
    articles: frozenset[str]
    participles: frozenset[str]


@cache
def _lists() -> _LimitingWords:
    listed = {name: frozenset(words.split()) for name, words in read_lists("reconcile", "quantities")["phrase"].items()}
    return _LimitingWords(participles=participles(), **listed)


def whole_phrase(text: str) -> str:
    """Cut a run of words down to the phrase it begins with.

    >>> whole_phrase("at the eastern pier kept for the ferry crews of Lowgate")
    'at the eastern pier'
    >>> whole_phrase("in Lowgate to open the new harbour")
    'in Lowgate'
    """
    known = _lists()
    words = text.split()
    end = next((i for i, word in enumerate(words) if i and word in known.stops), len(words))
    opens = [i for i in range(1, end) if words[i] in known.prepositions]
    if end > _LONGEST:
        inside = [i for i in opens if i <= _LONGEST]
        end = inside[-1] if inside else min(opens[0] if opens else end, _AT_MOST)
    while end > 1 and (words[end - 1] in known.articles | known.prepositions or _is_done(words, end - 1)):
        end -= 1
    return " ".join(words[:end])


def _is_done(words: list[str], i: int) -> bool:
    """Whether a word says what was done to the thing named before it: "kept" in "the pier kept for crews"."""
    known = _lists()
    participle = words[i] in known.participles or (words[i].endswith("ed") and words[i].islower())
    after_noun = i > 1 and words[i - 1] not in known.articles | known.prepositions
    return participle and after_noun and i + 1 < len(words) and words[i + 1] in known.prepositions | known.stops
