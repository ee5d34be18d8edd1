"""Capitals as titles and headlines set them, and the titles of works and broadcasts: nobody says those."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.resources import read_lists
from pipeline.text.marks import Region

_LONGEST = 7  # words of a title
_SMALL = 3  # letters of a word that titles may leave small
_FEWEST, _SHARE = 6, 0.8  # longer words of a headline, and those of them that begin with a capital
_BEFORE = 60  # characters that are looked at for what the title belongs to
_WORD = re.compile(r"[\w'’.-]+")
_EDGE = " ,."
_ENDS = (".", "!", "?", ",")


def in_title_case(words: str) -> bool:
    """Whether all longer words begin with a capital and nothing ends a sentence.

    >>> in_title_case("Sleep on the Water"), in_title_case("Sleep on the Water.")
    (True, False)
    """
    every = words.split()
    longer = _longer(every)
    return bool(longer) and len(every) <= _LONGEST and _capitals(longer) == 1 and not words.rstrip().endswith(_ENDS)


def in_headline_case(words: Sequence[str]) -> bool:
    """Whether a line is a headline: it has many longer words, and nearly all begin with a capital."""
    longer = [word for word in _longer(words) if word[0].isalpha()]
    return len(longer) >= _FEWEST and _capitals(longer) >= _SHARE


def _longer(words: Sequence[str]) -> list[str]:
    return [word for word in words if len(word) > _SMALL]


def _capitals(words: Sequence[str]) -> float:
    return sum(word[0].isupper() for word in words) / len(words)


def is_title(region: Region, text: str) -> bool:
    """Whether a quotation is the title of a work or a broadcast, by its capitals and by what stands before it.

    >>> from pipeline.text.quotations import quotation_regions
    >>> text = 'Ada Moss said on Harbour Radio’s "The Morning Tide" that the pier stays.'
    >>> is_title(quotation_regions(text)[0], text)
    True
    """
    words = text[region.inner_start : region.inner_end].strip(_EDGE)
    return in_title_case(words) and " " in words and _names_a_work(text[max(region.start - _BEFORE, 0) : region.start])


def announced(words: str, lemmas_before: Iterable[str]) -> bool:
    """Whether words in title case name a work by one of the few lemmas before them: "film", "called".

    >>> announced("Long Rope Home,", ["the", "novel", ","]), announced("Long Rope Home,", ["she", "said", ","])
    (True, False)
    """
    return not _listed("announcing").isdisjoint(map(str.lower, lemmas_before)) and in_title_case(words.strip(_EDGE))


def _names_a_work(before: str) -> bool:
    """ "CNN's", "on", "an episode of", "the song"."""
    words = _WORD.findall(before)
    if not words or before.strip(" ")[-1:] in ".;:\n":
        return False
    last = words[-1]
    if last.endswith(("'s", "’s", "s'", "s’")):
        return bool(last[0].isupper())
    if last.lower() in _listed("joining"):
        return last.lower() == "on" or (len(words) > 1 and words[-2].lower() in _listed("works"))
    return last.lower() in _listed("works")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_lists("text", "titles")[name].split())
