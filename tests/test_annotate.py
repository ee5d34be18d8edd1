import sys
from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import ModelError, annotate, find_model, load, model_digest
from pipeline.article import Article
from pipeline.components import NAMES
from pipeline.text.tokens import make_doc
from tests.fakes import write_model
from tests.tiny import tiny_model

BLANK = spacy.blank("en")
DAY = date(2022, 7, 13)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def nlp(model):
    return load(model)


def test_a_model_is_found_by_its_path(tmp_path):
    found = find_model(write_model(tmp_path / "m"))
    assert (found.path, found.name) == (tmp_path / "m", "en_fake-1")


def test_a_model_is_found_by_the_name_of_its_package(tmp_path, monkeypatch):
    package = tmp_path / "en_test_model"
    write_model(package / "en_test_model-1.0")
    (package / "__init__.py").touch()
    (package / "meta.json").write_text("{}")  # as real packages have it: no pipeline lies beside it
    monkeypatch.syspath_prepend(tmp_path)
    assert find_model("en_test_model").path == package / "en_test_model-1.0"
    assert "en_test_model" not in sys.modules  # finding must not cost an import


def test_the_environment_names_the_model_where_nothing_else_does(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_MODEL", str(write_model(tmp_path / "m")))
    assert find_model().path == tmp_path / "m"
    assert find_model(write_model(tmp_path / "n")).path == tmp_path / "n"


@pytest.mark.parametrize("wanted", ["en_no_such_model", "no/such/folder"])
def test_a_model_that_is_not_there_is_named_with_what_to_do(wanted):
    with pytest.raises(ModelError, match=f"{wanted}.*install it"):
        find_model(wanted)


def test_other_weights_have_another_digest(tmp_path):
    path = write_model(tmp_path / "m")
    before = model_digest(path)
    assert model_digest(write_model(tmp_path / "n")) == before
    (path / "weights").write_bytes(b"x")
    assert model_digest(path) != before


def test_our_components_come_last_in_order_and_paragraphs_before_the_parser(nlp):
    assert tuple(nlp.pipe_names[-len(NAMES) :]) == NAMES
    assert nlp.pipe_names.index("onrecord_paragraphs") == nlp.pipe_names.index("parser") - 1


@pytest.mark.parametrize("missing", ["tagger", "parser", "ner"])
def test_a_model_that_lacks_something_is_refused_by_name(tmp_path, missing):
    with pytest.raises(ModelError, match=f"has no {missing}; take a pipeline with"):
        load(tiny_model(tmp_path / "m", missing))


def test_a_folder_that_spacy_cannot_load_is_refused(tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded"):
        load(write_model(tmp_path / "m"))


def test_every_doc_knows_when_its_article_was_published_and_what_was_found(nlp):
    articles = [Article("a", "a", "It rained on Monday.", "Rain", published=DAY), Article("b", "b", "It snowed.")]
    seen = []
    for article, window, doc in annotate(nlp, articles):
        assert doc._.dates is not None and doc._.figures is not None
        assert doc._.quotes is not None and doc._.cast is not None
        seen.append((article.doc_id, window.offset, doc.text, doc._.published))
    assert seen == [("a", 0, "It rained on Monday.", DAY), ("b", 0, "It snowed.", None)]


def test_a_long_article_comes_in_windows_that_know_where_they_start(nlp):
    text = "\n\n".join(f"Paragraph {i}. It rained." for i in range(40))
    articles = [Article("a", "a", "Short."), Article("b", "b", text, published=DAY), Article("c", "c", "Also short.")]
    seen = [
        (article.doc_id, window.offset, doc.text, doc._.published)
        for article, window, doc in annotate(nlp, articles, 100)
    ]
    windows = [one for one in seen if one[0] == "b"]
    assert len(windows) > 5 and "".join(words for _, _, words, _ in windows) == text
    assert all(text.startswith(words, offset) and day == DAY for _, offset, words, day in windows)
    assert [one[0] for one in seen] == ["a", *["b"] * len(windows), "c"]


def test_more_articles_than_a_batch_holds_all_come_through(nlp):
    articles = [Article(str(i), str(i), f"It rained {i} times.") for i in range(70)]
    assert [(a.doc_id, d.text) for a, _, d in annotate(nlp, articles)] == [(a.doc_id, a.text) for a in articles]


def test_words_of_one_batch_do_not_stay_in_memory(nlp):
    before = len(nlp.vocab.strings)
    for _ in annotate(nlp, [Article(str(i), str(i), f"xq{i}zv{i * i}") for i in range(300)]):
        pass
    assert len(nlp.vocab.strings) - before < 300


@pytest.mark.parametrize("run", ['"' * 3000, "1," * 2000, "x" * 999, "(" * 1000 + "\n" + ")" * 1600])
def test_stretches_without_white_space_keep_their_characters(run):
    blank = spacy.blank("en")
    text = f"It rained. {run} It snowed  again.\n"
    assert make_doc(blank, text).text == text
    assert make_doc(blank, run).text == run


@given(st.text("ab \n", max_size=60))
def test_ordinary_text_has_the_tokens_that_spacy_gives(text):
    blank = BLANK
    assert [t.text_with_ws for t in make_doc(blank, text)] == [t.text_with_ws for t in blank.make_doc(text)]
