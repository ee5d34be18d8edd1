"""A short form of `make torture`; the long one stands in docs/reliability.md with its results."""

import sys

import pytest

from tests.fakes import write_model
from tests.torture import faults, incremental, kills, memory, resume, same
from tests.torture.corpus import articles
from tests.torture.pipeline_with_faults import save_pipeline
from tests.torture.runs import SMALL

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="process groups and /proc")


def test_runs_killed_at_any_moment_are_finished_by_the_next_with_the_same_bytes(tmp_path):
    counted = kills.kills(tmp_path, 4, write_model(tmp_path / "model"), "tests.fakes:make", documents=16)
    assert counted["at random"] + counted["aimed"] >= 4


def test_articles_that_do_harm_are_named_or_usable_and_no_other_row_differs(tmp_path):
    few = {word: faults.OBEYED[word] for word in ("TORTURE raise", "TORTURE memory", "TORTURE recursion")}
    faults.faults(tmp_path, 20, 50_000, SMALL, few)


def test_the_bytes_are_the_same_with_another_hash_seed_order_and_number_of_workers(tmp_path):
    model = save_pipeline(tmp_path / "model")
    same.same(tmp_path, articles(16), model, SMALL, ["all of these"])


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path):
    model = write_model(tmp_path / "model")

    def measure(folder):
        # Not fewer: a run of a moment ends between two looks at its memory.
        return memory.memory(folder, articles(400), articles(1600), model, "tests.fakes:make", workers=1)

    try:
        measure(tmp_path / "first")
    except AssertionError:
        # On a busy machine finished shards pile up for a moment. What grows with the articles grows again.
        measure(tmp_path / "again")


def test_a_run_that_is_broken_off_and_resumed_gives_the_same_bytes(tmp_path):
    model = write_model(tmp_path / "model")
    told, _ = resume.resume(tmp_path, articles(150), model, "tests.fakes:make", shard_documents=8, unit_documents=2)
    assert "broken off in the middle" in told


def test_articles_that_are_added_give_the_bytes_of_a_fresh_run(tmp_path):
    model = write_model(tmp_path / "model")
    told, _ = incremental.incremental(
        tmp_path, articles(60), 50, 10, model, "tests.fakes:make", shard_documents=8, unit_documents=2
    )
    assert "10 more" in told
