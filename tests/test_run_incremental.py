"""Runs upon runs: what was annotated is not annotated again, and the bytes are those of a fresh run."""

import json
import random
import sys
from dataclasses import replace

import pytest

from pipeline.run import Flags, run
from pipeline.run.reporter import Silent
from pipeline.settings import Settings
from pipeline.tables.manifest import latest
from pipeline.tables.verify import all_hold, verify
from tests import inprocess
from tests.fakes import write_model
from tests.listening import Ears
from tests.test_run_whole_run import column, files

NAMES = ("Ann", "Bo", "Cy", "Di")


@pytest.fixture
def extract(tmp_path, monkeypatch):
    """Run over a mapping of ids to articles as JSON lines, in its order; the ids of those that were annotated."""
    monkeypatch.setattr("pipeline.tables.store._fsync", lambda path: None)  # no power cut is feared here
    monkeypatch.setattr(sys.modules["pipeline.run.extract_shards"], "LocalPool", inprocess.Pool)
    settings = Settings(model=str(write_model(tmp_path / "model")), shard_documents=4, unit_documents=2, workers=1)

    def go(articles, out="out", reporter=None, name="in.jsonl", settings=settings, **flags):
        lines = [json.dumps({"id": doc_id, **article}) for doc_id, article in articles.items()]
        (tmp_path / name).write_text("\n".join(lines))
        inprocess.annotated.clear()
        chosen = Flags(**{"prune": True} | flags)
        go.result = run([str(tmp_path / name)], tmp_path / out, settings, chosen, reporter, factory=inprocess.FACTORY)
        return sorted(inprocess.annotated)

    go.settings, go.out = settings, tmp_path / "out"
    return go


def article(chance, number):
    said = "".join(
        f'"{chance.randrange(99)} homes were lost," said {chance.choice(NAMES)}.\n' for _ in range(chance.randrange(2))
    )
    bad = "BAD " if chance.random() < 0.1 else ""
    return {"text": f"{bad}{said}It rained on {number} people.", "title": chance.choice([None, "Rain", "Snow"])}


def corpus(n, seed=0):
    chance = random.Random(seed)
    return {f"a{i}": article(chance, i) for i in range(n)}


