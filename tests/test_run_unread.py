"""What of the tables stays that was not read this time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.run.unread import Origins, ReadNow, UnreadItem, groups, look, origins_from, places, stays
from pipeline.tables.ids import bytes_hash

HERE, THERE = ("/news",), ("/other",)


def text(words):
    return bytes_hash(words.encode())


def read(*articles, others=(), whole=True, paths=HERE, stood):
    return look(stood, paths, whole, [Article("id", source, words) for source, words in articles], others)


@pytest.mark.parametrize(
    ("one", "articles", "kept"),
    [
        (UnreadItem("d_1", "a.txt", text("old")), [("b.txt", "other")], True),  # the file is gone
        (UnreadItem("d_1", "a.txt", text("old")), [("a.txt", "new")], False),  # the file was edited
        (UnreadItem("d_1", "a.jsonl:7", text("old")), [("a.jsonl:6", "old")], False),  # a row above it was deleted
        (UnreadItem("d_1", "a.jsonl:7", text("old")), [("a.jsonl:7", "new")], True),  # nobody knows which became which
        (UnreadItem("d_1", "a.jsonl:7", text("old")), [("b.jsonl:7", "old")], True),  # the same text in another file
        (UnreadItem("d_1", "a.jsonl:7"), [("a.jsonl:7", "new")], True),  # it failed, and may be another article
        (UnreadItem("d_1", "a.txt"), [("a.txt", "new")], False),
    ],
)
def test_an_article_stays_unless_the_same_input_shows_what_became_of_it(one, articles, kept):
    assert stays(one, read(*articles, stood=[one]), Origins(HERE)) is kept
    assert stays(one, read(*articles, stood=[one], paths=THERE), Origins(HERE))  # files of one name in other folders
    assert stays(one, read(*articles, stood=[one]), Origins(None))


def test_standard_input_is_never_the_same_again():
    one = UnreadItem("d_1", "stdin:1", text("old"))
    assert places(["in", "-"]) is None
    assert stays(one, read(("stdin:1", "new"), stood=[one], paths=places(["-"])), Origins(places(["-"])))


@pytest.mark.parametrize(
    ("source", "others", "whole", "kept"),
    [
        ("a.jsonl:3", [], True, False),  # its file was read, and nothing was wrong there any more
        ("a.jsonl:3", [], False, True),  # perhaps it was not reached
        ("a.jsonl:1", [], False, False),
        ("b.txt", ["b.txt"], True, False),  # it is told anew
        ("c.txt", [], True, True),
    ],
)
def test_an_error_stays_until_its_input_is_read_again(source, others, whole, kept):
    one = UnreadItem(None, source)
    assert stays(one, read(("a.jsonl:1", "fine"), others=others, whole=whole, stood=[one]), Origins(HERE)) is kept


def account(paths, status="complete", kept=()):
    return {"run": "1", "status": status, "read_from": list(paths), "kept_from": list(kept)}


def test_where_things_were_read_is_known_as_far_as_the_accounts_agree():
    old = account(THERE)
    assert origins_from([account(HERE), old]).rest == HERE
    assert origins_from([account(HERE, "interrupted"), account(HERE), old]).rest == HERE
    assert origins_from([account(THERE, "interrupted"), account(HERE)]).rest is None
    assert origins_from([None, account(HERE)]).rest is None
    assert origins_from([account(HERE, "running"), account(HERE, "failed")]).rest == HERE
    assert origins_from([{"run": "1", "status": "complete"}]).rest is None
    assert origins_from([]).rest is None


ones = st.builds(UnreadItem, st.one_of(st.none(), st.text(max_size=3)), st.text(max_size=3))
known = st.one_of(st.none(), st.sampled_from([HERE, THERE]))


@given(st.lists(ones, max_size=9), known, st.dictionaries(st.text(max_size=3), known))
def test_what_is_kept_keeps_its_origin_from_run_to_run(kept, rest, doc_ids):
    before = Origins(rest, doc_ids)
    after = origins_from([account(("/third",), kept=groups(kept, before))])
    assert [after.of(one) for one in kept] == [before.of(one) for one in kept]


@given(
    st.recursive(st.one_of(st.none(), st.integers(), st.text()), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_an_account_with_anything_in_it_is_read(anything):
    origins = origins_from([{"status": "complete", "read_from": anything, "kept_from": anything}])
    assert stays(UnreadItem("a", "a.txt", "0"), ReadNow(HERE), origins)
    assert (
        origins_from([{"status": "complete", "kept_from": [{"read_from": anything, "doc_ids": anything}]}]).rest is None
    )
    assert origins_from([{"status": anything}]).rest is None
