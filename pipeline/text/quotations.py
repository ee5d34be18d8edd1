"""The quotation regions of a document: the one place that what reads a `Doc` asks what stands in quotation marks.

A region never crosses the end of a line. `marks` pairs the marks of each line.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pipeline.text.layout import Layout, layout_of, layout_of_text
from pipeline.text.marks import Region, regions_in_line
from pipeline.text.tokens import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_regions: WeakKeyDictionary[Doc, tuple[Region, ...]] = WeakKeyDictionary()


def regions_of(doc: Doc) -> tuple[Region, ...]:
    """The quotation regions of a `Doc` in text order, paired once.

    >>> import spacy
    >>> doc = spacy.blank("en")('"It rains," she said.')
    >>> regions_of(doc)[0].end, regions_of(doc) is regions_of(doc)
    (11, True)
    """
    regions = _regions.get(doc)
    if regions is None:
        regions = _regions[doc] = quotation_regions(text_of(doc), layout_of(doc))
    return regions


def quotation_regions(text: str, layout: Layout | None = None) -> tuple[Region, ...]:
    """The quotation regions of a text in text order.

    >>> [text[r.inner_start:r.inner_end] for text in ['He said: "No." Then "yes'] for r in quotation_regions(text)]
    ['No.', 'yes']
    """
    lines = (layout or layout_of_text(text)).lines()
    return tuple(region for line in lines for region in _of_line(text, *line))


def in_quotation(text: str, layout: Layout, offset: int) -> bool:
    r"""Whether an offset lies between quotation marks; the pairs of its line alone are looked at.

    >>> text = 'It rains.\n"It rains," she said.'
    >>> [in_quotation(text, layout_of_text(text), text.index(word)) for word in ("It", '"', "rains,", "she")]
    [False, False, True, False]
    """
    regions = _line_regions(text, layout.line_start(offset), layout.line_end(offset))
    k = bisect_right(regions, offset, key=lambda region: region.inner_start) - 1
    return k >= 0 and offset < regions[k].inner_end


@lru_cache(maxsize=64)  # a line may ask for each of a thousand words
def _line_regions(text: str, start: int, end: int) -> list[Region]:
    return _of_line(text, start, end)


def _of_line(text: str, start: int, end: int) -> list[Region]:
    """The regions of a line without the blanks at its end: a mark before these is the last of its line."""
    return regions_in_line(text, start, start + len(text[start:end].rstrip()))
