"""What follows from a quote's parts: kind, words, sentences, and what it goes on."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.quotes.quote import Offsets, Quote, QuoteKind
from pipeline.quotes.settle.correction import Evidence
from pipeline.quotes.settle.finish import finished, words_said
from pipeline.text.quotations import quotation_regions

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def at(text: str, part: str | None) -> Offsets | None:
    return None if part is None else (text.index(part), text.index(part) + len(part))


def quote(
    text: str, contents: list[str], cue: str | None = None, source: str | None = None, how: str = "subject"
) -> Quote:
    pieces = tuple((text.index(part), text.index(part) + len(part)) for part in contents)
    return Quote(pieces, at(text, cue), at(text, source), "mixed", "speech", how, 0.9)


def done(text: str, *quotes: Quote, nlp: spacy.Language = NLP) -> tuple[Quote, ...]:
    return finished(quotes, nlp(text), Evidence(text, quotation_regions(text), ()))


def test_the_words_said_are_told_without_frame_and_marks() -> None:
    text = '"The ferry is late," Ada Moss said, "and the "old" pier is shut."'
    (one,) = done(text, quote(text, ["The ferry is late", 'and the "old" pier is shut.'], "said", "Ada Moss"))
    assert one.said == "The ferry is late … and the old pier is shut."


@pytest.mark.parametrize(
    ("content", "kind"),
    [("will wait", "indirect"), ('"all of us', "direct"), ('will wait, "all of us', "mixed"), ("us", "direct")],
)
def test_the_kind_goes_by_the_marks_that_are_there(content: str, kind: QuoteKind) -> None:
    text = 'Ada Moss said they will wait, "all of us".'
    (one,) = done(text, quote(text, [content], "said", "Ada Moss"))
    assert one.kind == kind


def test_no_mark_stands_at_the_ends_of_a_content() -> None:
    text = 'Ada Moss called it "a mess," and the pier "lost".'
    (one,) = done(text, quote(text, ['it "a mess," and the pier "lost"'], "called", "Ada Moss"))
    assert text[one.start : one.end] == 'it "a mess," and the pier "lost'


def test_an_apostrophe_at_the_end_is_no_mark() -> None:
    text = "Ada Moss said it was the riders'."
    (one,) = done(text, quote(text, ["it was the riders'"], "said", "Ada Moss"))
    assert text[one.start : one.end] == "it was the riders'"


def test_a_quote_of_marks_alone_is_none() -> None:
    text = 'Ada Moss said "…" and left.'
    assert done(text, quote(text, ["…"], "said", "Ada Moss")) == ()


def test_the_sentences_reach_from_the_source_to_the_content() -> None:
    text = 'It rained. Ada Moss spoke. She said: "We wait. All of us." Then she left.'
    (one,) = done(text, quote(text, ["We wait. All of us."], "said", "Ada Moss"))
    assert text[slice(*one.sentence or (0, 0))] == 'Ada Moss spoke. She said: "We wait. All of us."'


def test_without_sentences_a_line_is_one() -> None:
    text = 'It rained.\n"We wait," said Moss. He left.'
    (one,) = done(text, quote(text, ["We wait"], "said", "Moss"), nlp=spacy.blank("en"))
    assert text[slice(*one.sentence or (0, 0))] == '"We wait," said Moss. He left.'


def test_a_mark_that_opens_again_goes_on_with_the_quote_before() -> None:
    text = 'Moss said: "The pier is shut. "The ferry is late." Holt agreed: "It is."'
    first = quote(text, ["The pier is shut."], "said", "Moss")
    again = quote(text, ["The ferry is late."], None, "Moss", "continued")
    other = quote(text, ["It is."], "agreed", "Holt")
    assert [one.continues for one in done(text, first, again, other)] == [None, (12, 29), None]


def test_a_paragraph_goes_on_with_the_quote_that_was_left_open() -> None:
    text = 'Moss said: "The pier is shut.\n\n"The ferry is late," he added.'
    first = quote(text, ["The pier is shut."], "said", "Moss")
    second = quote(text, ["The ferry is late"], "added", "he")
    assert done(text, first, second)[1].continues == (first.start, first.end)


def test_one_quote_over_two_openings_goes_on_nothing() -> None:
    text = 'Moss said: "The pier is shut. "The ferry is late."'
    (one,) = done(text, quote(text, ['The pier is shut. "The ferry is late.'], "said", "Moss"))
    assert (one.continues, one.said) == (None, "The pier is shut. The ferry is late.")


WORDS = st.sampled_from(['"', "“", "”", "'", "rain", "pier", "Moss", ".", ",", "\n", "said", "riders'"])


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=4, max_size=30), st.data())
def test_sentences_hold_all_parts_and_contents_have_no_pair_of_marks(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6, unique=True)))
    found = Quote(((cuts[0], cuts[1]), (cuts[4], cuts[5])), (cuts[2], cuts[3]), None, "mixed", "speech", "x", 0.5)
    for one in done(text, found):
        start, end = one.sentence or (0, 0)
        assert 0 <= start <= min(one.start, cuts[2]) < max(one.end, cuts[3]) <= end <= len(text)
        assert not set('"“”\n') & set(one.said)
        assert text[one.start] not in '"“” \n' and text[one.end - 1] not in '"“” \n'
        assert words_said(text, one.content) == one.said
        assert (one.kind == "mixed") <= any(mark in text for mark in "\"“”'")