def after_a_while(chance, articles, number):
    """Some articles deleted, some changed, some new, and all of them in another order."""
    left = {doc_id: one for doc_id, one in articles.items() if chance.random() < 0.9}
    for doc_id in chance.sample(sorted(left), len(left) // 8):
        left[doc_id] = article(chance, number) | {"outlet": chance.choice([None, "Echo"])}
    left |= {f"n{number}-{i}": article(chance, number) for i in range(chance.choice((0, 1, 1, 7)))}
    return dict(chance.sample(sorted(left.items()), len(left))) if chance.random() < 0.3 else left


@pytest.mark.parametrize("seed", range(2))
def test_whatever_comes_changes_and_goes_only_that_is_annotated_and_the_bytes_are_those_of_a_fresh_run(
    extract, tmp_path, seed
):
    chance = random.Random(seed)
    before, articles = {}, corpus(25, seed)
    for number in range(10):
        limits = replace(extract.settings, shard_documents=chance.choice((1, 3, 5, 40)), unit_documents=3)
        changed = sorted(doc_id for doc_id in articles if articles[doc_id] != before.get(doc_id))
        assert extract(articles, settings=limits) == changed and extract.result.extracted == len(changed)
        assert extract(articles, settings=limits) == []
        extract(articles, out=f"fresh{number}", settings=limits)
        assert files(extract.out) == files(tmp_path / f"fresh{number}")
        before, articles = articles, after_a_while(chance, articles, number)
    assert all_hold(verify(extract.out))


def test_an_article_that_stands_elsewhere_in_its_file_is_not_annotated_again_and_says_where_it_stands(extract):
    articles = {doc_id: {"text": '"It rained," said Ann.'} for doc_id in "abcdefghi"} | {"bad": {"text": "BAD"}}
    extract(articles)
    assert extract(dict(reversed(articles.items()))) == []
    ids, sources = (column(extract.out, "documents", name) for name in ("doc_id", "source"))
    assert dict(zip(ids, sources, strict=True)) == {
        doc_id: f"in.jsonl:{10 - i}" for i, doc_id in enumerate("abcdefghi")
    }
    assert column(extract.out, "errors", "source")[0] == "in.jsonl:1"


@pytest.mark.parametrize("field", ["title", "outlet", "author", "url", "published", "text"])
def test_an_article_of_which_anything_else_changed_is_annotated_again(extract, field):
    articles = corpus(6)
    extract(articles)
    assert extract(articles | {"a3": articles["a3"] | {field: "2022-05-04"}}) == ["a3"]


def test_nothing_is_taken_over_that_was_made_with_other_settings(extract):
    extract(corpus(6))
    assert len(extract(corpus(7), settings=replace(extract.settings, keyterms=3))) == 7


def test_force_and_retried_errors_annotate_what_they_say_beside_what_is_new(extract):
    articles = {doc_id: {"text": "It rained."} for doc_id in "abcdef"} | {"bad": {"text": "BAD"}}
    extract(articles)
    assert extract(articles | {"new": {"text": "It snowed."}}) == ["new"]
    articles["newer"] = {"text": "It hailed."}
    assert extract(articles, retry_errors=True) == ["bad", "newer"]
    assert extract(articles, force=True) == sorted(articles)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.write_bytes(b""), "is empty (0 bytes)"),
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "bytes instead of"),
        (lambda path: path.write_bytes(b"?" * path.stat().st_size), "has other bytes than were written"),
        (lambda path: path.unlink(), "is missing"),
    ],
    ids=["empty", "cut short", "garbage", "missing"],
)
@pytest.mark.parametrize("table", ["documents", "quotes", "errors"])
def test_a_shard_that_was_damaged_is_named_and_made_anew_and_no_other(extract, table, damage, words):
    articles = corpus(20)
    extract(articles)
    good = files(extract.out)
    path = sorted(path for path in (extract.out / table).iterdir() if not path.name.startswith("ingest"))[1]
    of_shard = sorted(column_of(extract.out / "documents" / path.name) | column_of(extract.out / "errors" / path.name))
    damage(path)
    ears = Ears()
    assert extract(articles, reporter=ears) == of_shard
    (note,) = ears.notes
    assert f"{table}/{path.name} " in note and words in note
    assert files(extract.out) == good and all_hold(verify(extract.out))


def column_of(path):
    import pyarrow.parquet as pq

    return set(pq.read_table(path).column("doc_id").to_pylist())


def test_one_flipped_byte_is_not_taken_over_into_the_tables_of_the_next_run(extract, tmp_path):
    articles = corpus(20)
    extract(articles)
    for path in (extract.out / "documents").iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= 1
        path.write_bytes(data)
    more = articles | {"new": {"text": "It snowed."}}
    assert extract(more) == sorted(more)
    extract(more, out="fresh")
    assert files(extract.out) == files(tmp_path / "fresh")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": {}, "made": {"articles": "?"}}'])
def test_an_account_of_files_that_says_nothing_costs_its_shard_alone(extract, text):
    articles = corpus(20)
    extract(articles)
    good = files(extract.out)
    account = next(iter(sorted((extract.out / "_runs" / "files").glob("[01]*.json"))))
    account.write_text(text)
    assert 0 < len(extract(articles)) <= 4
    assert files(extract.out) == good and all_hold(verify(extract.out))


def test_a_file_that_is_none_of_ours_is_named_and_removed(extract):
    articles = corpus(3)
    extract(articles)
    (extract.out / "quotes" / "mine.parquet").write_bytes(b"mine")
    ears = Ears()
    assert extract(articles, reporter=ears) == []
    assert len(ears.notes) == 1 and "quotes/mine.parquet is in no account" in ears.notes[0]
    assert not (extract.out / "quotes" / "mine.parquet").exists()


