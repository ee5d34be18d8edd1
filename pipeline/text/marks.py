"""Quotation marks in a line: which opens, which closes, and what stands between them, without any parse.

An opening mark that nothing closes opens a region to the end of its line, which is how a quotation over several
paragraphs is set: each paragraph opens again, the last one closes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.resources import read_lists

MARKS = "\"“”„‟«»`'"  # that a content loses at its ends
SINGLE_MARKS = "‘’"  # may belong to it: "the riders’"
_MARK = re.compile(r"[“”„‟«»\"]|''|``")
_SINGLE = re.compile(r"[‘’']")
_PAIR_OF_SINGLES = re.compile(r"(?<!\w)[‘'](?=\S)([^‘’']*(?:\w[’'](?=\w)[^‘’']*)*)(?<=\S)[’'](?!\w)")
_SINGLE_OPENS = re.compile(r"(?<!\w)[‘'](?=\w)")
_CUT_SHORT = re.compile(r"[‘’'](?:\d\ds?|em|tis|twas|cause|til)\b", re.IGNORECASE)
_EDGE = " \t\r\n\u00a0,;:"
_STRAIGHT = ('"', "''", "``")
_ALWAYS_OPENS = ("“", "„", "‟", "«", "``")
_ALWAYS_CLOSES = ("”", "»")
_EITHER_WAY = ("“", "«")  # German sets „…“ and »…«
_BEFORE_OPENING = " \t\u00a0([{-–—―/:‘'"
_AFTER_CLOSING = " \t\u00a0)]}.,;:!?-–—―/’'"
LOOK_BACK = 2000  # characters that are searched for marks left open
_FEWEST_BLANKS = (
    3  # in a single-quoted stretch: shorter ones are scare quotes or apostrophes far more often than speech
)

Role = Literal["open", "close", "either"]


@dataclass(frozen=True, slots=True)
class Region:
    """Characters `[start, end)` with the marks, `[inner_start, inner_end)` without; `closed`: a mark ends it."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def regions_in_line(text: str, start: int, end: int) -> list[Region]:
    """Pair the quotation marks of one line, `text[start:end]`.

    A line without a double mark is searched for single ones, as many British outlets set them.

    >>> text = 'He said: "No." Then "yes'
    >>> [text[region.inner_start : region.inner_end] for region in regions_in_line(text, 0, len(text))]
    ['No.', 'yes']
    """
    marks = [m.span() for m in _MARK.finditer(text, start, end) if not _measures(text, start, *m.span())]
    return _paired(text, start, end, marks) if marks else _single_quoted(text, start, end)


def straight_mark_open(text: str, start: int, end: int) -> bool:
    """Whether a straight mark between two offsets of a line is still open at the end, by their number alone.

    >>> straight_mark_open('She said: "It rains', 0, 19), straight_mark_open('She said: "It rains"', 0, 20)
    (True, False)
    """
    first = max(start, end - LOOK_BACK)
    return sum(text.count(mark, first, end) for mark in _STRAIGHT) % 2 == 1


def left_open(text: str, start: int, end: int) -> bool:
    """Whether any quotation begun between two offsets is still open at the end, by the number of marks alone."""
    first = max(start, end - LOOK_BACK)
    return straight_mark_open(text, first, end) or text.count("“", first, end) > text.count("”", first, end)


def _measures(text: str, line_start: int, start: int, end: int) -> bool:
    """A straight mark after a digit may be inches or seconds: 5'10", 6" — when what precedes is no open quotation."""
    if text[start:end] not in ('"', "''") or start == 0 or not text[start - 1].isdigit():
        return False
    return not straight_mark_open(text, line_start, start)


def without_marks(text: str) -> str:
    """A stretch of speech without its quotation marks; apostrophes, feet and inches stay.

    >>> without_marks('it was "a shame", and the riders’ ‘own fault’')
    'it was a shame, and the riders’ own fault'
    """
    bare = _MARK.sub(lambda m: m.group() if _measures(text, 0, *m.span()) else "", text)
    return " ".join(_PAIR_OF_SINGLES.sub(r"\1", bare).split())


def has_mark(text: str) -> bool:
    """Whether a double quotation mark stands in a stretch of speech.

    >>> has_mark('said he was "glad'), has_mark("the riders’ own")
    (True, False)
    """
    return any(not _measures(text, 0, *m.span()) for m in _MARK.finditer(text))


