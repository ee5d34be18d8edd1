from hypothesis import given
from hypothesis import strategies as st

from pipeline.components.innermost import innermost

span = st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def plainly(one, passages):
    holding = [(end - start, owner) for start, end, owner in passages if start <= one[0] and one[1] <= end]
    return min(holding)[1] if holding else None


@given(st.lists(span, max_size=12), st.lists(span, max_size=12))
def test_the_sweep_finds_what_a_plain_search_finds(spans, passages):
    owned = [(start, end, i) for i, (start, end) in enumerate(passages)]
    assert innermost(spans, owned) == [plainly(one, owned) for one in spans]


def test_a_span_that_sticks_out_is_in_no_passage():
    assert innermost([(3, 6)], [(0, 5, 0)]) == [None]
