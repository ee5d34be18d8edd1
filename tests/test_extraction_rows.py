import datetime
from dataclasses import replace

import pytest

from pipeline.article import Article
from pipeline.components.interface import Findings
from pipeline.components.speakers import SPEAKERS
from pipeline.dates.timex import Timex
from pipeline.extraction.doc_findings import merge
from pipeline.extraction.rows import rows
from pipeline.figures.figure import Figure
from pipeline.quotes.quote import Quote
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker
from pipeline.tables.schemas import EXTRACT_TABLES
from pipeline.tables.store import to_table

TEXT = '"We lost 40 homes," said Ann Ayre. "She told me \'30 more\' on Monday." About 70 people left.'


def at(words, start=0):
    begin = TEXT.index(words, start)
    return begin, begin + len(words)


def figure(words, kind="count"):
    return Figure(*at(words), *at(words), kind, float(words), None, None, words)


def quote(*content, cue=None, source=None, reason=None):
    return Quote(
        tuple(at(c) for c in content), cue and at(cue), source and at(source), "direct", "speech", "x", 0.5, reason
    )


OUTER = quote("We lost 40 homes,", "She told me '30 more' on Monday.", cue="said", source="Ann Ayre")
INNER = quote("30 more", cue="told", source="She", reason="nobody of that name")
MONDAY = datetime.date(2024, 6, 10)
FOUND = Findings(
    n_tokens=25,
    n_sentences=3,
    keyterms=("home",),
    by_attribute={
        "quotes": (OUTER, INNER),
        "figures": (figure("40"), figure("30"), figure("70")),
        "dates": (Timex(*at("Monday"), "DATE", "2024-06-10", MONDAY, MONDAY, "day"),),
        "cast": Cast(
            (Speaker("Ann Ayre", "person", "mayor"), Speaker("Bo Beck", "person")),
            (Mention(*at("Ann Ayre"), "name", 0), Mention(*at("me"), "pronoun", 0), Mention(*at("She"), "pronoun", 1)),
            (QuoteSpeaker(0), QuoteSpeaker(1)),
        ),
    },
)
ARTICLE = Article("a", "a.txt", TEXT, "Flood", published=datetime.date(2024, 6, 11))


@pytest.fixture(scope="module")
def found():
    return rows(ARTICLE, FOUND)


def test_every_row_fits_its_table_and_stands_in_the_text(found):
    assert set(found) == {table.name for table in EXTRACT_TABLES}
    for table in EXTRACT_TABLES:
        assert to_table(table, found[table.name]).num_rows == len(found[table.name])
        for row in found[table.name] if table.grounded else []:
            assert TEXT[row["start"] : row["end"]] == row["text"]


def test_a_quote_is_told_with_its_speaker(found):
    outer, inner = found["quotes"]
    assert (outer["seq"], outer["speaker"], outer["speaker_type"], outer["reason"]) == (0, "Ann Ayre", "person", None)
    assert outer["speaker_id"] == found["speakers"][0]["speaker_id"]
    assert (outer["cue_text"], outer["source_text"]) == ("said", "Ann Ayre")
    assert outer["text"].startswith("We lost") and outer["text"].endswith("on Monday.")
    assert inner["speaker"] == "Bo Beck"


def test_a_quote_tells_the_words_said_and_nothing_else(found):
    assert found["quotes"][0]["content"] == "We lost 40 homes, … She told me 30 more on Monday."


def test_a_quote_tells_the_sentences_that_show_whether_it_is_right():
    whole = at('"We lost 40 homes," said Ann Ayre.')
    told = replace(quote("We lost 40 homes,", source="Ann Ayre"), sentence=whole)
    (row,) = rows(ARTICLE, Findings(by_attribute={"quotes": (told,)}))["quotes"]
    assert (row["sentence_start"], row["sentence_end"]) == whole


def test_a_quote_tells_which_one_it_goes_on():
    first, second = quote("We lost 40 homes,"), quote("She told me '30 more' on Monday.")
    second = replace(second, continues=(first.start, first.end))
    made = rows(ARTICLE, Findings(by_attribute={"quotes": (first, second)}))["quotes"]
    assert [row["continues"] for row in made] == [None, made[0]["quote_id"]]


def test_every_piece_of_a_quote_is_a_span(found):
    spans = [
        (s["role"], s["seq"], s["text"])
        for s in found["quote_spans"]
        if s["quote_id"] == found["quotes"][0]["quote_id"]
    ]
    assert spans == [
        ("content", 0, "We lost 40 homes,"),
        ("content", 1, "She told me '30 more' on Monday."),
        ("cue", 0, "said"),
        ("source", 0, "Ann Ayre"),
    ]


