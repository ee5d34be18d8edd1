"""The text cut into pieces of its own, because a parser's tokens split "$5-10m" or "256GB" in many ways."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

NUMBER, WORD, FRACTION, SYMBOL, BLOCKED = "N", "W", "F", "S", "B"

VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
VULGAR_VALUES = {sign: Fraction(unicodedata.normalize("NFKC", sign).replace("⁄", "/")) for sign in VULGAR}

# One branch per kind, each branch linear: groups of digits are told apart by their commas, words by their letters.
_PIECE = re.compile(
    rf"""(?P<N>[0-9]{{1,3}}(?:,[0-9]{{2,3}})*,[0-9]{{3}}(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+)
    |(?P<F>[{VULGAR}])
    |(?P<W>(?:[^\W\d_]\.){{2,}}|[^\W\d_{VULGAR}]+(?:['’][^\W\d_{VULGAR}]+)?)
    |(?P<S>\S)""",
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A number, a word or a single sign; `glued` says that nothing stands between it and the piece before."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    glued: bool


def split_pieces(text: str) -> list[Piece]:
    """Cut `text` into pieces; whatever is not a piece is white space.

    >>> [piece.text for piece in split_pieces("US$5-10m, at most")]
    ['US', '$', '5', '-', '10', 'm', ',', 'at', 'most']
    """
    pieces: list[Piece] = []
    before = -1
    for match in _PIECE.finditer(text):
        start, end = match.span()
        surface = match.group()
        pieces.append(Piece(start, end, surface, surface.lower(), match.lastgroup or SYMBOL, start == before))
        before = end
    return pieces


END = Piece(-1, -1, "", "", "", False)
"""Stands for the pieces before the first and after the last."""


class Pieces(list[Piece]):
    """A list of pieces that answers `END` outside its bounds, so that looking around needs no checks."""

    def at(self, index: int) -> Piece:
        """Return the piece at `index`, or `END`."""
        return self[index] if 0 <= index < len(self) else END

    def lower(self, index: int) -> str:
        """Return the lower-cased text at `index`, or an empty string."""
        return self[index].lower if 0 <= index < len(self) else ""
