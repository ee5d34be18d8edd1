"""Titles of works and broadcasts in quotation marks: nobody says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.quote import Offsets, Quote
from pipeline.quotes.settle.correction import Evidence
from pipeline.quotes.settle.overlap import touched
from pipeline.text.marks import Region

_LONGEST = 7  # words
_BEFORE = 60  # characters that are looked at for what the title belongs to
_LONGEST_FRAME = 6  # words around a title
_WORD = re.compile(r"[\w'’.-]+")


def without_titles(quote: Quote, evidence: Evidence) -> Quote | None:
    """`…, she said on Harbour Radio's "The Morning Tide"`: the title is where it was said, or nothing at all."""
    if quote.kind == "indirect":
        return quote
    content = tuple(piece for piece in quote.content if not _holds_titles_alone(piece, evidence.regions, evidence.text))
    return replace(quote, content=content) if content else None


def _holds_titles_alone(piece: Offsets, regions: Sequence[Region], text: str) -> bool:
    inside = touched(regions, *piece)
    if not inside or not all(is_title(region, text) for region in inside):
        return False
    around = [text[piece[0] : max(inside[0].start, piece[0])], text[min(inside[-1].end, piece[1]) : piece[1]]]
    return sum(len(part.split()) for part in around) <= _LONGEST_FRAME


def only_a_title(quote: Quote, evidence: Evidence) -> bool:
    """`The band played "Sleep on the Water" twice`: capitalised as titles are, and the rules see nobody say it."""
    if quote.kind == "indirect":
        return False
    inside = touched(evidence.regions, quote.start, quote.end)
    if len(inside) != 1 or not in_title_case(evidence.text[inside[0].inner_start : inside[0].inner_end]):
        return False
    return not any(rule.start < inside[0].end and inside[0].start < rule.end for rule in evidence.rules)


def is_title(region: Region, text: str) -> bool:
    """Whether a quotation is the title of a work or a broadcast, by its capitals and by what stands before it.

    >>> from pipeline.text.quotations import quotation_regions
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
    if last.lower() in cue_lexicon().joining:
        return last.lower() == "on" or (len(words) > 1 and words[-2].lower() in works)
    return last.lower() in works
