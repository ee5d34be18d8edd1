"""Which column is taken for what: by name, by synonym, by flag; and that it is told."""

import json

import pytest

from pipeline.article import Article, ColumnChoice, Problem
from pipeline.ingest import Options, read
from pipeline.ingest.column_names import find_columns
from pipeline.ingest.options import FIELDS
from pipeline.run.gather import how_read

RAIN = "It rained in Tarnbridge all day."


def items(*paths, **options):
    return list(read([str(path) for path in paths], Options(**options)))


def of_kind(kind, found):
    return [item for item in found if isinstance(item, kind)]


def named(**changed):
    return {name: name for name in FIELDS} | changed


@pytest.mark.parametrize(
    ("key", "field"),
    [
        *(("Body", "text"), ("CONTENT", "text"), ("full text", "text"), ("articleBody", "text"), ("Story", "text")),
        *(
            ("Headline", "title"),
            ("pub_date", "published"),
            ("pubDate", "published"),
            ("Publication-Date", "published"),
        ),
        *(("publishedAt", "published"), ("Newspaper", "outlet"), ("source", "outlet")),
        *(("Publisher", "outlet"), ("Byline", "author"), ("Link", "url"), ("ID", "id")),
    ],
)
def test_a_field_is_known_by_what_people_call_it(key, field):
    assert find_columns([key, "weather"]).taken == {field: key}


def test_the_own_name_goes_before_a_synonym_and_a_likelier_synonym_before_another():
    found = find_columns(["story", "body", "text", "publisher", "source"])
    assert found.taken == {"text": "text", "outlet": "source"}
    assert found.passed == (("text", "body"), ("text", "story"), ("outlet", "publisher"))


def test_the_order_of_columns_decides_nothing_but_between_two_of_one_name():
    assert find_columns(["story", "body"]).taken == find_columns(["body", "story"]).taken == {"text": "body"}
    assert find_columns(["Body", "BODY"]).taken == {"text": "Body"}


def test_a_column_named_by_a_flag_is_the_only_one_for_its_field_and_for_no_other():
    assert find_columns(["text", "lead"], {"text": "lead"}).taken == {"text": "lead"}
    assert find_columns(["text", "source"], {"url": "source"}).taken == {"text": "text", "url": "source"}
    assert "text" not in find_columns(["text", "body"], {"text": "lead"}).taken


def test_nothing_is_told_where_all_bear_the_names_of_fields_or_of_flags():
    assert find_columns([*FIELDS, "weather"]).told == ()
    assert find_columns(["id", "lead"], {"text": "lead"}).told == ()


def test_names_that_are_no_words_are_passed_over():
    assert find_columns([0, None, "text"]).taken == {"text": "text"}


def test_a_folder_may_mix_names_of_columns(tmp_path):
    (tmp_path / "a.csv").write_text(f"Headline,Body,Newspaper\nRain,{RAIN},The Post\n")
    (tmp_path / "b.jsonl").write_text(json.dumps({"title": "Rain", "content": RAIN, "publisher": "The Post"}))
    (tmp_path / "c.tsv").write_text(f"TITLE\tstory\tSource\nRain\t{RAIN}\tThe Post\n")
    (tmp_path / "d.md").write_text(f"---\nHeadline: Rain\npublication: The Post\n---\n{RAIN}")
    (tmp_path / "e.txt").write_text(RAIN)
    (tmp_path / "metadata.csv").write_text("Filename,headline,Source\ne.txt,Rain,The Post\n")
    found = items(tmp_path)
    assert [(a.title, a.text, a.outlet) for a in of_kind(Article, found)] == [("Rain", RAIN, "The Post")] * 5
    assert of_kind(Problem, found) == []
    told = {note.source: dict(note.columns) for note in of_kind(ColumnChoice, found)}
    assert told == {
        "a.csv": {"text": "Body", "title": "Headline", "outlet": "Newspaper"},
        "b.jsonl": {"text": "content", "outlet": "publisher"},
        "c.tsv": {"text": "story", "title": "TITLE", "outlet": "Source"},
        "d.md": {"title": "Headline", "outlet": "publication"},
        "metadata.csv": {"title": "headline", "outlet": "Source"},
    }


def test_records_of_one_file_may_have_other_keys_each_told_once(tmp_path):
    records = [{"body": RAIN}, {"story": RAIN}, {"body": RAIN}, {"text": RAIN}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    found = items(tmp_path)
    assert len(of_kind(Article, found)) == 4
    assert [note.columns for note in of_kind(ColumnChoice, found)] == [(("text", "body"),), (("text", "story"),)]


def test_two_columns_that_fit_are_told(tmp_path):
    (tmp_path / "a.csv").write_text(f"text,story\n{RAIN},other\n")
    note, article = items(tmp_path)
    assert article.text == RAIN and note == ColumnChoice("a.csv", (("text", "text"),), (("text", "story"),))


def test_inputs_that_are_read_alike_are_told_in_one_line():
    same = [ColumnChoice(f"{i}.csv", (("text", "body"),)) for i in range(5)]
    assert list(how_read([*same, ColumnChoice("x.json", (("text", "story"),))])) == [
        "text from 'body': in 0.csv, 1.csv, 2.csv and 2 more",
        "text from 'story': in x.json",
    ]


def test_an_outlet_or_author_may_be_an_object_with_a_name(tmp_path):
    record = {"content": RAIN, "source": {"id": None, "name": "The Post"}, "authors": [{"name": "Ann Ayre"}, "Bo Beck"]}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (article,) = of_kind(Article, items(tmp_path))
    assert (article.outlet, article.author) == ("The Post", "Ann Ayre, Bo Beck")


def test_front_matter_may_say_things_that_are_no_fields(tmp_path):
    (tmp_path / "a.md").write_text(f"---\ntitle: Rain\ntags: [weather]\nbody: none\n---\n{RAIN}")
    (article,) = of_kind(Article, items(tmp_path))
    assert (article.title, article.text) == ("Rain", RAIN)


def test_a_table_of_articles_called_metadata_may_name_its_files(tmp_path):
    (tmp_path / "metadata.csv").write_text(f"path,body\nx,{RAIN}\n")
    assert [a.text for a in of_kind(Article, items(tmp_path))] == [RAIN]