def test_many_damaged_files_are_told_in_few_lines(extract):
    extract(corpus(40))
    for path in (extract.out / "figures").iterdir():
        path.unlink()
    ears = Ears()
    extract(corpus(40), reporter=ears)
    assert len(ears.notes) == 6 and "more files" in ears.notes[-1]


def test_articles_that_were_not_read_stay_where_that_is_asked_for(extract, tmp_path):
    articles = corpus(20) | {"bad": {"text": "BAD"}}
    extract(articles)
    some = dict(list(articles.items())[:5]) | {"new": {"text": "It snowed."}}
    assert extract(some, prune=False) == ["new"]
    standing = {*column(extract.out, "documents", "doc_id"), *column(extract.out, "errors", "doc_id")}
    assert standing == {*articles, "new"}
    assert extract(some, prune=False, retry_errors=True) == sorted(d for d in some if "BAD" in some[d]["text"])
    assert extract(some) == []
    extract(some, out="fresh")
    assert files(extract.out) == files(tmp_path / "fresh")


def test_articles_that_stay_are_annotated_anew_where_their_rows_cannot_be_taken_over(extract, tmp_path):
    articles = {doc_id: {"text": f'"It rained {i} days," said Ann.'} for i, doc_id in enumerate("abcdefghi")}
    extract(articles)
    few = {"a": articles["a"]}
    other = replace(extract.settings, keyterms=3)
    assert extract(few, settings=other, prune=False) == sorted(articles) and extract.result.kept == 8
    assert all_hold(verify(extract.out))
    path = next(path for path in sorted((extract.out / "quotes").iterdir()) if "a" not in column_of(path))
    lost = column_of(path)
    path.write_bytes(b"")
    assert extract(few, settings=other, prune=False) == sorted(lost) and all_hold(verify(extract.out))
    assert sorted(column(extract.out, "documents", "doc_id")) == sorted(articles)
    extract(articles, out="fresh", settings=other)
    quotes = (sorted(column(out, "quotes", "quote_id")) for out in (extract.out, tmp_path / "fresh"))
    assert next(quotes) == next(quotes)


def test_a_run_that_is_stopped_while_it_takes_rows_over_is_finished_by_the_next(extract, tmp_path):
    articles = corpus(30)
    extract(articles)
    more = articles | {f"n{i}": {"text": "Rain."} for i in range(9)}
    del more["a7"]

    class Stop(Silent):
        def advanced(self, articles, errors):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(more, reporter=Stop())
    assert list((extract.out / "_work" / "parts").iterdir())
    half = next(path for path in sorted((extract.out / "_runs" / "files").glob("[01]*.json")))
    half.unlink()  # as if it had been broken off before the account
    ears = Ears()
    extract(more, reporter=ears)
    assert len(ears.notes) == 1 and "1 article that stands" in ears.notes[0]
    extract(more, out="fresh")
    assert files(extract.out) == files(tmp_path / "fresh") and all_hold(verify(extract.out))


def test_the_account_of_a_run_tells_how_many_articles_of_a_shard_were_annotated(extract):
    extract(corpus(20))
    extract(corpus(20) | {"new": {"text": "It snowed."}})
    account = latest(extract.out)
    assert sum(shard["annotated"] for shard in account["shards"]) == 1
    assert account["rows"]["documents"] == len(column(extract.out, "documents", "doc_id"))


def test_no_more_workers_start_than_the_work_is_worth(extract):
    class Heard(Silent):
        def planned(self, articles, done, workers):
            self.workers = workers

    heard, eight = Heard(), replace(extract.settings, workers=8, unit_documents=10)
    extract(corpus(100), settings=eight, reporter=heard)
    assert heard.workers == 5
    extract(corpus(100) | {"new": {"text": "It snowed."}}, settings=eight, reporter=heard)
    assert heard.workers == 1
