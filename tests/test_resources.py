import pytest

from pipeline.resources import listed_words, verbs_of_saying


def test_a_list_may_be_written_as_words_with_blanks_or_as_strings():
    assert {"himself", "itself"} < listed_words("speakers", "grammar", "words", "reflexives")
    assert {"said", "told"} < listed_words("dates", "lexicon", "context", "past_forms")


def test_a_list_that_nobody_wrote_is_an_error_and_no_empty_list():
    with pytest.raises(KeyError):
        listed_words("speakers", "grammar", "words", "spaceships")


def test_verbs_of_saying_are_forms_and_no_lemmas():
    assert "says" in verbs_of_saying()
    assert "say" not in verbs_of_saying()
