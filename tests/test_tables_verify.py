"""Tables that are spoiled in one place each: verify must see it."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.article import Article, Problem
from pipeline.extraction.extractor import problem_row
from pipeline.extraction.rows import rows
from pipeline.tables import inventory, store
from pipeline.tables.schemas import EXTRACT_TABLES, TABLES
from pipeline.tables.verify import all_hold, verify
from tests.fakes import METADATA, find

HOLD_TOGETHER = "a quote's sentences hold its content, cue and source, and what it goes on comes before it"
TEXTS = {"a": '"We lost 40 homes," said Ann. It rained.', "b": '"Yes," said Bo. "No," said Ann.'}


@pytest.fixture
def tables():
    whole = {table.name: [] for table in EXTRACT_TABLES}
    for doc_id, text in TEXTS.items():
        for name, some in rows(Article(doc_id, f"{doc_id}.txt", text), find(text)).items():
            whole[name] += some
    whole["errors"].append(problem_row(Problem("c.txt", "empty", "fill it")))
    return whole


def account_for(out, tables):
    """Let what stands be what was written."""
    paths = {f"{table.name}/{path.name}": path for table in tables for path in store.files(out, table.name)}
    facts = {name: inventory.file_facts(path, pq.read_metadata(path).num_rows) for name, path in paths.items()}
    inventory.write_inventory(out, "all-1", inventory.Inventory(facts))


@pytest.fixture
def put(tmp_path):
    def write(tables, inputs=3, metadata=METADATA):
        for table in EXTRACT_TABLES:
            data = store.to_table(table, tables[table.name], metadata)
            store.write(data, tmp_path / table.name / "all-1.parquet", tmp_path / "_work")
        account_for(tmp_path, EXTRACT_TABLES)
        (tmp_path / "_runs" / "1.json").write_text(json.dumps({"status": "complete", "inputs": inputs}))
        return tmp_path

    return write


def failing(out):
    return {check.promise.split(":")[0]: check.examples for check in verify(out) if check.failures}


def test_good_tables_hold_every_promise(tables, put):
    checks = verify(put(tables))
    assert all_hold(checks)
    assert all(check.looked_at for check in checks)


@pytest.mark.parametrize("column", ["start", "text", "cue_start", "source_text"])
def test_a_row_that_does_not_stand_in_its_text_is_seen(tables, put, column):
    row = tables["quotes"][0]
    row[column] = row[column] + 1 if isinstance(row[column], int) else row[column] + "!"
    assert list(failing(put(tables))) == ["every row is grounded"]


def test_a_row_of_a_document_that_is_not_there_is_seen(tables, put):
    tables["figures"][0]["doc_id"] = "z"
    assert {"every row is grounded", "references lead to a row"} <= set(failing(put(tables)))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("quotes", "speaker_id", "s_nobody"), ("mentions", "speaker_id", "s_nobody"), ("figures", "quote_id", "q_none")],
)
def test_a_reference_that_leads_nowhere_is_seen(tables, put, table, column, value):
    tables[table][0][column] = value
    assert any(value in example for example in failing(put(tables))["references lead to a row"])


@pytest.mark.parametrize("column, value", [("sentence_start", 3), ("sentence_end", 4), ("sentence_end", 4000)])
def test_a_quote_beyond_its_sentences_is_seen(tables, put, column, value):
    tables["quotes"][0][column] = value
    assert list(failing(put(tables))) == [HOLD_TOGETHER]


def test_a_quote_that_goes_on_one_behind_it_is_seen(tables, put):
    first, second = [quote for quote in tables["quotes"] if quote["doc_id"] == "b"]
    first["continues"] = second["quote_id"]
    assert list(failing(put(tables))) == [HOLD_TOGETHER]


@pytest.mark.parametrize("table", ["documents", "quotes", "quote_spans", "speakers", "mentions", "figures", "errors"])
def test_a_key_that_stands_twice_is_seen(tables, put, table):
    tables[table].append(dict(tables[table][0]))
    assert "keys are unique" in failing(put(tables))


def test_counts_that_are_wrong_are_seen(tables, put):
    tables["speakers"][0]["n_quotes"] += 1
    assert list(failing(put(tables))) == ["lengths, hashes and counts agree with what they count"]


def test_a_hash_that_is_not_that_of_the_text_is_seen(tables, put):
    tables["documents"][0]["content_hash"] = "0"
    assert list(failing(put(tables))) == ["lengths, hashes and counts agree with what they count"]


def test_an_input_that_was_lost_is_seen(tables, put):
    (example,) = failing(put(tables, inputs=4))["documents and errors together are the inputs"]
    assert "2 documents and 1 lost" in example and "4 inputs" in example


def test_an_article_used_in_part_is_not_counted_twice(tables, put):
    tables["errors"].append(problem_row(Problem("a.txt", "published_unclear", "write it", "a")))
    assert all_hold(verify(put(tables)))


def test_a_run_that_was_not_finished_is_seen(tables, put):
    out = put(tables)
    (out / "_runs" / "1.json").write_text('{"status": "interrupted"}')
    assert "documents and errors together are the inputs" in failing(out)


def test_a_word_outside_the_vocabulary_is_seen(tables, put):
    out = put(tables)
    path = out / "quotes" / "all-1.parquet"
    table = pq.read_table(path)
    i = table.schema.get_field_index("kind")
    odd = pa.DictionaryArray.from_arrays(pa.array([0] * table.num_rows, pa.int8()), ["shouted"])
    pq.write_table(table.set_column(i, table.schema.field(i), odd), path)
    account_for(out, EXTRACT_TABLES)
    assert failing(out)["closed vocabularies hold, and nothing is empty that must not be"] == ["quotes.kind: 'shouted'"]


def test_a_file_that_lacks_a_column_or_cannot_be_read_is_seen(tables, put):
    out = put(tables)
    path = out / "quotes" / "all-1.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["cue_text"]), path)
    (out / "dates" / "all-1.parquet").write_bytes(b"PAR1")
    examples = " ".join(failing(out)["every file has the declared columns and says how it was made"])
    assert "column cue_text is missing" in examples and "dates/all-1.parquet: cannot be read" in examples


def test_a_file_that_does_not_say_how_it_was_made_is_seen(tables, put):
    assert "its metadata lacks model" in " ".join(*failing(put(tables, metadata={"onrecord_version": "0"})).values())


def test_tables_of_reconcile_are_checked_where_they_are(tables, put):
    out = put(tables)
    row = {"entity_id": "e", "speaker_id": "s_nobody", "doc_id": "a", "rule": "x", "score": 1.0, "reason": None}
    for name, some in (("entities", []), ("entity_speakers", [row])):
        store.write(store.to_table(TABLES[name], some, METADATA), out / name / "a.parquet", out / "_work")
    assert {example.split(":")[0] for example in failing(out)["references lead to a row"]} == {
        "entity_speakers.entity_id",
        "entity_speakers.speaker_id",
    }


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="is it the folder that extract wrote"):
        verify(tmp_path)
