"""`.json` files in the shapes people have, and what is wrong with them."""

import json

import pytest

from pipeline.article import Article, Problem
from pipeline.ingest import Options, read

RAIN, SNOW = "It rained in Tarnbridge.", "It snowed at Lowgate."


@pytest.fixture
def found(tmp_path):
    def read_text(text, **options):
        (tmp_path / "a.json").write_text(text if isinstance(text, str) else json.dumps(text))
        items = list(read([str(tmp_path / "a.json")], Options(**options)))
        return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]

    return read_text


@pytest.mark.parametrize(
    "shape",
    [
        [{"text": RAIN}, {"text": SNOW}],
        {"articles": [{"body": RAIN}, {"body": SNOW}], "total": 2},
        {"status": "ok", "response": {"tags": ["rain"], "docs": [{"content": RAIN}, {"content": SNOW}]}},
        {"a": {"text": RAIN}, "b": {"text": SNOW}},
        {"text": {"0": RAIN, "1": SNOW}, "title": {"0": "Rain", "1": None}},
        json.dumps({"text": RAIN}, indent=1) + "\n" + json.dumps({"text": SNOW}, indent=1) + "\n",
        json.dumps({"text": RAIN}) + "\n" + json.dumps({"text": SNOW}) + "\n",
    ],
)
def test_articles_are_found_in_whatever_holds_them(found, shape):
    articles, problems = found(shape)
    assert [(a.text, a.source) for a in articles] == [(RAIN, "a.json:1"), (SNOW, "a.json:2")]
    assert problems == []


def test_an_object_with_a_text_is_one_article_whatever_arrays_it_holds(found):
    (article,), problems = found({"headline": "Rain", "text": RAIN, "comments": [{"text": "Wet!"}]})
    assert (article.source, article.title, article.text) == ("a.json", "Rain", RAIN) and not problems


def test_the_keys_of_an_object_of_articles_are_their_ids(found):
    articles, _ = found({"a": {"text": RAIN}, "b": {"text": SNOW, "id": "own"}})
    assert [a.doc_id for a in articles] == ["a", "own"]


def test_a_column_may_be_named(found):
    (article,), _ = found([{"text": "no", "lead": RAIN}], columns={**Options().columns, "text": "lead"})
    assert article.text == RAIN


def test_a_bad_element_loses_only_itself(found):
    articles, problems = found([{"text": RAIN}, "rain", {"title": "none"}, {"text": ""}, {"text": SNOW}])
    assert [a.text for a in articles] == [RAIN, SNOW]
    assert [(p.source, p.error) for p in problems] == [
        ("a.json:2", "bad_json"),
        ("a.json:3", "missing_text"),
        ("a.json:4", "empty"),
    ]


def test_what_stands_before_a_break_is_read(found):
    whole = json.dumps([{"text": RAIN}, {"text": SNOW}, {"text": "Hail."}], indent=1)
    articles, (problem,) = found(whole[:-15])
    assert [a.text for a in articles] == [RAIN, SNOW] and problem.error == "bad_json"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "empty"),
        ("[]", "empty"),
        ("{}", "missing_text"),
        ("7", "missing_text"),
        ("[" * 100_000, "bad_json"),
        ('{"a": ' * 100_000, "bad_json"),
        ("{'text': 1}", "bad_json"),
        ('{"articles": [{"weather": "rain"}]}', "missing_text"),
        ("\0\0\0", "not_text"),
    ],
)
def test_what_holds_no_article_is_one_problem(found, text, error):
    articles, problems = found(text)
    assert articles == [] and [p.error for p in problems] == [error]


def test_an_array_made_to_fill_the_memory_is_one_problem(found, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.json.MAX_NESTED", 1000)
    assert [p.error for p in found("[" + "[]," * 2000 + "1]")[1]] == ["bomb"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_key_that_stands_twice_is_told_with_its_article(tmp_path, name):
    (tmp_path / name).write_text('{"id": "x", "text": "It rained.", "text": "It snowed.", "title": "Snow"}')
    article, problem = read([str(tmp_path / name)])
    assert article.text == "It snowed."
    assert (problem.error, problem.doc_id) == ("duplicate_key", "x") and "text" in problem.message


def test_a_key_that_stands_twice_far_inside_concerns_no_field(found):
    assert found('{"text": "It rained.", "more": {"a": 1, "a": 2}}')[1] == []
