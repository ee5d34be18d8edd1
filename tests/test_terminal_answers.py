import csv
import datetime
import io
import json

import pytest
from rich.console import Console

from pipeline.terminal.answers import MOST, as_csv, as_json, print_answer
from pipeline.views.database import Answer

DAY = datetime.date(2021, 5, 4)
ANSWER = Answer(
    ("published", "person", "said", "confidence", "roles", "sure", "nothing"),
    (
        (
            DAY,
            "Anneke\x1b[31m Hollander",
            "We lost 40 boats in the storm, and two ferries",
            0.9,
            ["a", "b"],
            True,
            None,
        ),
        (DAY, "Bo [red]Beck", "A line\nand “another”, which he did not finish", 0.25, [], False, None),
    ),
)


def printed(answer, width, notes=()):
    stream = io.StringIO()
    print_answer(answer, notes, Console(file=stream, width=width, highlight=False))
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 80, 140])
def test_for_people_nothing_is_lost_and_no_word_is_broken(width):
    shown = printed(ANSWER, width)
    assert all(len(line) <= width for line in shown.splitlines())
    for word in ("published", "confidence", "2021-05-04", "Hollander", "storm,", "ferries", "0.9", "[red]Beck", "yes"):
        assert word in shown.split(), word
    assert "\x1b" not in shown and "\\x1b[31m" in shown


def test_a_wide_terminal_shows_a_table_and_a_narrow_one_a_row_below_the_other():
    wide, narrow = printed(ANSWER, 140).splitlines(), printed(ANSWER, 40).splitlines()
    assert wide[0].split() == list(ANSWER.columns)
    assert narrow[0].split() == ["published", "2021-05-04"]
    assert not [line for line in narrow if line.startswith("nothing")]


def test_more_rows_than_a_person_reads_are_counted():
    shown = printed(Answer(("n",), tuple((n,) for n in range(MOST + 3))), 80)
    assert "… 3 rows more; --csv and --json give all" in shown
    assert printed(Answer(("n",), ()), 80).strip() == "No rows."


def test_notes_stand_below():
    assert printed(Answer(("n",), ((1,),)), 80, ["run [this]"]).splitlines()[-1] == "Note: run [this]"


def test_csv_is_read_back_and_cannot_command_a_terminal():
    text = as_csv(ANSWER)
    first, second = csv.DictReader(io.StringIO(text))
    assert first["person"] == "Anneke\\x1b[31m Hollander" and first["roles"] == "a; b" and first["sure"] == "true"
    assert second["said"] == "A line\nand “another”, which he did not finish" and second["nothing"] == ""


def test_json_is_read_back_whole_and_is_ascii():
    records = json.loads(as_json(ANSWER))
    assert records[0] == {
        **{"published": "2021-05-04", "person": "Anneke\x1b[31m Hollander", "confidence": 0.9, "roles": ["a", "b"]},
        **{"said": "We lost 40 boats in the storm, and two ferries", "sure": True, "nothing": None},
    }
    lines = as_json(ANSWER, lines=True)
    assert [json.loads(line) for line in lines.splitlines()] == records
    assert lines.isascii() and "\x1b" not in lines
    assert json.loads(as_json(Answer(("n",), ((float("nan"),),)))) == [{"n": None}]
