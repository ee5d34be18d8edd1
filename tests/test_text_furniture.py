"""Lines and heads of lines that are no sentences of the article."""

import pytest

from pipeline.text.furniture import (
    LONGEST_BOILERPLATE,
    dateline_end,
    in_dateline,
    is_boilerplate,
    letterhead_end,
    turn_at,
)


@pytest.mark.parametrize(
    "line", ["Read more: the pier reopens", " SIGN UP for the tide letter ", "Have your say below"]
)
def test_an_invitation_is_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


def test_a_sentence_is_no_boilerplate_nor_is_a_long_paragraph_that_begins_like_one() -> None:
    assert not is_boilerplate("The council has read more than one report.")
    assert not is_boilerplate("Read more " + "and more " * LONGEST_BOILERPLATE)


@pytest.mark.parametrize(
    "line", ["PARIS, {May 3} - Rain.", "PARIS (AP), {May 3}: Rain.", "NEW AVON, {May 3} (Pier) -- Rain."]
)
def test_a_day_behind_a_place_in_capitals_and_before_a_dash_is_a_dateline_s(line: str) -> None:
    start, text = line.index("{"), line.replace("{", "").replace("}", "")
    assert in_dateline(text, 0, start, start + 5)


@pytest.mark.parametrize("line", ["Paris, May 3 - Rain.", "PARIS, May 3 was wet.", "May 3 - Rain."])
def test_other_days_are_no_dateline_s(line: str) -> None:
    start = line.index("May")
    assert not in_dateline(line, 0, start, start + 5)


@pytest.mark.parametrize("dateline", ["AVONMOUTH (AP) -- ", "NEW AVON, May 3 — ", "AVONMOUTH - "])
def test_what_follows_a_dateline_begins_behind_its_dash(dateline: str) -> None:
    assert dateline_end(dateline + "Ada Moss said so.", 0) == len(dateline)


@pytest.mark.parametrize(
    "line", ["Avonmouth - Ada Moss said so.", "AVONMOUTH - it rained.", "AVON-based Moss said so."]
)
def test_a_dash_alone_makes_no_dateline(line: str) -> None:
    assert dateline_end(line, 0) == 0


@pytest.mark.parametrize("line", ["MOSS: Yes.", "Ada Moss: Yes.", "“Q: Yes?", "J.R. Moss-Lee:"])
def test_a_name_and_a_colon_open_a_turn(line: str) -> None:
    start, end = turn_at(line, 0, len(line)) or (0, 0)
    assert line[start:end] == line.strip("“").split(":")[0]


@pytest.mark.parametrize("line", ["At 10:30 it rained.", "the mayor: yes.", "It rained."])
def test_other_lines_are_no_turns(line: str) -> None:
    assert turn_at(line, 0, len(line)) is None


def test_a_letterhead_ends_before_the_name_in_any_letters() -> None:
    assert letterhead_end("FROM THE DESK OF ADA MOSS", 0) == len("FROM THE DESK OF ")
    assert letterhead_end("The desk of Ada Moss", 0) == 0
