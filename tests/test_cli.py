import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import run as runner
from pipeline.cli import app
from pipeline.run.workers.local_pool import WorkerError
from pipeline.tables.dictionary import data_dictionary
from pipeline.tables.manifest import latest
from pipeline.terminal.errors import read_errors
from tests.commands import fake_extractor
from tests.fakes import write_model
from tests.tiny import tiny_model
from tests.torture.pipeline_with_faults import FACTORY, save_pipeline

ROOT = Path(__file__).parent.parent


def call(*arguments, **more):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **more)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No settings of this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("ONRECORD_MODEL", "ONRECORD_COMPONENTS", "ONRECORD_WORKERS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def fake(monkeypatch, tmp_path):
    """Let the command run with the fake extractor; returns the flags that name its model."""
    fake_extractor(monkeypatch)
    return ["--model", write_model(tmp_path / "model"), "-n", 1]


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text('"It cost 2,471 pounds," said Ann. "It rained," said Bo. "Yes," said Ann.')
    return folder


def test_help_names_every_command_and_the_exit_codes():
    printed = call("--help").output
    for word in ("extract", "verify", "info", "schema", "0 fine", "3 finished"):
        assert word in printed


def test_help_does_not_wait_for_what_it_does_not_need():
    code = (
        "import sys, pipeline.cli; print(sorted(m for m in ('numpy', 'pyarrow', 'spacy', 'rich') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extract_prints_what_was_found_and_where_it_is(fake, corpus, tmp_path):
    done = call("extract", corpus, "-o", tmp_path / "out", *fake)
    assert done.exit_code == 0, done.output
    printed = done.stdout
    assert "1 article on record" in printed and "3 direct" in printed
    assert re.search(r"Ann\s+person\s+2\s+1", printed) and str(tmp_path / "out") in printed
    assert printed.index("Ann") < printed.index("Bo")


def test_quiet_prints_nothing(fake, corpus, tmp_path):
    done = call("extract", corpus, "-o", tmp_path / "out", *fake, "-q")
    assert (done.exit_code, done.output) == (0, "")


def test_a_dry_run_says_how_much_there_is_to_do(fake, corpus, tmp_path):
    done = call("extract", corpus, "-o", tmp_path / "out", *fake, "--dry-run")
    assert done.exit_code == 0 and "1 article, 1 to do" in done.stdout


def test_errors_in_the_tables_end_with_code_3_and_are_counted(fake, corpus, tmp_path):
    (corpus / "b.txt").touch()
    done = call("extract", corpus, "-o", tmp_path / "out", *fake)
    assert done.exit_code == 3 and "1 row in errors: empty 1" in done.stdout


def test_the_end_of_a_run_shows_the_first_three_errors_of_each_kind_and_what_to_do(fake, corpus, tmp_path):
    for name in ("b", "c", "d", "e"):
        (corpus / f"{name}.txt").touch()
    (corpus / "f\x1b[31m.txt").write_text("BAD")
    printed = call("extract", corpus, "-o", tmp_path / "out", *fake).stdout
    assert "empty: fill it or take it out" in printed and "d.txt: the file is empty" in printed
    assert "e.txt" not in printed and "1 more: onrecord errors" in printed
    assert "f\\x1b[31m.txt: it is bad" in printed and "\x1b" not in printed


def test_errors_lists_all_with_what_to_do(fake, corpus, tmp_path):
    for name in ("b", "c", "d", "e\x1b\u202e"):
        (corpus / f"{name}.txt").touch()
    call("extract", corpus, "-o", tmp_path / "out", *fake)
    listed, table, records = (call("errors", tmp_path / "out", *more) for more in ([], ["--csv"], ["--json"]))
    assert listed.exit_code == table.exit_code == records.exit_code == 0
    assert listed.stdout.count("What to do: fill it or take it out") == 4
    assert table.stdout.startswith("source,error,message,what_to_do") and len(table.stdout.splitlines()) == 5
    assert [row["error"] for row in json.loads(records.stdout)] == ["empty"] * 4
    for done in (listed, table, records):
        assert "e\\x1b\\u202e" in done.stdout or "e\\u001b\\u202e" in done.stdout
        assert "\x1b" not in done.stdout and "\u202e" not in done.stdout


def test_errors_of_a_run_without_any_are_none_and_two_forms_at_once_are_wrong_use(fake, corpus, tmp_path):
    call("extract", corpus, "-o", tmp_path / "out", *fake)
    assert call("errors", tmp_path / "out").stdout == "No errors.\n"
    assert call("errors", tmp_path / "out", "--csv", "--json").exit_code == 2
    assert call("errors", tmp_path / "nothing").exit_code == 1


def test_what_a_message_quotes_commands_no_terminal(tmp_path):
    done = call("extract", tmp_path / "no\x1b[2J\u202esuch", "-o", tmp_path / "out")
    assert done.exit_code == 2 and "no\\x1b[2J\\u202esuch" in done.stderr and "\x1b" not in done.stderr


def test_debug_reaches_the_workers_and_changes_nothing_but_the_errors(tmp_path, monkeypatch):
    fake_extractor(monkeypatch, FACTORY)
    model = save_pipeline(tmp_path / "model", faults=True)
    (tmp_path / "a.txt").write_text("TORTURE raise. It rained for 40 days.")
    (tmp_path / "b.txt").write_text("It rained for 40 days.")
    for out, more in (("plain", []), ("debug", ["--debug"])):
        paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
        done = call("extract", *paths, "-o", tmp_path / out, "--model", model, "-n", 1, "-q", *more)
        assert done.exit_code == 3, done.output
    plain, debug = tmp_path / "plain", tmp_path / "debug"
    for table in ("documents", "quotes", "quote_spans", "speakers", "mentions", "figures", "dates"):
        one, other = ({f.name: f.read_bytes() for f in (out / table).glob("*.parquet")} for out in (plain, debug))
        assert one == other and one
    (row,) = read_errors(debug)
    assert row.component == "tagger" and "it is a trap" in row.traceback and "_raise" in row.traceback
    assert [line.traceback for line in read_errors(plain)] == [None]


def test_columns_can_be_named_by_flags(fake, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"key": "k", "body": "It rained."}')
    flags = ["--text-column", "body", "--id-column", "key", *fake]
    assert call("extract", "a.jsonl", "-o", "out", *flags).exit_code == 0
    assert call("verify", "out").exit_code == 0


def test_json_lines_come_by_standard_input(fake):
    assert call("extract", "-", "-o", "out", *fake, input='{"id": "k", "text": "It rained."}\n').exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "nowhere", "-o", "out"], "nowhere: there is no such file"),
        (["extract", ".", "-o", "out", "--model", "en_no_such"], "no spaCy pipeline 'en_no_such'"),
        (["extract", ".", "-o", "out", "--workers", "-1"], "workers must be at least 0"),
        (["extract", ".", "-o", "out", "--config", "gone.toml"], "gone.toml"),
        (["extract", "."], "--out"),
        (["extract", ".", "-o", "out", "--limit", "0"], "--limit"),
        (["extract", ".", "-o", "out", "--timeout", "0"], "timeout must be at least 1"),
        (["extract", ".", "-o", "out", "--engine", "ray"], "--engine must be local or dask"),
        (["extract", ".", "-o", "out", "--engine", "local", "--scheduler", "tcp://a:1"], "goes with dask"),
        (["extarct"], "extarct"),
        (["schema", "--nonsense"], "--nonsense"),
    ],
)
def test_wrong_use_ends_with_code_2_and_one_clear_line(arguments, words):
    done = call(*arguments)
    assert done.exit_code == 2 and words in done.output and "Traceback" not in done.output
    assert not Path("out").exists()


