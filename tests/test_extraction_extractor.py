import pytest
import spacy
from spacy.language import Language

from pipeline.annotate import doc_of
from pipeline.article import Article, Problem
from pipeline.components.speakers import NOT_LOOKED_FOR, SPEAKERS
from pipeline.extraction.doc_findings import findings
from pipeline.extraction.extractor import Extractor, file_metadata
from pipeline.extraction.keyterms import keyterms
from pipeline.quotes.quote import Quote
from pipeline.settings import Settings
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker

METADATA = {"onrecord_version": "0", "model": "m", "config_sha256": "c"}


@Language.component("test_say")
def say(doc):
    """Every SAID is a quote by the word before it; RAISE raises, BAD gives a bad offset, SUNG a bad word."""
    if "RAISE" in doc.text:
        raise RuntimeError("it cannot be done")
    said = [token for token in doc if token.text == "SAID"]
    end = 10_000 if "BAD" in doc.text else 0
    act = "song" if "SUNG" in doc.text else "speech"
    doc._.quotes = tuple(Quote(((t.idx, t.idx + 4 + end),), None, None, "indirect", act, "subject", 0.5) for t in said)
    names = sorted({doc[t.i - 1].text for t in said})
    doc._.cast = Cast(
        tuple(Speaker(name, "person") for name in names),
        tuple(Mention(doc[t.i - 1].idx, t.idx - 1, "name", names.index(doc[t.i - 1].text)) for t in said),
        tuple(QuoteSpeaker(names.index(doc[t.i - 1].text)) for t in said),
    )
    return doc


@pytest.fixture(scope="module")
def extract():
    nlp = spacy.blank("en")
    nlp.add_pipe("test_say")
    return Extractor(nlp, Settings(window_chars=60), METADATA)


def test_articles_become_tables_that_say_how_they_were_made(extract):
    tables = extract([Article("a", "a.txt", "Ann SAID so."), Article("b", "b.txt", "Bo SAID so.")])
    assert tables["quotes"].column("speaker").to_pylist() == ["Ann", "Bo"]
    assert tables["quotes"].schema.metadata[b"model"] == b"m"
    assert tables["documents"].column("n_tokens").to_pylist() == [4, 4]


@pytest.mark.parametrize(("word", "stage"), [("RAISE", "annotate"), ("BAD SAID", "extract"), ("SUNG SAID", "store")])
def test_an_article_over_which_something_raises_stays_a_document_and_the_others_are_as_without(extract, word, stage):
    good = [Article(str(i), f"{i}.txt", "Ann SAID so.") for i in range(3)]
    bad = Article("bad", "bad.txt", f"{word} it")
    tables = extract([good[0], bad, *good[1:]])
    assert tables["documents"].column("doc_id").to_pylist() == ["0", "1", "2", "bad"]
    (error,) = tables["errors"].to_pylist()
    assert (error["source"], error["doc_id"], error["stage"]) == ("bad.txt", "bad", stage)
    clean = extract(good)
    for name in set(clean) - {"errors"}:
        assert [row for row in tables[name].to_pylist() if row["doc_id"] != "bad"] == clean[name].to_pylist()


def test_a_long_article_gives_the_rows_of_its_windows_in_one(extract):
    text = "\n\n".join(f"Ann SAID it {i} times." for i in range(12))
    tables = extract([Article("a", "a.txt", text)])
    assert tables["documents"].num_rows == 1 and tables["quotes"].num_rows == 12
    for row in tables["quotes"].to_pylist():
        assert text[row["start"] : row["end"]] == row["text"] == "SAID"
    assert tables["quotes"].column("seq").to_pylist() == list(range(12))
    (speaker,) = tables["speakers"].to_pylist()
    assert (speaker["name"], speaker["n_quotes"], speaker["n_mentions"]) == ("Ann", 12, 12)


def test_problems_handed_in_are_errors(extract):
    tables = extract([], [Problem("x.txt", "empty", "fill it")])
    assert tables["errors"].column("source").to_pylist() == ["x.txt"] and tables["documents"].num_rows == 0


def test_a_problem_that_quotes_half_a_character_is_a_row_all_the_same(extract):
    tables = extract([], [Problem("x\ud800.txt", "missing_text", "present: bo\ud800dy")])
    assert tables["errors"].column("message").to_pylist() == ["present: bo?dy"]


def test_an_empty_batch_gives_every_table(extract):
    assert all(table.num_rows == 0 for table in extract([]).values())


def test_speakers_that_were_not_looked_for_are_told_so():
    doc = doc_of(spacy.blank("en"), Article("a", "a.txt", "It rained."))
    doc._.quotes = (Quote(((0, 2),), None, None, "direct", "speech", "none", 0.5),)
    found = findings(doc)
    assert [who.reason for who in found.of(SPEAKERS).of_quotes] == [NOT_LOOKED_FOR]
    assert found.n_tokens == 3 and found.n_sentences == 1


def test_speakers_that_are_not_one_per_quote_are_a_fault():
    doc = doc_of(spacy.blank("en"), Article("a", "a.txt", "It rained."))
    doc._.quotes, doc._.cast = (), Cast(of_quotes=(QuoteSpeaker(None),))
    with pytest.raises(ValueError, match="0 quotes, but the speakers of 1"):
        findings(doc)


def test_keyterms_are_the_words_a_text_turns_on():
    nlp = spacy.blank("en")
    text = "The ferry sank . The ferry was old . Divers found the ferry near the bridge . The bridge stood ."
    words = text.split()
    pos = [
        "NOUN" if w in ("ferry", "Divers", "bridge") else "VERB" if w in ("sank", "found", "stood") else "X"
        for w in words
    ]
    doc = spacy.tokens.Doc(
        nlp.vocab,
        words,
        pos=pos,
        lemmas=[w.lower() for w in words],
        sent_starts=[i == 0 or words[i - 1] == "." for i in range(len(words))],
    )
    found = keyterms(doc, 2)
    assert "ferry" in found and len(found) == 2
    assert keyterms(doc, 2) == found and keyterms(doc, 0) == []


def test_a_single_word_has_no_keyterms_and_does_no_harm():
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, ["Rain"], pos=["NOUN"], lemmas=["rain"], sent_starts=[True])
    assert keyterms(doc, 5) == []


def test_a_text_without_parts_of_speech_has_no_keyterms():
    assert keyterms(spacy.blank("en")("The ferry sank."), 5) == []


def test_the_metadata_of_files_names_version_model_and_settings():
    found = file_metadata(Settings(), "m-1")
    assert found["model"] == "m-1" and found["config_sha256"] == Settings().config_sha256()
    assert set(found) == {"onrecord_version", "model", "config_sha256"}