def bare_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without quotation marks, blanks and commas at its ends; an apostrophe there stays.

    >>> text = 'it is "a shame," and'
    >>> text[slice(*bare_span(text, 0, 16))], text[slice(*bare_span(text, 6, 16))]
    ('it is "a shame', 'a shame')
    """
    first = start
    while start < end and _falls(text, start) and not _CUT_SHORT.match(text, start):
        start += 1
    while start < end and _falls(text, end - 1) and not _belongs(text, first, end - 1):
        end -= 1
    return start, end


def _falls(text: str, at: int) -> bool:
    return text[at] in MARKS or text[at] in SINGLE_MARKS or text[at] in _EDGE


def _belongs(text: str, start: int, at: int) -> bool:
    """Whether the last character of a stretch, which looks like a mark, is an apostrophe or means inches."""
    if text[at] == "'" or text[at] in SINGLE_MARKS:
        return at > 0 and text[at - 1] in "sS" and not _SINGLE_OPENS.search(text, start, at)
    return _measures(text, start, at, at + 1)


def _paired(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> list[Region]:
    regions: list[Region] = []
    opened: tuple[int, int] | None = None
    for mark_start, mark_end in marks:
        role = _role(text, start, end, mark_start, mark_end)
        if opened is None:
            if role in ("open", "either"):
                opened = (mark_start, mark_end)
        elif role == "open":  # the one before was never closed
            regions.append(Region(opened[0], mark_start, opened[1], mark_start, False))
            opened = (mark_start, mark_end)
        else:
            regions.append(Region(opened[0], mark_end, opened[1], mark_start, True))
            opened = None
    if opened is not None:
        frame = _forgotten().search(text, opened[1], end)
        stop = frame.start() + 1 if frame else end
        regions.append(Region(opened[0], stop, opened[1], stop, frame is not None))
    return [r for r in regions if text[r.inner_start : r.inner_end].strip()]


@cache
def _forgotten() -> re.Pattern[str]:
    """`"We lost the crop, said Ann Lee.`: a mark forgotten before the frame; only news prose has this order."""
    lists = read_lists("text", "marks")
    cues, articles = ("|".join(lists[name].split()) for name in ("frame_cues", "frame_articles"))
    return re.compile(rf",\s(?=(?:{cues})\s(?:[A-Z]|(?:{articles})\s))")


def _role(text: str, start: int, end: int, mark_start: int, mark_end: int) -> Role:
    """Whether a mark opens or closes, from its shape and its neighbours within the line `[start, end)`."""
    before = text[mark_start - 1] if mark_start > start else " "
    after = text[mark_end] if mark_end < end else " "
    mark = text[mark_start:mark_end]
    if mark in _ALWAYS_OPENS:
        wrong_way = (
            mark in _EITHER_WAY and before not in _BEFORE_OPENING and (after.isspace() or after in _AFTER_CLOSING)
        )
        return "close" if wrong_way else "open"
    if mark in _ALWAYS_CLOSES:
        wrong_way = before.isspace() and not after.isspace() and after not in _AFTER_CLOSING
        return "open" if wrong_way else "close"
    return _straight_role(before, after)


def _straight_role(before: str, after: str) -> Role:
    may_open = before in _BEFORE_OPENING
    may_close = after in _AFTER_CLOSING
    if may_open and not after.isspace() and (before.isspace() or not may_close or before in "([{—–"):
        return "either" if before.isspace() and may_close and after not in "'‘" else "open"
    if may_close and not before.isspace():
        return "close"
    return "either"


def _stands_free(text: str, start: int, opened: int) -> bool:
    """A single mark at the head of a line or behind a colon, as headlines set what somebody says."""
    return opened == start or text[start:opened].rstrip().endswith(":")


def _single_quoted(text: str, start: int, end: int) -> list[Region]:
    """Single-quoted stretches of at least four words in a line without double marks."""
    regions: list[Region] = []
    opened: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = before in " \t\u00a0([—–:" and not after.isspace() and after not in _AFTER_CLOSING
        closes = not before.isspace() and after in " \t\u00a0.,;:!?)]—–" and match.group() != "‘"
        if opened is None and opens:
            opened = at
        elif opened is not None and (
            (closes and before in ".,!?…") or (at == end - 1 and _stands_free(text, start, opened))
        ):
            if text[opened + 1 : at].count(" ") >= _FEWEST_BLANKS:
                regions.append(Region(opened, at + 1, opened + 1, at, True))
            opened = None
    return regions