@pytest.mark.parametrize("error", [WorkerError("no memory left"), runner.RunError("another run"), OSError("disk full")])
def test_a_run_that_fails_ends_with_code_1_and_one_clear_line(monkeypatch, corpus, error):
    def fail(*arguments, **more):
        raise error

    monkeypatch.setattr(runner, "run", fail)
    done = call("extract", corpus, "-o", "out")
    assert done.exit_code == 1 and f"onrecord: {error}" in done.output


def test_ctrl_c_says_what_is_done_and_how_to_go_on(monkeypatch, corpus):
    def stop(*arguments, **more):
        raise runner.Interrupted(1200, 5000)

    monkeypatch.setattr(runner, "run", stop)
    monkeypatch.setattr("sys.argv", ["onrecord", "extract", "my articles", "-o", "out"])
    done = call("extract", corpus, "-o", "out")
    assert done.exit_code == 1 and "1,200 of 5,000 articles are done" in done.output
    assert "\n  onrecord extract 'my articles' -o out\n" in done.output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_end_ends_cleanly_and_goes_on_later(tmp_path, number):
    lines = [json.dumps({"id": str(i), "text": f"It rained {i} times."}) for i in range(40)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    command = ["-m", "pipeline", "extract", "a.jsonl", "-o", "out", "--model", str(tiny_model(tmp_path / "model"))]
    settings = {"ONRECORD_UNIT_DOCUMENTS": "1", "ONRECORD_SHARD_DOCUMENTS": "2", "ONRECORD_WORKERS": "1"}
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, *command],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        # Started in the background of a shell, the tests ignore Ctrl-C, and so would this run.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    while not list(Path("out").glob("_runs/files/*")) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    done = re.search(r"interrupted; (\d+) of 40 articles are done and stay done", told)
    assert process.returncode == 1 and done and 0 < int(done.group(1)) < 40 and "Traceback" not in told
    assert shlex.join(["-m", *command[1:]]) in told.splitlines()[-1]
    assert json.loads(max(Path("out/_runs").glob("*.json")).read_text())["status"] == "interrupted"
    again = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=True)
    assert "40 articles, " in again.stderr and ", 0 done already" not in again.stderr
    assert call("verify", "out").exit_code == 0


