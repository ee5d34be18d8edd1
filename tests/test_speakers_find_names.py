"""Names in their places, and what only looks like one."""

import spacy
from spacy.tokens import Doc, Span

from pipeline.speakers.resolve import resolve_speakers


def test_signs_in_a_headline_are_no_name_whatever_the_recogniser_says() -> None:
    words = [
        "Harbour",
        "Weavers",
        "&",
        "Boon",
        "Close",
        "Their",
        "Old",
        "North",
        "Pier",
        "After",
        "Storm",
        "Damage",
        "Report",
    ]
    doc = Doc(spacy.blank("en").vocab, words, tags=["NNP"] * len(words), pos=["PROPN"] * len(words))
    doc.set_ents([Span(doc, 2, 3, label="NORP")])
    assert all(any(sign.isalpha() for sign in speaker.name) for speaker in resolve_speakers(doc, ()).speakers)
