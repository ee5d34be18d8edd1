"""A document as lists, for the speakers."""

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from pipeline.speakers.token_lists import list_tokens

VOCAB = spacy.blank("en").vocab


@given(st.lists(st.integers(1, 3), max_size=6), st.integers(0, 12), st.integers(1, 4))
def test_the_entities_of_a_stretch_are_those_that_share_a_word_with_it(sizes: list[int], first: int, n: int) -> None:
    doc = Doc(VOCAB, ["Ann"] * 24)
    starts = [sum(sizes[:i]) + i for i in range(len(sizes))]
    doc.set_ents([Span(doc, at, at + size, label="PERSON") for at, size in zip(starts, sizes, strict=True)])
    tokens = list_tokens(doc)
    assert tokens.entities_in(first, first + n) == [e for e in tokens.entities if e[1] > first and e[0] < first + n]
