"""What a worker does with a unit: read its articles, extract, write its part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.article import Article
from pipeline.run.parts import part_path, write_part
from pipeline.run.shards import Unit
from pipeline.run.spool import read_articles
from pipeline.run.workers.worker_process import StartError
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

EXTRACTOR = "pipeline.extraction.extractor:make_extractor"


@dataclass(frozen=True, slots=True)
class ExtractJob:
    """The job of extracting units. `factory` is "module:function" and makes the extractor from the settings."""

    settings: Settings
    spool: Path
    work: Path
    factory: str = EXTRACTOR

    def start(self) -> Callable[[Unit], int]:
        """Load the model; the function returned gives the number of errors of a unit."""
        import pyarrow.parquet  # noqa: F401 - its import is no article's time

        module, name = self.factory.split(":")
        try:
            extract = getattr(import_module(module), name)(self.settings)
        except ValueError as error:
            raise StartError(str(error)) from error
        return lambda unit: self._run(unit, extract)

    def _run(self, unit: Unit, extract: Callable[[Sequence[Article]], dict[str, pa.Table]]) -> int:
        articles = read_articles(self.spool, [(record.offset, record.length) for record in unit.records])
        tables = extract(articles)
        write_part(tables, part_path(self.work, unit.key))
        return int(tables["errors"].num_rows)
