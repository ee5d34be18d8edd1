"""What a worker does with a unit of work: read its articles, extract, and write the result.

All tables of a unit lie in one file, its part, until the shard that it belongs to is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline.article import Article
from pipeline.run.shards import WorkUnit
from pipeline.run.spool import read_articles, spool_path
from pipeline.run.workers.worker_process import StartError
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES

if TYPE_CHECKING:
    import pyarrow as pa

EXTRACTOR = "pipeline.extraction.extractor:make_extractor"


@dataclass(frozen=True, slots=True)
class ExtractJob:
    """The job of extracting units. `factory` is "module:function" and makes the extractor from the settings."""

    settings: Settings
    work: Path
    factory: str = EXTRACTOR

    def start(self) -> Callable[[WorkUnit], int]:
        """Load the model; the function returned gives the number of errors of a unit."""
        import pyarrow.parquet  # noqa: F401 - its import is no article's time

        module, name = self.factory.split(":")
        try:
            extract = getattr(import_module(module), name)(self.settings)
        except ValueError as error:
            raise StartError(str(error)) from error
        return lambda unit: self._run(unit, extract)

    def _run(self, unit: WorkUnit, extract: Callable[[Sequence[Article]], dict[str, pa.Table]]) -> int:
        articles = read_articles(spool_path(self.work), [(ref.offset, ref.length) for ref in unit.refs])
        tables = extract(articles)
        write_part(tables, part_path(self.work, unit.key))
        return int(tables["errors"].num_rows)


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
