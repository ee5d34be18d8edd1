"""Titles of works and broadcasts in quotation marks: nobody says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.quote import Offsets, Quote
from pipeline.quotes.settle.correction import Evidence
from pipeline.quotes.settle.overlap import touched
from pipeline.text.marks import Region
from pipeline.text.titles import in_title_case, is_title

_LONGEST_FRAME = 6  # words around a title


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
