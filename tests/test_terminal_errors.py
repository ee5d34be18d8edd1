import csv
import io
import json

import pytest

from pipeline.article import Problem
from pipeline.extraction.extractor import problem_row
from pipeline.tables import store
from pipeline.tables.schemas import ERRORS
from pipeline.terminal.errors import as_csv, as_json, kinds_of, read_errors
from pipeline.terminal.remedies import REMEDIES

PROBLEMS = [
    *(Problem(f"{i}.txt", "empty", "it is empty") for i in range(5)),
    Problem(
        "a\x1b.txt", "KeyError", "it failed\x7f, “so”", "a", "annotate", "onrecord_dates", "dates/clock.py:9", "way"
    ),
]


@pytest.fixture
def out(tmp_path):
    rows = [problem_row(problem) for problem in PROBLEMS]
    for name, some in (("a", rows[:2]), ("b", rows[2:])):
        store.write(store.to_table(ERRORS, some), tmp_path / "errors" / f"{name}.parquet", tmp_path)
    return tmp_path


def test_every_error_is_read_with_what_to_do_in_order_of_the_sources(out):
    found = read_errors(out)
    assert [line.source for line in found] == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "a\x1b.txt"]
    assert {line.what_to_do for line in found[:5]} == {REMEDIES["empty"]}
    assert (found[5].component, found[5].place, found[5].traceback) == ("onrecord_dates", "dates/clock.py:9", "way")


def test_the_first_three_of_each_kind_stand_for_it_the_most_frequent_kind_first(out):
    first, second = kinds_of(read_errors(out))
    assert (first.name, first.number, [line.source for line in first.first]) == (
        "empty",
        5,
        ["0.txt", "1.txt", "2.txt"],
    )
    assert (second.name, second.number, len(second.first)) == ("KeyError", 1, 1)


def test_csv_and_json_hold_every_column_of_every_error(out):
    found = read_errors(out)
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert len(rows) == 6 and rows[5]["what_to_do"] and rows[5]["place"] == "dates/clock.py:9"
    whole = json.loads(as_json(found))
    assert [row["source"] for row in whole] == [line.source for line in found] and whole[5]["message"] == found[
        5
    ].message
    assert as_json(found).replace("\n", "").isprintable()


def test_a_folder_without_the_table_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="is it the folder that extract wrote"):
        read_errors(tmp_path)


def test_tables_of_an_older_version_are_read_as_far_as_they_go(tmp_path):
    old = store.to_table(ERRORS, [problem_row(PROBLEMS[0])]).drop_columns(["component", "place", "traceback"])
    store.write(old, tmp_path / "errors" / "a.parquet", tmp_path)
    assert [(line.source, line.place) for line in read_errors(tmp_path)] == [("0.txt", None)]
