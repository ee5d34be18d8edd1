"""The command from tables to tables, on folders that the fake extractor filled."""

import hashlib

import pandas as pd
import pytest

from pipeline.tables.schemas import RECONCILE_TABLES
from tests.commands import commands


@pytest.fixture
def command(monkeypatch, tmp_path):
    return commands(monkeypatch, tmp_path)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (
        ("a", '"We lost 40 boats in the storm that night," said Hollander. "It rained," said Beck.'),
        ("b", '"We lost 50 boats in the storm that night," said Hollander.'),
    ):
        (folder / f"{name}.txt").write_text(text)
    return folder


def bytes_of(folder):
    names = [table.name for table in RECONCILE_TABLES]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in names
        for path in sorted((folder / name).iterdir())
    }


def test_all_six_tables_are_written_and_hold_their_promises(command, corpus, tmp_path):
    command("extract", corpus)
    done = command("reconcile", "out")
    assert done.exit_code == 0, done.output
    assert "Who is quoted most" in done.stdout
    assert set(bytes_of(tmp_path / "out")) == {f"{table.name}/all.parquet" for table in RECONCILE_TABLES}
    assert not (tmp_path / "out" / "_work").exists()
    verified = command("verify", "out")
    assert verified.exit_code == 0, verified.stdout


def test_running_again_changes_no_byte(command, corpus, tmp_path):
    command("extract", corpus)
    command("reconcile", "out", "-q")
    before = bytes_of(tmp_path / "out")
    assert command("reconcile", "out", "-q").output == ""
    assert bytes_of(tmp_path / "out") == before


def test_an_article_more_leaves_all_rows_that_it_does_not_touch(command, corpus, tmp_path):
    command("extract", corpus)
    command("reconcile", "out", "-q")
    before = {table.name: pd.read_parquet(tmp_path / "out" / table.name) for table in RECONCILE_TABLES}
    (corpus / "c.txt").write_text('"The opera will open on Friday after all," said Quist.')
    command("extract", corpus)
    command("reconcile", "out", "-q")
    for table in RECONCILE_TABLES:
        after = pd.read_parquet(tmp_path / "out" / table.name).astype(str)
        kept = before[table.name].astype(str).merge(after, how="inner")
        assert len(kept) == len(before[table.name]), table.name


def test_a_folder_without_tables_and_overrides_that_make_no_sense_end_in_one_line(command, corpus, tmp_path):
    nothing = command("reconcile", tmp_path / "empty")
    assert nothing.exit_code == 1 and "is it the folder that extract wrote" in nothing.output
    command("extract", corpus)
    (tmp_path / "mine.csv").write_text("action,name,to,doc_id,note\njoin,A,B,,\n")
    wrong = command("reconcile", "out", "--overrides", "mine.csv")
    assert wrong.exit_code == 2 and "action is 'join'" in wrong.output


def test_overrides_in_the_working_folder_are_taken_by_themselves(command, corpus, tmp_path):
    command("extract", corpus)
    (tmp_path / "data").mkdir()
    rows = ["action,name,to,doc_id,note", "rename,Beck,Bo Beck,,", "merge,Nobody,Beck,,"]
    (tmp_path / "data" / "overrides.csv").write_text("\n".join(rows))
    done = command("reconcile", "out")
    assert "merge Nobody: no such name" in done.stdout
    assert "Bo Beck" in set(pd.read_parquet(tmp_path / "out" / "entities")["name"])
