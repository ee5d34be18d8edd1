"""What the network reads of a word: its number, the row of its vector, and hashed pieces of its spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from pipeline.training.teacher.sentences import ParserSentence
from pipeline.training.teacher.vectors import vector_key

UNKNOWN, ROOT = 0, 1  # numbers of words
PIECE_ROWS = 16_384
_ROOT_FORM = ""  # the root stands at the head of every sentence; no word is empty


@dataclass(frozen=True, slots=True)
class Reading:
    """The features of one word form."""

    word: int
    vector: int
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KnownWords:
    """All numbers: of words, tags and labels, as the training sentences have them."""

    words: Mapping[str, int]
    vectors: Mapping[str, int]
    tags: Sequence[str]
    labels: Sequence[str]
    _read: dict[str, Reading] = field(default_factory=dict)

    def read(self, form: str) -> Reading:
        """The features of a word, or of the root for the empty form."""
        if form not in self._read:
            self._read[form] = self._new_reading(form)
        return self._read[form]

    def _new_reading(self, form: str) -> Reading:
        if form == _ROOT_FORM:
            return Reading(ROOT, 0, (crc32(b"root") % PIECE_ROWS,))
        key = vector_key(form)
        return Reading(self.words.get(key, UNKNOWN), self.vectors.get(key, 0), spelling(form))


def make_known_words(sentences: Iterable[ParserSentence], vectors: Mapping[str, int], min_count: int = 2) -> KnownWords:
    """Number the words, tags and labels of the training sentences, the frequent first."""
    words: Counter[str] = Counter()
    tags: set[str] = set()
    labels: set[str] = set()
    for sentence in sentences:
        words.update(map(vector_key, sentence.words))
        tags.update(sentence.tags)
        labels.update(sentence.labels)
    common = [word for word, count in words.items() if count >= min_count]
    frequent = sorted(common, key=lambda word: (-words[word], word))
    numbers = {word: number for number, word in enumerate(frequent, ROOT + 1)}
    return KnownWords(numbers, vectors, sorted(tags), sorted(labels))


def spelling(form: str) -> tuple[int, ...]:
    """Hashed pieces: the form itself, its shape, beginnings, endings and trigrams.

    >>> len(spelling("rain")), spelling("rain") == spelling("rain")
    (14, True)
    """
    low = form.lower()
    fenced = f"<{low}>"
    pieces = [f"f{form}", f"l{low}", f"s{shape(form)}"]
    pieces += [f"b{low[:size]}" for size in (1, 2, 3)]
    pieces += [f"e{low[-size:]}" for size in (1, 2, 3, 4)]
    pieces += [f"t{fenced[at : at + 3]}" for at in range(min(len(fenced) - 2, 20))]
    return tuple(crc32(piece.encode()) % PIECE_ROWS for piece in pieces)


def shape(form: str) -> str:
    """Upper case, lower case and digits as X, x and d; more than three alike in a row are cut.

    >>> shape("McArthur-2000s")
    'XxXxxx-dddx'
    """
    kinds = ["X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in form]
    return "".join(kind for i, kind in enumerate(kinds) if i < 3 or kinds[i - 3 : i] != [kind] * 3)
