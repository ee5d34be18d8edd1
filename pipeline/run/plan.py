"""What stands and what is wanted: which rows are taken over, which articles are annotated, and which are gone.

Pure: from the records of the articles whose rows stand in tables, and those of the articles that were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipeline.run.article_refs import Records
from pipeline.run.shards import Limits, Shard, make_shards

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, Any]

Gone = Literal["keep", "remove"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A shard whose files stand whole, made with the settings, model and code of this run.

    `again` are those of its articles that are to be annotated anew all the same.
    """

    file_name: str
    records: Records
    again: Records = field(default_factory=lambda: Records.of([]))


@dataclass(frozen=True, slots=True)
class Taken:
    """Articles whose rows are taken over from standing files of this name; `moved` stand elsewhere in the input now."""

    file_name: str
    records: Records
    moved: Records


@dataclass(frozen=True, slots=True)
class Todo:
    """A shard that is to be written: articles that are annotated, and rows that are taken over."""

    shard: Shard
    fresh: Records
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All shards, those to be written, and how many articles stand in tables but were not read."""

    shards: Sequence[Shard]
    todo: Sequence[Todo]
    gone: int

    @property
    def fresh(self) -> int:
        """How many articles are annotated."""
        return sum(len(one.fresh) for one in self.todo)


def make_plan(
    wanted: Records, standing: Sequence[Standing], run_key: str, limits: Limits, gone: Gone = "remove"
) -> Plan:
    """Decide for every article, read or standing, what becomes of its rows.

    An article is the same where all of it is but the place where it was read. `gone` says what becomes of articles
    that stand in tables and were not read.

    >>> make_plan(Records.of([]), [], "key", Limits(8, 100, 2, 50)).fresh
    0
    """
    absent = _absent(wanted, standing)
    records = Records.joined([wanted, absent]) if gone == "keep" else wanted
    shards = make_shards(records, run_key, limits)
    index = _Index(standing)
    stand = {one.file_name for one in standing}
    todo = []
    for shard in shards:
        one = index.todo(shard)
        if len(one.fresh) or shard.file_name not in stand:
            todo.append(one)
    return Plan(shards, todo, len(absent))


def _absent(wanted: Records, standing: Sequence[Standing]) -> Records:
    """The articles that stand and are not wanted, each once."""
    import numpy as np

    known = np.sort(wanted.orders)
    there = Records.joined([one.records.where(~_among(one.records.orders, known)) for one in standing])
    _, first = np.unique(there.orders, return_index=True)
    return there.where(first)


def _among(values: Column, known: Column) -> Column:
    """Whether each value is among sorted ones."""
    import numpy as np

    if not len(known):
        return np.zeros(len(values), bool)
    found: Column = known[np.searchsorted(known, values).clip(max=len(known) - 1)] == values
    return found


class _Index:
    """Finds an article among those that stand."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        import numpy as np

        self._standing = standing
        self._there = Records.joined([one.records for one in standing])
        self._file = np.repeat(np.arange(len(standing)), [len(one.records) for one in standing])
        self._by_content = np.argsort(self._there.contents, kind="stable")
        self._contents = self._there.contents[self._by_content]
        self._again = Records.joined([one.again for one in standing]).orders

    def todo(self, shard: Shard) -> Todo:
        """What is to be done for a shard."""
        import numpy as np

        records = Records.of(shard.records)
        places, found = self._find(records)
        found &= ~(np.isin(records.orders, self._again) & records.in_spool)
        return Todo(shard, records.where(~found), tuple(self._taken(records.where(found), places[found])))

    def _find(self, records: Records) -> tuple[Column, Column]:
        """Places among those that stand, and whether there is one."""
        import numpy as np

        if not len(self._there):
            return np.zeros(len(records), int), np.zeros(len(records), bool)
        places = self._by_content[np.searchsorted(self._contents, records.contents).clip(max=len(self._there) - 1)]
        at = self._there.where(places)
        return places, (at.contents == records.contents) & (at.orders == records.orders)

    def _taken(self, records: Records, places: Column) -> Iterator[Taken]:
        import numpy as np

        moved = (self._there.where(places).digests != records.digests).any(axis=1)
        files = self._file[places]
        for file in np.unique(files).tolist():
            these = files == file
            yield Taken(self._standing[file].file_name, records.where(these), records.where(these & moved))
