from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.windows import windows


@given(st.text("ab. \n", max_size=80), st.integers(1, 20))
def test_windows_together_are_the_whole_text_and_none_is_too_long(text, size):
    found = windows(text, size)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= size for start, end in found)
    assert all(start < end for start, end in found) or text == ""


def test_a_short_text_is_one_window():
    assert windows("rain", 4) == [(0, 4)]


def test_a_cut_falls_behind_the_last_blank_line():
    text = "one.\n\ntwo.\n\nthree. four\nfive"
    assert [text[start:end] for start, end in windows(text, 20)] == ["one.\n\ntwo.\n\n", "three. four\nfive"]


def test_without_blank_lines_a_cut_falls_behind_a_line_a_sentence_or_a_word():
    assert windows("one. two\nthree four", 12)[0] == (0, 9)
    assert windows("one. two three four", 12)[0] == (0, 5)
    assert windows("one two three four", 12)[0] == (0, 8)
    assert windows("a" * 30, 12) == [(0, 12), (12, 24), (24, 30)]
