"""Outlets that differ only in case are one, whatever the order of articles and however they came in."""

import hashlib
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.outlets import outlet_key, shown_outlets
from pipeline.tables.schemas import TABLES
from tests.commands import commands

FORMS = ["The Tarn Post", "THE TARN POST", "the tarn post ", "Fellside Bulletin", "fellside  bulletin", None, ""]


@given(st.lists(st.sampled_from(FORMS)).flatmap(lambda forms: st.tuples(st.just(forms), st.permutations(forms))))
def test_the_form_shown_does_not_depend_on_the_order(lists):
    one, other = lists
    assert shown_outlets(one) == shown_outlets(other)
    assert set(shown_outlets(one)) == {outlet_key(form) for form in one} - {None}


def test_names_that_differ_in_a_letter_are_two():
    assert len(shown_outlets(["The Tarn Post", "The Tarn Posts"])) == 2


@pytest.fixture
def command(monkeypatch, tmp_path):
    call = commands(monkeypatch, tmp_path)

    def succeed(*arguments):
        done = call(*arguments)
        assert done.exit_code == 0, done.output
        return done

    return succeed


def bytes_of(out):
    return {
        (table, path.name): hashlib.sha256(path.read_bytes()).hexdigest()
        for table in TABLES
        for path in (out / table).iterdir()
    }


def test_a_run_in_pieces_gives_the_bytes_of_one_run_in_any_order_and_one_outlet(command, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    records = [
        {"id": f"d{i}", "outlet": FORMS[i % 3], "text": '"We lost 40 boats in the storm that night," said Hollander.'}
        for i in range(6)
    ]
    for record in records[:2]:
        (folder / f"z{record['id']}.jsonl").write_text(json.dumps(record))
    command("extract", folder, "-o", "pieces")
    command("reconcile", "pieces")
    for record in records[2:]:
        (folder / f"z{record['id']}.jsonl").write_text(json.dumps(record))
    command("extract", folder, "-o", "pieces")
    command("reconcile", "pieces")
    paths = sorted(folder.iterdir(), reverse=True)
    # The sources are the same, for each is called by its file.
    command("extract", *paths, "-o", "whole")
    command("reconcile", "whole")
    assert bytes_of(tmp_path / "pieces") == bytes_of(tmp_path / "whole")
    assert set(pd.read_parquet("whole/entities")["n_outlets"]) == {1}
    assert set(pd.read_parquet("whole/statements")["n_outlets"]) == {1}
    assert set(pd.read_parquet("whole/documents")["outlet"]) == set(FORMS[:3])
