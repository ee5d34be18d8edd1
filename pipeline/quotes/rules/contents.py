"""What the cues of one paragraph govern, looked up for each quotation without a walk through all cues."""

from bisect import insort
from collections.abc import Iterator
from functools import cached_property

from pipeline.quotes.page import Page, QuotedTokens
from pipeline.quotes.rules.clauses import Piece, content_of
from pipeline.quotes.rules.cues import Cue


class Contents:
    """What each cue of a paragraph governs, for quotations that are asked about from left to right."""

    def __init__(self, page: Page, cues: list[Cue]) -> None:
        self._page, self._cues = page, cues
        self._open: list[tuple[int, Cue, Piece]] = []

    @cached_property
    def by_head(self) -> dict[int, Cue]:
        """The cues by their heads."""
        return {cue.head: cue for cue in self._cues}

    @cached_property
    def _waiting(self) -> list[tuple[int, Cue, Piece]]:
        """The pieces of all contents, the last first, each with the place of its cue."""
        found = [
            (i, cue, piece)
            for i, cue in enumerate(self._cues)
            if cue.source is not None
            for piece in content_of(self._page, cue)
        ]
        return sorted(found, key=lambda one: -one[2][0])

    def over(self, quoted: QuotedTokens) -> Iterator[tuple[Cue, Piece]]:
        """The cues whose content covers a quotation, in text order, each with that piece."""
        while self._waiting and self._waiting[-1][2][0] <= quoted.start:
            insort(self._open, self._waiting.pop(), key=lambda one: one[0])
        self._open = [one for one in self._open if quoted.end <= one[2][1] + 1]
        yield from ((cue, piece) for _, cue, piece in self._open)
