"""Titles of works and broadcasts in quotation marks: nobody says them."""

from __future__ import annotations

import re

from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.regions import Region

_LONGEST = 7  # words
_BEFORE = 60  # characters that are looked at for what the title belongs to
_WORD = re.compile(r"[\w'’.-]+")
_JOINING = ("of", "on", "called", "titled", "entitled", "named")


def is_title(region: Region, text: str) -> bool:
    """Whether a quotation is the title of a work or a broadcast, by its capitals and by what stands before it.

    >>> from pipeline.quotes.regions import quotation_regions
    >>> text = 'Ada Moss said on Harbour Radio’s "The Morning Tide" that the pier stays.'
    >>> is_title(quotation_regions(text)[0], text)
    True
    """
    words = text[region.inner_start : region.inner_end].strip(" ,.")
    return in_title_case(words) and " " in words and _names_a_work(text[max(region.start - _BEFORE, 0) : region.start])


def in_title_case(words: str) -> bool:
    """Whether all longer words begin with a capital and nothing ends a sentence."""
    longer = [word for word in words.split() if len(word) > 3]
    ends = words.rstrip().endswith((".", "!", "?", ","))
    return bool(longer) and not ends and len(words.split()) <= _LONGEST and all(w[0].isupper() for w in longer)


def _names_a_work(before: str) -> bool:
    """ "CNN's", "on", "an episode of", "the song"."""
    words = _WORD.findall(before)
    if not words or before.strip(" ")[-1:] in ".;:\n":
        return False
    last = words[-1]
    if last.endswith(("'s", "’s", "s'", "s’")):
        return bool(last[0].isupper())
    works = cue_lexicon().works
    if last.lower() in _JOINING:
        return last.lower() == "on" or (len(words) > 1 and words[-2].lower() in works)
    return last.lower() in works
