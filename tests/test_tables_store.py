import datetime

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables import store
from pipeline.tables.schemas import DATES, DOCUMENTS, ERRORS, TABLES

METADATA = {"onrecord_version": "0", "model": "m", "config_sha256": "c"}


def error(source="a.txt", stage="ingest", **more):
    row = dict.fromkeys(ERRORS.column_names())
    return row | {"source": source, "stage": stage, "error": "empty", "message": "fill it", **more}


def date_row(**more):
    row = dict.fromkeys(DATES.column_names())
    day = datetime.date(2022, 7, 13)
    known = {"date_id": "t", "doc_id": "a", "text": "Wednesday", "start": 0, "end": 9, "type": "DATE"}
    return row | known | {"start_date": day, "end_date": day, "anchor": "published"} | more


def test_columns_have_the_declared_types():
    found = store.to_table(DATES, [date_row()])
    assert found.schema.field("type").type == pa.dictionary(pa.int8(), pa.string())
    assert found.schema.field("start_date").type == pa.date32()
    assert found.to_pylist() == [date_row()]
    keyterms = store.arrow_schema(DOCUMENTS).field("keyterms")
    assert keyterms.type == pa.list_(pa.string()) and not keyterms.nullable


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_an_empty_table_keeps_its_schema_on_disk(table, tmp_path):
    store.write(store.to_table(table, [], METADATA), tmp_path / table.name / "a.parquet", tmp_path / "_work")
    found = pq.read_schema(tmp_path / table.name / "a.parquet")
    assert found.names == table.column_names()
    assert [f.type for f in found] == [f.type for f in store.arrow_schema(table)]
    assert len(pd.read_parquet(tmp_path / table.name)) == 0


def test_a_file_says_how_it_was_made_and_not_when(tmp_path):
    store.write(store.to_table(ERRORS, [], METADATA), tmp_path / "errors" / "a.parquet", tmp_path / "_work")
    metadata = pq.read_schema(tmp_path / "errors" / "a.parquet").metadata
    names = {"schema_version", "table", "onrecord_version", "model", "config_sha256"}
    assert {name.decode() for name in metadata} == names and metadata[b"table"] == b"errors"


def test_rows_are_sorted_whatever_order_they_come_in():
    found = store.to_table(ERRORS, [error("b"), error("a", "store"), error("a", "ingest")])
    assert found.column("source").to_pylist() == ["a", "a", "b"]
    assert found.column("stage").to_pylist() == ["ingest", "store", "ingest"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (error(stage="lunch"), "errors.stage must be one of .* not 'lunch'"),
        (error(source=None), "errors.source must not be empty"),
    ],
)
def test_a_value_that_breaks_the_declaration_is_refused(row, words):
    with pytest.raises(ValueError, match=words):
        store.to_table(ERRORS, [row])


@given(st.lists(st.text("abc", min_size=1), max_size=9), st.integers(0, 9))
def test_parts_put_together_are_the_whole(sources, cut):
    rows = [error(source, message=str(i)) for i, source in enumerate(sources)]
    parts = [store.to_table(ERRORS, part) for part in (rows[cut:], rows[:cut])]
    assert store.concat(ERRORS, parts, METADATA).equals(store.to_table(ERRORS, rows, METADATA), check_metadata=True)


def test_the_same_rows_give_the_same_bytes(tmp_path):
    rows = [error(f"{i}.txt") for i in range(100)]
    for name, order in (("a", rows), ("b", rows[::-1])):
        store.write(store.to_table(ERRORS, order, METADATA), tmp_path / f"{name}.parquet", tmp_path)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "t" / "a.parquet"
    store.write(store.to_table(ERRORS, []), path, tmp_path / "_work")
    before = path.read_bytes()
    with pytest.raises(RuntimeError), store.atomic_path(path, tmp_path / "_work") as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["a.parquet"]


def test_files_with_other_words_are_read_as_one_table(tmp_path):
    for i, kind in enumerate(("DATE", "SET")):
        rows = store.to_table(DATES, [date_row(type=kind, date_id=str(i))])
        store.write(rows, tmp_path / "dates" / f"{i}.parquet", tmp_path)
    assert store.read(tmp_path, "dates", ["type"]).column("type").to_pylist() == ["DATE", "SET"]
    assert pd.read_parquet(tmp_path / "dates")["type"].tolist() == ["DATE", "SET"]


def test_a_table_that_is_not_there_reads_as_empty(tmp_path):
    assert store.read(tmp_path, "quotes").column_names == TABLES["quotes"].column_names()
    assert store.read(tmp_path, "quotes", ["seq"]).column_names == ["seq"]
