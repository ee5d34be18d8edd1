"""What articles have in common: the company a name keeps, and whether two articles report one event."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import nsmallest

from pipeline.reconcile.table_rows import DocumentRow

_DAYS_APART = 31  # an event is over after a month
_SAME_EVENT = 2.5  # weight of shared names and key terms
_WIDESPREAD = 0.1  # a name in more than a tenth of all articles tells no company
_FEW = 20  # articles; among so few every name tells
_LOOKED_AT = 12  # articles of a name that are compared with those of another


@dataclass(frozen=True)
class Events:
    """All articles with the names that stand in each."""

    documents: Mapping[str, DocumentRow]
    names: Mapping[str, frozenset[str]]
    cache: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False)

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(name for names in self.names.values() for name in names)

    @cached_property
    def _features(self) -> dict[str, frozenset[str]]:
        """Single words: the names of an article and its key terms."""
        found = {}
        for doc_id, document in self.documents.items():
            words = {word for name in self.names.get(doc_id, ()) for word in name.split()}
            words |= {word for term in document.keyterms for word in term.lower().split()}
            found[doc_id] = frozenset(word for word in words if len(word) > 2)
        return found

    @cached_property
    def _feature_frequency(self) -> Counter[str]:
        return Counter(word for words in self._features.values() for word in words)

    def is_rare(self, name: str) -> bool:
        """Whether a name stands in few enough articles to say which event an article reports."""
        return len(self.documents) < _FEW or self._frequency[name] <= _WIDESPREAD * len(self.documents)

    def same(self, a: str, b: str, without: frozenset[str] = frozenset()) -> bool:
        """Whether two articles report one event; the words `without` are no evidence."""
        if a == b:
            return True
        if without:
            return self._compare(a, b, without)
        pair = (a, b) if a < b else (b, a)
        if pair not in self.cache:
            self.cache[pair] = self._compare(a, b, without)
        return self.cache[pair]

    def _compare(self, a: str, b: str, without: frozenset[str]) -> bool:
        one, other = self.documents[a].published, self.documents[b].published
        if one and other and abs((one - other).days) > _DAYS_APART:
            return False
        shared = (self._features[a] & self._features[b]) - without
        return sum(sorted(map(self._weight, shared))) >= _SAME_EVENT

    def _weight(self, word: str) -> float:
        """1 for what only these articles have, down to 0 for what all have."""
        n = len(self.documents)
        if n < _FEW:
            return 1.0
        return math.log(n / self._feature_frequency[word]) / math.log(n)

    def any_same(self, docs: Iterable[str], others: Iterable[str], without: frozenset[str] = frozenset()) -> bool:
        """Whether an article of one sort reports the event of one of the other."""
        pool = sorted(others)
        return any(self.same(a, b, without) for a in sorted(docs)[:_LOOKED_AT] for b in self._nearest(a, pool))

    def _nearest(self, doc_id: str, others: list[str]) -> list[str]:
        """Of many articles those published nearest to one."""
        day = self.documents[doc_id].published
        if len(others) <= _LOOKED_AT or day is None:
            return others[:_LOOKED_AT]
        return nsmallest(_LOOKED_AT, others, key=lambda other: self._days_apart(day, other))

    def _days_apart(self, day: date, doc_id: str) -> int:
        published = self.documents[doc_id].published
        return abs((published - day).days) if published else _DAYS_APART
