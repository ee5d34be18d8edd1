"""What becomes of each article, read or standing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.run.article_refs import ArticleRefs
from pipeline.run.plan import FinishedShard, make_plan
from pipeline.run.shards import Limits, make_shards
from pipeline.run.spool import ArticleRef, order_of

ArticleRefs.of([])  # numpy is loaded before examples are timed
LIMITS = Limits(shard_documents=4, shard_chars=100, unit_documents=2, unit_chars=40)


def record(name, version=0, place=0):
    """An article by its id, a version of what it says, and the place in the input where it stands."""
    digest = f"{name}/{version}/{place}".encode().ljust(16, b".")
    return ArticleRef(order_of(name), digest, 7, 5, 10, content=order_of(f"{name}/{version}"))


def records(articles):
    return ArticleRefs.of([record(*article) for article in articles])


def standing(articles, key="k", limits=LIMITS):
    """The shards that a run over these articles has left; none of them has a place in the spool of the next."""
    shards = make_shards(records(articles), key, limits)
    return [FinishedShard(s.file_name, ArticleRefs.unpacked(ArticleRefs.of(s.refs).packed())) for s in shards]


def orders(parts):
    return sorted(order for part in parts for order in part.orders.tolist())


names = st.integers(0, 60).map(str)
corpora = st.dictionaries(names, st.integers(0, 2), max_size=40)
TEN = [(str(i), 0, 0) for i in range(10)]


@given(corpora, corpora, st.integers(1, 9), st.integers(1, 9))
def test_exactly_the_new_and_the_changed_are_annotated_and_all_others_are_taken_over(before, after, few, many):
    there = standing([(n, v, 0) for n, v in before.items()], limits=Limits(few, 1000, 2, 40))
    wanted = records([(n, v, 0) for n, v in after.items()])
    limits = Limits(many, 1000, 2, 40)
    plan = make_plan(wanted, there, "k", limits)
    new = {n for n, v in after.items() if before.get(n) != v}
    assert orders([one.fresh for one in plan.to_write]) == sorted(order_of(n) for n in new)
    assert plan.shards == make_shards(wanted, "k", limits)
    for one in plan.to_write:
        assert orders([one.fresh, *(taken.refs for taken in one.taken)]) == orders([one.shard.refs])
    left = {shard.file_name for shard in plan.shards} - {one.shard.file_name for one in plan.to_write}
    assert left <= {one.file_name for one in there}


def test_an_article_that_stands_elsewhere_in_the_input_is_taken_over_and_told_to_have_moved():
    plan = make_plan(records([(name, 0, 1) for name, _, _ in TEN]), standing(TEN), "k", LIMITS)
    assert plan.fresh == 0 and len(plan.to_write) == len(plan.shards)
    assert orders([taken.moved for one in plan.to_write for taken in one.taken]) == sorted(
        order_of(n) for n, _, _ in TEN
    )


def test_articles_that_are_not_wanted_stand_in_no_shard():
    plan = make_plan(records(TEN[:6]), standing(TEN), "k", LIMITS)
    assert plan.fresh == 0 and len(plan.shards) < 4
    assert orders([shard.refs for shard in plan.shards]) == sorted(order_of(n) for n, _, _ in TEN[:6])


def test_articles_that_are_to_be_done_again_are_annotated_unless_they_are_not_wanted():
    there = [FinishedShard(one.file_name, one.refs, one.refs) for one in standing(TEN)]
    plan = make_plan(records(TEN[:6]), there, "k", LIMITS)
    assert orders([one.fresh for one in plan.to_write]) == sorted(order_of(n) for n, _, _ in TEN[:6])


def test_an_article_that_stands_twice_is_taken_over_once():
    there = standing(TEN) + standing(TEN, limits=Limits(2, 100, 2, 40))
    plan = make_plan(records(TEN[:9]), there, "k", LIMITS)
    assert plan.fresh == 0
    for one in plan.to_write:
        assert orders(taken.refs for taken in one.taken) == orders([one.shard.refs])


@given(corpora)
def test_records_come_back_from_their_packed_form_without_their_places(articles):
    there = records([(n, v, 0) for n, v in articles.items()])
    back = ArticleRefs.unpacked(there.packed())
    assert [(r.order, r.digest, r.chars, r.content) for r in back] == [
        (r.order, r.digest, r.chars, r.content) for r in there
    ]
    assert not back.in_spool.any()


@pytest.mark.parametrize("packed", ["AAAA", "no base64", "é"])
def test_a_text_that_is_no_packed_records_is_refused(packed):
    with pytest.raises(ValueError):
        ArticleRefs.unpacked(packed)
