"""Where the lines and paragraphs of a `Doc` end: the one place that what reads a `Doc` asks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pipeline.text.lines import is_plain, line_ends, split_lines
from pipeline.text.tokens import text_of
from pipeline.text.wraps import soft_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_layouts: WeakKeyDictionary[Doc, Layout] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Layout:
    """The ends of a text's own lines, `[starts[k], ends[k])` each; ends that only wrap a line are none of them."""

    size: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def breaks(self, start: int, end: int) -> int:
        r"""How many lines end between two offsets.

        >>> layout_of_text("Rain.\n\nIt fell.").breaks(4, 8)
        2
        """
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)

    def line_start(self, offset: int) -> int:
        r"""Where the line begins in which an offset lies.

        >>> layout_of_text("Rain.\n\nIt fell.").line_start(10)
        7
        """
        k = bisect_left(self.starts, offset)
        return self.ends[k - 1] if k else 0

    def line_end(self, offset: int) -> int:
        """Where the line ends in which an offset lies."""
        k = bisect_left(self.starts, offset)
        return self.starts[k] if k < len(self.starts) else self.size

    def lines(self) -> Iterator[tuple[int, int]]:
        r"""Start and end of every line that is not empty. A line of its own is a paragraph.

        >>> list(layout_of_text("Rain.\n\nIt fell.").lines())
        [(0, 5), (7, 15)]
        """
        for start, end in zip((0, *self.ends), (*self.starts, self.size), strict=True):
            if start < end:
                yield start, end


def lines_kept(text: str) -> Layout:
    """The layout of a reading: all its line ends are its own."""
    return _layout(text, line_ends(text))


def layout_of_text(text: str) -> Layout:
    r"""The layout of a text as it is.

    >>> wrapped = "The rain that fell all day on the town of Avonmouth has made the\nriver rise."
    >>> layout_of_text(wrapped).breaks(0, len(wrapped))
    0
    """
    ends = line_ends(text)
    if not ends or is_plain(text):
        return _layout(text, ends)
    lines = split_lines(text)
    soft = soft_ends(text, lines)
    inside = [(a.end, b.start) for a, b, goes_on in zip(lines, lines[1:], soft, strict=False) if goes_on]
    return _layout(text, [end for end in ends if not _within(end, inside)])


def _within(end: tuple[int, int], gaps: list[tuple[int, int]]) -> bool:
    k = bisect_left(gaps, (end[1],)) - 1
    return k >= 0 and gaps[k][0] <= end[0] and end[1] <= gaps[k][1]


def _layout(text: str, ends: list[tuple[int, int]]) -> Layout:
    return Layout(len(text), tuple(start for start, _ in ends), tuple(end for _, end in ends))


def layout_of(doc: Doc) -> Layout:
    r"""The layout of a `Doc`, found once.

    >>> import spacy
    >>> doc = spacy.blank("en")("Rain.\nIt fell.")
    >>> layout_of(doc).starts, layout_of(doc) is layout_of(doc)
    ((5,), True)
    """
    layout = _layouts.get(doc)
    if layout is None:
        layout = _layouts[doc] = layout_of_text(text_of(doc))
    return layout


def ends_line(token: Token) -> bool:
    """Whether a line ends in a token, which then is white space."""
    return token.is_space and layout_of(token.doc).breaks(token.idx, token.idx + len(token)) > 0


def keep_lines(doc: Doc) -> Doc:
    """Say of a `Doc` that its text is a reading: nothing in it is wrapped, however it looks."""
    _layouts[doc] = lines_kept(text_of(doc))
    return doc
