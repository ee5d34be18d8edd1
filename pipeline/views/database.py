"""A folder of tables as a database that can only be read: every table, every view, in DuckDB's memory."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.tables import store
from pipeline.tables.schemas import SCHEMA_VERSION, TABLES, Column, Table
from pipeline.tables.stale import staleness
from pipeline.views.declared import Question, macros, views

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_TYPES = {
    **{"string": "VARCHAR", "category": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN"},
    **{"date": "DATE", "strings": "VARCHAR[]"},
}
_WORD = re.compile(r"\w+")


class QueryError(ValueError):
    """A question that cannot be answered; the message says why, and what to do."""


class NoTablesError(QueryError):
    """A folder that holds no tables of ours."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of columns, and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """Each row as a mapping."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Database:
    """The tables and views of one folder. Nothing that is asked of it can write, or read anything else."""

    def __init__(self, out: Path) -> None:
        """Open the folder.

        Raises:
            NoTablesError: where it holds no tables.
            DamagedTableError: where a file of them cannot be read.
        """
        if not store.files(out, "documents"):
            raise NoTablesError(f"{out} holds no tables; name the folder that `onrecord extract` wrote")
        self.out = out
        self.lacking: dict[str, str] = {}  # table -> what it lacks, and what to do
        self._connection = _connect()
        for table in TABLES.values():
            self._add_table(table)
        self._run(macros())
        for view in views():
            self._run(f"CREATE TEMP VIEW {view.name} AS {view.sql}")
        self._close_in()
        self._stale = staleness(out)

    def answer(self, sql: str, parameters: Mapping[str, object] | None = None) -> Answer:
        """The rows that one SELECT gives; `$name` in it stands for a parameter.

        Raises:
            QueryError: where it is no SELECT, is wrong, or lacks a parameter.
        """
        cursor = self._asked(sql, parameters)
        columns = tuple(str(column[0]) for column in cursor.description or ())
        with _told():
            return Answer(columns, tuple(cursor.fetchall()))

    def frame(self, sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """The same as a DataFrame."""
        cursor = self._asked(sql, parameters)
        with _told():
            return cursor.df()

    def ask(self, question: Question, **parameters: object) -> Answer:
        """The answer to a ready question."""
        return self.answer(question.sql, question.defaults() | _given(parameters))

    def ask_frame(self, question: Question, **parameters: object) -> pd.DataFrame:
        """The same as a DataFrame."""
        return self.frame(question.sql, question.defaults() | _given(parameters))

    def notes(self, sql: str) -> list[str]:
        """What one must know of the answer to this SQL: what its tables lack, and what mends it."""
        read = self._read_by(sql)
        found = [words for name, words in self.lacking.items() if name in read]
        if self._stale and any(TABLES[name].stage == "reconcile" for name in read):
            found.append(self._stale)
        return list(dict.fromkeys(found))

    def _read_by(self, sql: str) -> set[str]:
        """The tables that the SQL names, itself or through a view."""
        words = set(_WORD.findall(sql.lower()))
        for view in reversed(views()):
            if view.name in words:
                words |= set(_WORD.findall(view.sql.lower()))
        return words & set(TABLES)

    def _add_table(self, table: Table) -> None:
        files = store.files(self.out, table.name)
        held = set(store.read_schema(files[0]).names) if files else set()
        columns = ", ".join(_column(column, column.name in held) for column in table.columns)
        source = f"FROM read_parquet([{', '.join(map(_literal, files))}])" if files else "LIMIT 0"
        with _told():
            self._run(f"CREATE TEMP VIEW {table.name} AS SELECT {columns} {source}")
        if not files:
            self.lacking[table.name] = self._missing(table)
        elif missing := [name for name in table.column_names() if name not in held]:
            self.lacking[table.name] = (
                f"{table.name} has no {', '.join(missing)} (schema {SCHEMA_VERSION} has): an older version made it; "
                f"{store.renewed_by(files[0])}"
            )

    def _missing(self, table: Table) -> str:
        if table.stage == "reconcile":
            return f"reconcile has not run, so names hold within an article only; run: onrecord reconcile {self.out}"
        return f"the table {table.name} is missing; give the same `onrecord extract` again with --force"

    def _run(self, sql: str) -> None:
        self._connection.execute(sql)

    def _close_in(self) -> None:
        """From here on nothing but the tables is read, and no setting can change that."""
        self._run(f"SET allowed_directories = [{_literal(self.out)}]")
        self._run("SET enable_external_access = false")
        self._run("SET lock_configuration = true")

    def _asked(self, sql: str, parameters: Mapping[str, object] | None) -> duckdb.DuckDBPyConnection:
        import duckdb

        with _told():
            statements = self._connection.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(f"give one SELECT, not {len(statements) or 'an empty text'}")
        if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
            raise QueryError("the tables can only be read: ask with SELECT, DESCRIBE or SUMMARIZE")
        wanted = statements[0].named_parameters
        given = {name: value for name, value in (parameters or {}).items() if name in wanted}
        if lacking := sorted(wanted - set(given)):
            raise QueryError(f"the SQL asks for ${lacking[0]}; give its value: -p {lacking[0]} VALUE")
        if unused := sorted(set(parameters or {}) - wanted):
            raise QueryError(f"the SQL has no ${unused[0]}; write ${unused[0]} where its value belongs")
        with _told():
            return self._connection.execute(sql, given or None)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what DuckDB raises into a line for people."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise QueryError(_in_one_line(str(error))) from error


def _connect() -> duckdb.DuckDBPyConnection:
    import duckdb

    # What does not fit into memory goes to the system's folder for that, never beside the user's files.
    return duckdb.connect(":memory:", config={"temp_directory": str(Path(tempfile.gettempdir()) / "onrecord-duckdb")})


def _column(column: Column, held: bool) -> str:
    name = f'"{column.name}"'
    return name if held else f"NULL::{_TYPES[column.type]} AS {name}"


def _literal(value: object) -> str:
    """A text in SQL.

    >>> _literal("it's")
    "'it''s'"
    """
    return "'" + str(value).replace("'", "''") + "'"


def _given(parameters: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in parameters.items() if value is not None}


def _in_one_line(message: str) -> str:
    """What DuckDB says, without the lines that point at the place, and where the names stand."""
    first = message.split("\nLINE ")[0]
    words = " ".join(line.strip() for line in first.splitlines() if line.strip())
    return f"the SQL is wrong: {words}. docs/views.md and docs/tables.md name all columns; or ask: DESCRIBE sayings"
