"""Whether the first line of a text is its headline."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.ingest.published import DateUnclearError, parse_published

_LONGEST = 140  # characters
_FEWEST_WORDS, _MOST_WORDS = 2, 22
_PARAGRAPH = 100  # characters of a line that is no headline and was not wrapped
_ENDED = re.compile(r"[.,;:\-–—(][\"'”’)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)+$|\.\.\.$")  # "in the U.S.", "And then …"
# A byline, a dateline, a header of mail, a speaker in a transcript, a mark of lists and quotations.
_OTHER = re.compile(
    r"(?i:by)\s+[A-Z]|(?i:from|to|subject|date|sent|cc):|"
    r"[A-Z]{2,}[A-Z .,]*(?:\([^)]{1,30}\))?\s*[-–—:]\s|[QA][:.]\s|[>*•|#=~_-]"
)


def first_line(text: str) -> str | None:
    r"""The first line that is not blank.

    >>> first_line("\n Flood wall to rise again \nThe council voted.")
    'Flood wall to rise again'
    """
    return next((line.strip() for line in text.split("\n") if line.strip()), None)


def title_of(text: str, mode: Literal["auto", "yes", "no"]) -> str | None:
    r"""The first line of a text where it is to be its title.

    >>> title_of("Flood wall to rise again\n\nThe council voted on Thursday.", "auto")
    'Flood wall to rise again'
    >>> title_of("The council voted on\nThursday to rebuild the wall.", "auto") is None
    True
    """
    line = first_line(text)
    if mode == "no" or line is None:
        return None
    return line if mode == "yes" or _looks_like_headline(line, text) else None


def _looks_like_headline(line: str, text: str) -> bool:
    """Short, begun like a sentence, not ended like one, and apart from a text that follows."""
    words = line.split()
    if len(line) > _LONGEST or not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or line[0].islower():
        return False
    if _OTHER.match(line) or (_ENDED.search(line) and not _ABBREVIATED.search(line)) or _is_date(line):
        return False
    following = text[text.index(line) + len(line) :].lstrip(" \t").removeprefix("\n").split("\n", 1)
    if not following[0].strip():
        return len(following) > 1 and bool(following[1].strip())
    return len(following[0]) > _PARAGRAPH  # else the two may be lines of one wrapped paragraph


def _is_date(line: str) -> bool:
    try:
        parse_published(line, "day")
    except DateUnclearError:
        return False
    return True
