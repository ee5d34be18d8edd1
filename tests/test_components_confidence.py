"""How sure a row is of its passage and of the name that stands for its source."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.components.confidence import TRAITS, sureness, traits
from pipeline.quotes.quote import Quote
from pipeline.speakers.speaker import Speaker

SAID = Quote(((0, 9),), (11, 15), (16, 24), "direct", "speech", "inverted", 0.9)
MOSS = Speaker("Ada Moss", "person")


def noted(*parts) -> set[str]:
    return {name for name, value in zip(TRAITS, traits(*parts), strict=True) if value == 1} - {"base", "quoted"}


def test_a_name_that_stands_in_the_sentence_is_surer_than_a_noun():
    assert sureness(SAID, "Ms Moss", MOSS) > sureness(SAID, "the harbour master", MOSS)


def test_a_speaker_without_a_name_is_less_sure_than_one_with():
    assert sureness(SAID, "the master", Speaker("master", "person")) < sureness(SAID, "Moss", MOSS)


def test_a_surer_passage_makes_a_surer_row():
    assert sureness(replace(SAID, confidence=0.5), "Moss", MOSS) < sureness(SAID, "Moss", MOSS)


def test_what_is_known_of_the_name_is_noted():
    assert noted(SAID, "Ms Moss", MOSS) == {"named_here"}
    assert noted(SAID, "the master", MOSS) == {"noun"}
    assert noted(replace(SAID, attribution="pronoun"), "she", MOSS) == {"pronoun"}
    assert noted(SAID, "Moss", Speaker("Moss", "org")) == {"named_here", "name_of_one_word", "no_person"}
    assert noted(SAID, "officials", None) == {"nobody", "pronoun"}


@given(st.floats(0, 1), st.text(max_size=30), st.sampled_from([None, MOSS, Speaker("x", "unknown")]))
def test_it_is_a_probability(confidence, source, speaker):
    assert 0 <= sureness(replace(SAID, confidence=confidence), source, speaker) <= 1
