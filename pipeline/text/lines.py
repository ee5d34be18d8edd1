"""A text as lines: where each begins and ends, without indentation and without the quoting marks of mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Whatever ends a line somewhere: also old Macs, pages (form feed), and Unicode's own signs for lines and paragraphs.
_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_QUOTING = re.compile(r"(?:[ \t]*>)+")
_QUOTED_LINES = 2  # a single line that begins with ">" is somebody's arrow
_STRANGE_END = r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]"
_STRANGE = re.compile(_STRANGE_END)
# Where none of this stands, every line is a paragraph from blank line to blank line.
_ODD = re.compile(rf"{_STRANGE_END}|\n[ \t\u00a0\u3000>]|[^\n]\n[^\n]|\A>")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words: `[start, end)` without blanks and quoting marks around them.

    `indent` counts the blanks before the words, `depth` the quoting marks. `ended_by` is all that stands between the
    words of the line before and these: line ends, blanks, quoting marks.
    """

    start: int
    end: int
    indent: int
    depth: int
    ended_by: str

    @property
    def width(self) -> int:
        """Its length as it is set, quoting marks aside."""
        return self.indent + self.end - self.start

    @property
    def ends_before(self) -> int:
        """How many line ends stand between this line and the one before: two or more where blank lines part them."""
        return len(_END.findall(self.ended_by)) + self.ended_by.count("\u2029")

    @property
    def opens_page(self) -> bool:
        """Whether a page ends before this line."""
        return "\f" in self.ended_by


def is_plain(text: str) -> bool:
    r"""Whether every line of a text is a paragraph between blank lines and nothing has to be found out about it.

    >>> is_plain("Rain.\n\nIt rained all day."), is_plain("It rained\nall day.")
    (True, False)
    """
    return _ODD.search(text) is None


def ends_strangely(text: str) -> bool:
    r"""Whether a line of a text ends otherwise than by "\n"."""
    return _STRANGE.search(text) is not None


def line_ends(text: str) -> list[tuple[int, int]]:
    r"""Offsets of every line end, "\r\n" counting as one.

    >>> line_ends("one\r\ntwo\u2028three")
    [(3, 5), (8, 9)]
    """
    return [found.span() for found in _END.finditer(text)]


def split_lines(text: str) -> list[Line]:
    r"""The lines of a text that hold words.

    >>> [(text[line.start : line.end], line.indent, line.depth) for text in ["> It rained\n>  all day."]
    ...  for line in split_lines(text)]
    [('It rained', 0, 1), ('all day.', 1, 1)]
    """
    borders = [0, *(at for span in line_ends(text) for at in span), len(text)]
    spans = list(zip(borders[::2], borders[1::2], strict=True))
    quoting = [_QUOTING.match(text, start, end) for start, end in spans]
    if sum(mark is not None for mark in quoting) < _QUOTED_LINES:
        quoting = [None] * len(spans)
    lines: list[Line] = []
    before = 0
    for (start, end), mark in zip(spans, quoting, strict=True):
        depth = mark.group().count(">") if mark else 0
        inner = mark.end() + (text[mark.end() : mark.end() + 1] == " ") if mark else start
        words = text[inner:end].strip()
        if words:
            first = text.index(words[0], inner)
            lines.append(Line(first, first + len(words), first - inner, depth, text[before:first]))
            before = first + len(words)
    return lines
