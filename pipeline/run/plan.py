"""The plan of a run, from what stands and what is wanted: which rows are taken over, which articles are annotated.

Pure: from the refs of the articles whose rows stand in tables, and those of the articles that were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.run.article_refs import ArticleRefs
from pipeline.run.shards import Limits, Shard, make_shards

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class FinishedShard:
    """A shard whose files stand whole, made with the settings, model and code of this run.

    `again` are those of its articles that are to be annotated anew all the same.
    """

    file_name: str
    refs: ArticleRefs
    again: ArticleRefs = field(default_factory=lambda: ArticleRefs.of([]))


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Articles whose rows are taken over from standing files of this name; `moved` stand elsewhere in the input now."""

    file_name: str
    refs: ArticleRefs
    moved: ArticleRefs


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """A shard that is to be written: articles that are annotated, and rows that are taken over."""

    shard: Shard
    fresh: ArticleRefs
    taken: tuple[TakenOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All shards, and those to be written."""

    shards: Sequence[Shard]
    to_write: Sequence[ShardPlan]

    @property
    def fresh(self) -> int:
        """How many articles are annotated."""
        return sum(len(one.fresh) for one in self.to_write)


def make_plan(wanted: ArticleRefs, finished: Sequence[FinishedShard], run_key: str, limits: Limits) -> Plan:
    """Decide for every article whether it is annotated or its rows are taken over.

    An article is the same where all of it is but the place where it was read.

    >>> make_plan(ArticleRefs.of([]), [], "key", Limits(8, 100, 2, 50)).fresh
    0
    """
    shards = make_shards(wanted, run_key, limits)
    index = _Index(finished)
    stand = {one.file_name for one in finished}
    to_write = []
    for shard in shards:
        one = index.plan_of(shard)
        if len(one.fresh) or shard.file_name not in stand:
            to_write.append(one)
    return Plan(shards, to_write)


class _Index:
    """Finds an article among those that stand."""

    def __init__(self, finished: Sequence[FinishedShard]) -> None:
        import numpy as np

        self._finished = finished
        self._there = ArticleRefs.joined([one.refs for one in finished])
        self._file = np.repeat(np.arange(len(finished)), [len(one.refs) for one in finished])
        self._by_content = np.argsort(self._there.contents, kind="stable")
        self._contents = self._there.contents[self._by_content]
        self._again = ArticleRefs.joined([one.again for one in finished]).orders

    def plan_of(self, shard: Shard) -> ShardPlan:
        """What is to be done for a shard."""
        import numpy as np

        refs = ArticleRefs.of(shard.refs)
        places, found = self._find(refs)
        found &= ~(np.isin(refs.orders, self._again) & refs.in_spool)
        return ShardPlan(shard, refs.where(~found), tuple(self._taken(refs.where(found), places[found])))

    def _find(self, refs: ArticleRefs) -> tuple[Column, Column]:
        """Places among those that stand, and whether there is one."""
        import numpy as np

        if not len(self._there):
            return np.zeros(len(refs), int), np.zeros(len(refs), bool)
        places = self._by_content[np.searchsorted(self._contents, refs.contents).clip(max=len(self._there) - 1)]
        at = self._there.where(places)
        return places, (at.contents == refs.contents) & (at.orders == refs.orders)

    def _taken(self, refs: ArticleRefs, places: Column) -> Iterator[TakenOver]:
        import numpy as np

        moved = (self._there.where(places).digests != refs.digests).any(axis=1)
        files = self._file[places]
        for file in np.unique(files).tolist():
            these = files == file
            yield TakenOver(self._finished[file].file_name, refs.where(these), refs.where(these & moved))
