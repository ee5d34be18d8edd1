"""Sentences and trees from scores: what was said before holds, and no tree runs over a border."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.chunks import Chunks
from pipeline.annotate.graph import Scores
from pipeline.annotate.sentences import sentence_starts, trees

NONE = np.zeros((0, 0))


def _chunks(*sizes):
    word = np.full((len(sizes), max(sizes)), -1)
    at = 0
    for row, size in enumerate(sizes):
        word[row, :size] = np.arange(at, at + size)
        at += size
    return Chunks(NONE, NONE, np.array(sizes), word, NONE, NONE)


def _starts(scores, given, *sizes):
    return sentence_starts(np.array(scores, dtype=np.float32), _chunks(*sizes), np.array(given)).tolist()


def test_a_sentence_starts_where_the_encoder_says_so():
    assert _starts([-1, -1, 2, -1], [0, 0, 0, 0], 4) == [True, False, True, False]


def test_a_start_that_was_set_is_kept_and_one_that_was_denied_is_none():
    assert _starts([3, -3, 3], [0, 1, -1], 3) == [True, True, False]


def test_a_chunk_begins_a_sentence():
    assert _starts([-1] * 4, [0] * 4, 2, 2) == [True, False, True, False]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(0, 1000))
def test_every_sentence_has_one_root_and_no_word_hangs_on_another_sentence(sizes, seed):
    chance = np.random.default_rng(seed)
    count = sum(sizes)
    relation = [chance.normal(size=(size, 3)).astype(np.float32) for size in sizes]
    governor = [chance.normal(size=(size + 1, 3)).astype(np.float32) for size in sizes]
    arcs = [chance.normal(size=(size, size + 1)).astype(np.float32) for size in sizes]
    scores = Scores(NONE, NONE, NONE, NONE, NONE, NONE, arcs, relation, governor)
    starts = sentence_starts(chance.normal(size=count), _chunks(*sizes), np.zeros(count))
    last = chance.normal(size=(3, 5)).astype(np.float32), np.zeros(5, dtype=np.float32)
    heads, labels = trees(scores, _chunks(*sizes), starts, last)
    sentence = np.cumsum(starts)
    assert (sentence[heads] == sentence).all()
    roots = heads == np.arange(count)
    assert np.bincount(sentence[roots]).tolist() == [0] + [1] * int(starts.sum())
    assert ((labels >= 0) & (labels < 5)).all()
