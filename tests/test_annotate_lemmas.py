"""Lemmas by list and by script."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.lemmas import KnownLemmas, counted_lemmas, lemma_of, script_of

WORDS = st.text(alphabet=st.characters(categories=("Ll", "Lu")), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_a_script_leads_back_to_the_lemma_that_it_was_made_from(form, lemma):
    if len(form.lower()) == len(form):
        assert lemma_of(form, script_of(form, lemma)) == lemma


def test_a_script_that_cuts_more_than_there_is_leaves_the_form():
    assert lemma_of("As", "l3y") == "as"


def test_a_known_lemma_goes_before_the_script_whatever_the_case():
    known = KnownLemmas(({"were": "be"}, {}))
    assert known.lemma("Were", 0, "l1") == "be"
    assert known.lemma("Were", 1, "l1") == "wer"


def test_a_word_without_letters_is_its_own_lemma():
    assert KnownLemmas(({},)).lemma("2,471", 0, "=two") == "2,471"


def test_of_two_ways_to_read_an_ending_the_one_that_makes_a_word_is_taken():
    known = KnownLemmas(({},), frozenset({"shout", "bake", "drop", "carry", "box"}))
    forms = {"shouted": "l1", "baked": "l2", "dropping": "l3", "carried": "l2", "boxes": "l1"}
    assert [known.lemma(form, 0, script) for form, script in forms.items()] == ["shout", "bake", "drop", "carry", "box"]


def test_where_no_reading_makes_a_word_the_script_decides():
    assert KnownLemmas(({},), frozenset()).lemma("zorbled", 0, "l1") == "zorble"


def test_a_form_with_two_lemmas_is_left_to_the_script():
    pairs = [("left", "VBD", "leave")] * 3 + [("saw", "VBD", "see"), ("saw", "VBD", "saw")]
    assert counted_lemmas(pairs) == {"VBD": {"left": "leave"}}
