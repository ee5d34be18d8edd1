"""Quotes of two finders that hang on the same words."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.quote import Quote
from pipeline.quotes.settle.correction import with_same_cue


def _quote(cue):
    return Quote(((0, 1),), cue, None, "direct", "speech", "subject", 0.5)


def test_cues_that_share_a_character_are_the_same():
    other = _quote((4, 9))
    assert with_same_cue([_quote((2, 5))], [other]) == [other]


def test_cues_that_only_touch_are_not():
    assert with_same_cue([_quote((2, 4))], [_quote((4, 9))]) == [None]


def test_quotes_without_a_cue_go_with_none():
    assert with_same_cue([_quote(None)], [_quote(None), _quote((1, 2))]) == [None]


_CUES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda p: (p[0], p[0] + p[1])), max_size=8)


@given(_CUES, _CUES)
def test_what_is_found_shares_a_character_and_nothing_is_missed_among_cues_apart(ours, theirs):
    apart = []
    for cue in sorted(theirs):
        if not apart or apart[-1][1] <= cue[0]:
            apart.append(cue)
    others = [_quote(cue) for cue in apart]
    for (start, end), found in zip(ours, with_same_cue([_quote(cue) for cue in ours], others), strict=True):
        fitting = [cue for cue in apart if cue[0] < end and start < cue[1]]
        assert (found.cue if found else None) == (fitting[0] if fitting else None)
