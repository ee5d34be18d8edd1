import csv
import io
import json

import pytest
from typer.testing import CliRunner

from pipeline import __version__
from pipeline.cli import app
from pipeline.views.declared import QUESTION_NAMES, question
from tests.ask_tables import extracted, reconciled


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return reconciled(tmp_path_factory.mktemp("out"))


def call(*arguments, width=140):
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": str(width)})


def test_the_version_is_printed():
    assert call("--version").stdout == f"onrecord {__version__}\n"


@pytest.mark.parametrize("before", [[], ["sql"]])
def test_sql_of_ones_own_is_answered(out, before):
    done = call("query", out, *before, "SELECT quote_id, person FROM sayings WHERE quote_id = 'q2'")
    assert done.exit_code == 0, done.output
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["quote_id", "person"],
        ["q2", "Anneke", "Hollander"],
    ]


def test_parameters_are_given_by_name(out):
    sql = "SELECT quote_id FROM sayings WHERE person = $who AND confidence > $least"
    for order in (
        [sql, "-p", "who", "Anneke Hollander", "-p", "least", "0.85", "--nl"],
        ["--nl", "-p", "least", "0.85", "-p", "who", "Anneke Hollander", sql],
    ):
        done = call("query", out, *order)
        assert done.stdout == '{"quote_id": "q1"}\n', done.output


@pytest.mark.parametrize(
    ("flag", "read"),
    [
        ("--csv", lambda text: list(csv.DictReader(io.StringIO(text)))),
        ("--json", json.loads),
        ("--nl", lambda text: [json.loads(line) for line in text.splitlines()]),
    ],
)
def test_answers_are_written_for_programs(out, flag, read):
    done = call("query", out, "said", "--by", "hollander", flag)
    assert [row["quote_id"] for row in read(done.stdout)] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["who"], ["Anneke Hollander", "harbour master"]),
        (["said", "--about", "gale"], ["we lost 50 boats in the gale", "Echo"]),
        (["disputes"], ["boats", "Anneke Hollander", "Owners counted 50 boats"]),
        (["variants"], ["50 → 40; gale → storm", "The Herald"]),
    ],
)
def test_ready_questions_are_answered(out, arguments, words):
    done = call("query", out, *arguments)
    assert done.exit_code == 0, done.output
    for word in words:
        assert word in " ".join(done.stdout.split())


@pytest.mark.parametrize("name", QUESTION_NAMES)
def test_help_of_a_ready_question_tells_what_it_answers_and_its_sql(out, name):
    printed = call("query", out, name, "--help").stdout
    asked = question(name)
    assert asked.answers in printed
    for line in asked.sql.splitlines():
        assert line in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["SELCT 1"], "the SQL is wrong"),
        (["whoo"], "the SQL is wrong"),
        (["SELECT $a"], "-p a VALUE"),
        (["SELECT 1", "-p", "a"], "-p takes a name and a value"),
        (["SELECT 1", "--csv", "--json"], "take one of --csv, --json and --nl"),
        (["DELETE FROM quotes"], "can only be read"),
    ],
)
def test_wrong_use_ends_with_code_2_and_a_line(out, arguments, told):
    done = call("query", out, *arguments)
    assert done.exit_code == 2
    assert told in done.stderr and len(done.stderr.splitlines()) == 1 and done.stdout == ""


def test_what_reconcile_would_add_is_told_beside_the_answer(tmp_path):
    extracted(tmp_path)
    done = call("query", tmp_path, "said", "--by", "beck", "--csv")
    assert done.exit_code == 0 and "onrecord reconcile" in done.stderr and "onrecord reconcile" not in done.stdout
    assert "Note: reconcile has not run" in " ".join(call("query", tmp_path, "variants").stdout.split())


def test_show_prints_a_row_or_an_article(out):
    done = call("show", out, "q1")
    assert done.exit_code == 0 and "«We lost #40# boats in the storm»" in done.stdout
    assert "Ferry lost" in call("show", out, "herald.txt").stdout
    missing = call("show", out, "q99")
    assert missing.exit_code == 2 and "no row has the id q99" in missing.stderr


def test_a_folder_without_tables_is_wrong_use(tmp_path):
    for arguments in (["query", tmp_path, "who"], ["show", tmp_path, "q1"]):
        done = call(*arguments)
        assert done.exit_code == 2 and "holds no tables" in done.stderr
