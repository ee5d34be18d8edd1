"""Words in numbered classes, looked up by their hashes: sorted arrays, searched for all words of a document at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id

from pipeline.quotes.network.columns import Ints
from pipeline.resources import read_lists

Hashes = npt.NDArray[np.uint64]
CUE_CLASSES = 6  # with 0, the class of all other words


def numbers_of(classes: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """The number of each word in classes that are a `number` and `words`; a word of several has the lowest one.

    >>> numbers_of({"ask": {"number": 2, "words": "ask beg"}, "say": {"number": 1, "words": "say ask"}})
    {'say': 1, 'ask': 1, 'beg': 2}
    """
    numbers: dict[str, int] = {}
    for listed in sorted(classes.values(), key=lambda listed: int(listed["number"])):
        for word in listed["words"].split():
            numbers.setdefault(word, listed["number"])
    return numbers


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


def digest(tables: Iterable[Classes]) -> str:
    """A hash of which word has which number: neither the order of the words nor where they are listed changes it.

    >>> digest([Classes.of({"say": 1, "think": 2})]) == digest([Classes.of({"think": 2, "say": 1})])
    True
    """
    hashed = blake2b(digest_size=16)
    for table in tables:
        hashed.update(table.hashes.astype("<u8").tobytes() + table.numbers.astype("<i8").tobytes() + b"|")
    return hashed.hexdigest()


@lru_cache(maxsize=1)
def cue_classes() -> Classes:
    """The cue words as they were when the networks were trained; the rules' list may have grown since."""
    return Classes.of(numbers_of(read_lists("quotes", "network_cues")))
