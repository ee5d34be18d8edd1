"""Tense by the parse, on hand-built documents in both dependency schemes."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.dates.find import find_dates

VOCAB = spacy.blank("en").vocab
PUBLISHED = date(2022, 7, 13)  # a Wednesday

Row = tuple[str, str, str, int, str]


def build(rows: list[Row]) -> Doc:
    """A document from (word, tag, part of speech, head, label)."""
    words, tags, pos, heads, deps = (list(column) for column in zip(*rows, strict=True))
    return Doc(VOCAB, words=words, tags=tags, pos=pos, heads=heads, deps=deps)


def ud(verb: list[Row], main: int) -> Doc:
    """A subject, the verb group, "on Friday" with the day as head of its preposition."""
    n = len(verb) + 1
    return build([("Ministers", "NNS", "NOUN", main, "nsubj"), *verb, ("on", "IN", "ADP", n + 1, "case"),
                  ("Friday", "NNP", "PROPN", main, "obl"), (".", ".", "PUNCT", main, "punct")])  # fmt: skip


def spacy_style(verb: list[Row], main: int) -> Doc:
    """The same with the preposition as head of the day."""
    n = len(verb) + 1
    return build([("Ministers", "NNS", "NOUN", main, "nsubj"), *verb, ("on", "IN", "ADP", main, "prep"),
                  ("Friday", "NNP", "PROPN", n, "pobj"), (".", ".", "PUNCT", main, "punct")])  # fmt: skip


SCHEMES = pytest.mark.parametrize("scheme", [ud, spacy_style])


@SCHEMES
def test_past_tense_takes_the_last_friday(scheme) -> None:  # type: ignore[no-untyped-def]
    doc = scheme([("met", "VBD", "VERB", 1, "ROOT")], 1)
    assert [timex.value for timex in find_dates(doc, PUBLISHED)] == ["2022-07-08"]


@SCHEMES
def test_a_future_auxiliary_takes_the_next_friday(scheme) -> None:  # type: ignore[no-untyped-def]
    doc = scheme([("will", "MD", "AUX", 2, "aux"), ("meet", "VB", "VERB", 2, "ROOT")], 2)
    assert [timex.value for timex in find_dates(doc, PUBLISHED)] == ["2022-07-15"]


@SCHEMES
def test_a_present_tense_verb_with_a_day_looks_ahead(scheme) -> None:  # type: ignore[no-untyped-def]
    doc = scheme([("meet", "VBP", "VERB", 1, "ROOT")], 1)
    assert [timex.value for timex in find_dates(doc, PUBLISHED)] == ["2022-07-15"]


@SCHEMES
def test_a_reporting_verb_in_the_present_looks_back(scheme) -> None:  # type: ignore[no-untyped-def]
    doc = scheme([("say", "VBP", "VERB", 1, "ROOT")], 1)
    assert [timex.value for timex in find_dates(doc, PUBLISHED)] == ["2022-07-08"]


@SCHEMES
def test_what_was_scheduled_lies_ahead(scheme) -> None:  # type: ignore[no-untyped-def]
    doc = scheme([("were", "VBD", "AUX", 2, "auxpass"), ("scheduled", "VBN", "VERB", 2, "ROOT")], 2)
    assert [timex.value for timex in find_dates(doc, PUBLISHED)] == ["2022-07-15"]


def test_may_tagged_as_a_modal_is_no_month() -> None:
    doc = build([("In", "IN", "ADP", 1, "dep"), ("May", "MD", "AUX", 1, "ROOT"), ("we", "PRP", "PRON", 1, "nsubj")])
    assert find_dates(doc, PUBLISHED) == ()


def test_a_month_inside_a_person_is_no_month() -> None:
    doc = build([("In", "IN", "ADP", 1, "case"), ("April", "NNP", "PROPN", 1, "ROOT"), (".", ".", "PUNCT", 1, "punct")])
    assert len(find_dates(doc, PUBLISHED)) == 1
    doc.ents = [doc.char_span(3, 8, label="PERSON")]
    assert find_dates(doc, PUBLISHED) == ()


def test_a_verb_whose_past_looks_like_its_plain_form_counts_as_past() -> None:
    doc = ud([("beat", "VBP", "VERB", 1, "ROOT")], 1)
    (found,) = find_dates(doc, PUBLISHED)
    assert found.value == "2022-07-08"
