"""Two quotes word by word: what of the shorter one stands in the longer one, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reconcile.quote_words import QuoteWord, word_lists
from pipeline.text.names import one_edit

_SLIP_FROM = 5  # letters of a word that may be misspelt
_NEAR = 3  # words between two runs that count as one passage
_LOOSE = 0.75  # what a word counts that is the same but for tense, person or number


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `[a, b)` of the shorter quote beside words `[c, d)` of the longer one; `same` where they agree."""

    same: bool
    a: int
    b: int
    c: int
    d: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two quotes beside each other, and how much of the shorter one is found."""

    shorter: Sequence[QuoteWord]
    longer: Sequence[QuoteWord]
    stretches: tuple[Stretch, ...]

    @property
    def similarity(self) -> float:
        """Share of the shorter quote's words found in the longer one, less for those in another form."""
        own = _own(self.shorter)
        return min(1.0, sum(self._worth(s) for s in self.stretches if s.same) / own) if own else 0.0

    def _worth(self, stretch: Stretch) -> float:
        both = zip(self.shorter[stretch.a : stretch.b], self.longer[stretch.c : stretch.d], strict=True)
        return sum(1.0 if x.key == y.key or _slip(x, y) else _LOOSE for x, y in both)

    @property
    def content(self) -> int:
        """How many different words that say something are found."""
        small = word_lists().small
        return len({self.shorter[i].key for s in self.stretches if s.same for i in range(s.a, s.b)} - small)

    @property
    def content_without_names(self) -> int:
        """The same without names: whom several reports name, they may tell different things of."""
        words = {w.key for s in self.stretches if s.same for w in self.shorter[s.a : s.b] if not w.is_name}
        return len(words - word_lists().small)

    @property
    def longest_run(self) -> int:
        """Words in a row that agree, at most; a slip of the pen does not end a row."""
        longest = run = a = c = 0
        for s in self.stretches:
            if s.same:
                run = run * ((s.a, s.c) == (a, c)) + s.b - s.a
                longest, a, c = max(longest, run), s.b, s.d
        return longest

    @property
    def covers(self) -> float:
        """Share of the longer quote's words that are found."""
        return sum(s.b - s.a for s in self.stretches if s.same) / max(1, len(self.longer))


def _own(words: Sequence[QuoteWord]) -> int:
    """How many words are the speaker's: what stands in brackets is the paper's."""
    return sum(not word.inserted for word in words)


def align(shorter: Sequence[QuoteWord], longer: Sequence[QuoteWord]) -> Alignment:
    """Put two quotes beside each other.

    >>> from pipeline.reconcile.quote_words import split_words
    >>> found = align(split_words("wait two hours in rain"), split_words("We had to wait two hours in the rain."))
    >>> found.similarity, found.longest_run
    (1.0, 4)
    """
    from rapidfuzz.distance import Indel

    opcodes = Indel.opcodes([w.loose for w in shorter], [w.loose for w in longer])
    rough = [Stretch(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end) for op in opcodes]
    kept = _without_chance(rough, shorter)
    return Alignment(shorter, longer, tuple(_with_slips(kept, shorter, longer)))


def _without_chance(stretches: Sequence[Stretch], shorter: Sequence[QuoteWord]) -> list[Stretch]:
    """The stretches that agree, without words that agree by chance far from all others; gaps stand between them."""
    agree = [s for s in stretches if s.same]
    strong = [s for s in agree if s.b - s.a > 1 or shorter[s.a].key not in word_lists().small]
    firm = [s for s in strong if s.b - s.a > 1]
    kept = [
        s for s in agree if s in firm or any(_gap(s, other) <= _NEAR for other in (firm or strong) if other is not s)
    ]
    whole: list[Stretch] = []
    at, to = 0, 0
    for s in kept:
        if s.a > at or s.c > to:
            whole.append(Stretch(False, at, s.a, to, s.c))
        whole.append(s)
        at, to = s.b, s.d
    a, c = max((x.b for x in stretches), default=0), max((x.d for x in stretches), default=0)
    return [*whole, Stretch(False, at, a, to, c)] if a > at or c > to else whole


def _gap(one: Stretch, other: Stretch) -> int:
    """Words of the longer quote between two stretches."""
    first, second = (one, other) if one.c < other.c else (other, one)
    return max(second.c - first.d, second.a - first.b)


def _with_slips(
    stretches: Sequence[Stretch], shorter: Sequence[QuoteWord], longer: Sequence[QuoteWord]
) -> list[Stretch]:
    """Words that are one but for a slip of the pen agree too."""
    found: list[Stretch] = []
    for s in stretches:
        if s.same or s.b - s.a != s.d - s.c:
            found.append(s)
            continue
        for i in range(s.b - s.a):
            x, y = shorter[s.a + i], longer[s.c + i]
            found.append(Stretch(_slip(x, y), s.a + i, s.a + i + 1, s.c + i, s.c + i + 1))
    return found


def _slip(x: QuoteWord, y: QuoteWord) -> bool:
    return x.key == y.key or (min(len(x.key), len(y.key)) >= _SLIP_FROM and x.key.isalpha() and one_edit(x.key, y.key))
