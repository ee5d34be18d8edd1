import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.run.article_refs import ArticleRefs
from pipeline.run.shards import Limits, make_shards, make_units
from pipeline.run.spool import ArticleRef, SpoolWriter, order_of, read_articles

ArticleRefs.of([])  # numpy is loaded before examples are timed
LIMITS = Limits(shard_documents=4, shard_chars=100, unit_documents=2, unit_chars=40)


def record(name, chars=10):
    return ArticleRef(order_of(name), name.encode().ljust(16, b"."), 0, 0, chars)


names = st.sets(st.integers(0, 10_000).map(str), max_size=40)
lengths = st.integers(1, 60)


@given(names, st.randoms())
def test_shards_do_not_depend_on_the_order_of_documents(ids, random):
    records = [record(name) for name in sorted(ids)]
    before = make_shards(records, "k", LIMITS)
    random.shuffle(records)
    assert make_shards(records, "k", LIMITS) == before


@given(st.dictionaries(st.integers(0, 10_000).map(str), lengths, max_size=40))
def test_every_document_is_in_one_shard_and_one_unit_within_the_limits(sizes):
    records = [record(name, chars) for name, chars in sizes.items()]
    shards = make_shards(records, "k", LIMITS)
    assert sorted(r.digest for shard in shards for r in shard.refs) == sorted(r.digest for r in records)
    for shard in shards:
        assert len(shard.refs) <= 4
        assert sum(r.chars for r in shard.refs) <= 100 or len(shard.refs) == 1
        units = make_units(shard.refs, "k", LIMITS)
        assert sorted(r.digest for u in units for r in u.refs) == sorted(r.digest for r in shard.refs)
        for unit in units:
            assert len(unit.refs) <= 2
            assert sum(r.chars for r in unit.refs) <= 40 or len(unit.refs) == 1


@given(names.filter(lambda ids: len(ids) > 5))
def test_one_document_more_changes_only_the_shard_it_falls_into(ids):
    *most, last = sorted(ids)
    before = {shard.file_name: shard for shard in make_shards([record(name) for name in most], "k", LIMITS)}
    after = {shard.file_name: shard for shard in make_shards([record(name) for name in ids], "k", LIMITS)}
    changed = [before[name] for name in before.keys() - after.keys()]
    assert len(changed) <= 1
    new = {r.digest for name in after.keys() - before.keys() for r in after[name].refs}
    assert new == {r.digest for shard in changed for r in shard.refs} | {record(last).digest}


def test_no_documents_are_one_empty_shard():
    (shard,) = make_shards([], "k", LIMITS)
    assert shard.refs == () and make_units(shard.refs, "k", LIMITS) == []


def test_the_name_of_a_file_changes_with_documents_and_with_what_else_the_tables_depend_on():
    names = {make_shards([record(name)], key, LIMITS)[0].file_name for name in ("a", "b") for key in ("one", "other")}
    assert len(names) == 4


def test_the_longest_document_is_begun_first():
    records = [record(str(i), chars) for i, chars in enumerate([5, 5, 90, 5, 60, 5, 5])]
    first = make_shards(records, "k", LIMITS)[0]
    assert make_units(first.refs, "k", LIMITS)[0].refs[0].chars == 90


def test_halves_of_a_unit_are_its_documents():
    (shard,) = make_shards([record("a"), record("b")], "k", LIMITS)
    (unit,) = make_units(shard.refs, "k", LIMITS)
    one, other = unit.halves("k")
    assert one.refs + other.refs == unit.refs and len({unit.key, one.key, other.key}) == 3


@pytest.mark.parametrize("text", ["It rained.", "a\u2028b\r\n\0", "\ud83c half", "雨"])
def test_an_article_comes_back_from_the_spool_as_it_was(tmp_path, text):
    from datetime import date

    articles = [Article("x", "x.txt", "first"), Article("a", "a.txt", text, "T", None, "A", "u", date(2022, 7, 13))]
    writer = SpoolWriter(tmp_path / "spool")
    places = [(r.offset, r.length) for r in map(writer.add, articles)]
    writer.close()
    assert read_articles(tmp_path / "spool", reversed(places)) == articles[::-1]


def test_any_field_of_an_article_changes_its_digest(tmp_path):
    writer = SpoolWriter(tmp_path / "spool")
    same = {"doc_id": "a", "source": "s", "text": "t", "title": "h"}
    variants = [same, same, same | {"title": "other"}, same | {"text": "other"}, same | {"source": "other"}]
    digests = [writer.add(Article(**fields)).digest for fields in variants]
    writer.close()
    assert digests[0] == digests[1] and len(set(digests)) == 4


@given(st.lists(st.tuples(st.integers(0, 2**64 - 1), st.binary(min_size=16, max_size=16), lengths), max_size=30))
def test_records_in_columns_are_the_records(values):
    plain = [ArticleRef(order, digest, i, i + 1, chars) for i, (order, digest, chars) in enumerate(values)]
    columns = ArticleRefs.of(plain)
    assert list(columns) == plain and columns[3:7] == plain[3:7] and len(columns) == len(plain)
    assert list(columns.sorted()) == sorted(plain, key=lambda r: (r.order, r.digest))
    assert columns.chars == sum(r.chars for r in plain) and columns.longest == max((r.chars for r in plain), default=0)


@given(st.lists(st.integers(0, 5), max_size=20))
def test_records_of_the_same_order_are_paired_with_the_first_of_them(orders):
    records = ArticleRefs.of([ArticleRef(order, bytes(16), 0, 0, 1) for order in orders])
    expected = [(orders.index(order), i) for i, order in enumerate(orders) if orders.index(order) < i]
    assert records.same_order() == expected
    left = records.without([again for _, again in expected])
    assert [r.order for r in left] == list(dict.fromkeys(orders))
