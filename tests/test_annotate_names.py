"""Names from the scores of words."""

import numpy as np

from pipeline.annotate.labels import ENTITIES, ENTITY_LABELS, entity_label
from pipeline.annotate.names import names_of


def _names(*labels, breaks=()):
    """The names where each word says one label ("B-ORG", "O")."""
    scores = np.full((len(labels), ENTITY_LABELS), -4, dtype=np.float32)
    for i, label in enumerate(labels):
        scores[i, 0 if label == "O" else entity_label(label[2:], label[0] == "B")] = 4
    starts = np.array([i in breaks for i in range(len(labels))])
    return [(first, last, ENTITIES[kind]) for first, last, kind in names_of(scores, starts)]


def test_two_names_may_stand_side_by_side():
    assert _names("B-PERSON", "I-PERSON", "B-PERSON") == [(0, 2, "PERSON"), (2, 3, "PERSON")]


def test_a_name_that_has_no_beginning_begins_with_its_first_word():
    assert _names("O", "I-ORG", "I-ORG", "O") == [(1, 3, "ORG")]


def test_a_name_has_the_kind_that_most_of_its_words_have():
    assert _names("B-ORG", "I-ORG", "I-GPE") == [(0, 3, "ORG")]


def test_a_name_does_not_run_into_the_next_sentence():
    assert _names("B-GPE", "I-GPE", breaks=(1,)) == [(0, 1, "GPE"), (1, 2, "GPE")]


def test_where_no_word_is_a_name_there_is_none():
    assert _names("O", "O") == []
