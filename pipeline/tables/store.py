"""Parquet in and out: schemas from the declarations, atomic writes, plain reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.tables.schemas import SCHEMA_VERSION, TABLES, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

PARQUET: dict[str, Any] = {"compression": "zstd", "write_page_index": False}  # how every file is written
WORK = "_work"
RUNS = "_runs"


class DamagedTableError(RuntimeError):
    """A file of a table that cannot be read; the message names it and says what to do."""


def arrow_schema(table: Table, metadata: Mapping[str, str] | None = None) -> pa.Schema:
    """The pyarrow schema of a declared table; `metadata` is added to `schema_version` and `table`.

    >>> arrow_schema(TABLES["errors"]).names
    ['source', 'doc_id', 'stage', 'error', 'message', 'component', 'place', 'traceback']
    """
    import pyarrow as pa

    entries = {"schema_version": SCHEMA_VERSION, "table": table.name, **(metadata or {})}
    columns = [pa.field(c.name, _arrow_type(c), c.nullable) for c in table.columns]
    return pa.schema(columns, metadata=dict(sorted(entries.items())))


def _arrow_type(column: Column) -> pa.DataType:
    import pyarrow as pa

    if column.type == "category":
        return pa.dictionary(pa.int8() if len(column.values) < 128 else pa.int16(), pa.string())
    return {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "strings": pa.list_(pa.string()),
    }[column.type]


def to_table(table: Table, rows: Sequence[Mapping[str, Any]], metadata: Mapping[str, str] | None = None) -> pa.Table:
    """Rows as a pyarrow table with the declared columns, sorted as declared.

    Raises:
        ValueError: where a value does not fit its column, or a required one is missing.

    >>> to_table(TABLES["errors"], []).num_rows
    0
    """
    import pyarrow as pa

    schema = arrow_schema(table, metadata)
    ordered = sorted(rows, key=lambda row: [row[name] for name in table.sort])
    arrays = [_array(table, c, [row[c.name] for row in ordered], schema.field(c.name).type) for c in table.columns]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(table: Table, column: Column, values: list[Any], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if not column.nullable and any(value is None for value in values):
        raise ValueError(f"{table.name}.{column.name} must not be empty")
    if column.type != "category":
        return pa.array(values, kind)
    # The dictionary is the declared vocabulary, whatever the rows hold, so that all files agree on the codes.
    codes = {value: code for code, value in enumerate(column.values)}
    try:
        indices = [None if value is None else codes[value] for value in values]
    except KeyError as error:
        raise ValueError(f"{table.name}.{column.name} must be one of {list(codes)}, not {error.args[0]!r}") from error
    return pa.DictionaryArray.from_arrays(pa.array(indices, kind.index_type), list(column.values))


def concat(table: Table, parts: Sequence[pa.Table], metadata: Mapping[str, str] | None = None) -> pa.Table:
    """Several pyarrow tables of one kind as one, sorted as declared."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not parts:
        return to_table(table, [], metadata)
    whole = pa.concat_tables(parts)
    # Errors of two articles that were read at places of one name are told apart by the articles alone.
    names = [*table.sort, *({"doc_id"} & {*table.column_names()} - {*table.sort})]
    # Sorting strings needs their plain form where they are coded, and the code order of a vocabulary means nothing.
    plain = pa.table([_plain(whole.column(name)) for name in names], names=names)
    order = pc.sort_indices(plain, [(name, "ascending") for name in names])
    return whole.take(order).combine_chunks().replace_schema_metadata(arrow_schema(table, metadata).metadata)


