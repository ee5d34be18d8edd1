"""Classes of meaning: what words of one class share, whatever their form."""

import numpy as np
import pytest
from spacy.strings import get_string_id

from pipeline.quotes.network.senses import senses, senses_of


def _senses(*words):
    """Each word as tag, lemma and form."""
    columns = zip(*words, strict=True)
    tag, lemma, lower = (np.array([get_string_id(value) for value in column], dtype=np.uint64) for column in columns)
    return senses_of(tag, lemma, lower).tolist()


def test_words_of_one_meaning_share_a_class():
    castigated, lambasted = _senses(("VBD", "castigate", "castigated"), ("VBD", "lambaste", "lambasted"))
    assert castigated == lambasted > 0


def test_a_verb_and_a_noun_of_one_form_are_told_apart_by_their_tags():
    verb, noun = _senses(("VBP", "promise", "promise"), ("NN", "promise", "promise"))
    assert verb != noun
    assert verb > 0 < noun


def test_a_verb_in_the_capitals_of_a_headline_is_known_by_its_form():
    assert _senses(("NNP", "Praises", "praises")) == _senses(("VBZ", "praise", "praises"))


@pytest.mark.parametrize(
    ("lemma", "form"), [("deny", "denies"), ("reveal", "revealed"), ("praise", "praising"), ("preach", "preaches")]
)
def test_regular_forms_are_known_without_a_lemma(lemma, form):
    assert _senses(("VBD", form.title(), form)) == _senses(("VBD", lemma, form))


def test_a_word_of_no_list_has_no_class():
    assert _senses(("NN", "bridge", "bridge"), ("DT", "the", "the")) == [0, 0]


def test_numbers_stay_below_the_size_of_their_table():
    assert max(int(classes.numbers.max()) for classes in senses().words) == senses().count - 1
