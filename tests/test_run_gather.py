"""What a run says of its inputs before it begins: how they are read, what is missing, and what that costs."""

import json
from dataclasses import dataclass, field
from datetime import date

import pytest

from pipeline.article import Article, ColumnChoice, Problem
from pipeline.run.gather import gather
from pipeline.run.reporter import Silent


@dataclass
class Ears(Silent):
    notes: list[str] = field(default_factory=list)

    def note(self, message):
        self.notes.append(message)


@pytest.fixture
def notes(tmp_path):
    def of(*items):
        ears = Ears()
        gather(items, tmp_path / "spool", ears)
        return ears.notes

    return of


def article(number, published=None):
    return Article(str(number), f"{number}.txt", "Rain.", published=published)


DATED = article(1, date(2022, 7, 13))


def test_a_run_without_any_date_says_what_that_costs(notes):
    (note,) = notes(article(1), article(2))
    assert "no article has a publication date" in note and "stays open" in note


def test_one_date_is_enough_to_say_nothing(notes):
    assert notes(article(0), DATED) == [] == notes()


def test_how_inputs_are_read_is_told_once_for_all_that_are_read_alike(notes):
    taken = [ColumnChoice(f"{i}.csv", (("text", "body"),)) for i in range(4)]
    assert notes(*taken, DATED) == ["text from 'body': in 0.csv, 1.csv, 2.csv and 1 more"]


def test_libraries_that_are_missing_are_told_once(notes):
    (note,) = notes(DATED, *[Problem(f"{i}.pdf", "missing_library", "…") for i in range(3)])
    assert note.startswith("3 files") and "pip install 'onrecord[formats]'" in note


def test_the_command_tells_it_in_its_first_lines(tmp_path, monkeypatch):
    from typer.testing import CliRunner

    from pipeline.cli import app
    from tests.commands import fake_extractor
    from tests.fakes import write_model

    fake_extractor(monkeypatch)
    (tmp_path / "a.jsonl").write_text(json.dumps({"Body": "Rain fell.", "date": "05/06/2022"}))
    model = write_model(tmp_path / "model")
    arguments = ["extract", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out"), "--model", str(model), "-n", "1"]
    told = CliRunner().invoke(app, arguments).stderr.splitlines()
    assert told[0] == "onrecord: text from 'Body', published from 'date': in a.jsonl"
    assert "no article has a publication date" in told[1]
    told = CliRunner().invoke(app, [*arguments, "--day-first"]).stderr.splitlines()
    assert len(told) > 1 and "no article has" not in told[1]
