import warnings

import pytest
import spacy

from pipeline.annotate import load
from pipeline.components import NAMES
from pipeline.factories import FindsLessWarning
from tests.tiny import tiny_model, tiny_pipeline


def caught(make):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        make()
    return [str(warning.message) for warning in found if warning.category is FindsLessWarning]


@pytest.mark.parametrize("component", NAMES)
def test_a_component_on_a_blank_pipeline_warns_once_of_what_it_misses(component):
    nlp = spacy.blank("en")
    (told,) = caught(lambda: nlp.add_pipe(component))
    assert told.startswith(f"{component} runs without tagger and parser") and "trained pipeline" in told
    assert caught(lambda: list(nlp.pipe(["It rained.", "It snowed."]))) == []


@pytest.mark.parametrize("component", NAMES)
def test_a_component_behind_tagger_parser_and_recognizer_is_silent(component):
    nlp = tiny_pipeline()
    assert caught(lambda: nlp.add_pipe(component)) == []


def test_only_what_is_missing_is_named():
    (told,) = caught(lambda: tiny_pipeline("parser").add_pipe("onrecord_quotes"))
    assert told.startswith("onrecord_quotes runs without parser; ")
    (told,) = caught(lambda: tiny_pipeline("ner").add_pipe("onrecord_speakers"))
    assert told.startswith("onrecord_speakers runs without ner; ")


def test_a_parser_of_another_name_is_one():
    nlp = tiny_pipeline("parser")
    nlp.add_pipe("parser", name="trees")
    assert caught(lambda: nlp.add_pipe("onrecord_quotes")) == []


def test_the_pipeline_of_extract_and_one_that_was_saved_with_the_components_are_silent(tmp_path):
    model = tiny_model(tmp_path / "tiny")
    assert caught(lambda: load(model).to_disk(tmp_path / "whole")) == []
    assert caught(lambda: spacy.load(tmp_path / "whole")) == []
