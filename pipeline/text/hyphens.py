"""Hyphens at the ends of wrapped lines: whether they cut a word in two, belong to it, or wait for a second word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.resources import read_lists

_SOFT_HYPHEN = "\u00ad"
HYPHENS = ("-", "‐", _SOFT_HYPHEN)
_BEFORE = re.compile(rf"[\w’']+(?:-[\w’']+)*[{''.join(HYPHENS)}]\Z")
_AFTER = re.compile(r"[\w’']+(?:-[\w’']+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DASH = re.compile(r"[\w!\"'&.,?](?:-{2,}|—)\Z|\w–\Z")
_DASHED = re.compile(r"-{2,}\w")


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(read_lists("text", "layout")[name].split())


class Hyphens:
    """What a text itself says about its words: which it writes with a hyphen, which as one.

    `cuts_words`: some of its lines surely end inside a word, so that others may.

    >>> hyphens = Hyphens(["The government is well-liked. The govern-", "ment fell."])
    >>> hyphens.joined("The govern-", "ment fell"), hyphens.joined("a well-", "liked mayor"), hyphens.joined("a", "b")
    (('', 1), ('', 0), (' ', 0))
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """Count the words of a text, but for the pieces around hyphens at the ends of its lines."""
        self.cuts_words = False
        self._words: Counter[str] = Counter()
        cut = False
        for line in lines:
            words = _WORD.findall(line.lower())
            hyphened = line.endswith(HYPHENS)
            self._words.update(words[int(cut) : -1 if hyphened else None])
            cut = hyphened

    def joined(self, before: str, after: str) -> tuple[str, int]:
        """What stands between two lines that go on, and how many characters of the first are no part of the text."""
        if _DASH.search(before[-4:]) or (_DASHED.match(after) and not before[-1:].isspace()):
            together = after[:1].isalnum() or _DASHED.match(after) is not None
            return ("" if together else " "), 0
        head, tail = _BEFORE.search(before[-60:]), _AFTER.match(after)
        if head is None or tail is None:
            return " ", 0
        if head.group()[-1] == _SOFT_HYPHEN:
            return "", 1
        if tail.group() in _list("pairing") and "-" not in tail.group():
            return " ", 0
        return "", int(self._cut(head.group()[:-1].lower(), tail.group()))

    def _cut(self, head: str, tail: str) -> bool:
        """Whether the hyphen was put in between two pieces of one word."""
        if not tail[0].islower() or not head[-1].isalpha():
            return False
        one, two = f"{head}{tail}", f"{head}-{tail}"
        if self._words[one] != self._words[two]:
            return self._words[one] > self._words[two]
        first = head.split("-")[-1]
        if "-" in head or "-" in tail:
            return False
        opens, ends = first in _list("compounding"), tail in _list("compounded")
        if self.cuts_words:
            return not ((opens or self._words[first]) and (ends or self._words[tail]))
        return not opens and tail in _list("endings") and not self._words[tail]
