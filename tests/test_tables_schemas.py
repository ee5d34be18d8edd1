from pathlib import Path

import pytest

from pipeline.tables.dictionary import data_dictionary
from pipeline.tables.schemas import TABLES

ROOT = Path(__file__).parent.parent


def test_the_data_dictionary_in_the_docs_is_the_declared_one():
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf8")
    assert written == data_dictionary(), "run: onrecord schema --write docs/tables.md"


def test_the_data_dictionary_names_every_column_of_every_table():
    page = data_dictionary()
    for table in TABLES.values():
        section = page.split(f"### {table.name}\n")[1].split("###")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section
            assert all(f"`{value}`" in section for value in column.values)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_keys_sort_orders_and_references_name_columns_that_exist(table):
    names = table.column_names()
    assert len(names) == len(set(names))
    assert set(table.key) <= set(names) and set(table.sort) <= set(names)
    assert set(table.key) <= set(table.sort) | {table.key[0]}
    for column, other in table.references:
        assert column in names and other in TABLES
    if table.grounded:
        assert {"doc_id", "text", "start", "end"} <= set(names)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_only_categories_have_a_vocabulary(table):
    for column in table.columns:
        assert (column.type == "category") == bool(column.values)
