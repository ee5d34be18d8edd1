import re

import pytest

from pipeline.tables.schemas import TABLES
from pipeline.views.as_html import card_as_html
from pipeline.views.database import Database, QueryError
from pipeline.views.declared import views
from pipeline.views.find import find
from pipeline.views.known import known
from tests.ask_tables import HERALD, extracted, reconciled


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return Database(reconciled(tmp_path_factory.mktemp("out")))


def marks(card):
    """What is marked: role and words."""
    roles = {}
    for piece in card.passage.pieces:
        for mark in piece.marks:
            roles[mark] = roles.get(mark, "") + piece.text
    return {(mark.role, words) for mark, words in roles.items()}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        *(("d1", "documents"), ("q1", "quotes"), ("s1", "speakers"), ("m1", "mentions"), ("f1", "figures")),
        *(("t1", "dates"), ("e1", "entities"), ("st1", "statements"), ("c1", "claims")),
    ],
)
def test_any_id_of_any_table_is_found_and_shown(database, name, table):
    assert find(database, name).table == table
    card = known(database, name)
    assert card.title and card.facts


@pytest.mark.parametrize(
    ("name", "doc_id"),
    [
        *(("herald.txt", "d1"), ("articles/herald.txt", "d1"), ("echo.txt", "d2"), ("news/echo.txt", "d2")),
        ("wire.jsonl:1", "d3"),
    ],
)
def test_an_article_is_found_by_its_file(database, name, doc_id):
    assert find(database, name).row["doc_id"] == doc_id


def test_a_file_of_several_articles_is_told_with_their_names(database):
    with pytest.raises(QueryError, match=r"holds 2 articles; name one of them: wire\.jsonl:1, wire\.jsonl:2"):
        find(database, "wire.jsonl")


@pytest.mark.parametrize("name", ["nothing", "erald.txt", "%", "' OR 1=1 --", ""])
def test_what_is_not_there_is_told_with_what_to_do(database, name):
    with pytest.raises(QueryError, match="SELECT doc_id, source FROM articles"):
        find(database, name)


def test_a_quote_is_shown_in_its_sentence_with_its_marks(database):
    card = known(database, "q1")
    assert marks(card) == {
        ("quote", "We lost 40 boats in the storm"),
        ("cue", "said"),
        ("source", "Anneke Hollander, the harbour master"),
        ("figure", "40"),
        ("date", "3 May 2021"),
    }
    assert "".join(piece.text for piece in card.passage.pieces) == HERALD[24 : HERALD.index(" Nobody")]


def test_a_quote_tells_who_how_found_how_sure_and_who_else_reports_it(database):
    card = known(database, "q2")
    facts = dict(card.facts)
    assert card.title == "Anneke Hollander"
    assert facts["in the article"] == "Hollander"
    assert facts["found"] == "subject, the source stands before the verb"
    assert (facts["confidence"], facts["paper"], facts["file"]) == ("0.80", "Echo, 2021-05-05", "news/echo.txt")
    assert facts["also in"] == "The Herald, 2021-05-04: We lost 40 boats in the storm (q1)"
    differs = dict(known(database, "q1").facts)["also in"]
    assert "differs in substance: 50 → 40; gale → storm" in differs
    assert [title for title, _ in card.notes] == ["figure 50"]


def test_an_article_has_all_marks_and_a_note_for_each_quote(database):
    card = known(database, "d1")
    assert ("date", "3 May 2021") in marks(card) and ("figure", "40") in marks(card)
    assert "".join(piece.text for piece in card.passage.pieces) == HERALD
    assert [title for title, _ in card.notes] == ["1 Anneke Hollander"]


def test_a_figure_tells_who_claims_it_and_what_others_report(database):
    card = known(database, "f1")
    assert dict(card.facts)["claimed by"] == "Anneke Hollander"
    assert dict(card.facts)["reports"] == "conflict"
    assert card.notes == (
        ("reported as", (("40", "Anneke Hollander, The Herald, 2021-05-04"), ("50", "Echo, 2021-05-05"))),
    )


def test_before_reconcile_a_card_says_what_is_missing(tmp_path):
    card = known(Database(extracted(tmp_path)), "q2")
    assert card.title == "Hollander"
    assert any("run: onrecord reconcile" in words for words in card.told)


def test_text_from_articles_is_escaped_in_html(database):
    html = card_as_html(known(database, "q3"))
    assert "<b>" not in html and "&lt;b&gt;Rates &amp; fees&lt;/b&gt; will rise" in html
    bare = re.sub(r"</?(?:div|strong|p|span|table|tr|th|td|em)\b[^<>]*>", "", html)
    assert "<" not in bare


def test_each_name_of_a_view_is_none_of_a_table():
    assert not {view.name for view in views()} & set(TABLES)
