import pytest

from pipeline.text.hyphens import Hyphens


def joined(before: str, after: str, *elsewhere: str, cuts_words: bool = False) -> str:
    """Two lines as one, read beside other lines of their text."""
    hyphens = Hyphens([*elsewhere, before, after])
    hyphens.cuts_words = cuts_words
    between, dropped = hyphens.joined(before, after)
    return before[: len(before) - dropped] + between + after


def test_a_word_that_the_text_writes_as_one_is_put_together():
    assert joined("the har-", "bour wall", "The harbour is shut.") == "the harbour wall"


def test_a_word_that_the_text_writes_with_a_hyphen_keeps_it():
    assert joined("a long-", "ment wall", "The long-ment wall stands.") == "a long-ment wall"


def test_an_ending_that_is_no_word_was_cut_off():
    assert joined("said the govern-", "ment of Avon") == "said the government of Avon"


@pytest.mark.parametrize("before", ["a well-", "a long-", "his ex-", "a state-of-the-", "a 20-", "the Anglo-"])
def test_a_compound_keeps_its_hyphen(before):
    assert joined(before, "term plan") == before + "term plan"


def test_a_name_keeps_its_hyphen():
    assert joined("Ada Moss-", "Marsh said") == "Ada Moss-Marsh said"


def test_where_the_lines_of_a_text_end_inside_words_unknown_pieces_are_put_together():
    assert joined("the crock-", "ery broke", cuts_words=True) == "the crockery broke"
    assert joined("the crock-", "ery broke") == "the crock-ery broke"


def test_a_hyphen_that_waits_for_its_second_word_is_followed_by_a_blank():
    assert joined("the pre-", "and post-war years") == "the pre- and post-war years"
    assert joined("a two-", "to-one vote") == "a two-to-one vote"


def test_a_soft_hyphen_is_no_part_of_any_word():
    assert joined("the har\u00ad", "bour") == "the harbour"


def test_a_dash_that_stood_between_two_words_without_blanks_stands_so_again():
    assert joined("the wall--", "or what was left") == "the wall--or what was left"
    assert joined("the wall", "--or what was left") == "the wall--or what was left"
    assert joined("the wall—", "or what was left") == "the wall—or what was left"


def test_a_dash_between_blanks_keeps_them():
    assert joined("the wall -", "or what was left") == "the wall - or what was left"
    assert joined("the wall --", "or what was left") == "the wall -- or what was left"


def test_lines_without_a_hyphen_are_parted_by_a_blank():
    assert joined("the wall of", "Avonmouth") == "the wall of Avonmouth"
