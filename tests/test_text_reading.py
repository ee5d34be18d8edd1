import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.reading import Window, read

WALL = (
    "The town council of Avonmouth voted on Monday evening to rebuild the wall along the river, which the flood had"
    " broken in January. Ada Moss, who leads the council, said that the work would begin in spring."
)
PIER = (
    "“We have waited nine years for it,” said Bo Marsh, who keeps the ferry. “The well-known pier and the long-term"
    " plan for it can wait, but the wall cannot,” he said, and 1,200 people signed."
)
ARTICLE = f"Council votes for the wall\n\n{WALL}\n\n{PIER}"


WORDS = ["The", "wall", "of", "Avon,", "which", "well-known", "Ada", "said.", "1,200", "“No,”"]


def wrapped(text: str, width: int, between: str = "\n\n", **how: str) -> str:
    return between.join(textwrap.fill(paragraph, width, **how) for paragraph in text.split("\n\n"))


@pytest.mark.parametrize("width", range(60, 81))
def test_a_wrapped_article_reads_as_the_article(width):
    assert read(wrapped(ARTICLE, width)).text == ARTICLE


@pytest.mark.parametrize(
    "mark",
    [{"initial_indent": "  "}, {"initial_indent": "    ", "subsequent_indent": "    "}, {"initial_indent": "\t"}],
)
def test_an_indented_article_reads_as_the_article(mark):
    assert read(wrapped(ARTICLE, 70, **mark)).text == ARTICLE


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">> ", " > "])
def test_a_mail_that_quotes_an_article_reads_as_the_article(mark):
    text = wrapped(ARTICLE, 70, f"\n{mark}\n", initial_indent=mark, subsequent_indent=mark)
    assert read(text).text == ARTICLE


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\v"])
def test_whatever_ends_the_lines_an_article_reads_the_same(end):
    assert read(wrapped(ARTICLE, 70).replace("\n", end)).text == ARTICLE
    assert read(ARTICLE.replace("\n", end)).text == ARTICLE


def test_unicodes_paragraph_sign_parts_paragraphs_as_a_blank_line_does():
    assert read(ARTICLE.replace("\n\n", "\u2029")).text == ARTICLE


def test_blanks_in_blank_lines_and_at_the_ends_of_lines_make_no_difference():
    text = wrapped(ARTICLE, 66).replace("\n\n", "\n \t\n").replace("the\n", "the \n")
    assert read(text).text == ARTICLE


def test_a_page_break_inside_a_sentence_is_passed_over_with_its_page_number():
    before, after = WALL.split(" broken")
    assert read(f"{before}\n\n- 12 -\n\f\n broken{after}").text == WALL
    assert read(f"{before}\f broken{after}").text == WALL


def test_a_page_break_between_paragraphs_parts_them():
    assert read(f"{WALL}\n\f{PIER}").text == f"{WALL}\n\n{PIER}"


def test_a_word_that_a_line_end_cut_is_one_word_and_leads_back_to_both_pieces():
    text = "The wall was built with the money of the whole govern-\nment of Avon, which paid for it."
    reading = read(text)
    start = reading.text.index("government")
    assert text[slice(*reading.place(start, start + len("government")))] == "govern-\nment"


def test_sentences_run_together_are_put_apart_and_keep_their_places():
    text = "The field was wet.The pier stayed shut."
    reading = read(text)
    assert reading.text == "The field was wet. The pier stayed shut."
    assert reading.place(19, 22) == (18, 21) and reading.place(0, 18) == (0, 18)


@pytest.mark.parametrize("text", ["He works for One.Tel now.", "At 5 p.m.The", "“No.”", "See Avon.The.Pier and a.Is()"])
def test_names_and_abbreviations_with_a_full_stop_inside_stay_whole(text):
    assert read(text).text == text


def test_a_quotation_that_begins_right_behind_a_sentence_is_put_apart_before_its_mark():
    assert read('The field was wet."It is shut," she said.').text == 'The field was wet. "It is shut," she said.'
    assert read('She said: "It is wet."But he went.').text == 'She said: "It is wet." But he went.'


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "One line",
        ARTICLE,
        "A heading \n\nA paragraph with blanks at its end.\u00a0\nAnother.\n",
        "> Read more",
        "Rain fell.\n   The pier stayed shut.",
        "First line\nSecond line\nThird line",
    ],
)
def test_ordinary_text_is_its_own_reading(text):
    reading = read(text)
    assert reading.text == text and reading.place(0, len(text)) == (0, len(text))


@given(st.text("ab. >\n\r\t\f-\u2029\u2003\x1f“", max_size=120))
def test_every_word_of_a_reading_stands_where_it_says(text):
    reading = read(text)
    for at, letter in enumerate(reading.text):
        start, end = reading.place(at, at + 1)
        assert 0 <= start <= end <= len(text)
        if not letter.isspace():
            assert text[start:end] == letter


@given(
    st.lists(st.sampled_from(WORDS), max_size=80),
    st.data(),
)
def test_no_word_is_lost_however_the_lines_are_broken(words, data):
    ends = [data.draw(st.sampled_from([" ", "\n", "\n\n", "\r\n", "\n> "])) for _ in words]
    text = "".join(word + end for word, end in zip(words, ends, strict=True))
    assert read(text).text.replace(">", "").split() == words


def test_a_window_of_a_reading_leads_back_to_the_text():
    text = wrapped(ARTICLE, 66, initial_indent="  ")
    reading = read(text)
    offset = reading.text.index("“We")
    quotation = "“We have waited nine years for it,”"
    start, end = Window(reading, offset).place(0, len(quotation))
    assert " ".join(text[start:end].split()) == quotation
