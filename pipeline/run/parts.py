"""Results of units on disk, until their shard is whole: all tables of a unit in one file."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES

if TYPE_CHECKING:
    import pyarrow as pa


def part_path(work: Path, key: str) -> Path:
    """Where the result of the unit `key` stands."""
    return work / "parts" / f"{key}.arrows"


def write_part(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write a unit's tables one after the other into one file, atomically."""
    with store.atomic_path(path, path.parent) as temporary, temporary.open("wb") as stream:
        _write(tables, stream)


def read_part(path: Path) -> dict[str, pa.Table]:
    """The tables of a unit."""
    with path.open("rb") as stream:
        return _read(stream)


def pack(tables: Mapping[str, pa.Table]) -> bytes:
    """The same tables as bytes, to be sent."""
    stream = BytesIO()
    _write(tables, stream)
    return stream.getvalue()


def unpack(packed: bytes) -> dict[str, pa.Table]:
    """The tables that were packed."""
    return _read(BytesIO(packed))


def _write(tables: Mapping[str, pa.Table], stream: BinaryIO) -> None:
    import pyarrow as pa

    for table in EXTRACT_TABLES:
        with pa.ipc.new_stream(stream, tables[table.name].schema) as writer:
            writer.write_table(tables[table.name])


def _read(stream: BinaryIO) -> dict[str, pa.Table]:
    import pyarrow as pa

    return {table.name: pa.ipc.open_stream(stream).read_all() for table in EXTRACT_TABLES}
