from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reconcile.candidate_pairs import candidate_pairs
from pipeline.reconcile.quote_words import plain_letters

WORDS = (
    *("gate", "harbour", "council", "ferry", "pier", "lamp", "storm", "boat"),
    *("wall", "tide", "repair", "permit", "engine", "captain", "ticket"),
)


def found(texts, blocks=None):
    return set(candidate_pairs([plain_letters(text) for text in texts], blocks or [[0]] * len(texts)))


@settings(max_examples=50)
@given(st.lists(st.sampled_from(WORDS), min_size=9, max_size=15, unique=True), st.data())
def test_a_piece_of_a_quote_is_found_beside_the_quote(words, data):
    first = data.draw(st.integers(0, len(words) - 8))
    piece = words[first : first + data.draw(st.integers(8, len(words) - first))]
    texts = [" ".join(words), " ".join(piece)]
    if len(piece) < len(words):
        assert (0, 1) in found(texts)


def test_quotes_of_different_speakers_do_not_meet():
    text = "nobody came out to tell us why the gate was locked"
    assert found([text, text + " again"], [[1], [2]]) == set()
    assert found([text, text + " again"], [[1], [2, 1]]) == {(1, 0)}


def test_a_phrase_that_hundreds_share_does_not_pair_all_with_all():
    texts = [f"we will stand by the harbour whatever comes {word} {i}" for i, word in enumerate(WORDS * 40)]
    assert len(found(texts)) < 40 * len(texts)


def test_nothing_and_the_shortest_texts_do_no_harm():
    assert found([]) == set() and found(["", "a", "é"]) == set()
