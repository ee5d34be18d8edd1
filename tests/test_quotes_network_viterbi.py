"""Best label sequences, against trying all of them."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.quotes.network.viterbi import best_labels

LABELS = 3


def _best_by_trial(rows, transitions, start):
    def total(labels):
        steps = sum(transitions[a, b] for a, b in itertools.pairwise(labels))
        return start[labels[0]] + steps + sum(rows[t, label] for t, label in enumerate(labels))

    return max(itertools.product(range(LABELS), repeat=len(rows)), key=total)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_every_sequence_of_a_batch_gets_its_best_labels(lengths, seed):
    chance = np.random.default_rng(seed)
    first = np.concatenate([[0], np.cumsum(lengths)])
    rows = chance.normal(size=(first[-1], LABELS)).astype(np.float32)
    transitions = chance.normal(size=(LABELS, LABELS)).astype(np.float32)
    start = chance.normal(size=LABELS).astype(np.float32)
    labels = best_labels(rows, first, transitions, start)
    for a, b in itertools.pairwise(first):
        assert tuple(labels[a:b]) == _best_by_trial(rows[a:b], transitions, start)


def test_a_forbidden_transition_is_never_taken():
    rows = np.array([[1, 0, 0], [0, 0, 5], [0, 0, 5]], dtype=np.float32)
    transitions = np.zeros((3, 3), dtype=np.float32)
    transitions[0, 2] = -1e4
    labels = best_labels(rows, np.array([0, 3]), transitions, np.array([0, 0, -1e4], dtype=np.float32))
    assert labels.tolist() == [1, 2, 2]


def test_no_rows_give_no_labels():
    empty = np.zeros((0, LABELS), dtype=np.float32)
    assert not len(best_labels(empty, np.array([0]), np.zeros((3, 3), np.float32), np.zeros(3, np.float32)))
