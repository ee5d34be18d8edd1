"""A passage and what is marked in it, cut at every border, so that marks may overlap in any way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

ROLES = ("quote", "cue", "source", "figure", "date", "mention")  # from the outermost to the innermost


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands from `start` to `end` of the article's text; `label` is what the mark is called in notes."""

    start: int
    end: int
    role: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which no mark begins or ends; the marks it lies in, and which begin and end with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text, as pieces."""

    pieces: tuple[Piece, ...]

    def roles(self) -> tuple[str, ...]:
        """The roles that occur, in their order."""
        held = {mark.role for piece in self.pieces for mark in piece.marks}
        return tuple(role for role in ROLES if role in held)


def passage(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Passage:
    """The text from `start` to `end` with the marks that lie in it; what sticks out is cut off.

    >>> found = passage("He said two.", [Mark(0, 2, "source"), Mark(3, 12, "quote"), Mark(8, 11, "figure")])
    >>> [(piece.text, [mark.role for mark in piece.marks]) for piece in found.pieces]
    [('He', ['source']), (' ', []), ('said ', ['quote']), ('two', ['quote', 'figure']), ('.', ['quote'])]
    """
    end = len(text) if end is None else min(end, len(text))
    inside = sorted((mark for mark in marks if max(mark.start, start) < min(mark.end, end)), key=_outermost_first)
    cut = [Mark(max(mark.start, start), min(mark.end, end), mark.role, mark.label) for mark in inside]
    borders = sorted({start, end, *(mark.start for mark in cut), *(mark.end for mark in cut)})
    return Passage(tuple(_piece(text, cut, *pair) for pair in pairwise(borders)))


def _piece(text: str, marks: list[Mark], start: int, end: int) -> Piece:
    over = tuple(mark for mark in marks if mark.start <= start and end <= mark.end)
    begins = tuple(mark for mark in over if mark.start == start)
    return Piece(text[start:end], over, begins, tuple(mark for mark in reversed(over) if mark.end == end))


def _outermost_first(mark: Mark) -> tuple[int, int, int, str]:
    return mark.start, -mark.end, ROLES.index(mark.role), mark.label
