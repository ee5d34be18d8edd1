"""English inflection, which every component asks instead of having rules of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.unitnames import word_units
from pipeline.reconcile.quantities import quantity
from pipeline.reconcile.quote_words import split_words
from pipeline.reconcile.table_rows import FigureRow
from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.noun_phrases import noun
from pipeline.text.inflection import irregular_verbs, is_plural, plural, regular_forms, singular, stem

letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "many"),
    [("thief", "thieves"), ("zloty", "zlotys"), ("penny", "pennies"), ("day", "days"), ("church", "churches")],
)
def test_nouns_have_the_plural_that_english_gives_them(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one
    assert is_plural(many) and not is_plural(one)


@pytest.mark.parametrize("word", ["gas", "news", "bus", "crisis", "boss", "species"])
def test_a_word_in_s_is_not_always_a_plural(word: str) -> None:
    assert singular(word) == word
    assert not is_plural(word)


@given(letters)
def test_a_singular_is_no_plural(word: str) -> None:
    assert singular(word) == word or is_plural(word)


@given(letters)
def test_a_stem_begins_its_word_and_is_the_stem_of_its_regular_forms_too(word: str) -> None:
    assert word.startswith(stem(word))
    third, past, ing = regular_forms(word + "ook")
    assert stem(third) == stem(past) == stem(ing) == stem(word + "ook")


def test_a_verb_that_has_a_third_person_of_its_own_gets_no_regular_one() -> None:
    assert irregular_verbs()["have"] == ("have", "has", "having", "had")
    assert "bes" not in irregular_verbs()["be"]


def test_one_rule_serves_speakers_figures_and_reconcile() -> None:
    thieves = noun("thieves")
    assert thieves is not None and thieves.head == "thief" and noun("thiefs") is None
    assert word_units().find(["pennies"], 0) and not word_units().find(["pennys"], 0)
    told = quantity(FigureRow("f", "d", "40 %", "percent", 40.0, 40.0, "percent", concept="women"))
    assert told is not None and told.head == "woman"
    assert len({word.loose for word in split_words("take takes taking took taken")}) == 1


def test_every_noun_that_may_speak_is_the_singular_of_its_plural() -> None:
    known = lexicon()
    nouns = {one for one in known.roles | known.org_nouns if not is_plural(one)}
    assert {one for one in nouns if singular(plural(one)) != one} == {"person"}  # people count as people


@pytest.mark.parametrize(
    ("many", "one"),
    [("chairwomen", "chairwoman"), ("ferrymen", "ferryman"), ("bureaus", "bureau"), ("taxis", "taxi")],
)
def test_men_and_plurals_after_a_vowel_are_told_from_words_that_only_look_so(many: str, one: str) -> None:
    assert is_plural(many) and singular(many) == one


@pytest.mark.parametrize("word", ["specimen", "omen", "men’s", "amen"])
def test_not_all_that_ends_in_men_is_men(word: str) -> None:
    assert not is_plural(word) and singular(word) == word


def test_a_verb_told_in_another_form_is_one_word_of_a_quote() -> None:
    for forms in ("run running ran", "hold holding held", "write written wrote writing"):
        assert len({word.loose for word in split_words(forms)}) == 1
