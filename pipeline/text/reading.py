"""The reading of a text: the same words without the layout of their lines, and the way back to every offset.

Two copies of an article, one of them wrapped, indented or quoted in a mail, have one reading, so that everything that
reads it finds the same in both. Blanks of the same length in place of the layout would not do: several blanks in a row
are tokens of their own, and a word that a line end cuts in two would stay two.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.resources import read_lists
from pipeline.text.hyphens import HYPHENS, Hyphens
from pipeline.text.lines import Line, ends_strangely, is_plain, split_lines
from pipeline.text.marks import LOOK_BACK, straight_mark_open
from pipeline.text.wraps import soft_ends

Span = tuple[int, int]

# "The field was wet.The pier stayed shut": a small word, the end of a sentence, a capital, and no blank.
_OPENER = r"([A-Z][a-z]*)(?=[\s'’])"
_RUN_TOGETHER = re.compile(rf"(?<=[a-z]{{2}}[.!?])(?=(?P<opened>[\"“]?){_OPENER})|(?<=[a-z][.!?][\"”])(?={_OPENER})")
# Lines that end with a hyphen are one in a hundred where only compounds do, and one in ten where words are cut.
_FEW, _SOME, _MANY = 3, 0.04, 0.1
_PAGE_NUMBER = re.compile(r"\W*(?:[Pp]age )?\d{1,4}(?: of \d{1,4})?\W*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read. Stretch `k` of it begins at `at[k]`, and in the text at `source[k]`; the last is the end.

    What lies between two stretches, in the reading or in the text, is layout. No stretches: the text itself.
    """

    text: str
    at: tuple[int, ...] = ()
    source: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> Span:
        r"""Where a span of the reading stands in the text.

        >>> text = "> Nobody in the town had asked for it, said the govern-\n> ment of Avon.\n"
        >>> reading = read(text)
        >>> reading.text, text[slice(*reading.place(47, 56))]
        ('Nobody in the town had asked for it, said the government of Avon.\n', 'overn-\n> ment')
        """
        if not self.at:
            return start, end
        return self._at(bisect_right(self.at, start) - 1, start), self._at(bisect_left(self.at, end) - 1, end)

    def _at(self, k: int, offset: int) -> int:
        k = max(k, 0)
        behind = self.source[min(k + 1, len(self.source) - 1)]
        return min(self.source[k] + offset - self.at[k], behind)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a reading, from `offset` on, that went through the pipeline as a text of its own."""

    reading: Reading
    offset: int = 0

    def place(self, start: int, end: int) -> Span:
        """Where a span of the window stands in the text that was read."""
        return self.reading.place(start + self.offset, end + self.offset)


WHOLE = Window(Reading(""))


def read(text: str) -> Reading:
    r"""Read a text: wrapped lines joined, words that a line end cut put together, marks of mail left out.

    Every line end that stays is "\n", and is one of the text's own: of a heading, a paragraph, a verse, an item.

    >>> read("Flood wall\n\n    The council voted to rebuild the wall of Lowgate and\nthe bridge.").text
    'Flood wall\n\nThe council voted to rebuild the wall of Lowgate and the bridge.'
    """
    if is_plain(text):
        return _pieced(text, [(0, len(text), "")])
    lines = _without_page_numbers(text, split_lines(text))
    soft = soft_ends(text, lines)
    if not any(soft) and not ends_strangely(text) and not any(line.depth for line in lines):
        return _pieced(text, [(0, len(text), "")])  # blanks around the line ends of ordinary text are left alone
    return _pieced(text, list(_stretches(text, lines, soft)))


def _without_page_numbers(text: str, lines: list[Line]) -> list[Line]:
    """The lines without page numbers inside sentences: alone on their line at the end or the head of a page."""
    kept: list[Line] = []
    for k, line in enumerate(lines):
        at_border = line.opens_page or (k + 1 < len(lines) and lines[k + 1].opens_page)
        inside = 0 < k < len(lines) - 1 and text[lines[k + 1].start].islower()
        if not (at_border and inside and _PAGE_NUMBER.fullmatch(text, line.start, line.end)):
            before = kept[-1].end if kept else 0
            kept.append(Line(line.start, line.end, line.indent, line.depth, text[before : line.start]))
    return kept


def _stretches(text: str, lines: Sequence[Line], soft: Sequence[bool]) -> Iterator[tuple[int, int, str]]:
    """Start and end of what stays of each line, and what stands behind it in the reading."""
    if not lines:
        return
    hyphens = _hyphens(text, lines, soft)
    if lines[0].ended_by:
        yield 0, 0, "\n" * (lines[0].ends_before)
    for line, following, goes_on in zip(lines, lines[1:], soft, strict=False):
        if goes_on:
            between, dropped = hyphens.joined(text[line.start : line.end], text[following.start : following.end])
            yield line.start, line.end - dropped, between
        else:
            yield line.start, line.end, "\n" * following.ends_before
    rest = text[lines[-1].end :]
    yield lines[-1].start, lines[-1].end, "\n" * Line(0, 0, 0, 0, rest).ends_before


def _hyphens(text: str, lines: Sequence[Line], soft: Sequence[bool]) -> Hyphens:
    """The judge of hyphens, told whether some line surely ends inside a word."""
    words = [text[line.start : line.end] for line in lines]
    judge = Hyphens(words)
    inside = [pair for pair, goes_on in zip(pairwise(words), soft, strict=True) if goes_on]
    hyphened = [pair for pair in inside if pair[0].endswith(HYPHENS)]
    share = len(hyphened) / max(len(inside), 1)
    sure = any(judge.joined(*pair)[1] for pair in hyphened)
    judge.cuts_words = len(hyphened) >= _FEW and share > (_SOME if sure else _MANY)
    return judge


def _seams(text: str, start: int, end: int) -> list[int]:
    """Where sentences were run together without a blank."""
    found = (m for m in _RUN_TOGETHER.finditer(text, start, end) if (m[2] or m[3]) in _openers())
    return [m.start() for m in found if _fits_the_marks(text, m)]


def _fits_the_marks(text: str, seam: re.Match[str]) -> bool:
    """A straight quotation mark at a seam opens where none is open on its line, and closes where one is."""
    at = seam.start()
    if seam["opened"] == '"' or (seam["opened"] is None and text[at - 1] == '"'):
        near = max(at - LOOK_BACK, 0)
        return not straight_mark_open(text, max(text.rfind("\n", near, at) + 1, near), at)
    return True


@cache
def _openers() -> frozenset[str]:
    return frozenset(read_lists("text", "layout")["openers"].split())


def _pieced(text: str, stretches: Sequence[tuple[int, int, str]]) -> Reading:
    """The reading made of stretches of the text, put apart where sentences were run together."""
    parts: list[str] = []
    at: list[int] = []
    source: list[int] = []
    reached = 0
    for start, end, between in stretches:
        borders = [start, *_seams(text, start, end), end]
        for k, (first, last) in enumerate(pairwise(borders)):
            behind = between if k + 2 == len(borders) else " "
            parts += [text[first:last], behind]
            at.append(reached)
            source.append(first)
            reached += last - first + len(behind)
    at.append(reached)  # the end, so that no place lies behind it
    source.append(len(text))
    whole = "".join(parts)
    return Reading(text) if whole == text else Reading(whole, tuple(at), tuple(source))