def conform(table: Table, rows: pa.Table) -> pa.Table:
    """Rows that were read from a file, in the form in which `to_table` makes them.

    Raises:
        ValueError: where they do not fit the declaration: columns, types, vocabularies (pyarrow's errors among them).
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    schema = arrow_schema(table)
    columns = []
    for column in table.columns:
        kind = schema.field(column.name).type
        values = rows.column(column.name).combine_chunks()
        if column.type == "category":
            plain = _plain(values)
            codes = pc.index_in(plain, value_set=pa.array(column.values, pa.string())).cast(kind.index_type)
            if codes.null_count != plain.null_count:
                raise ValueError(f"{table.name}.{column.name} has a word outside of its vocabulary")
            values = pa.DictionaryArray.from_arrays(codes, list(column.values))
        columns.append(values.cast(kind))
    return pa.Table.from_arrays(columns, schema=schema)


def _plain(column: Any) -> pa.ChunkedArray:
    import pyarrow as pa

    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


@contextmanager
def atomic_path(path: Path, scratch: Path) -> Iterator[Path]:
    """Give a temporary path in `scratch`; when the block ends well, flush it to disk and rename it to `path`.

    Both must lie on one file system. Whoever looks sees the whole file or none, also after a power cut.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    temporary = scratch / f"{path.name}.{os.getpid()}.tmp"
    try:
        with naming(path):
            yield temporary
            _fsync(temporary)
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(path)
            _fsync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of the system that names no file name this one: writing to an open file, or by pyarrow, does not."""
    try:
        yield
    except OSError as error:
        if error.errno is not None and error.filename is None:
            error.filename = str(path)
        raise


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(table: pa.Table, path: Path, scratch: Path) -> None:
    """Write one Parquet file atomically; the same table gives the same bytes."""
    import pyarrow.parquet as pq

    with atomic_path(path, scratch) as temporary:
        pq.write_table(table, temporary, **PARQUET)


def files(out: Path, table: str) -> list[Path]:
    """The Parquet files of one table, in order of their names."""
    return sorted((out / table).glob("*.parquet"))


def read(out: Path, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """A whole table, or some of its columns; the declared empty one where no file stands."""
    import pyarrow as pa

    parts = list(read_parts(out, table, columns))
    if parts:
        return pa.concat_tables(parts)
    empty = to_table(TABLES[table], [])
    return empty.select(list(columns)) if columns is not None else empty


def read_parts(out: Path, table: str, columns: Sequence[str] | None = None) -> Iterable[pa.Table]:
    """The files of one table, one pyarrow table each, so that memory holds one at a time."""
    wanted = tuple(columns) if columns is not None else tuple(TABLES[table].column_names())
    for path in files(out, table):
        yield read_file(path, wanted)


def read_file(path: Path, columns: Sequence[str] | None) -> pa.Table:
    """These columns of one file, None for those that it has.

    Raises:
        DamagedTableError: where it is no whole Parquet file, or lacks one of them.
    """
    import pyarrow.parquet as pq

    with _whole(path):
        part = pq.ParquetFile(path).read(None if columns is None else list(columns))
    if missing := [name for name in columns or () if name not in part.column_names]:
        raise DamagedTableError(f"{path} has no column {missing[0]}: another version made it; {renewed_by(path)}")
    return part


def read_schema(path: Path) -> pa.Schema:
    """The schema of one file, its metadata with it.

    Raises:
        DamagedTableError: where it is no whole Parquet file.
    """
    import pyarrow.parquet as pq

    with _whole(path):
        return pq.read_schema(path)


def n_rows(path: Path) -> int:
    """The rows of one file, by what its end says.

    Raises:
        DamagedTableError: where it is no whole Parquet file.
    """
    import pyarrow.parquet as pq

    with _whole(path):
        return int(pq.read_metadata(path).num_rows)


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except PermissionError as error:
        error.filename = error.filename or str(path)
        raise
    except FileNotFoundError as error:
        raise DamagedTableError(f"{path} was removed meanwhile; {renewed_by(path)}") from error
    except (pa.ArrowException, OSError) as error:
        raise DamagedTableError(f"{path} is damaged ({error}); {renewed_by(path)}") from error


def renewed_by(path: Path) -> str:
    """What to do about a file that cannot be used."""
    table = TABLES.get(path.parent.name)
    if table is not None and table.stage == "reconcile":
        return f"make it anew with: onrecord reconcile {path.parent.parent}"
    return "give the same `onrecord extract` again with --force, which makes it anew from the input"
