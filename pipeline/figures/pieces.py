"""The text cut into pieces of its own, because a parser's tokens split "$5-10m" or "256GB" in many ways."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple, overload

NUMBER, WORD, FRACTION, SYMBOL, BLOCKED = "N", "W", "F", "S", "B"

VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
VULGAR_VALUES = {sign: Fraction(unicodedata.normalize("NFKC", sign).replace("⁄", "/")) for sign in VULGAR}

# One branch per kind - word, number, fraction, sign -, each linear, no two of which begin alike; words first, because
# most pieces are words. The one group makes `split` keep the pieces.
_LETTER = rf"[^\W\d_{VULGAR}]"
_PIECE = re.compile(
    rf"""((?:{_LETTER}\.){{2,}}|{_LETTER}+(?:['’]{_LETTER}+)?
    |[0-9]{{1,3}}(?:,[0-9]{{2,3}})*,[0-9]{{3}}(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+
    |[{VULGAR}]
    |\S)""",
    re.VERBOSE,
)


class _Kinds(dict[str, str]):
    """The kind of a piece by its first two characters, which tell it; remembered, for few are ever seen."""

    def __missing__(self, start: str) -> str:
        first = start[0]
        if first in VULGAR:
            kind = FRACTION
        elif first.isascii() and (first.isdigit() or (first == "." and len(start) > 1)):
            kind = NUMBER
        else:
            kind = WORD if first.isalnum() and not first.isdecimal() else SYMBOL
        if len(self) < _MOST_KINDS:
            self[start] = kind
        return kind


_MOST_KINDS = 20_000
_kinds = _Kinds()


class Piece(NamedTuple):
    """A number, a word or a single sign; `glued` says that nothing stands between it and the piece before."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    glued: bool


END = Piece(-1, -1, "", "", "", False)
"""Stands for the pieces before the first and after the last."""


class Pieces(Sequence[Piece]):
    """The pieces of a text as columns; a `Piece` is made only where one is asked for, which few are.

    Outside its bounds `at` and `lower` answer `END` and "", so that looking around needs no checks.
    """

    __slots__ = ("_made", "ends", "kinds", "lowers", "starts", "texts")

    def __init__(self, text: str) -> None:
        """Cut the text; whatever is not a piece is white space."""
        parts = _PIECE.split(text)
        offsets = list(accumulate(map(len, parts), initial=0))
        self.starts, self.ends = offsets[1:-1:2], offsets[2::2]
        self.texts = parts[1::2]
        self.kinds = [_kinds[piece[:2]] for piece in self.texts]
        lowered = text.lower()
        if len(lowered) == len(text) and "Σ" not in text:  # else a letter's small form depends on what is around it
            self.lowers = [lowered[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        else:
            self.lowers = [surface.lower() for surface in self.texts]
        self._made: dict[int, Piece] = {}

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Piece: ...

    @overload
    def __getitem__(self, index: slice) -> list[Piece]: ...

    def __getitem__(self, index: int | slice) -> Piece | list[Piece]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self.starts)))]
        piece = self._made.get(index)
        if piece is None:
            at = index if index >= 0 else index + len(self.starts)
            start, end = self.starts[at], self.ends[at]
            glued = at > 0 and self.ends[at - 1] == start
            piece = self._made[index] = Piece(start, end, self.texts[at], self.lowers[at], self.kinds[at], glued)
        return piece

    def block(self, start: int, end: int) -> None:
        """Make the pieces that touch these characters into pieces that say nothing."""
        at = bisect_right(self.ends, start)
        while at < len(self.starts) and self.starts[at] < end:
            self.texts[at], self.lowers[at], self.kinds[at] = "", "", BLOCKED
            at += 1

    def at(self, index: int) -> Piece:
        """Return the piece at `index`, or `END`."""
        return self[index] if 0 <= index < len(self.starts) else END

    def lower(self, index: int) -> str:
        """Return the lower-cased text at `index`, or an empty string."""
        return self.lowers[index] if 0 <= index < len(self.starts) else ""


def split_pieces(text: str) -> Pieces:
    """Cut `text` into pieces; whatever is not a piece is white space.

    >>> [piece.text for piece in split_pieces("US$5-10m, at most")]
    ['US', '$', '5', '-', '10', 'm', ',', 'at', 'most']
    """
    return Pieces(text)
