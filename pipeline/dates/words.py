"""A text as a list of small words: runs of letters, runs of digits, single signs.

The date grammar reads these instead of spaCy tokens, because "10am", "two-week" and "1980s" must look the same
whatever tokenizer the pipeline has; character offsets lead back to the tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline.text.layout import Layout, layout_of_text

_WORD = re.compile(r"([^\W\d_]+|[0-9]+|[^\w\s]|[_\d])")
# Signs that read alike; replacing one after the other is much faster than a table.
_ALIKE = (("’", "'"), ("‘", "'"), ("`", "'"), ("‐", "-"), ("‑", "-"))
_PADDING = 16


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `text`: lower-cased forms with their offsets, padded with empty words at the end."""

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    layout: Layout

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

    def in_quotation(self, i: int) -> bool:
        """Whether a quotation opened on the same line is still open at the word."""
        line, here = self.layout.line_start(self.start[i]), self.start[i]
        straight, opened, closed, opened_twice, closed_twice = (
            bisect_right(ends, here) - bisect_right(ends, line) for ends in _mark_ends(self.text)
        )
        return straight % 2 == 1 or opened > closed or opened_twice > closed_twice

    def opens_line(self, i: int) -> bool:
        """Whether the word is the first of its line."""
        return i == 0 or self.layout.breaks(self.end[i - 1], self.start[i]) > 0


@lru_cache(maxsize=4)
def _mark_ends(text: str) -> tuple[list[int], ...]:
    """Where the quotation marks of each kind end: a place is looked up without counting from the start of its line."""
    return tuple([mark.end() for mark in re.finditer(sign, text)] for sign in ('"', "“", "”", "``", "''"))


def split_words(text: str, layout: Layout | None = None) -> Words:
    """Split a text into words.

    >>> split_words("The 1980s, 10am.").low[:7]
    ['the', '1980', 's', ',', '10', 'am', '.']
    """
    lowered = text.lower()
    safe = len(lowered) == len(text) and "Σ" not in text  # else a letter's small form depends on what is around it
    # Cut at the words, the pieces between them kept: the lengths of all give every offset without a match each.
    parts = _WORD.split(text if not safe else lowered if text.isascii() else _plain(lowered))
    offsets = list(accumulate(map(len, parts), initial=0))
    low = parts[1::2] if safe else [_plain(word.lower()) for word in parts[1::2]]
    size = len(text)
    padding = [size] * _PADDING
    start, end = offsets[1:-1:2] + padding, offsets[2::2] + padding
    return Words(text, low + [""] * _PADDING, start, end, layout or layout_of_text(text))


def _plain(text: str) -> str:
    for sign, plain in _ALIKE:
        text = text.replace(sign, plain)
    return text
