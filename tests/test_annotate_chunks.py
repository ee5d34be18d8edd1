"""Chunks: every word stands in one, none is too long, and they end where a reader would pause."""

import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.chunks import CHUNK, chunks_of, cut, spaced_words
from tests.wordpieces import small_reader

NLP = spacy.blank("en")
READER = small_reader()


def _cut(text):
    words = spaced_words(NLP(text))
    return [words.text[first:last] for first, last in cut(words, READER.of_words(words.text))]


@given(st.text(alphabet="ab. \n\"'…é漢🙂", max_size=700))
def test_every_word_stands_in_one_chunk_and_no_chunk_is_too_long(text):
    words = spaced_words(NLP(text))
    chunks = chunks_of(words, READER)
    assert chunks.word[chunks.word >= 0].tolist() == list(range(len(words.text)))
    assert (chunks.length <= CHUNK).all()
    real = chunks.word >= 0
    assert (chunks.first[real] >= 1).all()
    assert (chunks.last[real] >= chunks.first[real]).all()
    assert ((chunks.length[:, None] - 1 > chunks.last) | ~real).all()


@given(st.text(max_size=80))
def test_the_words_are_the_tokens_that_are_not_blank(text):
    doc = NLP(text)
    words = spaced_words(doc)
    assert words.text == [token.text for token in doc if not token.is_space]
    assert words.token == [token.i for token in doc if not token.is_space]


def test_a_chunk_ends_where_a_line_ends():
    first, second = " ".join(["rain"] * 20), " ".join(["snow"] * 15)
    assert _cut(f"{first}\n\n{second}") == [["rain"] * 20, ["snow"] * 15]


def test_short_lines_share_a_chunk():
    assert len(_cut("Rain fell.\n\nSnow fell.\n\nNobody came.")) == 1


def test_a_long_line_is_cut_behind_a_sentence():
    sentence = "The long river rose again by noon on that day ."
    found = _cut(" ".join([sentence] * 8))
    assert [chunk[-1] for chunk in found] == ["."] * len(found)
    assert [chunk[0] for chunk in found] == ["The"] * len(found)


def test_a_long_line_is_not_cut_behind_a_title():
    found = _cut(" ".join(["when the new envoy met Mr . Brown there"] * 8))
    assert not any(chunk[-2:] == ["Mr", "."] for chunk in found)


def test_a_line_without_any_pause_is_cut_all_the_same():
    found = _cut("water " * 200)
    assert sum(map(len, found)) == 200
    assert len(found) > 5


def test_a_word_in_front_of_a_mark_does_not_space_it():
    words = spaced_words(NLP('He said "no".\n"Why?"'))
    spacing = dict(zip(enumerate(words.text), words.spacing, strict=True))
    assert [spacing[i, text] for i, text in enumerate(words.text) if text == '"'] == [1, 0, 2, 0]
