"""Rows of CSV and TSV as people write them: a field in quotation marks is one only where the marks are whole.

What the csv module reads strictly is read by it. Where a quotation mark is stray, it is part of the text, and the
record ends with its line, so that it swallows no other.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import TextIO

from pipeline.ingest.column_names import find_columns

MAX_FIELD = 100_000_000  # characters, also of a line
MAX_COLUMNS = 10_000
_DELIMITERS = (",", ";", "\t", "|")
_NONE = "\x1f"  # stands in no text: the delimiter of a table with one column
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's first line
_DIGITS = re.compile(r"\d+")
_LONGEST_KEY = 40  # characters of an id or a day in a row's first field
_NEEDS_MARKS = re.compile('["\t\r\n]')


class EndlessError(csv.Error):
    """A field or line that is none of an article."""


class Rows:
    """The rows of a CSV stream without those that are empty. `header` is the first, `delimiter` parts the fields."""

    def __init__(self, stream: TextIO, *, tabs: bool = False) -> None:
        csv.field_size_limit(MAX_FIELD)
        self._stream = stream
        self._ahead: deque[str] = deque()
        self.delimiter = ","
        first = self._line()
        if given := _SEPARATOR_LINE.fullmatch(first):
            first = self._line()
        self._ahead.append(first)
        if (columns := max(map(first.count, _DELIMITERS))) > MAX_COLUMNS:
            raise EndlessError(f"the header has {columns} columns")
        self.delimiter = given[1] if given else _delimiter(first, tabs)
        self.header: list[str] = []
        self._all_quoted = first.startswith('"')
        self.header = [name.strip() for name in next(self._read(), [])]

    def __iter__(self) -> Iterator[list[str]]:
        return self._read()

    def _read(self) -> Iterator[list[str]]:
        while line := self._line():
            if line.strip("\r\n"):
                yield self._row(line)

    def _line(self) -> str:
        return self._ahead.popleft() if self._ahead else self._checked(self._stream.readline(MAX_FIELD))

    def _checked(self, line: str) -> str:
        if len(line) >= MAX_FIELD:
            raise EndlessError(f"a line has more than {MAX_FIELD} characters")
        if (
            len(line) > MAX_COLUMNS and line.count(self.delimiter * 100) > MAX_COLUMNS
        ):  # a list of a million empty fields
            raise EndlessError("a line holds next to nothing but delimiters")
        return line

    def _row(self, line: str) -> list[str]:
        bare = line.rstrip("\r\n")
        if '"' not in line:
            return self._without_empty_ends(bare.split(self.delimiter))
        width = len(self.header)
        lines = [line]
        row = self._strict(lines)
        if row is not None and len(lines) > 1 and self._are_records(lines):
            self._ahead.extendleft(reversed(lines[1:]))
            row = None
        if row is not None and (len(row) == width or not width):
            return self._with_their_marks(row, line)
        other = [self._escaped(line), *(_loose(bare, self.delimiter, whole) for whole in (False, True))]
        fitting = next((one for one in other if one and len(one) == width), None)
        if fitting and row is not None:  # what was read strictly is given up: its further lines are records again
            self._ahead.extendleft(reversed(lines[1:]))
        return fitting or row or _loose(bare, self.delimiter, False)

    def _strict(self, lines: list[str]) -> list[str] | None:
        """The row that begins with `lines[0]`, and in `lines` all that it takes; None where a mark is stray."""

        def pull() -> Iterator[str]:
            yield lines[0]
            size = len(lines[0])
            while line := self._line():
                lines.append(line)
                if (size := size + len(line)) > MAX_FIELD:
                    raise EndlessError(f"a field has more than {MAX_FIELD} characters")
                yield line

        try:
            return self._without_empty_ends(next(csv.reader(pull(), delimiter=self.delimiter, strict=True)))
        except EndlessError:
            raise
        except csv.Error:
            self._ahead.extendleft(reversed(lines[1:]))
            del lines[1:]
            return None

    def _escaped(self, line: str) -> list[str] | None:
        r"""The row of a dialect that writes `\"` for a mark inside a field."""
        if '\\"' not in line:
            return None
        dialect = {"delimiter": self.delimiter, "escapechar": "\\", "doublequote": False, "strict": True}
        try:
            return next(csv.reader([line], **dialect))  # type: ignore[arg-type]
        except csv.Error:
            return None

    def _are_records(self, lines: list[str]) -> bool:
        """Whether lines that two stray marks seem to hold together are each a record by the look of them.

        A text with line breaks may happen to have as many commas as a row, but no further line that begins as the row
        does, with a number or a day. With tabs the count of fields is enough.
        """
        rows = [_loose(line.rstrip("\r\n"), self.delimiter, False) for line in lines]
        if len(self.header) < 2 or any(len(row) != len(self.header) for row in rows):
            return False
        firsts = {_DIGITS.sub("0", row[0].strip())[:_LONGEST_KEY] for row in rows}
        return self.delimiter == "\t" or (len(firsts) == 1 and "0" in firsts.pop())

    def _with_their_marks(self, row: list[str], line: str) -> list[str]:
        """In a table with tabs, where fields are seldom quoted: marks that nothing asks for belong to the text."""
        if self.delimiter != "\t" or self._all_quoted or any(_NEEDS_MARKS.search(field) for field in row):
            return row
        return line.rstrip("\r\n").split("\t")

    def _without_empty_ends(self, row: list[str]) -> list[str]:
        """Spreadsheets write empty fields behind the last column."""
        width = len(self.header)
        return row[:width] if width and not any(row[width:]) else row


def _delimiter(header: str, tabs: bool) -> str:
    """What parts the header into fields of articles, else into the most fields; commas and tabs before others."""
    found = {mark: _loose(header.strip("\r\n"), mark, True) for mark in _DELIMITERS}
    most = max(len(row) for row in found.values())
    if most == 1:
        return _NONE
    if tabs and len(found["\t"]) > 1:
        return "\t"

    def weight(mark: str) -> tuple[bool, int]:
        return "text" in find_columns(name.strip(' "') for name in found[mark]).taken, len(found[mark])

    return max(_DELIMITERS, key=weight)


def _loose(line: str, delimiter: str, pairs: bool) -> list[str]:
    """The fields of one line with stray marks kept; with `pairs`, no field ends between two marks."""
    fields: list[str] = []
    at = 0
    while True:
        found = _field(delimiter, pairs).match(line, at)
        assert found is not None  # an empty field matches
        quoted, plain = found.groups()
        fields.append(plain if quoted is None else quoted.replace('""', '"'))
        at = found.end() + 1
        if at > len(line):
            return fields


@cache
def _field(delimiter: str, pairs: bool) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    plain = rf'(?:"[^"]*+"|"(?![^"]*+")|[^"{mark}]++)*+' if pairs else rf"[^{mark}]*+"
    return re.compile(rf'"((?:[^"]++|"")*+)"(?={mark}|$)|({plain})')
