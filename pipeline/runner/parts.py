"""Results of units on disk, until their shard is whole: all tables of a unit in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import store
from pipeline.schemas import EXTRACT_TABLES

if TYPE_CHECKING:
    import pyarrow as pa


def part_path(work: Path, key: str) -> Path:
    """Where the result of the unit `key` stands."""
    return work / "parts" / f"{key}.arrows"


def write_part(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write a unit's tables one after the other into one file, atomically."""
    import pyarrow as pa

    with store.atomic_path(path, path.parent) as temporary, temporary.open("wb") as stream:
        for table in EXTRACT_TABLES:
            with pa.ipc.new_stream(stream, tables[table.name].schema) as writer:
                writer.write_table(tables[table.name])


def read_part(path: Path) -> dict[str, pa.Table]:
    """The tables of a unit."""
    import pyarrow as pa

    with path.open("rb") as stream:
        return {table.name: pa.ipc.open_stream(stream).read_all() for table in EXTRACT_TABLES}


def publish(parts: Sequence[Path], out: Path, file_name: str, metadata: Mapping[str, str]) -> None:
    """Put the units of a shard together and write its file of every table."""
    read = [read_part(path) for path in parts]
    for table in EXTRACT_TABLES:
        whole = store.concat(table, [part[table.name] for part in read], metadata)
        store.write(whole, out / table.name / file_name, out / store.WORK)


def is_published(out: Path, file_name: str) -> bool:
    """Whether the tables of a shard stand; its name changes with all that they depend on."""
    return all((out / table.name / file_name).is_file() for table in EXTRACT_TABLES)


def remove_others(out: Path, keep: set[tuple[str, str]]) -> int:
    """Remove the files of the extracted tables that are not among the (table, file name) pairs; return how many."""
    removed = 0
    for table in EXTRACT_TABLES:
        for path in store.files(out, table.name):
            if (table.name, path.name) not in keep:
                path.unlink()
                removed += 1
    return removed
