"""Runs with a fake extractor in real worker processes."""

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest.local_files import NothingToReadError
from pipeline.run import Flags, RunError, run
from pipeline.run.reporter import Silent
from pipeline.run.shards import make_unit
from pipeline.run.spool import ArticleRef
from pipeline.run.workers.local_pool import WorkerError
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.manifest import latest
from pipeline.tables.schemas import EXTRACT_TABLES
from pipeline.tables.verify import all_hold, verify
from tests.fakes import write_model

FAKE = "tests.fakes:make"
SMALL = {"shard_documents": 8, "unit_documents": 2, "workers": 1}


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(30):
        (folder / f"{i:02}.txt").write_text(f'"{i} homes were lost," said Ann. Then {i * 7} people left town {i}.\n')
    return folder


@pytest.fixture
def extract(tmp_path, corpus):
    model = write_model(tmp_path / "model")

    def go(*paths, out="out", factory=FAKE, model=model, settings=None, reporter=None, **flags):
        chosen = Settings(model=str(model), **(SMALL | (settings or {})))
        return run(
            [str(p) for p in paths or [corpus]], tmp_path / out, chosen, Flags(**flags), reporter, factory=factory
        )

    return go


def files(out):
    """Every file that a user may read, with its bytes."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for table in EXTRACT_TABLES
        for path in (out / table.name).glob("*")
    }


def column(out, table, name):
    return store.read(out, table, [name]).column(name).to_pylist()


def test_a_run_writes_every_article_once_and_holds_its_promises(extract, tmp_path):
    result = extract()
    assert (result.articles, result.extracted, result.errors) == (30, 30, 0)
    assert len(column(tmp_path / "out", "documents", "doc_id")) == 30
    assert len(column(tmp_path / "out", "quotes", "quote_id")) == 30
    assert all_hold(verify(tmp_path / "out"))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted([t.name for t in EXTRACT_TABLES] + ["_runs"])


def test_the_number_of_workers_and_the_order_of_inputs_change_no_byte(extract, tmp_path, corpus):
    paths = sorted(corpus.iterdir())
    random.Random(1).shuffle(paths)
    for n in (1, 2, 4):
        extract(out=f"n{n}", settings={"workers": n})
    extract(*paths, out="shuffled")
    one = files(tmp_path / "n1")
    assert len(one) > 2 * len(EXTRACT_TABLES)  # several shards
    assert one == files(tmp_path / "n2") == files(tmp_path / "n4") == files(tmp_path / "shuffled")


def test_a_second_run_does_nothing_again(extract, tmp_path):
    extract()
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "out" / "documents").iterdir()}
    result = extract(factory=FAKE)
    assert (result.articles, result.extracted) == (30, 0)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out" / "documents").iterdir()} == stamps


def test_added_edited_and_deleted_articles_show_and_no_other_is_annotated_again(extract, tmp_path, corpus):
    extract()
    (corpus / "00.txt").unlink()
    (corpus / "01.txt").write_text('"All is well," said Bo.')
    (corpus / "new.txt").write_text('"It is new," said Cy.')
    result = extract(prune=True)
    assert result.extracted == 2
    out = tmp_path / "out"
    assert sorted(column(out, "documents", "source")) == sorted(p.name for p in corpus.iterdir())
    assert {"Bo", "Cy"} <= set(column(out, "quotes", "speaker"))
    extract(out="anew")
    assert files(out) == files(tmp_path / "anew") and all_hold(verify(out))


def test_other_settings_another_model_or_force_do_everything_anew(extract, tmp_path):
    extract()
    assert extract(settings={"keyterms": 3}).extracted == 30
    other = write_model(tmp_path / "other", "other")
    assert extract(model=other).extracted == 30
    assert extract(model=other).extracted == 0
    assert extract(model=other, force=True).extracted == 30
    (other / "weights").write_bytes(b"better")
    assert extract(model=other).extracted == 30


def test_an_article_that_kills_its_worker_is_one_error_and_its_neighbours_stay(extract, tmp_path, corpus):
    extract(out="clean")
    (corpus / "bad1.txt").write_text("DIE")
    (corpus / "bad2.txt").write_text("DIE too")
    result = extract()
    out = tmp_path / "out"
    assert result.errors == 2
    assert sorted(column(out, "errors", "source")) == ["bad1.txt", "bad2.txt"]
    assert set(column(out, "errors", "error")) == {"worker_died"}
    assert all("SIGKILL" in message for message in column(out, "errors", "message"))
    assert {"DIE", "DIE too"} <= set(column(out, "documents", "text"))
    assert (
        store.read(out, "quotes")
        .sort_by("quote_id")
        .equals(store.read(tmp_path / "clean", "quotes").sort_by("quote_id"))
    )
    assert all_hold(verify(out))


def test_an_article_that_takes_too_long_is_one_error_and_its_neighbours_stay(extract, tmp_path, corpus):
    extract(out="clean")
    (corpus / "bad.txt").write_text("HANG")
    assert extract(settings={"timeout": 4, "unit_documents": 4}).errors == 1
    out = tmp_path / "out"
    assert column(out, "errors", "error") == ["timed_out"] and "--timeout" in column(out, "errors", "message")[0]
    assert sorted(column(out, "quotes", "quote_id")) == sorted(column(tmp_path / "clean", "quotes", "quote_id"))
    (corpus / "bad.txt").write_text("All is well.")
    assert extract().errors == 0


def test_a_long_article_may_take_longer():
    record = ArticleRef(0, b"", 0, 0, chars=2_000_001)
    assert make_unit([record], "").seconds(Settings(timeout=60, window_chars=100_000)) == 21 * 60
    assert make_unit([replace(record, chars=10)] * 9, "").seconds(Settings(timeout=60)) == 60


def test_a_worker_that_was_killed_by_chance_costs_no_article(extract, tmp_path, corpus):
    marker = tmp_path / "marker"
    (corpus / "chance.md").write_text(f"---\ntitle: {marker}\n---\nDIE ONCE and rain")
    result = extract()
    assert marker.exists() and result.errors == 0
    assert "chance.md" in column(tmp_path / "out", "documents", "source")


def test_errors_are_done_again_when_that_is_asked_for(extract, tmp_path, corpus):
    (corpus / "bad.txt").write_text("BAD")
    assert extract().errors == 1
    again = extract()
    assert (again.extracted, again.errors) == (0, 1)
    retried = extract(retry_errors=True)
    assert retried.extracted == 1 and retried.errors == 1


def test_problems_of_reading_are_errors_and_go_when_they_are_mended(extract, tmp_path, corpus):
    (corpus / "empty.txt").touch()
    assert extract().errors == 1
    assert column(tmp_path / "out", "errors", "stage") == ["ingest"] and all_hold(verify(tmp_path / "out"))
    (corpus / "empty.txt").write_text("It rained.")
    assert extract().errors == 0 and column(tmp_path / "out", "errors", "stage") == []


def test_an_id_that_is_met_twice_is_kept_once(extract, tmp_path):
    lines = [{"id": "a", "text": "first"}, {"id": "b", "text": "other"}, {"id": "a", "text": "second"}]
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert extract(path).errors == 1
    out = tmp_path / "out"
    assert sorted(column(out, "documents", "text")) == ["first", "other"]
    assert column(out, "errors", "source") == ["x.jsonl:3"] and "x.jsonl:1" in column(out, "errors", "message")[0]
    assert all_hold(verify(out))


def test_nothing_but_errors_still_writes_every_table(extract, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.txt").touch()
    assert extract(tmp_path / "empty").errors == 1
    assert all(store.files(tmp_path / "out", table.name) for table in EXTRACT_TABLES)
    assert all_hold(verify(tmp_path / "out"))


def test_a_limit_takes_the_first_articles(extract, tmp_path):
    extract(limit=3)
    assert sorted(column(tmp_path / "out", "documents", "source")) == ["00.txt", "01.txt", "02.txt"]


def test_a_dry_run_says_what_there_is_to_do_and_does_nothing(extract, tmp_path):
    result = extract(dry_run=True)
    assert (result.articles, result.extracted, result.manifest) == (30, 30, None)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_job_that_fails_as_a_whole_ends_the_run_and_the_next_goes_on_from_there(extract, tmp_path, corpus):
    extract(out="clean")
    last = corpus / "zz.txt"
    last.write_text("STOP")
    with pytest.raises(WorkerError, match="no space left"):
        extract(settings={"workers": 1})
    assert latest(tmp_path / "out", "failed")["error"].startswith("WorkerError")
    last.unlink()
    extract()
    assert files(tmp_path / "out") == files(tmp_path / "clean")
    assert not (tmp_path / "out" / "_work").exists()


def test_a_run_that_is_stopped_says_so_and_the_next_goes_on_from_there(extract, tmp_path):
    extract(out="clean")

    class Stop(Silent):
        def advanced(self, articles, errors):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(reporter=Stop())
    out = tmp_path / "out"
    assert latest(out, "interrupted") and not latest(out)
    parts = list((out / "_work" / "parts").iterdir())
    extract(dry_run=True)
    assert parts and list((out / "_work" / "parts").iterdir()) == parts  # what is done stays
    extract()
    assert files(out) == files(tmp_path / "clean") and not (out / "_work").exists()


@pytest.mark.parametrize(
    ("factory", "words"),
    [("tests.fakes:make_broken", "the fake model is broken"), ("tests.fakes:make_dying", "SIGKILL")],
)
def test_workers_that_cannot_start_end_the_run(extract, factory, words):
    with pytest.raises(WorkerError, match=words):
        extract(factory=factory)


def test_a_path_that_names_nothing_touches_nothing(extract, tmp_path):
    with pytest.raises(NothingToReadError):
        extract(tmp_path / "nowhere")
    assert not (tmp_path / "out").exists()


def test_two_runs_do_not_work_on_one_folder(extract, tmp_path):
    import fcntl

    (tmp_path / "out").mkdir()
    descriptor = os.open(tmp_path / "out", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(RunError, match="another run"):
        extract()
    os.close(descriptor)
    assert extract().articles == 30


def test_tables_that_lie_among_the_inputs_are_no_inputs(extract, tmp_path, corpus):
    for path in (corpus, f"{corpus}/**/*"):
        extract(path, out="in/tables")
        assert extract(path, out="in/tables").articles == 30 and all_hold(verify(corpus / "tables"))


def test_the_manifest_tells_what_was_run(extract, tmp_path):
    result = extract()
    manifest = json.loads(Path(result.manifest).read_text())
    assert (manifest["status"], manifest["inputs"], manifest["articles"]) == ("complete", 30, 30)
    assert manifest["model"]["name"] == "en_fake-1" and manifest["rows"]["documents"] == 30
    assert manifest["started"] <= manifest["finished"]
    made = sum(shard["documents"] for shard in manifest["shards"] if shard["made"])
    assert made == 30


def test_progress_adds_up_to_all_articles(extract):
    heard = []

    class Ears:
        def reading(self, articles, problems): ...
        def planned(self, articles, done, workers):
            heard.append(("planned", articles, done))

        def advanced(self, articles, errors):
            heard.append(("advanced", articles))

        def note(self, message): ...

    extract(reporter=Ears())
    assert heard[0] == ("planned", 30, 0) and sum(event[1] for event in heard[1:]) == 30
