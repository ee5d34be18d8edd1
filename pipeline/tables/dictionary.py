"""The data dictionary, made from the declared tables."""

from __future__ import annotations

from pipeline.tables.schemas import EXTRACT_TABLES, RECONCILE_TABLES, SCHEMA_VERSION, Column, Table

_TYPES = {
    "string": "text",
    "category": "category",
    "int": "integer",
    "float": "number",
    "bool": "true/false",
    "date": "date",
    "strings": "list of texts",
}
_HEAD = f"""\
# The tables

<!-- Made by `onrecord schema --write docs/tables.md` from pipeline/tables/schemas.py; a test sees to it. -->

Schema version {SCHEMA_VERSION}. A table is a folder of Parquet files, `OUT/<table>/*.parquet`. Offsets count Unicode
code points of `documents.text`, end exclusive; where a table is grounded, `documents.text[start:end] == text` holds
for each of its rows. Ids are made from content: the same input gives the same ids in every run and on every machine.
"""


def data_dictionary() -> str:
    """All tables as one Markdown page.

    >>> data_dictionary().splitlines()[0]
    '# The tables'
    """
    parts = [_HEAD, "## Written by `onrecord extract`\n", *map(_table, EXTRACT_TABLES)]
    parts += ["## Written by `onrecord reconcile`\n", *map(_table, RECONCILE_TABLES)]
    return "\n".join(parts)


def _table(table: Table) -> str:
    facts = [f"One row is {table.row}.", f"Key: {_names(table.key)}; sorted by {_names(table.sort)} in each file."]
    if table.grounded:
        facts.append("Grounded.")
    if table.references:
        facts.append("Refers to " + ", ".join(f"{other} by `{column}`" for column, other in table.references) + ".")
    rows = "\n".join(_column(column) for column in table.columns)
    head = "| column | type | may be empty | meaning |\n|---|---|---|---|"
    return f"### {table.name}\n\n{' '.join(facts)}\n\n{head}\n{rows}\n"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _column(column: Column) -> str:
    values = f" ({', '.join(f'`{value}`' for value in column.values)})" if column.values else ""
    empty = "yes" if column.nullable else ""
    return f"| `{column.name}` | {_TYPES[column.type]} | {empty} | {column.meaning}{values} |"
