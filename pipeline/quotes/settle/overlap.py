"""How much text two quotes share, and which quotes or quotation regions touch a stretch of text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.quotes.quote import Offsets, Quote
from pipeline.text.marks import Region


def size(pieces: Iterable[Offsets]) -> int:
    """Characters in all pieces.

    >>> size([(0, 4), (6, 7)])
    5
    """
    return sum(end - start for start, end in pieces)


def shared(some: Iterable[Offsets], others: Iterable[Offsets]) -> int:
    """Characters that lie in pieces of both.

    >>> shared([(0, 4), (6, 9)], [(3, 8)])
    3
    """
    others = tuple(others)
    return sum(max(min(b, d) - max(a, c), 0) for a, b in some for c, d in others)


def touching(spans: Sequence[Offsets], quotes: Sequence[Quote]) -> list[list[int]]:
    """For each of the spans, in text order, the positions of the quotes whose extent touches it.

    One walk through both: a long transcript has thousands of either.
    """
    waiting = sorted(range(len(quotes)), key=lambda i: -quotes[i].start)
    open_: list[int] = []
    found = []
    for start, end in spans:
        while waiting and quotes[waiting[-1]].start < end:
            open_.append(waiting.pop())
        open_ = [i for i in open_ if quotes[i].end > start]
        found.append(sorted(open_))
    return found


def touched(regions: Sequence[Region], start: int, end: int) -> Sequence[Region]:
    """The regions, which are in text order and apart, that share a character with `[start, end)`."""
    first = bisect_right(regions, start, key=lambda region: region.end)
    return regions[first : bisect_left(regions, end, key=lambda region: region.start)]
