"""A document prepared for the grammar: its pieces, and the way from a piece to the parser's token."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

from pipeline.figures.lexicon import table
from pipeline.text.layout import layout_of
from pipeline.text.tokens import children, has_tree, sentence_around, text_of, token_starts
from pipeline.text.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "nsubj:pass"))


class DateSpan(Protocol):
    """What the grammar needs of a date: where it stands and its TIMEX3 type."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """After the last character."""
        ...

    @property
    def type(self) -> str:
        """TIMEX3 type."""
        ...


@cache
def _shared(what: str) -> frozenset[str]:
    return frozenset(table("joints")["shared"][what])


class PreparedDoc:
    """One document under the grammar's eyes. Everything costly is made only when a number asks for it."""

    def __init__(self, doc: Doc, dates: Iterable[DateSpan] = ()) -> None:
        self.doc = doc
        self.text: str = text_of(doc)
        self.layout = layout_of(doc)
        self.dates = sorted((d for d in dates if d.type != "DURATION"), key=lambda date: (date.start, date.end))
        # The pieces of dates are read neither as numbers nor as anything else.
        self.pieces = words_of(doc).pieces.without((d.start, d.end) for d in self.dates if d.type != "SET")
        self.lowers, self.texts = self.pieces.lowers, self.pieces.texts
        self.has_tags = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self.has_tree = has_tree(doc)
        self._subjects: dict[int, Token | None] = {}

    @cached_property
    def has_entities(self) -> bool:
        """Whether the recogniser found anything; spaCy makes all entities anew at each call."""
        return bool(self.doc.ents)

    @cached_property
    def _starts(self) -> list[int]:
        return token_starts(self.doc)

    def token_at(self, offset: int) -> Token:
        """Return the token that covers a character offset (or the last one before it)."""
        return self.doc[max(0, bisect_right(self._starts, offset) - 1)]

    def token(self, index: int) -> Token:
        """Return the token of a piece."""
        return self.token_at(self.pieces[index].start)

    def subject_of(self, token: Token) -> Token | None:
        """Return the subject of a verb, looked for once: all the figures of a list may hang on the same verb."""
        if token.i not in self._subjects:
            self._subjects[token.i] = next((child for child in children(token) if child.dep_ in SUBJECTS), None)
        return self._subjects[token.i]

    def sentence_start(self, token: Token) -> int:
        """Return the first token of the sentence that a token stands in."""
        around = sentence_around(self.doc, token.i)
        return around[0] if around is not None else 0

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Character offsets where sentences begin; paragraphs where nothing marked sentences."""
        if self.doc.has_annotation("SENT_START"):
            return [sent.start_char for sent in self.doc.sents]
        return [0, *self.layout.ends]

    def sentence_of(self, offset: int) -> int:
        """Return the number of the sentence in which an offset lies."""
        return bisect_right(self.sentence_starts, offset) - 1

    def is_line_start(self, index: int) -> bool:
        """Whether a piece is the first of its line."""
        start = self.pieces[index].start
        before = self.pieces.at(index - 1)
        return before.start < 0 or self.layout.breaks(before.end, start) > 0

    def shares(self, what: str, first: int, last: int) -> bool:
        """Whether the words between two figures say that both have the same unit, change or the like."""
        return " ".join(self.lowers[first:last]) in _shared(what)

    def breaks_between(self, first: int, last: int) -> bool:
        """Whether a line ends between two pieces."""
        return self.layout.breaks(self.pieces[first].end, self.pieces[last].start) > 0
