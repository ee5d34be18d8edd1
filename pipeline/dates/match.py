"""A rule's match at one place of a text: its words, and what its slots have read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.text.words import Words

if TYPE_CHECKING:
    from pipeline.dates.tense import Facts


@dataclass(frozen=True, slots=True)
class Match:
    """The words from `start` to `end`, exclusive, with a value and a place for each named slot that took something."""

    words: Words
    start: int
    end: int
    values: Mapping[str, Any]
    places: Mapping[str, int]
    facts: Facts | None = None

    def get(self, name: str) -> Any:
        """What the slot of this name read, None where it was left out.

        >>> from pipeline.text.words import split_words
        >>> found = Match(split_words("May 3"), 0, 2, {"month": 5, "day": 3}, {"month": 0, "day": 1})
        >>> found.get("day"), found.get("year")
        (3, None)
        """
        return self.values.get(name)

    def word(self, name: str) -> str:
        """The first word that the slot of this name took, empty where it was left out."""
        return self.words.low[self.places[name]] if name in self.places else ""

    @property
    def offset(self) -> int:
        """Offset of the first character."""
        return self.words.start[self.start]
