"""What earlier runs have left: which shards stand whole, by their inventories, and what this run has to do for that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO

from pipeline.run.article_refs import ArticleRefs
from pipeline.run.flags import Flags
from pipeline.run.output import Output
from pipeline.run.plan import FinishedShard, Plan, make_plan
from pipeline.run.shards import Limits, key_of
from pipeline.run.spool import order_of
from pipeline.tables.inventory import (
    INVENTORIES,
    RECONCILE,
    FileFacts,
    Inventory,
    InventoryError,
    fault,
    inventory_from,
)
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES

_SHARD = re.compile(r"([01]+|all)-[0-9a-f]{16}\.parquet")
_KEY, _ARTICLES = "run_key", "articles"
_TOLD = 5  # files that are not as they were written


@dataclass(slots=True)
class Existing:
    """What stands: whole shards of this run's kind, what the files of each are, and what is wrong, in words.

    `inventories` are the names of all inventories; `unknown` are files that none of them tells of, `older` the shards
    that other settings, another model or other code have made.
    """

    finished: list[FinishedShard] = field(default_factory=list)
    files: dict[str, Mapping[str, FileFacts]] = field(default_factory=dict)
    inventories: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    broken_off: bool = False  # a run before this one has left results of units

    def rows(self, file_name: str) -> Counter[str]:
        """How many rows of each table a shard has."""
        return Counter({name.partition("/")[0]: facts.rows for name, facts in self.files[file_name].items()})

    def without(self, damaged: Mapping[str, Sequence[str]]) -> None:
        """Leave out the shards of these files, for these reasons."""
        self.finished = [one for one in self.finished if one.file_name not in damaged]
        self.faults += [fault for faults in damaged.values() for fault in faults]

    def left_over(self, table: str) -> list[str]:
        """The files of a table that no inventory tells of and that have the name of a shard's."""
        files = (name.split("/") for name in self.unknown)
        return [name for folder, name in files if folder == table and _SHARD.fullmatch(name)]

    def told(self) -> list[str]:
        """What is not as it was written, in a few lines for a person."""
        lines = [f"{fault}: this run makes it anew" for fault in self.faults]
        # A run that is broken off while it writes a shard leaves some files without inventory; that is no news.
        unknown = [name for name in self.unknown if not (self.broken_off and _SHARD.search(name))]
        lines += [f"{name} is in no account of a run: this run removes it, or makes it anew" for name in unknown]
        more = len(lines) - _TOLD
        return lines if more <= 0 else [*lines[:_TOLD], f"and so it is with {more:,} more files"]


def made_of(run_key: str, refs: ArticleRefs) -> dict[str, str]:
    """What the inventory of a shard says of how it was made."""
    return {_KEY: run_key, _ARTICLES: refs.packed()}


def articles_of(output: Output) -> Iterator[tuple[str, ArticleRefs]]:
    """The articles of each shard, of whatever making, with the name of its files, as the inventories tell."""
    for name, text in output.inventories():
        with suppress(InventoryError, ValueError, KeyError):
            yield f"{name}.parquet", ArticleRefs.unpacked(inventory_from(text).made[_ARTICLES])


def look_at_existing(output: Output, run_key: str) -> Existing:
    """Look at all that stands, by sizes alone where every look into a file is a journey."""
    sizes = {table.name: output.sizes(table.name) for table in EXTRACT_TABLES}
    found = Existing(broken_off=any((output.work / "parts").glob("*")))
    known: set[str] = set()
    for name, text in output.inventories():
        found.inventories.append(name)
        try:
            inventory = inventory_from(text)
        except InventoryError as error:
            found.faults.append(f"{INVENTORIES}/{name}.json: {error}")
            continue
        known.update(inventory.files)
        if name == RECONCILE:
            continue
        file_name = f"{name}.parquet"
        if inventory.made.get(_KEY, run_key) != run_key:
            found.older.append(file_name)
            found.files[file_name] = inventory.files
            continue
        faults = list(_faults(output, inventory.files, sizes, deep=not output.far))
        finished = None if faults else _finished_shard(file_name, inventory, run_key)
        found.faults += faults
        found.files[file_name] = inventory.files
        if finished:
            found.finished.append(finished)
        elif _ARTICLES in inventory.made:
            found.older.append(file_name)
    found.unknown = sorted({f"{table}/{name}" for table, files in sizes.items() for name in files} - known)
    return found


def _faults(
    output: Output, files: Mapping[str, FileFacts], sizes: Mapping[str, Mapping[str, int]], deep: bool
) -> Iterator[str]:
    for file, facts in files.items():
        table, _, name = file.partition("/")
        load = (lambda table=table, name=name: output.load(table, name)) if deep else None
        if what := fault(facts, sizes.get(table, {}).get(name), load):
            yield f"{file} {what}"


def _finished_shard(file_name: str, inventory: Inventory, run_key: str) -> FinishedShard | None:
    """The shard of an inventory whose files are whole; none where it is of no shard, or its name tells of others."""
    if _ARTICLES not in inventory.made:
        return None
    try:
        refs = ArticleRefs.unpacked(inventory.made[_ARTICLES])
    except ValueError:
        return None
    whole = {f"{table.name}/{file_name}" for table in EXTRACT_TABLES} == set(inventory.files)
    if not whole or not file_name.endswith(f"-{key_of(run_key, refs)}.parquet"):
        return None
    return FinishedShard(file_name, refs)


def damaged(output: Output, found: Existing, names: Iterable[str]) -> dict[str, list[str]]:
    """Which of these shards have other bytes than were written, with what is wrong: each file is read."""
    sizes = {table.name: output.sizes(table.name) for table in EXTRACT_TABLES}
    faults = {name: list(_faults(output, found.files[name], sizes, deep=True)) for name in names}
    return {name: some for name, some in faults.items() if some}


def with_errors(output: Output, found: Existing) -> list[FinishedShard]:
    """The shards that stand, in which all articles with rows of errors are to be done again."""
    return [_again(output, one) if found.rows(one.file_name)[ERRORS.name] else one for one in found.finished]


def _again(output: Output, one: FinishedShard) -> FinishedShard:
    import numpy as np
    import pyarrow.parquet as pq

    stream = BytesIO(output.load(ERRORS.name, one.file_name))
    doc_ids = set(pq.ParquetFile(stream).read(["doc_id"]).column("doc_id").to_pylist())
    orders = np.array([order_of(doc_id) for doc_id in doc_ids if doc_id is not None], dtype=np.uint64)
    return FinishedShard(one.file_name, one.refs, one.refs.where(np.isin(one.refs.orders, orders)))


def decide(output: Output, wanted: ArticleRefs, found: Existing, run_key: str, limits: Limits, flags: Flags) -> Plan:
    """What is to be done; where a look into a file is a journey, only those that rows are taken from are read."""
    while True:
        plan = make_plan(wanted, _finished(output, found, flags), run_key, limits)
        donors = {taken.file_name for one in plan.to_write for taken in one.taken}
        broken = damaged(output, found, sorted(donors)) if output.far else {}
        if not broken:
            return plan
        found.without(broken)


def _finished(output: Output, found: Existing, flags: Flags) -> list[FinishedShard]:
    if flags.force:
        return [FinishedShard(one.file_name, one.refs, one.refs) for one in found.finished]
    return with_errors(output, found) if flags.retry_errors else found.finished
