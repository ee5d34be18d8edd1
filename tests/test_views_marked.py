from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.marked import ROLES, Mark, passage

TEXT = "Anne said 🚢 two boats sank."
MARKS = st.builds(
    lambda start, size, role: Mark(start, start + size, role),
    st.integers(0, len(TEXT)),
    st.integers(1, len(TEXT)),
    st.sampled_from(ROLES),
)


@given(st.lists(MARKS, max_size=6), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_pieces_make_up_the_passage_and_every_mark_begins_and_ends_once(marks, one, other):
    start, end = sorted((one, other))
    found = passage(TEXT, marks, start, end).pieces
    assert "".join(piece.text for piece in found) == TEXT[start:end]
    begun = [mark for piece in found for mark in piece.begins]
    assert sorted(begun, key=repr) == sorted((mark for piece in found for mark in piece.ends), key=repr)
    assert len(begun) == sum(max(mark.start, start) < min(mark.end, end) for mark in marks)


def test_marks_that_cross_are_cut_at_every_border():
    found = passage("abcdef", [Mark(0, 4, "quote"), Mark(2, 6, "figure")]).pieces
    assert [(piece.text, len(piece.marks)) for piece in found] == [("ab", 1), ("cd", 2), ("ef", 1)]
