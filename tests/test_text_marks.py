"""Quotation marks counted in a stretch of text, and a mark that was forgotten."""

import pytest

from pipeline.text.marks import left_open, regions_in_line


@pytest.mark.parametrize("opens", ['She said: "It rains.', "She said: “It rains.", "She said: ''It rains."])
def test_a_mark_of_any_kind_leaves_a_quotation_open(opens: str) -> None:
    assert left_open(opens, 0, len(opens))


def test_only_marks_between_the_offsets_count() -> None:
    text = '"It rains. It pours." It dries.'
    assert not left_open(text, text.index("It pours") + 10, len(text))


@pytest.mark.parametrize("frame", ["said Ada Moss", "adds the mayor", "said a neighbour"])
def test_a_forgotten_mark_stands_before_the_frame(frame: str) -> None:
    text = f'"We lost the crop, {frame}.'
    assert [text[region.start : region.end] for region in regions_in_line(text, 0, len(text))] == ['"We lost the crop,']


def test_a_comma_within_what_is_said_is_no_frame() -> None:
    text = '"We lost the crop, said nothing and left.'
    assert [region.closed for region in regions_in_line(text, 0, len(text))] == [False]
