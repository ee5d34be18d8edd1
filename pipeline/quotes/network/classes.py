"""Numbers of words by their hashes: sorted arrays, searched for all words of a document at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id

from pipeline.quotes.network.columns import Ints

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Classes:
    """Sorted hashes of strings, and the number of each."""

    hashes: Hashes
    numbers: Ints

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> Classes:
        """Take the numbers of strings."""
        hashes = np.array([get_string_id(word) for word in numbers], dtype=np.uint64)
        order = np.argsort(hashes)
        return cls(hashes[order], np.array([*numbers.values()], dtype=np.int64)[order])

    def look_up(self, hashes: Hashes) -> Ints:
        """The number of each string, 0 for those that are not known.

        >>> Classes.of({"say": 1, "think": 2}).look_up(np.array([get_string_id("think"), 7], dtype=np.uint64)).tolist()
        [2, 0]
        """
        place = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[place] == hashes, self.numbers[place], 0)
