import textwrap

import pytest

from pipeline.text.lines import split_lines
from pipeline.text.wraps import soft_ends

COUNCIL = (
    "The town council of Avonmouth voted on Monday evening to rebuild the wall along the river, which the flood had"
    " broken in January. Ada Moss, who leads the council, said that the work would begin in spring and would cost"
    " £4.2m. Nobody spoke against it, although the money will have to come from the fund for the library."
)


def kept(text: str) -> list[str]:
    """The lines of a text as its author had them: wrapped ones joined by a blank."""
    lines = split_lines(text)
    found = [text[lines[0].start : lines[0].end]]
    for line, goes_on in zip(lines[1:], soft_ends(text, lines), strict=True):
        words = text[line.start : line.end]
        if goes_on:
            found[-1] += " " + words
        else:
            found.append(words)
    return found


@pytest.mark.parametrize("width", [30, 40, 60, 66, 72, 80, 100])
def test_a_paragraph_wrapped_at_any_width_is_one_line(width):
    assert kept(textwrap.fill(COUNCIL, width)) == [COUNCIL]


def test_a_headline_above_a_wrapped_paragraph_stays_apart():
    assert kept("Council votes for the wall\n" + textwrap.fill(COUNCIL, 66)) == ["Council votes for the wall", COUNCIL]


def test_a_headline_longer_than_the_wrapped_lines_stays_apart():
    headline = "Council of Avonmouth votes to rebuild the wall along the river that the flood broke"
    assert kept(headline + "\n" + textwrap.fill(COUNCIL, 60)) == [headline, COUNCIL]


def test_a_line_that_is_not_full_ends_a_paragraph_without_any_blank_line():
    assert kept("\n".join([textwrap.fill(COUNCIL, 72)] * 2)) == [COUNCIL] * 2


def test_an_indented_line_begins_a_paragraph():
    text = "\n".join([textwrap.fill(COUNCIL, 72, initial_indent="    ")] * 3)
    assert kept(text) == [COUNCIL] * 3


def test_an_indented_block_is_joined_and_parted_from_what_follows_it():
    block = textwrap.fill(COUNCIL, 60, initial_indent="    ", subsequent_indent="    ")
    assert kept(f"{textwrap.fill(COUNCIL, 66)}\n{block}\n{textwrap.fill(COUNCIL, 66)}") == [COUNCIL] * 3


def test_one_paragraph_per_line_is_left_alone_however_long_the_lines_are():
    lines = [
        "Avonmouth rebuilds its wall",
        "The council of Avonmouth voted on Monday to rebuild the wall along the river.",
        "“It was about time,” said Ada Moss, who has led the council for nine years.",
        "Work begins in spring, and the library waits.",
        "iPhones were not allowed in the room while the vote was taken on Monday.",
        "Nobody spoke against it.",
    ]
    assert kept("\n".join(lines)) == lines


def test_a_poem_is_not_glued():
    lines = [
        "The river rose above the town,",
        "The river rose by night,",
        "It took the bridge, it took the mill,",
        "And left them to the light.",
        "O who will build the wall again,",
        "And who will pay the stone?",
    ]
    assert kept("\n".join(lines)) == lines


def test_the_items_of_a_list_stay_apart_also_where_a_wrapped_text_is_around_them():
    items = ["- rope and paint for the boats", "- nine new lamps on the pier", "- a wall"]
    text = textwrap.fill(COUNCIL, 66) + "\n\n" + "\n".join(items) + "\n\n" + textwrap.fill(COUNCIL, 66)
    assert kept(text) == [COUNCIL, *items, COUNCIL]


def test_a_wrapped_item_of_a_list_is_joined_and_the_next_stays_apart():
    items = [f"{n}. {COUNCIL}" for n in (1, 2, 3)]
    text = "The plan:\n" + "\n".join(textwrap.fill(item, 66, subsequent_indent="   ") for item in items)
    assert kept(text) == ["The plan:", *items]


def test_a_dash_at_the_head_of_a_wrapped_line_is_no_item():
    text = (
        "The council of Avonmouth, which had promised the wall for a decade\n"
        "- and had spent the money elsewhere - voted for it on Monday, and\n"
        "it will be built in spring."
    )
    assert len(kept(text)) == 1


def test_the_turns_of_a_transcript_stay_apart():
    turns = [
        "ADA MOSS: We have waited nine years for this wall, and we wait no more of them",
        "BO MARSH: And who is going to pay for it?",
        "ADA MOSS: The fund.",
        "BO MARSH: " + COUNCIL,
    ]
    assert kept("\n".join(textwrap.fill(turn, 66) for turn in turns)) == turns


def test_a_table_is_not_glued():
    rows = ["Pier      1,200   3%", "Harbour   4,100  12%", "Library     310   1%"]
    text = textwrap.fill(COUNCIL, 66) + "\n\n" + "\n".join(rows)
    assert kept(text) == [COUNCIL, *rows]


def test_lines_wrapped_by_hand_at_unequal_lengths_are_joined_by_their_words():
    text = (
        "The council of Avonmouth voted on Monday evening to rebuild\n"
        "the wall along the river,\n"
        "which the flood had broken in January, and which\n"
        "has been a ruin since. The work will begin in spring and\n"
        "will cost the town four million pounds."
    )
    assert len(kept(text)) == 1


def test_two_blanks_behind_a_sentence_count_for_the_width():
    text = textwrap.fill((COUNCIL + " ").replace(". ", ".  ") * 3, 66, fix_sentence_endings=True)
    assert len(kept(text)) == 1


def test_a_quoted_mail_and_its_answer_are_wrapped_each_for_itself():
    quoted = textwrap.fill(COUNCIL, 72, initial_indent="> ", subsequent_indent="> ")
    assert kept(f"{quoted}\n{textwrap.fill(COUNCIL, 60)}") == [COUNCIL, COUNCIL]


def test_a_wrapped_text_in_capitals_is_joined():
    assert kept(textwrap.fill(COUNCIL.upper(), 66)) == [COUNCIL.upper()]


def test_a_sentence_goes_on_behind_the_end_of_a_page():
    assert kept("The wall was built by the council of\n\n\fAvonmouth.\n\fThe end") == [
        "The wall was built by the council of Avonmouth.",
        "The end",
    ]


def test_a_quotation_that_is_opened_again_begins_a_paragraph():
    first, second = "“" + COUNCIL, "“" + COUNCIL + "” That was all."
    full = [width for width in range(50, 90) if len(textwrap.wrap(first, width)[-1]) + len(" “The") > width]
    assert full
    for width in full:
        assert kept(f"{textwrap.fill(first, width)}\n{textwrap.fill(second, width)}") == [first, second]


def test_where_blank_lines_part_paragraphs_a_quotation_that_opens_again_stays_in_its_own() -> None:
    text = (
        'The mayor of Avonmouth was calm. "We have seen the river rise before.\n'
        '"It will fall again, as it did each spring, and the town will be dry,"\n'
        "she said at the bridge that was closed on Monday by the town council.\n"
        "\n"
        "The pumps are to run all night at both ends of the wall and the boats\n"
        "will lie in the harbour until the water has gone down by two feet or\n"
        "more, a spokesman for the council said on Tuesday."
    )
    assert soft_ends(text, split_lines(text)) == [True, True, False, True, True]