def test_a_figure_belongs_to_the_innermost_quote_and_its_speaker(found):
    outer, inner = (q["quote_id"] for q in found["quotes"])
    ann, bo = (s["speaker_id"] for s in found["speakers"])
    assert [(f["text"], f["quote_id"], f["speaker_id"]) for f in found["figures"]] == [
        ("40", outer, ann),
        ("30", inner, bo),
        ("70", None, None),
    ]


def test_a_date_belongs_to_the_quote_it_stands_in(found):
    assert [d["quote_id"] for d in found["dates"]] == [found["quotes"][0]["quote_id"]]


def test_a_figure_between_the_pieces_of_a_quote_is_in_no_quote():
    text = '"It rained," said 3 people, "all day."'
    pieces = tuple((text.index(p), text.index(p) + len(p)) for p in ("It rained,", "all day."))
    said = Quote(pieces, None, None, "direct", "speech", "none", 0.5)
    three = Figure(18, 19, 18, 19, "count", 3.0, 3.0, 3.0, "3")
    found = rows(Article("a", "a", text), Findings(by_attribute={"quotes": (said,), "figures": (three,)}))
    assert found["figures"][0]["quote_id"] is None


def test_speakers_are_counted(found):
    assert [(s["name"], s["role"], s["n_quotes"], s["n_mentions"]) for s in found["speakers"]] == [
        ("Ann Ayre", "mayor", 1, 2),
        ("Bo Beck", None, 1, 1),
    ]


def test_a_quote_without_a_speaker_says_why():
    said = (quote("30 more", reason="no subject"), quote("We lost 40 homes,"))
    cast = Cast(of_quotes=(QuoteSpeaker(None), QuoteSpeaker(None, "two could be meant")))
    found = rows(ARTICLE, Findings(by_attribute={"quotes": said, "cast": cast}))
    assert [(q["speaker_id"], q["reason"]) for q in found["quotes"]] == [
        (None, "two could be meant"),
        (None, "no subject"),
    ]


def test_quotes_of_the_same_words_have_ids_of_their_own():
    said = (quote("30 more"), quote("30 more"))
    found = rows(ARTICLE, Findings(by_attribute={"quotes": said}))
    one, other = (q["quote_id"] for q in found["quotes"])
    assert one != other
    again = rows(ARTICLE, Findings(by_attribute={"quotes": said}))
    assert [q["quote_id"] for q in again["quotes"]] == [one, other]


def test_ids_differ_between_documents():
    other = rows(Article("b", "a.txt", TEXT), FOUND)
    mine = rows(ARTICLE, FOUND)
    for table, key in (
        ("quotes", "quote_id"),
        ("speakers", "speaker_id"),
        ("figures", "figure_id"),
        ("dates", "date_id"),
    ):
        assert not {r[key] for r in other[table]} & {r[key] for r in mine[table]}


def test_an_offset_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="no stretch of the text"):
        rows(ARTICLE, Findings(by_attribute={"dates": (Timex(0, len(TEXT) + 1, "DATE", None),)}))


def test_windows_of_a_document_become_one_and_speakers_of_one_name_one_speaker():
    def window(start, role, terms):
        said = Quote(((start, start + 2),), None, None, "direct", "speech", "x", 0.5)
        cast = Cast(
            (Speaker("Bo", "person"), Speaker("Ann", "person", role)),
            (Mention(start, start + 1, "name", 1),),
            (QuoteSpeaker(1),),
        )
        return Findings(10, 1, terms, {"quotes": (said,), "cast": cast})

    merged = merge([window(0, None, ("rain", "wall")), window(50, "mayor", ("wall", "vote"))], 2)
    assert (merged.n_tokens, merged.n_sentences, merged.keyterms) == (20, 2, ("wall", "rain"))
    cast = merged.of(SPEAKERS)
    assert cast.speakers == (Speaker("Bo", "person"), Speaker("Ann", "person", "mayor"))
    assert [q.speaker for q in cast.of_quotes] == [1, 1] and [m.speaker for m in cast.mentions] == [1, 1]
    found = rows(ARTICLE, merged)
    assert [(s["name"], s["n_quotes"]) for s in found["speakers"]] == [("Bo", 0), ("Ann", 2)]
