"""Parquet files: one article a row, read in batches; what is damaged costs its value, its row or its group of rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pipeline.article import Item, Problem
from pipeline.ingest.column_names import find_columns
from pipeline.ingest.csv import doubled_columns
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import Record, missing_text, read_records

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_BATCH = 256  # rows held at a time


def read_parquet(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of a `.parquet` file, numbered from 1 in their `source`."""
    records = partial(_records, file, options)
    yield from read_records(file.source, options, records(), records)


def _records(file: InputFile, options: Options) -> Iterator[Record | Problem]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file.path) as parquet:
            names = parquet.schema_arrow.names
            if "text" not in (found := find_columns(names, options.columns)).taken:
                yield missing_text(file.source, options.columns["text"], names)
                return
            yield from doubled_columns(file.source, names, found.taken.values())
            # All that would fit a field are read, so that the names that are passed over can be told.
            wanted = [*dict.fromkeys((*found.taken.values(), *(name for _, name in found.passed)))]
            number = 1
            for group in range(parquet.num_row_groups):
                yield from _group(parquet, group, wanted, found.taken["text"], file.source, number)
                number += parquet.metadata.row_group(group).num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Problem(file.source, "bad_parquet", f"the file cannot be read on: {error}; make it anew")


def _group(
    parquet: pq.ParquetFile, group: int, wanted: list[str], text: str, source: str, number: int
) -> Iterator[Record | Problem]:
    import pyarrow as pa

    first = number
    try:
        for batch in parquet.iter_batches(_BATCH, row_groups=[group], columns=wanted):
            names = batch.schema.names
            columns = {names[at]: _values(batch.column(at)) for at in reversed(range(len(names)))}
            for at in range(batch.num_rows):
                yield _record(f"{source}:{number}", {name: values[at] for name, values in columns.items()}, text)
                number += 1
    except (pa.ArrowException, OSError, ValueError) as error:
        rows = parquet.metadata.row_group(group).num_rows
        message = f"rows {number} to {first + rows - 1} cannot be read: {error}; make the file anew"
        yield Problem(f"{source}:{number}", "bad_parquet", message)


def _values(column: pa.Array) -> list[object]:
    """The values of a column; one that Python cannot hold (the year 20000, broken UTF-8) is the error over it."""
    try:
        values: list[object] = column.to_pylist()
    except Exception:  # over one of them
        return [_value(scalar) for scalar in column]
    return values


def _value(scalar: pa.Scalar) -> object:
    try:
        return scalar.as_py()
    except Exception as error:  # pyarrow passes on whatever the conversion raises
        return error


def _record(where: str, values: dict[str, object], text: str) -> Record | Problem:
    bad = [name for name, value in values.items() if isinstance(value, Exception)]
    problems = tuple(_bad_value(where, name, values[name]) for name in bad)
    if text in bad:
        return _bad_value(where, text, values[text])
    return Record(where, {name: None if name in bad else value for name, value in values.items()}, problems)


def _bad_value(where: str, name: str, error: object) -> Problem:
    return Problem(
        where, "bad_value", f"the value of {name!r} cannot be read: {error}; mend it where the file was made"
    )
