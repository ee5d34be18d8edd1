"""The spaCy component "onrecord_speakers"."""

from __future__ import annotations

import spacy

import pipeline.speakers.component  # noqa: F401  registers the factory
from pipeline.quotes.quote import Quote
from pipeline.speakers.speaker import QuoteSpeaker


def test_the_component_sets_the_cast_on_a_blank_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_speakers")
    cast = nlp("Ms Ada Moss waved to Mr Ben Ruiz.")._.cast
    assert [(speaker.name, speaker.type) for speaker in cast.speakers] == [
        ("Ada Moss", "person"),
        ("Ben Ruiz", "person"),
    ]
    assert cast.of_quotes == ()


def test_it_reads_the_quotes_set_before_it() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("onrecord_speakers")
    doc = nlp.make_doc("“Yes,” said Ms Ada Moss.")
    doc._.quotes = (Quote(((1, 5),), (7, 11), (12, 23), "direct", "speech", "inverted", 1.0),)
    assert component(doc)._.cast.of_quotes == (QuoteSpeaker(0),)


def test_the_pipeline_survives_being_written_and_read(tmp_path: object) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_speakers")
    nlp.to_disk(str(tmp_path))
    assert spacy.load(str(tmp_path))("Ms Ada Moss waved.")._.cast.speakers[0].name == "Ada Moss"
