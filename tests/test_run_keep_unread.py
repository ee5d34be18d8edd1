"""Runs after which articles stand in the tables that were not read: nothing goes unless somebody asked for it."""

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest.local_files import NothingToReadError
from pipeline.run import Flags, run
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.verify import all_hold, verify
from tests import inprocess
from tests.fakes import write_model
from tests.listening import Ears
from tests.test_run_whole_run import column, files


@pytest.fixture
def extract(tmp_path, monkeypatch):
    """Run over these paths; what was told, in one line."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipeline.tables.store._fsync", lambda path: None)
    monkeypatch.setattr(sys.modules["pipeline.run.extract_shards"], "LocalPool", inprocess.Pool)
    settings = Settings(model=str(write_model(tmp_path / "model")), shard_documents=4, unit_documents=2, workers=1)

    def go(*paths, out="out", reporter=None, keyterms=10, stdin=None, **flags):
        inprocess.annotated.clear()
        ears = reporter or Ears()
        chosen = replace(settings, keyterms=keyterms)
        go.result = run([*paths], out, chosen, Flags(**flags), ears, stdin, factory=inprocess.FACTORY)
        assert all_hold(verify(Path(out)))
        return "; ".join(ears.notes)

    return go


def write(folder, **texts):
    Path(folder).mkdir(exist_ok=True)
    for name, text in texts.items():
        (Path(folder) / f"{name}.txt").write_text(text)


def numbered(folder, n, word="homes"):
    write(folder, **{f"a{i:02}": f'"{i} {word} were lost," said Ann.' for i in range(n)})


def lines(*articles, name="in.jsonl"):
    Path(name).write_text("\n".join(json.dumps(article) for article in articles))


def texts(out="out"):
    return sorted(column(Path(out), "documents", "text"))


def test_a_folder_that_was_emptied_touches_nothing_and_says_so(extract):
    numbered("in", 9)
    extract("in")
    before = files(Path("out"))
    for path in Path("in").iterdir():
        path.unlink()
    with pytest.raises(
        NothingToReadError, match=r"in: no article lies there; the tables in out stay as they are.*--prune"
    ):
        extract("in")
    assert files(Path("out")) == before
    assert "9 articles that stand in out and are not in this input are removed (--prune)" in extract("in", prune=True)
    assert texts() == [] and extract.result.removed == 9


def test_other_articles_under_the_same_file_names_stand_beside_those_that_were_there(extract):
    numbered("in", 9)
    numbered("other", 5, "boats")
    extract("in")
    told = extract("other")
    assert (
        "9 articles that stand in out and are not in this input are kept; --prune removes" in told and "PRUNE=1" in told
    )
    assert len(texts()) == 14 and (extract.result.kept, extract.result.extracted) == (9, 5)
    assert "5 articles" in extract("in") and inprocess.annotated == []  # and back
    extract("in", "other", out="fresh")
    assert files(Path("out")) == files(Path("fresh"))


def test_a_limit_keeps_the_others_and_the_next_whole_run_has_nothing_to_do(extract):
    numbered("in", 40)
    extract("in")
    before = files(Path("out"))
    assert "30 articles" in extract("in", limit=10)
    assert extract("in") == "" and inprocess.annotated == []
    assert files(Path("out")) == before


def test_a_dry_run_tells_what_would_be_and_does_nothing(extract):
    numbered("in", 6)
    extract("in")
    before = files(Path("out"))
    assert "4 articles that stand in out and are not in this input would be removed" in extract(
        "in", limit=2, dry_run=True, prune=True
    )
    assert "4 articles" in extract("in", limit=2, dry_run=True) and files(Path("out")) == before


def test_an_article_that_was_changed_takes_the_place_of_what_it_was(extract):
    numbered("in", 6)
    lines({"id": "x", "text": "It rained."}, {"id": "y", "text": "It snowed."})
    extract("in", "in.jsonl")
    write("in", a03="It was changed.")
    lines({"id": "x", "text": "It hailed."}, {"id": "y", "text": "It snowed."})
    assert extract("in", "in.jsonl") == "" and len(inprocess.annotated) == 2
    extract("in", "in.jsonl", out="fresh")
    assert files(Path("out")) == files(Path("fresh"))


def test_rows_without_ids_that_only_moved_are_not_kept_twice(extract):
    lines(*({"text": f"It rained {i} times."} for i in range(8)))
    extract("in.jsonl")
    lines(*({"text": f"It rained {i} times."} for i in range(8) if i != 2))
    assert "1 article that stand" in extract("in.jsonl")
    assert texts() == sorted(f"It rained {i} times." for i in range(8))


def test_what_is_kept_is_made_anew_from_the_tables_where_settings_changed(extract):
    numbered("in", 9)
    extract("in")
    assert "7 of them are extracted anew, from the text in the tables" in extract("in", limit=2, keyterms=3)
    assert len(inprocess.annotated) == 9
    made = {store.read_schema(path).metadata[b"config_sha256"] for path in store.files(Path("out"), "documents")}
    assert len(made) == 1
    extract("in", out="fresh", keyterms=3)
    assert files(Path("out")) == files(Path("fresh"))


def test_errors_of_inputs_stay_until_these_are_read_again(extract):
    write("in", good="It rained.", empty="", bad="BAD")
    write("other", fine="It snowed.", void="")
    extract("in")
    assert "1 article and 2 errors of inputs that stand" in extract("other")
    assert sorted(column(Path("out"), "errors", "source")) == ["bad.txt", "empty.txt", "void.txt"]
    write("in", empty="It hailed.")
    extract("in")
    assert sorted(column(Path("out"), "errors", "source")) == ["bad.txt", "void.txt"]
    extract("in", prune=True)
    extract("in", out="fresh")
    assert files(Path("out")) == files(Path("fresh"))


def test_what_a_broken_off_run_added_from_elsewhere_is_not_taken_for_an_older_state_of_this_input(extract):
    class Stop(Ears):
        def advanced(self, articles, errors):
            if len(list(Path("out/documents").iterdir())) > 2:
                raise KeyboardInterrupt

    numbered("in", 4)
    numbered("other", 20, "boats")
    extract("in")
    with pytest.raises(KeyboardInterrupt):
        extract("other", reporter=Stop())
    there = set(texts())
    assert any("boats" in text for text in there)
    extract("in")
    assert there <= set(texts())


def test_standard_input_adds_to_what_is_there(extract, tmp_path):
    for word in ("rain", "snow"):
        lines({"text": word})
        with Path("in.jsonl").open("rb") as stream:
            extract("-", stdin=stream)
    assert texts() == ["rain", "snow"]


def test_a_damaged_table_is_named_where_it_holds_what_cannot_be_read_again(extract):
    numbered("in", 9)
    extract("in")
    path = store.files(Path("out"), "documents")[0]
    path.write_bytes(path.read_bytes()[:-20])
    assert f"documents/{path.name} is damaged: articles in it that are not in this input cannot be kept" in extract(
        "in", limit=1
    )
    assert "cannot be kept" not in extract("in")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_read_in_whatever_order_nothing_goes_and_a_pruned_output_is_that_of_a_fresh_run(extract, seed):
    chance = random.Random(seed)
    seen = {}
    for step in range(5):
        folder = chance.choice(["in", "other"])
        for number in chance.sample(range(8), 3):
            write(folder, **{f"a{number}": f'"{chance.randrange(99)} homes were lost," said Ann.'})
        gone = chance.choice(list(Path(folder).iterdir()))
        limit = chance.choice([None, None, 2])
        if chance.random() < 0.4:
            gone.unlink()
        read = sorted(Path(folder).iterdir())[:limit]
        seen |= {path: path.read_text() for path in read}
        extract(folder, limit=limit, keyterms=chance.choice([10, 10, 3]))
        assert texts() == sorted(seen.values()), step
    extract(folder, prune=True)
    extract(folder, out="fresh")
    assert files(Path("out")) == files(Path("fresh"))
