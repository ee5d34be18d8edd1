"""Who speaks around a place of the text."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.speakers.scene import Contents, Said

SPAN = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple)
SAID = st.lists(st.lists(SPAN, max_size=3).map(tuple), max_size=12)


@given(SAID, st.integers(0, 31))
def test_the_quotes_around_a_word_are_those_whose_content_holds_it_in_their_order(contents, token) -> None:
    said = [Said(content, None, verbatim=False) for content in contents]
    expected = [one for one in said if any(first <= token < last for first, last in one.content)]
    assert [id(one) for one in Contents(said).holding(token)] == [id(one) for one in expected]
