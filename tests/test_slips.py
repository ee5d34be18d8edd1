"""What a person does by mistake, or what befalls the machine: each ends in a line that says what to do."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import run as runner
from pipeline.cli import app
from pipeline.run.extract_units import EXTRACTOR
from pipeline.run.reporter import Silent
from pipeline.run.workers.local_pool import WorkerError
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.verify import all_hold, verify
from tests.commands import FAKE, fake_extractor
from tests.fakes import write_model

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fake_extractor(monkeypatch)
    write_model(tmp_path / "model")
    (tmp_path / "in").mkdir()
    for i in range(12):
        (tmp_path / "in" / f"{i:02}.txt").write_text(f'"{i} homes were lost," said Ann.')
    return tmp_path / "in"


def call(*arguments):
    """The exit code and what was printed: never a traceback."""
    extract = ["--model", "model", "-n", "1", "-q"] if arguments[0] == "extract" else []
    done = CliRunner().invoke(app, [*map(str, arguments), *extract])
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert "Traceback" not in done.output and "fault of onrecord" not in done.output
    return done.exit_code, " ".join(done.output.split())


def extract(reporter=None, **flags):
    settings = Settings(model="model", workers=1, unit_documents=2, shard_documents=4)
    return runner.run(["in"], "out", settings, runner.Flags(**flags), reporter)


def test_a_folder_that_was_emptied_ends_with_code_2_and_other_articles_are_told_in_the_summary(corpus):
    assert call("extract", "in", "-o", "out")[0] == 0
    for path in corpus.iterdir():
        path.unlink()
    code, words = call("extract", "in", "-o", "out")
    assert code == 2 and "in: no article lies there; the tables in out stay as they are" in words
    (corpus / "new.txt").write_text("It rained.")
    done = CliRunner().invoke(app, ["extract", "in", "-o", "out", "--model", "model", "-n", "1"])
    assert done.exit_code == 0 and "13 articles on record" in done.stdout
    assert "12 of the articles were not in this input and kept; --prune removes" in " ".join(done.stdout.split())
    done = CliRunner().invoke(app, ["extract", "in", "-o", "out", "--model", "model", "-n", "1", "--prune"])
    assert done.exit_code == 0 and "1 article on record" in done.stdout and "were not in this" not in done.stdout


def test_a_disk_that_is_full_for_a_worker_is_named_and_what_is_done_stays(corpus):
    (corpus / "x.txt").write_text("FULL")
    code, words = call("extract", "in", "-o", "out")
    assert code == 1 and "is full: /there/parts/a.arrows could not be written; make room there" in words


@pytest.mark.skipif(sys.platform != "linux", reason="it makes a small disk of its own")
@pytest.mark.parametrize("size", [8, 150, 400])
def test_a_disk_that_really_is_full_is_named_and_the_next_run_goes_on(tmp_path, size):
    """At some sizes the input does not fit, at others the results, at others the tables."""
    code = (
        "import sys; from pipeline import run as runner; real = runner.run; "
        f"runner.run = lambda *a, **k: real(*a, **k, factory={FAKE!r}); from pipeline.cli import app; "
        "app(['extract', 'in', '-o', 'small/out', '--model', 'model', '-n', '1'])"
    )
    (tmp_path / "small").mkdir()
    for i in range(100):
        (tmp_path / "in" / f"more{i}.txt").write_text(f'"{i} homes were lost," said Ann. ' * 20)
    go = f'PYTHONPATH={ROOT} {sys.executable} -c "$0"'
    mount = f"mount -t tmpfs -o size={size}k tmpfs small || exit 99; {go}; code=$?; "
    mount += f"mount -o remount,size=9m small; {go} >&2 && exit $code"
    done = subprocess.run(["unshare", "-rm", "sh", "-c", mount, code], capture_output=True, text=True, cwd=tmp_path)
    if done.returncode in (99, 127) or "unshare" in done.stderr:
        pytest.skip("no disk may be mounted here")
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert f"\nonrecord: the disk mounted at {tmp_path}/small is full: small/out/" in f"\n{done.stderr}"
    assert "112 articles on record" in done.stderr


@pytest.mark.parametrize("after", [1, 3, 12])
def test_an_output_folder_that_is_removed_while_the_run_works_is_told(after):
    class Remover(Silent):
        done = 0

        def advanced(self, articles, errors):
            self.done += articles
            if self.done >= after:
                shutil.rmtree("out", ignore_errors=True)

    with pytest.raises(runner.RunError, match="out was removed or renamed while the run worked"):
        extract(Remover())
    assert extract().articles == 12 and all_hold(verify(Path("out")))


def test_a_table_that_is_removed_while_the_run_works_is_told_and_the_next_run_makes_it_anew():
    class Remover(Silent):
        def advanced(self, articles, errors):
            shutil.rmtree("out/quotes", ignore_errors=True)

    extract()
    Path("in/new.txt").write_text('"It is new," said Cy.')
    with pytest.raises(runner.RunError, match=r"quotes/.* removed while the run worked; give the same"):
        extract(Remover())
    for name in ("more", "and_more"):  # with --force no rows are taken over: only the end shows it
        Path(f"in/{name}.txt").write_text('"It is new," said Cy.')
        with pytest.raises(runner.RunError, match="removed while the run worked"):
            extract(Remover(), force=True)
    extract()
    assert all_hold(verify(Path("out")))


def test_an_output_that_is_a_file_says_so():
    Path("out").write_text("mine")
    assert call("extract", "in", "-o", "out") == (
        1,
        "onrecord: out is a file where a folder is needed; move it away, or name another folder",
    )
    assert "out/x: part of it is a file" in call("extract", "in", "-o", "out/x")[1]
    assert Path("out").read_text() == "mine"


def test_a_place_without_permission_says_so(monkeypatch):
    def refuse(self, *arguments, **more):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    code, words = call("extract", "in", "-o", "out")
    assert code == 1 and "there is no permission for out; change its permissions" in words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"action,name,to,doc_id\nrename,Jos\xe9,J,\n", "mine.csv, line 2: it is not in UTF-8; save it"),
        (b'action,name,to,doc_id\n# so\nrename,"Bo,J,\n', "mine.csv, line 3: unexpected end of data; close every"),
        (b"action,name,to,doc_id\nrename,Bo, Jr.,J,,x\n", "mine.csv, line 2: more cells than columns"),
        (b"\x00\x01\x02", "mine.csv"),
        (None, "mine.csv cannot be read: No such file"),
    ],
)
def test_overrides_that_cannot_be_read_end_in_a_line_that_names_theirs(content, words):
    extract()
    if content is not None:
        Path("mine.csv").write_bytes(content)
    code, printed = call("reconcile", "out", "--overrides", "mine.csv")
    assert code == 2 and words in printed


def test_a_cell_of_the_overrides_may_go_over_several_lines():
    extract()
    rows = ["action,name,to,doc_id,note", 'rename,Ann,Ann Ayre,,"so she', 'signs"', "rename,Nobody,N,,"]
    Path("mine.csv").write_text("\n".join(rows))
    code, printed = call("reconcile", "out", "--overrides", "mine.csv")
    assert code == 0 and "Ann Ayre" in printed and "rename Nobody: no such name" in printed


def test_accounts_that_were_cut_off_or_are_none_are_named_and_harm_no_run():
    extract()
    none = ['{"run": "2", "stat', "", "[]", "3", '{"mine": 1}', "\0"]
    paths = [Path(f"out/_runs/{2999 + i}.json") for i in range(len(none))]
    for path, content in zip(paths, none, strict=True):
        path.write_text(content)
        (told,) = [check.examples for check in verify(Path("out")) if check.failures]
        assert f"{path} is no account of a run: it was cut off, or is none of ours; remove it" in told
    assert call("extract", "in", "-o", "out")[0] == 0
    assert call("verify", "out")[0] == 1
    for path in paths:
        path.unlink()
    assert call("verify", "out")[0] == 0


def test_a_model_that_is_damaged_says_so(tmp_path):
    for meta in ("{", "[]", '{"lang": "en"}'):
        (tmp_path / "model" / "meta.json").write_text(meta)
        code, words = call("extract", "in", "-o", "out")
        assert code == 2 and "model cannot be loaded as a spaCy pipeline (meta.json" in words
    assert call("info", "--model", "model")[0] == 0


def test_a_model_whose_files_are_cut_off_says_so(tmp_path):
    (tmp_path / "model" / "config.cfg").write_text("[nlp")
    with pytest.raises(WorkerError, match=r"cannot be loaded as a spaCy pipeline .*copy it anew"):
        runner.run(["in"], "out", Settings(model="model", workers=1), factory=EXTRACTOR)


@pytest.mark.parametrize("command", ["verify", "reconcile"])
def test_a_table_that_is_damaged_is_named_with_what_makes_it_anew(command):
    extract()
    path = store.files(Path("out"), "quotes")[0]
    path.write_bytes(path.read_bytes()[:-9])
    code, words = call(command, "out")
    assert code == 1 and f"quotes/{path.name}" in words
    assert command == "verify" or "again with --force" in words


def test_an_error_of_ours_in_a_worker_is_told_by_its_place(corpus):
    (corpus / "x.txt").write_text("BUG")
    settings = Settings(model="model", workers=1)
    arguments = ["extract", "in", "-o", "out", "--model", settings.model, "-n", "1", "-q"]
    done = CliRunner().invoke(app, arguments)
    assert (
        done.exit_code == 1 and "fault of onrecord" in done.output and "pipeline/run/extract_units.py:" in done.output
    )
    assert "Traceback" not in done.output and "12 of 13" not in done.output
    assert "in _rows" in CliRunner().invoke(app, [*arguments, "--debug"]).output
    assert json.loads(max(Path("out/_runs").glob("*.json")).read_text())["status"] == "failed"
