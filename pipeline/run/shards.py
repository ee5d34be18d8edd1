"""Documents grouped into shards and units by content: the same documents give the same groups, in whatever order.

A shard is one file per table. Shards are the leaves of a binary tree over the documents' `order`: a leaf that
would grow too large is split in two, so that one document more changes one shard and no other. A unit is what a
worker does at a time: a part of a shard, small enough that no core waits long at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil

from pipeline.run.article_refs import ArticleRefs
from pipeline.run.spool import ArticleRef
from pipeline.settings import Settings

_BITS = 64
_UNITS_FOR_A_START = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a shard and a unit hold."""

    shard_documents: int
    shard_chars: int
    unit_documents: int
    unit_chars: int


@dataclass(frozen=True, slots=True)
class Shard:
    """One file per table: `name` tells where its documents lie in the tree, and `key` all that its tables depend on."""

    name: str
    key: str
    refs: Sequence[ArticleRef]

    @property
    def file_name(self) -> str:
        """The name of its file in every table's folder."""
        return f"{self.name}-{self.key}.parquet"


@dataclass(frozen=True, slots=True)
class WorkUnit:
    """What a worker does at a time; `key` names its result."""

    key: str
    refs: tuple[ArticleRef, ...]

    def halves(self, run_key: str) -> tuple[WorkUnit, WorkUnit]:
        """The unit as two, to find the one document that kills its worker."""
        middle = len(self.refs) // 2
        return make_unit(self.refs[:middle], run_key), make_unit(self.refs[middle:], run_key)

    def singles(self, run_key: str) -> tuple[WorkUnit, ...]:
        """The unit as one for each document."""
        return tuple(make_unit([ref], run_key) for ref in self.refs)

    def seconds(self, settings: Settings) -> float:
        """How long it may take: what one document may, and more where it is longer than a window."""
        chars = sum(ref.chars for ref in self.refs)
        return float(settings.timeout * max(1, -(-chars // settings.window_chars)))


def make_shards(refs: Sequence[ArticleRef], run_key: str, limits: Limits) -> list[Shard]:
    """Group documents into shards, the one with the longest document first; one empty shard where there are none.

    `run_key` stands for all that the tables depend on besides the documents: settings, model, code.
    """
    leaves = _leaves(ArticleRefs.of(refs).sorted(), "", limits)
    shards = [(group.longest, Shard(bits or "all", key_of(run_key, group), group)) for bits, group in leaves]
    return [shard for _, shard in sorted(shards, key=lambda pair: (-pair[0], pair[1].name))]


def _leaves(refs: ArticleRefs, bits: str, limits: Limits) -> Iterator[tuple[str, ArticleRefs]]:
    fits = len(refs) <= limits.shard_documents and refs.chars <= limits.shard_chars
    if fits or len(refs) <= 1 or len(bits) == _BITS:
        if refs or not bits:
            yield bits, refs
        return
    without, with_bit = refs.split(1 << (_BITS - 1 - len(bits)))
    yield from _leaves(without, bits + "0", limits)
    yield from _leaves(with_bit, bits + "1", limits)


def make_units(refs: Sequence[ArticleRef], run_key: str, limits: Limits) -> list[WorkUnit]:
    """Cut the documents of a shard into units, the longest first."""
    groups: list[list[ArticleRef]] = []
    chars = 0
    for ref in refs:
        full = groups and (len(groups[-1]) >= limits.unit_documents or chars + ref.chars > limits.unit_chars)
        if not groups or full:
            groups.append([])
            chars = 0
        groups[-1].append(ref)
        chars += ref.chars
    groups.sort(key=lambda group: -sum(ref.chars for ref in group))
    return [make_unit(group, run_key) for group in groups]


def make_unit(refs: Sequence[ArticleRef], run_key: str) -> WorkUnit:
    """A unit of these documents."""
    return WorkUnit(key_of(run_key, refs), tuple(refs))


def workers_for(documents: int, chars: int, limits: Limits) -> int:
    """How many workers are worth their start for so much work: a start takes as long as a unit of full size.

    >>> workers_for(20, 50_000, Limits(512, 4_000_000, 64, 40_000))
    1
    """
    units = max(documents / limits.unit_documents, chars / limits.unit_chars)
    return max(1, ceil(units / _UNITS_FOR_A_START))


def key_of(run_key: str, refs: Sequence[ArticleRef]) -> str:
    """What names a shard or unit of these documents: it changes with any field of any of them, and with the run key."""
    digest = blake2b(run_key.encode(), digest_size=8)
    for ref in refs:
        digest.update(ref.digest)
    return digest.hexdigest()
