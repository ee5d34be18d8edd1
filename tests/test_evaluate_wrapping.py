"""Lines are layout: the sample corpus, wrapped at any width and in any form, gives the rows that it gives unwrapped."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.article import Article
from pipeline.evaluate.wrapping import COLUMNS, FORMS, compare, wrap
from pipeline.extraction.extractor import make_extractor
from pipeline.ingest import read as read_input
from pipeline.settings import Settings
from pipeline.text.reading import read

RAW = Path(__file__).parent.parent / "data" / "raw"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The sample corpus, with blank lines between all paragraphs: else a full last line is like any full line."""
    found = (item for item in read_input([str(RAW)]) if isinstance(item, Article))
    return [replace(article, text=re.sub(r"\n+", "\n\n", article.text)) for article in found]


@pytest.fixture(scope="module")
def extract():
    return make_extractor(Settings(keyterms=0))


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("width", range(60, 81))
def test_a_wrapped_article_reads_as_it_does_unwrapped(articles, width, form):
    for article in articles:
        assert read(wrap(article.text, width, form)).text == read(article.text).text


@pytest.mark.parametrize("form,width", [("plain", 60), ("plain", 66), ("indented", 72), ("mail", 77), ("block", 80)])
def test_a_wrapped_corpus_gives_the_same_rows(articles, extract, form, width):
    for table, before, after in compare(extract, articles, width, form):
        assert before.total() > 10, table
        assert before == after, table


@pytest.mark.parametrize("form,width", [("plain", 66), ("mail", 72)])
def test_rows_of_wrapped_articles_stand_where_they_say_and_names_hold_no_line_end(articles, extract, form, width):
    wrapped = [Article(a.doc_id, a.source, wrap(a.text, width, form), published=a.published) for a in articles]
    texts = {article.doc_id: article.text for article in wrapped}
    tables = extract(wrapped)
    broken = 0
    for name in (*COLUMNS, "mentions", "quote_spans"):
        for row in tables[name].to_pylist():
            assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]
            broken += "\n" in row["text"]
    assert broken > 10
    told = Counter(
        row[column]
        for table, columns in (
            ("speakers", ("name", "role", "affiliation")),
            ("figures", ("counted", "unit", "value_text")),
        )
        for row in tables[table].to_pylist()
        for column in columns
    )
    assert not [value for value in told if value and ("\n" in value or ">" in value)]
