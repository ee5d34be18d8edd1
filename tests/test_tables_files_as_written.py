"""Tables that somebody changed after they were written: verify names the file and the command that mends it."""

import json
import shlex
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.reconcile.folder import reconcile
from pipeline.run import Flags, run
from pipeline.run.reporter import Silent
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES, RECONCILE_TABLES
from pipeline.tables.verify import all_hold, verify
from tests import inprocess
from tests.fakes import write_model

WHOLE = "every file is as it was written"


@pytest.fixture
def extract(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.tables.store._fsync", lambda path: None)
    monkeypatch.setattr(sys.modules["pipeline.run.extract_shards"], "LocalPool", inprocess.Pool)
    settings = Settings(model=str(write_model(tmp_path / "model")), shard_documents=4, unit_documents=2, workers=1)
    given = tmp_path / "in put.jsonl"

    def go(n=12, reporter=None, **flags):
        lines = [
            json.dumps({"id": f"a{i}", "text": f'"{i} homes were lost," said Ann.', "outlet": "Echo"}) for i in range(n)
        ]
        given.write_text("\n".join([*lines, '{"id": "empty", "text": ""}']))
        run([str(given)], tmp_path / "out", settings, Flags(**flags), reporter, factory=inprocess.FACTORY)
        return tmp_path / "out"

    return go


def told(out):
    """What verify says of the files."""
    check = next(check for check in verify(out) if check.promise.startswith(WHOLE))
    return check.examples


def changed(path, change):
    """Write a file again with its rows changed, and all else as it was."""
    pq.write_table(change(pq.ParquetFile(path).read()), path, **store.PARQUET)


def with_column(table, name, change):
    at = table.column_names.index(name)
    values = pa.array([change(value) for value in table.column(name).to_pylist()], table.schema.field(name).type)
    return table.set_column(at, table.schema.field(name), values)


def some_file(out, table):
    return max(store.files(out, table), key=lambda path: pq.read_metadata(path).num_rows)


def test_what_runs_have_left_passes_after_one_run_after_more_and_after_reconcile(extract):
    out = extract()
    assert all_hold(verify(out))
    extract(15)
    extract(9)
    assert all_hold(verify(out))
    reconcile(out)
    assert all_hold(verify(out)) and told(out) == []


def test_a_run_that_was_interrupted_is_told_and_passes_once_it_was_finished(extract):
    class Stop(Silent):
        def advanced(self, articles, errors):
            raise KeyboardInterrupt

    out = extract()
    with pytest.raises(KeyboardInterrupt):
        extract(30, reporter=Stop())
    words = " ".join(example for check in verify(out) for example in check.examples)
    assert "the last run is interrupted" in words and "onrecord extract" in words
    extract(30)
    assert all_hold(verify(out))


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("figures", lambda rows: rows.slice(1)),
        ("errors", lambda rows: rows.slice(1)),
        ("figures", lambda rows: with_column(rows, "value", lambda value: value * 10)),
        ("quotes", lambda rows: with_column(rows, "speaker", lambda name: "Bo")),
        ("speakers", lambda rows: with_column(rows, "name", lambda name: "Bo")),
        ("documents", lambda rows: with_column(rows, "outlet", lambda outlet: "Post")),
    ],
    ids=["rows dropped", "errors dropped", "times ten", "another speaker", "another name", "another outlet"],
)
def test_rows_that_were_changed_are_seen_with_their_file_and_the_next_run_mends_it(extract, tmp_path, table, change):
    out = extract()
    path = some_file(out, table)
    before = path.read_bytes()
    changed(path, change)
    (line,) = told(out)
    assert line.startswith(f"{table}/{path.name} has ")
    assert shlex.join(["onrecord", "extract", str(tmp_path / "in put.jsonl"), "-o", str(out)]) in line
    extract()
    assert path.read_bytes() == before and all_hold(verify(out))


def test_dropped_rows_are_counted(extract):
    out = extract()
    path = some_file(out, "figures")
    n = pq.read_metadata(path).num_rows
    changed(path, lambda rows: rows.slice(2))
    assert f"and {n - 2} rows instead of {n}" in told(out)[0]


@pytest.mark.parametrize("table", [table.name for table in EXTRACT_TABLES])
@pytest.mark.parametrize("where", [0.02, 0.2, 0.5, 0.9, 0.99])
def test_a_flipped_byte_is_seen_wherever_it_is(extract, table, where):
    out = extract()
    path = some_file(out, table)
    data = bytearray(path.read_bytes())
    data[int(where * len(data))] ^= 4
    path.write_bytes(data)
    assert [line.split(" has ")[0] for line in told(out)] == [f"{table}/{path.name}"]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"?" * 5000, None], ids=["empty", "short", "garbage", "missing"])
def test_a_file_that_is_empty_or_no_table_or_gone_is_seen_and_the_next_run_mends_it(extract, data):
    out = extract()
    path = some_file(out, "dates")
    path.unlink() if data is None else path.write_bytes(data)
    assert [line.split(" ")[0] for line in told(out)] == [f"dates/{path.name}"]
    extract()
    assert all_hold(verify(out))


def test_a_shard_that_is_gone_with_its_account_is_seen(extract):
    out = extract()
    name = some_file(out, "documents").name
    for table in EXTRACT_TABLES:
        (out / table.name / name).unlink()
    (out / "_runs" / "files" / name).with_suffix(".json").unlink()
    assert told(out)[0].startswith(f"{name} has no account")
    extract()
    assert all_hold(verify(out))


@pytest.mark.parametrize("name", ["more.parquet", "notes.txt", ".hidden"])
def test_a_file_that_nobody_wrote_is_seen(extract, name):
    out = extract()
    (out / "quotes" / name).write_bytes(some_file(out, "quotes").read_bytes())
    (line,) = told(out)
    assert line.startswith(f"quotes/{name} is in no account") and "move it away" in line


def test_an_account_that_cannot_be_read_is_seen(extract):
    out = extract()
    account = next((out / "_runs" / "files").iterdir())
    account.write_text("{")
    (line,) = told(out)
    assert f"_runs/files/{account.name} cannot be read" in line


@pytest.mark.parametrize("table", [table.name for table in RECONCILE_TABLES])
def test_a_table_of_reconcile_that_was_changed_is_seen_and_reconcile_mends_it(extract, table):
    out = extract()
    reconcile(out)
    path = out / table / "all.parquet"
    before = path.read_bytes()
    path.write_bytes(before[:-20] + b"?" + before[-19:])
    (line,) = told(out)
    assert line.startswith(f"{table}/all.parquet has ") and line.endswith(f"onrecord reconcile {out}")
    reconcile(out)
    assert path.read_bytes() == before and all_hold(verify(out))


def test_a_run_leaves_the_account_of_reconcile_alone(extract):
    out = extract()
    reconcile(out)
    extract()
    assert (out / "_runs" / "files" / "reconcile.json").is_file() and all_hold(verify(out))
