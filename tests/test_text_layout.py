import spacy

from pipeline.text.layout import keep_lines, layout_of, layout_of_text

WRAPPED = "The council of Avonmouth voted on Monday evening to rebuild the\nwall along the river.\n\nWork begins\nNow."


def test_a_wrapped_line_does_not_end():
    layout = layout_of_text(WRAPPED)
    first = WRAPPED.index("wall")
    assert layout.breaks(0, first) == 0 and layout.line_start(first) == 0
    assert [WRAPPED[start:end] for start, end in layout.lines()] == [WRAPPED.split("\n\n")[0], "Work begins", "Now."]


def test_a_doc_that_is_a_reading_keeps_every_line_end():
    doc = keep_lines(spacy.blank("en")(WRAPPED))
    assert len(layout_of(doc).starts) == WRAPPED.count("\n")


def test_a_doc_of_any_text_is_asked_for_its_wrapped_lines():
    assert len(layout_of(spacy.blank("en")(WRAPPED)).starts) == WRAPPED.count("\n") - 1


def test_a_line_ends_where_the_text_ends():
    layout = layout_of_text("Rain.\nIt fell.")
    assert (layout.line_end(2), layout.line_end(8), layout.line_start(8)) == (5, 14, 6)
