"""Which lines of a text were wrapped: ended because the line was full, not because something was finished.

Whoever wraps at a width ends a line where the next word would not have fitted. So the lines of a wrapped paragraph are
close under one maximum, all but the last, and mostly the next goes on with a small letter. Headlines, poems, lists,
tables and the turns of a transcript end where they please.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.resources import read_lists
from pipeline.text.lines import Line

_NARROWEST, _WIDEST = 25, 130  # columns; what is longer was not wrapped
_SAFE = 45  # in lines as long as this a single one that goes on is enough
_FEW = 3  # lines that go on: below, nothing is joined but what goes on by its words
_CONSISTENT = 0.85  # of the lines that go on, those that were full
_GOING_ON = 0.4  # of the full lines, those that go on by their words; in prose it is three quarters
_RAGGED = 0.6  # of the width: proportional letters and wraps by hand leave lines of unequal length
_NEAR = 0.85  # two lines of one block are as long
_ANY = 1 << 30  # the width of lines that were broken at none
_ALL = 0.8  # of such lines, those that go on by their words
_LONG = 40  # and half of them are no items of a list
_ALIKE = 0.7  # of the lines wrapped by hand, those that are of about one length
_TURNS = 2
_PARTED = 2  # paragraphs that show how this text parts them: then no quotation mark has to
_LOOK_BACK = 2000  # characters of a paragraph that are searched for open quotation marks
_WIDTHS = 12  # how many of the longest lines are tried as the width

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_OPENING = "\"'“‘«([„`"
_ITEM = re.compile(r"(?:[-–—*•·▪‣◦o]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_TURN = re.compile(r"[\"“]?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}:(?:\s|\Z)")
_TWO_BLANKS = re.compile(r"[.!?]  \S")  # as typists put behind a sentence
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")


@dataclass(frozen=True, slots=True)
class Break:
    """The end of line `at` of a text. To stand on it, the next word would have `needed` so many columns more.

    `goes_on`: the words around it are of one sentence; `ended`: a sentence or an announcement ends there; `parted`: no
    wrapped paragraph has such an end; `unbroken`: the line is one long word.
    """

    at: int
    width: int
    needed: int
    goes_on: bool
    ended: bool
    parted: bool
    unbroken: bool

    def full(self, width: int) -> bool:
        """Whether the first word of the next line would not have fitted into this one."""
        return self.width + self.needed > width


@cache
def _open_ends() -> frozenset[str]:
    return frozenset(read_lists("text", "layout")["open_ends"].split())


def soft_ends(text: str, lines: Sequence[Line]) -> list[bool]:
    r"""For each line but the last: whether its end is layout, and the next line goes on with it.

    >>> from pipeline.text.lines import split_lines
    >>> text = '''Rain in Avonmouth
    ... The rain that fell on the town of Avonmouth all day long on Monday
    ... has made the river rise above the wall.'''
    >>> soft_ends(text, split_lines(text))
    [False, True]
    """
    breaks = _breaks(text, lines) if lines else []
    soft = [False] * len(breaks)
    groups: dict[int, list[Break]] = defaultdict(list)
    for one in breaks:
        groups[lines[one.at].depth].append(one)
    paragraphs = 0  # of several lines each, that blank lines or indentation part
    for group in groups.values():
        whole = _Wrap.of([one for one in group if not one.parted])
        for block in _blocks(group):
            paragraphs += len(block) > 1
            own = _Wrap.of(block) if len(block) >= _FEW else None
            wrap = own if own is not None and own.sure else whole
            for one in block:
                soft[one.at] = wrap is not None and wrap.made(one)
    begun = lines[0].start if lines else 0
    for one in breaks:
        if (
            paragraphs < _PARTED
            and soft[one.at]
            and one.ended
            and _quotes_again(text, begun, lines[one.at], lines[one.at + 1])
        ):
            soft[one.at] = False
        begun = begun if soft[one.at] else lines[one.at + 1].start
        if lines[one.at + 1].opens_page:  # a page ends wherever it is full, with or without blank lines
            soft[one.at] = soft[one.at] or (one.goes_on and not one.ended)
    return soft


def _quotes_again(text: str, begun: int, line: Line, following: Line) -> bool:
    """Whether a paragraph opens a quotation again that the one before, begun there, has left open."""
    if text[following.start] not in '“"':
        return False
    marks = text[max(begun, line.end - _LOOK_BACK) : line.end]
    return marks.count("“") > marks.count("”") or marks.count('"') % 2 == 1


def _blocks(breaks: Sequence[Break]) -> Iterator[list[Break]]:
    """Breaks of lines that stand directly below each other, those that part left out."""
    block: list[Break] = []
    for one in breaks:
        if block and (one.parted or one.at != block[-1].at + 1):
            yield block
            block = []
        if not one.parted:
            block.append(one)
    if block:
        yield block


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How some lines were wrapped: at which width, by columns or `ragged`, and how many lines show it."""

    width: int
    ragged: bool
    seen: int

    @classmethod
    def of(cls, breaks: Sequence[Break]) -> _Wrap | None:
        """What the lines that go on by their words tell; None where too little does."""
        on = [b for b in breaks if b.goes_on and not b.unbroken and _NARROWEST <= b.width <= _WIDEST]
        if not on:
            return None
        least = _SAFE if len(on) < 2 else _NARROWEST
        for width in sorted({b.width for b in on}, reverse=True)[:_WIDTHS]:
            kept = sum(b.width <= width and b.full(width) for b in on)
            if width >= least and kept >= _CONSISTENT * len(on):
                found = cls(width, False, len(on))
                return found if len(on) >= _GOING_ON * sum(found._fills(b) for b in breaks) else None
        return cls._ragged(on, len(breaks))

    @classmethod
    def _ragged(cls, on: Sequence[Break], count: int) -> _Wrap | None:
        """Lines of about one length, or broken anywhere (at every link of a page) but nearly all inside sentences."""
        width = sorted(b.width for b in on)[-1 - len(on) // 10]
        if len(on) < _FEW or width < _SAFE:
            return None
        if sum(_RAGGED * width <= b.width for b in on) >= _ALIKE * len(on) and 2 * len(on) >= count:
            return cls(width, True, len(on))
        broken = len(on) >= _ALL * count and 2 * sum(b.width >= _LONG for b in on) >= len(on)
        return cls(_ANY, True, len(on)) if broken else None

    @property
    def sure(self) -> bool:
        """Whether more lines than chance would give show it."""
        return self.seen >= _FEW

    @property
    def _slack(self) -> int:
        """A line may be longer than those that go on by their words, the more the fewer those are."""
        return 2 if self.seen > 15 else 4 if self.seen > 5 else 10

    def _fills(self, one: Break) -> bool:
        if self.ragged:
            return one.width >= _RAGGED * self.width
        return one.unbroken or (one.full(self.width) and one.width <= self.width + self._slack)

    def made(self, one: Break) -> bool:
        """Whether the break is one of these wraps."""
        if one.goes_on and not one.ended:
            within = _RAGGED * self.width <= one.width <= self.width + self._slack
            return self.ragged or within or self._fills(one)
        return self._fills(one) and (self.sure or not one.ended)


def _breaks(text: str, lines: Sequence[Line]) -> list[Break]:
    openings = _openings(text, lines)
    spaced = _TWO_BLANKS.search(text) is not None
    found = []
    for at, (line, following) in enumerate(pairwise(lines)):
        words, after = text[line.start : line.end], text[following.start : following.end]
        going = _goes_on(words, after)
        parted = following.ends_before > 1 or following.depth != line.depth or openings[at + 1]
        parted = parted or (not going and _indented(at, lines, openings[at]))
        ended = _ENDS.search(words) is not None
        needed = len(after.split(None, 1)[0]) + (2 if ended and spaced else 1)
        found.append(Break(at, line.width, needed, going, ended, parted, " " not in words))
    return found


def _openings(text: str, lines: Sequence[Line]) -> list[bool]:
    """Which lines open an item of a list or a turn of a transcript.

    A dash, a number or a name with a colon stand at the head of a wrapped line too, but only where no more would have
    fitted into the line before. One item or two turns that stand elsewhere show that there are such.
    """
    longest = max((line.width for line in lines if line.width <= _WIDEST), default=0)
    items = [_ITEM.match(text, line.start, line.end) for line in lines]
    turns = [_TURN.match(text, line.start, line.end) for line in lines]
    free = [True, *(_has_room(line, following, text, longest) for line, following in pairwise(lines))]
    transcript = sum(turn is not None and alone for turn, alone in zip(turns, free, strict=True)) >= _TURNS
    found = []
    listed = ""
    for line, item, turn, alone in zip(lines, items, turns, free, strict=True):
        mark = item.group().strip()[-1] if item else ""
        if alone and mark:
            listed = mark
        elif line.ends_before > 1:
            listed = ""
        found.append(bool(mark and mark == listed) or (turn is not None and (alone or transcript)))
    return found


def _has_room(line: Line, following: Line, text: str, longest: int) -> bool:
    """Whether the first word of a line would have fitted into the one before, or a blank line parts them."""
    first = text[following.start : following.end].split(None, 1)[0]
    return following.ends_before > 1 or line.width + 1 + len(first) <= longest


def _goes_on(words: str, after: str) -> bool:
    """Whether what follows belongs to the same sentence by its small letter or by the open end before it."""
    first = after.lstrip(_OPENING)[:1]
    if words.endswith(":"):
        return False
    if first.islower():
        return True
    if _ENDS.search(words):
        return False
    if words.isupper() and after.isupper():
        return True
    last = _LAST_WORD.search(words[-20:])
    return words.endswith(",") or (last is not None and last.group() in _open_ends())


def _indented(at: int, lines: Sequence[Line], in_item: bool) -> bool:
    """Whether indentation parts line `at` from the next: a paragraph begun by it, or the end of an indented block."""
    line, following = lines[at], lines[at + 1]
    if following.indent != line.indent:
        block = at > 0 and not in_item and lines[at - 1].indent == line.indent and line.ends_before == 1
        filled = block and lines[at - 1].width > _NEAR * line.width
        return following.indent > line.indent or filled
    behind = lines[at + 2] if at + 2 < len(lines) else following
    return behind.ends_before == 1 and behind.indent < following.indent
