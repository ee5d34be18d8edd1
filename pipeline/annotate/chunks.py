"""A document cut into chunks of word pieces, as the encoder reads them.

A chunk ends where a line ends, and where a line is longer than a chunk, behind what looks like the end of a sentence: a
sentence that is cut has two trees. The cuts depend on nothing but the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, ORTH, SPACY

from pipeline.annotate.pieces import PieceIds, WordPieces, mark_of
from pipeline.text.tokens import looked_up

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = npt.NDArray[np.int64]

CHUNK = 128  # pieces, with the one in front and the one behind
_ROOM = CHUNK - 2
_ENDS = re.compile(r"[.!?…]+")
_CLOSES = re.compile(r"[\"'”’»)\]]+")
_SHORT = 3  # letters of a capitalised word in front of a full stop that may be an abbreviation ("Mr", "St", "Gen")


@dataclass(frozen=True, slots=True)
class SpacedWords:
    """The words of a document, without its blank tokens.

    `token`: index in the `Doc`; `text`; `spacing`: 0 against the word before, 1 behind white space, 2 first of a line.
    """

    token: list[int]
    text: list[str]
    spacing: list[int]


@dataclass(frozen=True, slots=True)
class Chunks:
    """Chunks of one document, `c` of them, of at most `p` pieces and `w` words; what is padded is 0, words are -1.

    `pieces`, `marks`: shape (c, p); `length`: pieces of each chunk (c); `word`: index in the document's words, (c, w);
    `first`, `last`: place of the first and the last piece of each word in its chunk, (c, w).
    """

    pieces: Ints
    marks: Ints
    length: Ints
    word: Ints
    first: Ints
    last: Ints


def spaced_words(doc: Doc) -> SpacedWords:
    """The words of a document and what stands before each.

    >>> import spacy
    >>> found = spaced_words(spacy.blank("en")('"Rain fell."\\n\\nWhy?'))
    >>> list(zip(found.text, found.spacing))
    [('"', 2), ('Rain', 0), ('fell', 1), ('.', 0), ('"', 0), ('Why', 2), ('?', 0)]
    """
    table: Any = doc.to_array([ORTH, SPACY, IS_SPACE])
    blank = table[:, 2] != 0
    at = np.flatnonzero(~blank)
    texts = looked_up(doc, table[:, 0].astype(np.int64))
    spacing = np.concatenate([[1], table[:-1, 1] != 0]).astype(np.int64)
    for i in np.flatnonzero(blank).tolist():  # few: what stands behind one is spaced by it, or begins a line
        if i + 1 < len(spacing):
            spacing[i + 1] = 2 if "\n" in texts[i] or spacing[i] == 2 else 1
    if len(at):
        spacing[at[0]] = 2
    return SpacedWords(at.tolist(), [texts[i] for i in at.tolist()], spacing[at].tolist())


def cut(words: SpacedWords, pieces: Sequence[tuple[PieceIds, int]]) -> list[tuple[int, int]]:
    """Borders `[first, last)` of the chunks, in words, in order and without gaps."""
    sizes = [len(found) for found, _ in pieces]
    borders: list[tuple[int, int]] = []
    first = total = 0
    line_end = None  # the last end of a line within the chunk begun
    for at, size in enumerate(sizes):
        if at > first and words.spacing[at] == 2:
            line_end = at
        if total + size > _ROOM:
            last = line_end if line_end is not None else _sentence_end(words, first, at)
            borders.append((first, last))
            first, line_end = last, None
            total = sum(sizes[first:at])
        total += size
    if first < len(sizes):
        borders.append((first, len(sizes)))
    return borders


def _sentence_end(words: SpacedWords, first: int, full: int) -> int:
    """Where a new chunk begins at the latest possible end of a sentence behind `first`; `full` where there is none."""
    for at in range(full, first + (full - first) // 3, -1):
        if words.spacing[at] and _ends_sentence(words, first, at):
            return at
    return full


def _ends_sentence(words: SpacedWords, first: int, at: int) -> bool:
    if not (words.text[at][0].isupper() or words.text[at][0] in "\"“‘'«(["):
        return False
    before = at - 1
    while before > first and _CLOSES.fullmatch(words.text[before]):
        before -= 1
    if not _ENDS.fullmatch(words.text[before]):
        return False
    if before == first or words.text[before] != ".":
        return True
    last = words.text[before - 1]
    return len(last) > _SHORT or last.islower()


def chunks_of(words: SpacedWords, reader: WordPieces) -> Chunks:
    """Cut the words of a document into chunks."""
    pieces = reader.of_words(words.text)
    borders = cut(words, pieces)
    sizes = np.array([len(found) for found, _ in pieces], dtype=np.int64)
    offset = np.concatenate([[0], np.cumsum(sizes)])
    lengths = np.array([offset[last] - offset[first] + 2 for first, last in borders], dtype=np.int64)
    count = len(borders)
    width, most = int(lengths.max(initial=2)), max((last - first for first, last in borders), default=0)
    ids, marks = np.zeros((count, width), dtype=np.int64), np.zeros((count, width), dtype=np.int64)
    word, starts, ends = (np.full((count, most), fill, dtype=np.int64) for fill in (-1, 0, 0))
    flat = np.fromiter((piece for found, _ in pieces for piece in found), dtype=np.int64, count=int(offset[-1]))
    own = [mark_of(case, spacing) for (_, case), spacing in zip(pieces, words.spacing, strict=True)]
    flat_marks = np.repeat(np.array(own, dtype=np.int64), sizes)
    for row, (first, last) in enumerate(borders):
        inside = slice(1, int(lengths[row]) - 1)
        ids[row, 0], ids[row, lengths[row] - 1] = reader.cls, reader.sep
        ids[row, inside] = flat[offset[first] : offset[last]]
        marks[row, inside] = flat_marks[offset[first] : offset[last]]
        word[row, : last - first] = np.arange(first, last)
        starts[row, : last - first] = offset[first:last] - offset[first] + 1
        ends[row, : last - first] = offset[first + 1 : last + 1] - offset[first]
    return Chunks(ids, marks, lengths, word, starts, ends)
