"""Shards on a Dask cluster of this machine: the same bytes, and an article that does harm is named."""

import time

import pytest

from pipeline.run import Flags, run
from pipeline.run.workers.local_pool import WorkerError
from pipeline.settings import Settings
from tests.fakes import write_model
from tests.test_run_whole_run import column, files

distributed = pytest.importorskip("distributed")
FAKE = "tests.fakes:make"


@pytest.fixture(scope="module")
def scheduler():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, dashboard_address=None, memory_limit=0, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def extract(tmp_path, scheduler):
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(30):
        (folder / f"{i:02}.txt").write_text(f'"{i} homes were lost," said Ann. Then {i * 7} people left town {i}.\n')
    settings = Settings(model=str(write_model(tmp_path / "model")), shard_documents=8, unit_documents=3, workers=2)

    def go(out, factory=FAKE, **flags):
        return run([str(folder)], tmp_path / out, settings, Flags(**flags), factory=factory)

    go.folder = folder
    return go


def test_an_existing_cluster_gives_the_same_bytes(extract, tmp_path, scheduler):
    extract("local")
    assert extract("dask", scheduler=scheduler).extracted == 30
    assert files(tmp_path / "dask") == files(tmp_path / "local")
    assert extract("dask", scheduler=scheduler).extracted == 0 and not (tmp_path / "dask" / "_work").exists()


def test_a_cluster_annotates_what_is_new_and_what_stands_is_taken_over(extract, tmp_path, scheduler):
    extract("dask", scheduler=scheduler)
    (extract.folder / "new.txt").write_text('"It is new," said Cy.')
    (extract.folder / "07.txt").unlink()
    assert extract("dask", scheduler=scheduler, prune=True).extracted == 1
    (extract.folder / "08.txt").unlink()
    assert extract("dask", scheduler=scheduler, prune=True).extracted == 0
    extract("local")
    assert files(tmp_path / "dask") == files(tmp_path / "local")


def test_a_poisoned_article_is_named_and_its_neighbours_stay(extract, tmp_path, scheduler):
    for name, text in {"bad1": "DIE", "bad2": "BAD"}.items():
        (extract.folder / f"{name}.txt").write_text(text)
    extract("local")
    extract("dask", scheduler=scheduler)
    out = tmp_path / "dask"
    found = dict(zip(column(out, "errors", "source"), column(out, "errors", "error"), strict=True))
    assert found == {"bad1.txt": "worker_died", "bad2.txt": "Bad"}
    assert files(out) == files(tmp_path / "local")


def test_a_job_that_fails_ends_the_run_and_leaves_no_worker_behind(extract, scheduler):
    with pytest.raises(WorkerError, match="the fake model is broken"):
        extract("dask", factory="tests.fakes:make_broken", scheduler=scheduler)
    with distributed.Client(scheduler, set_as_default=False) as client:
        # The other job of the run learns a moment later that there is no run any more.
        for _ in range(600):
            left = set(client.run(_children).values())
            if left == {0}:
                break
            time.sleep(0.1)
        assert left == {0}


def _children():
    from pipeline.run.extract_on_dask import _all, _idle

    return len(_all) + len(_idle)


def test_a_scheduler_that_does_not_answer_is_named(extract, monkeypatch):
    monkeypatch.setattr("pipeline.run.workers.dask_pool._SECONDS", 1)
    with pytest.raises(WorkerError, match="tcp://127\\.0\\.0\\.1:9 does not answer"):
        extract("dask", scheduler="tcp://127.0.0.1:9")
