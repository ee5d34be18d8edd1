"""The encoder that ships, as a spaCy component."""

import re
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.annotate.encoder import FILES, NAME, EncoderComponent
from pipeline.text.tokens import make_doc

MODEL = Path(__file__).parents[1] / "models" / "en_onrecord"
NLP = spacy.load(MODEL)
PARTS = ("The mayor said the ferry would sail on Friday.", "“Never,” Ms. Okafor told the Harbour Post.", "Nobody came.")


def _read(doc):
    tokens = [(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]
    return tokens, doc.tensor.tobytes()


def test_a_sentence_has_tags_lemmas_a_tree_and_names():
    doc = NLP("The children told Anna Berg that the ferries had left Oslo.")
    assert [token.lemma_ for token in doc][:3] == ["the", "child", "tell"]
    assert doc[2].dep_ == "ROOT"
    assert doc[1].head == doc[2]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Anna Berg", "PERSON"), ("Oslo", "GPE")]
    assert doc.tensor.shape == (len(doc), 384)


def test_a_line_of_two_sentences_has_two():
    assert [sent.text for sent in NLP("It rained all day. Nobody came.").sents] == [
        "It rained all day.",
        "Nobody came.",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_keeps_its_characters_and_every_token_a_head(text):
    doc = NLP(make_doc(NLP, text))
    assert doc.text == text
    assert all(token.head.sent == token.sent for token in doc)
    assert np.isfinite(doc.tensor).all()


HARD = {
    "nothing": "",
    "blank": " ",
    "lines": "\n\n",
    "blank first": "\n\nRain.",
    "emoji": "🙂" * 50,
    "other script": "漢字かな交じり文" * 40,
    "one word": "word " * 3000,
    "no space": "x" * 200_000,
    "marks": '"' * 3000,
    "accents": "e\u0301\u0302" * 300,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_text_that_is_none_is_read_without_an_error(text):
    assert NLP(make_doc(NLP, text)).text == text


def test_an_article_reads_the_same_alone_in_company_and_in_another_order():
    texts = ["\n\n".join(PARTS * count) for count in (1, 5, 30)]
    alone = [_read(NLP(text)) for text in texts]
    assert [_read(doc) for doc in NLP.pipe(texts)] == alone
    assert [_read(doc) for doc in NLP.pipe(texts[::-1])] == alone[::-1]


def test_a_sentence_start_that_was_set_is_kept():
    doc = make_doc(NLP, "the ferry would sail on Friday")
    doc[3].is_sent_start = True
    assert [sent.start for sent in NLP(doc).sents] == [0, 3]


def test_tokens_of_somebody_else_are_read_as_they_are():
    doc = NLP(Doc(NLP.vocab, ["LONDON", "1996-08-30", "West", "Indian", "all-rounder"]))
    assert [token.text for token in doc] == ["LONDON", "1996-08-30", "West", "Indian", "all-rounder"]
    assert "LONDON" in [ent.text for ent in doc.ents]


def test_a_component_without_weights_says_what_to_do():
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    with pytest.raises(ValueError, match="load a trained pipeline"):
        nlp("Rain fell.")


def test_a_pipeline_that_is_written_and_read_again_reads_the_same(tmp_path):
    NLP.to_disk(tmp_path / "copy")
    again = spacy.load(tmp_path / "copy")
    assert again(PARTS[1]).tensor.tobytes() == NLP(PARTS[1]).tensor.tobytes()


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_told(tmp_path, name):
    component = NLP.get_pipe(NAME)
    assert isinstance(component, EncoderComponent)
    component.to_disk(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(FileNotFoundError, match=re.escape(name)):
        EncoderComponent(NLP.vocab).from_disk(tmp_path)
