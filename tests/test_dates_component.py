"""The component: what it sets, and how it degrades."""

from __future__ import annotations

from datetime import date

import spacy
from spacy.tokens import Doc

from pipeline.dates.component import DateFinder, create
from pipeline.factories import register_attributes


def test_the_component_reads_the_publication_date_of_the_document() -> None:
    nlp = spacy.blank("en")
    create(nlp, "onrecord_dates")
    doc = nlp("The mill closed yesterday.")
    doc._.published = date(2022, 7, 13)
    assert [timex.value for timex in DateFinder()(doc)._.dates] == ["2022-07-12"]


def test_without_a_publication_date_nothing_is_guessed() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_dates")
    dates = nlp("The mill closed yesterday, three weeks ago or on Monday.")._.dates
    assert [(timex.value, timex.start_date, timex.anchor) for timex in dates] == [
        (None, None, "none"),
        (None, None, "none"),
        ("XXXX-WXX-1", None, "none"),
    ]


def test_an_empty_document_has_no_dates() -> None:
    register_attributes("published", "dates")
    assert DateFinder()(Doc(spacy.blank("en").vocab, words=[]))._.dates == ()


def test_sentence_boundaries_without_tags_are_enough() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("onrecord_dates")
    doc = nlp("It burned on 3 May 2021. At 9 a.m. it fell.")
    assert [timex.value for timex in doc._.dates] == ["2021-05-03", "2021-05-03T09:00"]
    assert doc._.dates[1].anchor == "document"
