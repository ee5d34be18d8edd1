import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.limiting_phrases import whole_phrase


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("in Lowgate", "in Lowgate"),
        ("at the pier in Lowgate", "at the pier in Lowgate"),
        ("at the eastern end kept for the ferry crews", "at the eastern end"),
        ("in the old northern part of the harbour district", "in the old northern part"),
        ("in the disputed area", "in the disputed area"),
        ("in Lowgate that the council had sealed", "in Lowgate"),
        ("near the gate to see the ferry", "near the gate"),
        ("in the very large old red brick office of the council", "in the very large old red brick office"),
        ("", ""),
    ],
)
def test_a_phrase_is_shown_whole(text, shown):
    assert whole_phrase(text) == shown


@given(
    st.lists(st.sampled_from(["in", "the", "of", "kept", "pier", "Lowgate", "closed", "to", "at", "for"]), max_size=20)
)
def test_what_is_shown_is_the_beginning_of_the_phrase_and_never_nothing(words):
    shown = whole_phrase(" ".join(words)).split()
    assert shown == words[: len(shown)] and bool(shown) == bool(words)
