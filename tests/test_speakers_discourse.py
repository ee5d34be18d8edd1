"""What a document has told up to some place: parts of clauses, and who speaks around a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.speakers.discourse import ContentIndex, Said, part_of
from pipeline.speakers.token_lists import list_tokens

SPAN = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple)
SAID = st.lists(st.lists(SPAN, max_size=3).map(tuple), max_size=12)


@pytest.mark.parametrize("label", ["nsubj", "nsubjpass", "nsubj:pass"])
def test_a_passive_subject_is_a_subject_whatever_the_parser_calls_it(label):
    doc = Doc(Vocab(), ["Moss", "was", "thanked"], heads=[2, 2, 2], deps=[label, "aux", "ROOT"])
    assert part_of(list_tokens(doc), 0) == "subject"


@given(SAID, st.integers(0, 31))
def test_the_quotes_around_a_word_are_those_whose_content_holds_it_in_their_order(contents, token) -> None:
    said = [Said(content, None, verbatim=False) for content in contents]
    expected = [one for one in said if any(first <= token < last for first, last in one.content)]
    assert [id(one) for one in ContentIndex(said).holding(token)] == [id(one) for one in expected]
