"""The spaCy component "onrecord_figures"."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

import pipeline.figures.component  # noqa: F401  registers the factory
from pipeline.figures.figure import Figure


def test_the_component_sets_figures_on_a_blank_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_figures")
    doc = nlp("They sold 2,471 lanterns and won 3-1.")
    assert all(isinstance(figure, Figure) for figure in doc._.figures)
    assert [(figure.kind, figure.low, figure.high) for figure in doc._.figures] == [
        ("count", 2471, 2471),
        ("score", 3, 1),
    ]


def test_a_text_without_figures_gets_an_empty_tuple() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_figures")
    assert nlp("Nothing here.")._.figures == ()
    assert nlp("")._.figures == ()


def test_the_pipeline_survives_being_written_and_read(tmp_path: object) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_figures")
    nlp.to_disk(str(tmp_path))
    doc: Doc = spacy.load(str(tmp_path))("It weighs 3 kg.")
    assert [figure.unit for figure in doc._.figures] == ["kilogram"]
