"""Word pieces: each word has some, none has many, and how it is written is told beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.pieces import CASES, MARKS, MOST_PIECES, SPACINGS, WordPieces, case_of, mark_of
from tests.wordpieces import small_reader

READER = small_reader()


@given(st.lists(st.text(min_size=1, max_size=30), max_size=8))
def test_every_word_of_any_script_has_a_piece_and_not_many(words):
    found = READER.of_words(words)
    assert len(found) == len(words)
    assert all(1 <= len(pieces) <= MOST_PIECES for pieces, _ in found)


def test_a_word_of_a_hundred_thousand_letters_has_no_more_pieces_than_another_long_one():
    assert len(READER.of_words(["x" * 100_000])[0][0]) == MOST_PIECES


def test_a_word_is_the_same_in_capitals_but_for_its_case():
    (small, small_case), (capitals, capitals_case) = READER.of_words(["may", "MAY"])
    assert small == capitals
    assert small_case != capitals_case


def test_what_no_piece_fits_is_one_unknown_piece():
    assert READER.of_words(["🙂", "\ufe0f"]) == [((READER.unknown,), 7), ((READER.unknown,), 7)]


@given(st.text(min_size=1), st.integers(0, SPACINGS - 1))
def test_a_mark_says_both_case_and_spacing(word, spacing):
    mark = mark_of(case_of(word), spacing)
    assert 0 < mark < MARKS
    assert divmod(mark - 1, SPACINGS) == (case_of(word), spacing)
    assert case_of(word) < CASES


@pytest.mark.parametrize("damaged", ["", "{}", '{"model": 1}'])
def test_a_damaged_tokenizer_is_told(damaged):
    with pytest.raises(ValueError, match=r"tokenizer\.json"):
        WordPieces.of(damaged)
