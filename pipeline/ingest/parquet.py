"""Parquet files: one article a row, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from pipeline.article import Item, Problem
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import article_from, present

_BATCH = 256  # rows held at a time


def read_parquet(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of a `.parquet` file, numbered from 1 in their `source`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file.path) as parquet:
            names = parquet.schema_arrow.names
            if options.columns["text"] not in names:
                message = f"no column {options.columns['text']!r} ({present(names)}); name it with --text-column"
                yield Problem(file.source, "missing_text", message)
                return
            wanted = [name for name in dict.fromkeys(options.columns.values()) if name in names]
            numbers = count(1)
            for batch in parquet.iter_batches(_BATCH, columns=wanted):
                for record in batch.to_pylist():
                    yield from article_from(f"{file.source}:{next(numbers)}", record, options.columns)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Problem(file.source, "bad_parquet", f"the file cannot be read on: {error}; make it anew")
