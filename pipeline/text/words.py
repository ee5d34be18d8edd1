"""A text cut into words, once for each `Doc`, because a parser's tokens split "$5-10m" or "10am" in many ways.

One cut gives two rows of words. `Pieces` are what a reader takes as one: a number with its separators, a word with its
apostrophe, an abbreviation with its full stops, else a single sign. `Words` are smaller: runs of letters, runs of
digits, single signs; "10am", "two-week" and "1980s" fall apart the same way, and so do "1,200" and "a.m.".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, overload
from weakref import WeakKeyDictionary

from pipeline.text.layout import Layout, layout_of, layout_of_text
from pipeline.text.quotations import in_quotation
from pipeline.text.signs import plain
from pipeline.text.tokens import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NUMBER, WORD, FRACTION, SYMBOL, BLOCKED = "N", "W", "F", "S", "B"

VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
VULGAR_VALUES = {sign: Fraction(unicodedata.normalize("NFKC", sign).replace("⁄", "/")) for sign in VULGAR}

# One branch per kind - word, number, fraction, sign -, each linear, no two of which begin alike; words first, because
# most pieces are words. The one group makes `split` keep the pieces.
_LETTER = rf"[^\W\d_{VULGAR}]"
_PIECE = re.compile(
    rf"""((?:{_LETTER}\.){{2,}}|{_LETTER}+(?:'{_LETTER}+)?
    |[0-9]{{1,3}}(?:,[0-9]{{2,3}})*,[0-9]{{3}}(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+
    |[{VULGAR}]
    |\S)""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+|[0-9]+|\S")
_PADDING = 16
_MOST_KINDS = 20_000


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

    Outside its bounds `at` and `lower` answer `END` and "", so that looking around needs no checks. Apostrophes and
    hyphens are written as `plain` writes them.
    """

    __slots__ = ("_made", "ends", "kinds", "lowers", "starts", "texts")

    def __init__(
        self, starts: list[int], ends: list[int], texts: list[str], lowers: list[str], kinds: list[str]
    ) -> None:
        """Take the columns as they were cut."""
        self.starts, self.ends, self.texts, self.lowers, self.kinds = starts, ends, texts, lowers, kinds
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
            start, end, glued = self.starts[at], self.ends[at], self.is_glued(at)
            piece = self._made[index] = Piece(start, end, self.texts[at], self.lowers[at], self.kinds[at], glued)
        return piece

    def is_glued(self, index: int) -> bool:
        """Whether nothing stands between the piece at `index` and the one before it."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def at(self, index: int) -> Piece:
        """Return the piece at `index`, or `END`."""
        return self[index] if 0 <= index < len(self.starts) else END

    def lower(self, index: int) -> str:
        """Return the lower-cased text at `index`, or an empty string."""
        return self.lowers[index] if 0 <= index < len(self.starts) else ""

    def without(self, spans: Iterable[tuple[int, int]]) -> Pieces:
        """The same pieces, but those that touch one of these stretches of the text say nothing.

        >>> [piece.text for piece in split_words("In 2020 alone").pieces.without([(3, 7)])]
        ['In', '', 'alone']
        """
        spoken = Pieces(self.starts, self.ends, self.texts.copy(), self.lowers.copy(), self.kinds.copy())
        for start, end in spans:
            at = bisect_right(self.ends, start)
            while at < len(self.starts) and self.starts[at] < end:
                spoken.texts[at], spoken.lowers[at], spoken.kinds[at] = "", "", BLOCKED
                at += 1
        return spoken


@dataclass(frozen=True)
class Words:
    """The words of `text`: lower-cased forms with their offsets, padded with empty words at the end."""

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    layout: Layout
    pieces: Pieces

    def __len__(self) -> int:
        return len(self.low) - _PADDING

    def raw(self, i: int) -> str:
        """The word as written."""
        return self.text[self.start[i] : self.end[i]]

    def capital(self, i: int) -> bool:
        """Whether the word starts with a capital letter."""
        return self.text[self.start[i] : self.start[i] + 1].isupper()

    def glued(self, i: int) -> bool:
        """Whether nothing stands between the word and the one before it."""
        return i > 0 and self.start[i] == self.end[i - 1] and self.low[i] != ""

    def before(self, i: int, n: int = 1) -> str:
        """The lower-cased word `n` places before `i`, empty at the start of the text."""
        return self.low[i - n] if i >= n else ""

    def piece_of(self, i: int) -> int | None:
        """The piece that begins with the word; None where it begins none, as the "200" of "1,200"."""
        at = bisect_left(self.pieces.starts, self.start[i])
        return at if at < len(self.pieces) and self.pieces.starts[at] == self.start[i] else None

    def behind(self, piece: int) -> int:
        """The first word behind a piece."""
        return bisect_left(self.start, self.pieces.ends[piece])

    def broken(self, start: int, end: int) -> bool:
        """Whether a line ends inside these words in a way that no wrapped sentence does."""
        for i in range(start + 1, end):
            ends = self.layout.breaks(self.end[i - 1], self.start[i])
            goes_on = self.low[i - 1] == "," or self.text[self.start[i]].islower()
            if ends > 1 or (ends and not goes_on):
                return True
        return False

    def alone_on_line(self, start: int, end: int) -> bool:
        """Whether nothing else stands on the line of these words."""
        return self.opens_line(start) and (end >= len(self) or self.opens_line(end))

    def opens_line(self, i: int) -> bool:
        """Whether the word is the first of its line."""
        return i == 0 or self.layout.breaks(self.end[i - 1], self.start[i]) > 0

    def in_quotation(self, i: int) -> bool:
        """Whether the word stands between quotation marks."""
        return in_quotation(self.text, self.layout, self.start[i])


def split_words(text: str, layout: Layout | None = None) -> Words:
    """Cut a text into words and pieces.

    >>> words = split_words("The 1,980s at US$5-10m.")
    >>> words.low[: len(words)]
    ['the', '1', ',', '980', 's', 'at', 'us', '$', '5', '-', '10', 'm', '.']
    >>> words.pieces.lowers
    ['the', '1,980', 's', 'at', 'us', '$', '5', '-', '10', 'm', '.']
    """
    # Cut at the pieces, the white space between them kept: the lengths of all give every offset without a match each.
    even = plain(text)
    parts = _PIECE.split(even)
    offsets = list(accumulate(map(len, parts), initial=0))
    starts, ends, texts = offsets[1:-1:2], offsets[2::2], parts[1::2]
    lowered = even.lower()
    if len(lowered) == len(text) and "Σ" not in text:  # else a letter's small form depends on what is around it
        lowers = [lowered[start:end] for start, end in zip(starts, ends, strict=True)]
    else:
        lowers = [surface.lower() for surface in texts]
    kinds = [_kinds[piece[:2]] for piece in texts]
    return _with_smaller(text, layout or layout_of_text(text), Pieces(starts, ends, texts, lowers, kinds))


def _with_smaller(text: str, layout: Layout, pieces: Pieces) -> Words:
    """The words, most of which are pieces."""
    low: list[str] = []
    start: list[int] = []
    end: list[int] = []
    done = 0
    for at in [at for at, piece in enumerate(pieces.texts) if not piece.isalnum() and len(piece) > 1]:
        low += pieces.lowers[done:at]
        start += pieces.starts[done:at]
        end += pieces.ends[done:at]
        done, offset = at + 1, pieces.starts[at]
        for found in _WORD.finditer(pieces.texts[at]):
            low.append(found.group().lower())
            start.append(offset + found.start())
            end.append(offset + found.end())
    padding = [len(text)] * _PADDING
    return Words(
        text,
        low + pieces.lowers[done:] + [""] * _PADDING,
        start + pieces.starts[done:] + padding,
        end + pieces.ends[done:] + padding,
        layout,
        pieces,
    )


_cuts: WeakKeyDictionary[Doc, Words] = WeakKeyDictionary()


def words_of(doc: Doc) -> Words:
    """The words of a document, cut once for each `Doc`.

    >>> import spacy
    >>> doc = spacy.blank("en")("Rain fell.")
    >>> words_of(doc).low[:3], words_of(doc) is words_of(doc)
    (['rain', 'fell', '.'], True)
    """
    words = _cuts.get(doc)
    if words is None:
        words = _cuts[doc] = split_words(text_of(doc), layout_of(doc))
    return words
