import pytest
import spacy

from pipeline.text.paragraphs import start_sentences


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


def starts(nlp, text):
    doc = start_sentences(nlp.make_doc(text))
    return [token.text for token in doc if token.i and token.is_sent_start]


def test_a_sentence_starts_after_every_line_break(nlp):
    assert starts(nlp, "Flood wall\nThe council voted\n\nWork begins") == ["The", "Work"]


@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n ", "\r\n", "\n \t\n", "\u00a0\n"])
def test_white_space_around_a_break_does_not_hide_it(nlp, gap):
    assert starts(nlp, f"Flood wall{gap}The council") == ["The"]


def test_white_space_without_a_break_starts_nothing(nlp):
    assert starts(nlp, "The  council \t voted") == []


def test_a_lower_case_word_after_a_break_does_not_continue_the_sentence(nlp):
    text = "Notes\nThe council met.\niPhones were banned.\nThe vote was close.\nThe mayor left.\nRain fell."
    assert "iPhones" in starts(nlp, text)


def test_wrapped_lines_are_joined_and_blank_lines_part(nlp):
    text = (
        "The council voted on Monday evening to rebuild the wall that\nthe flood had broken in January, and to"
        " pay for it with money\nfrom Lowgate.\n\nWork begins"
    )
    assert starts(nlp, text) == ["Work"]


def test_a_parser_keeps_the_starts():
    parser_nlp = spacy.blank("en")
    parser = parser_nlp.add_pipe("parser")
    for label in ("nsubj", "ROOT", "dep"):
        parser.add_label(label)
    parser_nlp.initialize()
    parser_nlp.add_pipe("onrecord_paragraphs", before="parser")
    doc = parser_nlp("The wall\nThe council and the mayor")
    assert doc[3].text == "The" and doc[3].is_sent_start


def test_without_a_line_break_nothing_is_set(nlp):
    doc = start_sentences(nlp.make_doc("It rained. It snowed."))
    assert not doc.has_annotation("SENT_START")