def test_a_fault_of_ours_is_told_by_its_place_and_its_traceback_is_for_debug(monkeypatch, corpus):
    def fail(*arguments, **more):
        return latest(None)

    monkeypatch.setattr(runner, "run", fail)
    done = call("extract", corpus, "-o", "out")
    assert done.exit_code == 1 and len(done.output.splitlines()) == 1 and "Traceback" not in done.output
    assert "a fault of onrecord" in done.output
    assert re.search(r"TypeError: .*pipeline/tables/manifest.py:\d+", done.output)
    shown = call("extract", corpus, "-o", "out", "--debug")
    assert shown.exit_code == 1 and "Traceback" in shown.output and "a fault of onrecord" in shown.output


def test_verify_says_what_holds_and_what_fails(fake, corpus, tmp_path):
    call("extract", corpus, "-o", "out", *fake)
    good = call("verify", "out")
    assert good.exit_code == 0 and "FAILS" not in good.stdout and good.stdout.count("holds") >= 6
    for path in Path("out/quotes").iterdir():
        path.unlink()
    bad = call("verify", "out")
    assert bad.exit_code == 1 and "quotes: no file" in bad.stdout
    assert call("verify", "nowhere").exit_code == 1


def test_schema_prints_and_writes_the_data_dictionary():
    assert call("schema").stdout == data_dictionary()
    assert call("schema", "--write", "tables.md").stdout == ""
    assert Path("tables.md").read_text(encoding="utf8") == data_dictionary()


def test_info_names_the_model_or_says_that_there_is_none(tmp_path):
    assert "en_fake-1" in call("info", "--model", write_model(tmp_path / "m")).stdout
    missing = call("info", "--model", "en_no_such")
    assert missing.exit_code == 0 and "no spaCy pipeline" in missing.stdout


def test_the_whole_way_with_a_real_pipeline(tmp_path):
    """A tiny untrained pipeline: what it finds means nothing, that the parts fit together does."""
    model = tiny_model(tmp_path / "tiny")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Ann Ayre said on Monday that 2,471 people had left Lowgate.\n")
    (folder / "b.txt").write_text('"We lost 40 homes," said Bo Beck, the mayor.\n')
    arguments = ["extract", str(folder), "-o", str(tmp_path / "out"), "--model", str(model), "-n", "2"]
    done = subprocess.run([sys.executable, "-m", "pipeline", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2 articles on record" in done.stdout and "2 to do" in done.stderr
    assert call("verify", tmp_path / "out").exit_code == 0
