"""What stands on an article's page and is none of its sentences: boilerplate lines, datelines, the names of turns."""

from __future__ import annotations

import re
from functools import cache

from pipeline.resources import read_lists

LONGEST_BOILERPLATE = 250  # characters
_REACH = 40  # characters from the head of a dateline to its day or its dash
_AGENCY = r"\([A-Z][A-Za-z ]{0,12}\)"
_PLACE = re.compile(rf"[A-Z][A-Z .'-]{{1,30}},? ?(?:{_AGENCY}|[A-Za-z. ]{{0,12}})?,? ?")
_BEHIND_DAY = re.compile(rf"\.? ?(?:{_AGENCY} ?)?[-–—:]")
_DATELINE = re.compile(rf"[A-Z][A-Z'-]+\b[^\n]{{0,{_REACH}}}? (?:--|[-–—]) (?=[A-Z])")
# "WALLACE: …", "Ann Lee: …", "Q: …"; a mark may stand before the name where an outlet quotes the whole transcript.
_TURN = re.compile(r"[\"“]?(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}):(?:\s|\Z)")


def is_boilerplate(line: str) -> bool:
    """Whether a line is an invitation, a caption or a link between the article's own paragraphs.

    >>> is_boilerplate("READ MORE: Ten things to do this weekend"), is_boilerplate("Ten things were done.")
    (True, False)
    """
    stripped = line.strip()
    if len(stripped) > LONGEST_BOILERPLATE:
        return False
    lowered = stripped.lower()
    return lowered.startswith(_boilerplate("starts")) or any(words in lowered for words in _boilerplate("contains"))


@cache
def _boilerplate(place: str) -> tuple[str, ...]:
    return tuple(read_lists("text", "furniture")["boilerplate"][place])


def in_dateline(text: str, line_start: int, start: int, end: int) -> bool:
    """Whether a day `text[start:end]` stands in a dateline: a place in capitals before it, a dash or colon behind it.

    >>> text = "PARIS, July 13, 2022 - The bridge is shut."
    >>> in_dateline(text, 0, text.index("July"), text.index(" -"))
    True
    """
    before = text[max(line_start, start - _REACH) : start]
    return bool(_PLACE.fullmatch(before) and _BEHIND_DAY.match(text[end : end + 16]))


def dateline_end(text: str, start: int) -> int:
    """Where what follows a dateline begins that opens at `start`; `start` itself where none does.

    >>> text = "AVONMOUTH (AP) -- Ada Moss said so."
    >>> text[dateline_end(text, 0) :]
    'Ada Moss said so.'
    """
    found = _DATELINE.match(text, start)
    return found.end() if found else start


def letterhead_end(text: str, start: int) -> int:
    """Where the name begins in a letterhead that opens at `start`; `start` itself where none does.

    >>> "From the desk of Ada Moss"[letterhead_end("From the desk of Ada Moss", 0) :]
    'Ada Moss'
    """
    found = _letterheads().match(text, start)
    return found.end() if found and found["opening"] else start


def sender_end(text: str, start: int) -> int:
    """The same with or without its first word: "the desk of Ada Moss" speaks for her wherever it stands.

    >>> "the desk of Ada Moss"[sender_end("the desk of Ada Moss", 0) :]
    'Ada Moss'
    """
    found = _letterheads().match(text, start)
    return found.end() if found else start


@cache
def _letterheads() -> re.Pattern[str]:
    words = read_lists("text", "furniture")["letterheads"]
    senders = "|".join(map(re.escape, words["senders"]))
    return re.compile(rf"(?P<opening>{re.escape(words['opening'])} )?(?:{senders}) (?=\w)", re.IGNORECASE)


def turn_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the name stands that opens a turn of a transcript, in a line `text[start:end]`; None where none does.

    >>> turn_at("Ada Moss: The bridge is shut.", 0, 29)
    (0, 8)
    """
    found = _TURN.match(text, start, end)
    return found.span("name") if found else None
