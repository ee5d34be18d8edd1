"""How much text the pieces of a quote take, and how much of it two quotes share, in characters."""

from collections.abc import Iterable

from pipeline.quotes.quote import Offsets


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
