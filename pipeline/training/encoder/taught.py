"""What a corpus says of the words of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taught:
    """Labels of the words of a document, `n` of them.

    `tags`, `morphs`, `lemmas`, `deps`: strings, None where the gold has none; `heads`: the governing word, the word's
    own number for a root, -1 where there is none; `starts`: 1 where a sentence starts, 0, -1; `entities`: the numbers
    of the labels that a word may have as bits, 0 where nothing is known.
    """

    tags: Sequence[str | None]
    morphs: Sequence[str | None]
    lemmas: Sequence[str | None]
    deps: Sequence[str | None]
    heads: Sequence[int]
    starts: Sequence[int]
    entities: Sequence[int]

    @classmethod
    def names_only(cls, entities: Sequence[int]) -> Taught:
        """What a corpus of names alone teaches."""
        none, unknown = [None] * len(entities), [-1] * len(entities)
        return cls(none, none, none, none, unknown, unknown, entities)
