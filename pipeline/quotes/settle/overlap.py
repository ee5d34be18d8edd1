"""How much text two quotes share, which quotes touch a stretch of text, and which hang on the same words."""

from collections.abc import Iterable, Sequence

from pipeline.quotes.quote import Offsets, Quote


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


def with_same_cue(quotes: Sequence[Quote], others: Sequence[Quote]) -> list[Quote | None]:
    """For each of `quotes` the first of `others` whose cue shares a character with its own; None where none does."""
    by_cue = sorted(((other.cue, i) for i, other in enumerate(others) if other.cue is not None), reverse=True)
    order = sorted(
        (i for i, quote in enumerate(quotes) if quote.cue is not None), key=lambda i: quotes[i].cue or (0, 0)
    )
    found: list[Quote | None] = [None] * len(quotes)
    for i in order:
        start, end = quotes[i].cue or (0, 0)
        while by_cue and by_cue[-1][0][1] <= start:
            by_cue.pop()
        if by_cue and by_cue[-1][0][0] < end:
            found[i] = others[by_cue[-1][1]]
    return found
