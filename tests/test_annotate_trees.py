"""From scores to a tree: always one with one root, and in short sentences always the best one."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.annotate.trees import Floats, tree_of


def _scores(longest: int) -> st.SearchStrategy[Floats]:
    numbers = st.floats(-50, 50, allow_nan=False)
    return st.integers(1, longest).flatmap(lambda size: arrays(np.float64, (size, size + 1), elements=numbers))


def _is_tree_with_one_root(heads: list[int]) -> bool:
    """Heads count from 1; every word must reach the root, 0."""
    for word in range(1, len(heads) + 1):
        for _ in heads:
            word = heads[word - 1] if word else 0
        if word:
            return False
    return heads.count(0) == 1


def _total(scores: Floats, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


@given(_scores(12))
def test_any_scores_give_a_tree_with_one_root(scores: Floats) -> None:
    assert _is_tree_with_one_root(tree_of(scores).tolist())


@given(_scores(3))  # all words are tried as the root
def test_no_other_tree_with_one_root_scores_higher(scores: Floats) -> None:
    size = len(scores)
    trees = [list(heads) for heads in product(range(size + 1), repeat=size) if _is_tree_with_one_root(list(heads))]
    best = max(_total(scores, heads) for heads in trees)
    assert np.isclose(_total(scores, tree_of(scores).tolist()), best, atol=1e-6)


def test_a_cycle_inside_a_cycle_is_opened() -> None:
    scores = np.full((4, 5), -9.0)
    scores[0, 2] = scores[1, 1] = 5.0  # the first two words want each other
    scores[2, 4] = scores[3, 3] = 4.0  # and so do the last two
    scores[0, 3] = scores[2, 1] = 3.0  # and the pairs want each other as well
    scores[3, 0] = 1.0
    assert tree_of(scores).tolist() == [3, 1, 4, 0]


def test_two_words_that_both_want_to_be_root_share_one() -> None:
    scores = np.array([[9.0, 0.0, 1.0], [8.0, 0.5, 0.0]])
    assert tree_of(scores).tolist() == [0, 1]


def test_a_single_word_is_the_root() -> None:
    assert tree_of(np.array([[-3.0, 0.0]])).tolist() == [0]
