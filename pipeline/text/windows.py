"""Long texts cut into windows at paragraph borders, so that memory and time do not depend on a text's length.

What is cut is a reading (`pipeline.text.reading`), whose lines all end by themselves.
"""

from __future__ import annotations

_BORDERS = ("\n\n", "\n", ". ", " ")


def windows(text: str, size: int) -> list[tuple[int, int]]:
    r"""Offsets of consecutive windows of at most `size` code points that together are the whole text.

    Cuts fall after the last blank line in a window, else after a line break, a full stop, a space, or anywhere.

    >>> windows("one\n\ntwo\n\nthree", 11)
    [(0, 10), (10, 15)]
    """
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > size:
        end = _cut(text, start, start + size)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def _cut(text: str, start: int, limit: int) -> int:
    for border in _BORDERS:
        at = text.rfind(border, start + 1, limit)
        if at > start:
            return at + len(border)
    return limit
