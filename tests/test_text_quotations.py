"""Quotation marks paired without a parse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.layout import layout_of_text
from pipeline.text.quotations import in_quotation, quotation_regions


def inner(text: str) -> list[str]:
    return [text[region.inner_start : region.inner_end] for region in quotation_regions(text)]


@pytest.mark.parametrize(
    "text",
    [
        'She said: "It rains."',
        "She said: “It rains.”",
        "She said: „It rains.”",
        "She said: «It rains.»",
        "She said: ``It rains.''",
        "She said: ''It rains.''",
    ],
)
def test_marks_of_all_kinds_enclose_what_is_said(text: str) -> None:
    assert inner(text) == ["It rains."]


def test_a_mark_that_nothing_closes_runs_to_the_end_of_its_paragraph() -> None:
    regions = quotation_regions('"It rains.\n\n"It pours."')
    assert [(region.closed, region.start) for region in regions] == [(False, 0), (True, 12)]


def test_an_odd_mark_does_not_turn_later_paragraphs_inside_out() -> None:
    assert inner('A 5" nail and "one more.\nHe said "no" and left.') == ["one more.", "no"]


def test_inches_and_seconds_are_no_marks() -> None:
    assert inner('He is 6\'2" tall and throws a 12" disc.') == []


def test_single_quotation_marks_count_where_there_are_no_double_ones() -> None:
    assert inner("'We are not going to wait for them,' he said. It's late.") == ["We are not going to wait for them,"]


def test_a_short_single_quoted_phrase_is_left_alone() -> None:
    assert inner("They call it a 'safe space' now.") == []


_TEXTS = st.text(alphabet="ab .,\n\"“”„«»'`‘’-5", max_size=120)


@given(_TEXTS)
def test_regions_never_overlap_nor_cross_a_line_break(text: str) -> None:
    end = 0
    for region in quotation_regions(text):
        assert end <= region.start <= region.inner_start < region.inner_end <= region.end <= len(text)
        assert "\n" not in text[region.start : region.end]
        end = region.end


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,8}){1,4}\.", fullmatch=True), min_size=1, max_size=5))
def test_well_set_quotations_are_all_found(said: list[str]) -> None:
    text = " He paused. ".join(f'"{sentence}"' for sentence in said)
    assert inner(text) == said


@given(_TEXTS)
def test_a_place_is_in_a_quotation_where_a_region_holds_it(text: str) -> None:
    layout, regions = layout_of_text(text), quotation_regions(text)
    held = [any(region.inner_start <= at < region.inner_end for region in regions) for at in range(len(text))]
    assert [in_quotation(text, layout, at) for at in range(len(text))] == held
