"""Which passage holds a span: the innermost one, in one sweep over the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def innermost(spans: Sequence[Span], passages: Iterable[tuple[int, int, int]]) -> list[int | None]:
    """For each span the owner of the shortest passage that holds it whole, None where none does.

    `passages` are (start, end, owner); of two of the same length the lower owner wins.

    >>> innermost([(5, 6), (12, 13), (40, 41)], [(0, 20, 0), (10, 15, 1)])
    [0, 1, None]
    """
    waiting = sorted(passages, reverse=True)
    active: list[tuple[int, int, int]] = []
    found: list[int | None] = [None] * len(spans)
    for index in sorted(range(len(spans)), key=lambda i: spans[i]):
        start, end = spans[index]
        while waiting and waiting[-1][0] <= start:
            active.append(waiting.pop())
        active = [passage for passage in active if passage[1] > start]
        holding = [(stop - begin, owner) for begin, stop, owner in active if stop >= end]
        found[index] = min(holding)[1] if holding else None
    return found
