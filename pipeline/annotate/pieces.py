"""Word pieces of words: what the encoder reads instead of letters, and what they leave out, the case and the spacing.

The pieces are uncased, so each word brings its case with it: "may" and "May" are the same piece with another mark. The
white space before a word is part of the mark as well: it tells an opening quotation mark from a closing one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CASES = 8
SPACINGS = 3  # the word stands against the one before; behind white space; at the start of a line
MARKS = 1 + CASES * SPACINGS  # 0 is for what is no word: the borders of a chunk and the padding
MOST_PIECES = 12  # of one word: what is longer is no word of a language
_LONGEST = 100  # characters that are looked at
_MOST_KEPT = 200_000  # words whose pieces are remembered

PieceIds = tuple[int, ...]


class WordPieces:
    """The pieces of words, each found once: a text repeats most of its words.

    >>> from pipeline.annotate.pieces import case_of
    >>> [case_of(word) for word in ("may", "May", "MAY", "McCoy", "I", "2,471", "B-52", "—")]
    [0, 1, 2, 3, 4, 5, 6, 7]
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[PieceIds, int]] = {}
        known = tokenizer.get_vocab()
        try:
            self.cls, self.sep, self.unknown = known["[CLS]"], known["[SEP]"], known["[UNK]"]
        except KeyError as error:
            raise ValueError(f"tokenizer.json: no piece {error}") from None

    @classmethod
    def of(cls, text: str) -> WordPieces:
        """Make it from the text of a `tokenizer.json`.

        Raises:
            ValueError: where it is damaged.
        """
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_str(text)
        except Exception as error:  # the library raises nothing narrower
            raise ValueError(f"tokenizer.json: {error}") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer)

    def whole_words(self) -> Iterator[str]:
        """The words that are one piece: the most frequent ones of English, written small."""
        return (piece for piece in self._tokenizer.get_vocab() if piece.isalpha())

    def of_words(self, words: Sequence[str]) -> list[tuple[PieceIds, int]]:
        """Pieces and case of each word; a word that no piece fits is one unknown piece, never none."""
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
        new = sorted(set(words).difference(self._known))
        for word, found in zip(new, self._pieces(new), strict=True):
            self._known[word] = (tuple(found[:MOST_PIECES]) or (self.unknown,), case_of(word))
        return list(map(self._known.__getitem__, words))

    def _pieces(self, words: Sequence[str]) -> list[list[int]]:
        cut = [word[:_LONGEST] for word in words]
        return [found.ids for found in self._tokenizer.encode_batch_fast(cut, add_special_tokens=False)]


def case_of(word: str) -> int:
    """How a word is written: lower, Title, UPPER, miXed, one capital, digits, digits and letters, neither."""
    letters, digits = any(map(str.isalpha, word)), any(map(str.isdigit, word))
    if digits:
        return 6 if letters else 5
    if not letters:
        return 7
    if word.islower():
        return 0
    if len(word) == 1:
        return 4
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


def mark_of(case: int, spacing: int) -> int:
    """The number that stands beside each piece of a word, below `MARKS`."""
    return 1 + case * SPACINGS + spacing
