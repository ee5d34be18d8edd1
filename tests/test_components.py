"""The records of the components, and that all others follow them."""

import pytest
import spacy

from pipeline.article import Article
from pipeline.components import COMPONENTS, NAMES
from pipeline.components.dates import DATES
from pipeline.components.document import Document
from pipeline.components.figures import FIGURES
from pipeline.components.interface import Findings
from pipeline.components.quotes import QUOTES
from pipeline.components.speakers import NOT_LOOKED_FOR, SPEAKERS, SPEAKERS_FAILED
from pipeline.dates.timex import Timex
from pipeline.extraction.rows import FILLED
from pipeline.figures.figure import Figure
from pipeline.quotes.quote import Quote
from pipeline.settings import Settings
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker
from pipeline.tables.schemas import DOCUMENTS, ERRORS, EXTRACT_TABLES
from pipeline.text.reading import Reading, Window

BEHIND = Window(Reading("0123456789" * 5), 10)
SAID = Quote(((0, 5), (12, 20)), (6, 10), None, "direct", "speech", "subject", 0.5)
ANN = Speaker("Ann", "person")


def test_every_table_of_extract_is_filled_by_one_component() -> None:
    filled = [filled.table for component in COMPONENTS for filled in component.tables]
    assert len(filled) == len(FILLED) and set(filled) | {DOCUMENTS, ERRORS} == set(EXTRACT_TABLES)


@pytest.mark.parametrize("component", COMPONENTS, ids=NAMES)
def test_a_component_is_what_its_record_says(component) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(component.name)
    assert nlp.get_pipe_meta(component.name).assigns == [f"doc._.{component.attribute}"]
    assert component.tables[0].table.name == component.room
    assert getattr(nlp("It rained.")._, component.attribute) is not None
    assert set(component.without) <= set(NAMES[: NAMES.index(component.name)])


def test_all_components_run_where_nothing_else_is_set() -> None:
    assert Settings().components == NAMES


def test_every_offset_is_led_back_to_the_text() -> None:
    (timex,) = DATES.place((Timex(1, 3, "DATE", None),), BEHIND)
    assert (timex.start, timex.end) == (11, 13)
    (figure,) = FIGURES.place((Figure(1, 9, 2, 4, "count", 7.0, 7.0, 7.0, "7"),), BEHIND)
    assert (figure.start, figure.end, figure.number_start, figure.number_end) == (11, 19, 12, 14)
    (quote,) = QUOTES.place((SAID,), BEHIND)
    assert (quote.content, quote.cue, quote.source) == (((10, 15), (22, 30)), (16, 20), None)
    cast = SPEAKERS.place(Cast((ANN,), (Mention(1, 3, "name", 0),), (QuoteSpeaker(0),)), BEHIND)
    assert cast == Cast((ANN,), (Mention(11, 13, "name", 0),), (QuoteSpeaker(0),))


@pytest.mark.parametrize(("failed", "reason"), [(False, NOT_LOOKED_FOR), (True, SPEAKERS_FAILED)])
def test_without_speakers_each_quote_says_why_it_has_none(failed: bool, reason: str) -> None:
    before = Findings().plus(QUOTES, (SAID, SAID))
    assert SPEAKERS.absent(before, failed) == Cast(of_quotes=(QuoteSpeaker(None, reason),) * 2)


@pytest.mark.parametrize(
    ("cast", "words"),
    [
        (Cast(), "1 quotes, but the speakers of 0"),
        (Cast((), (), (QuoteSpeaker(0),)), "0 speakers, but places"),
        (Cast((ANN,), (Mention(0, 1, "name", 2),), (QuoteSpeaker(None),)), "1 speakers, but places"),
    ],
)
def test_a_cast_that_does_not_go_with_the_quotes_or_its_own_speakers_is_refused(cast: Cast, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SPEAKERS.check(cast, Findings().plus(QUOTES, (SAID,)))


def test_of_quotes_that_are_lost_nobody_is_the_speaker() -> None:
    cast = Cast((ANN,), (Mention(0, 3, "name", 0),), (QuoteSpeaker(0),))
    left = SPEAKERS.without[QUOTES.name](cast)
    assert left == Cast(cast.speakers, cast.mentions)
    SPEAKERS.check(left, Findings())


def test_a_document_numbers_its_quotes_in_the_order_of_the_text_and_knows_who_says_them() -> None:
    later = Quote(((22, 28),), None, None, "direct", "speech", "none", 0.5)
    cast = Cast((ANN,), (), (QuoteSpeaker(None, "nobody"), QuoteSpeaker(0)))
    document = Document(Article("a", "a.txt", "0123456789" * 3), (later, SAID), cast)
    assert document.quotes == [SAID, later] and document.quotes_around([(1, 3), (23, 24), (6, 8)]) == [0, 1, None]
    assert [document.speaker_of(quote) for quote in (0, 1, None)] == [ANN, None, None]
    assert document.speaker_id(0) == document.speaker_ids[0] and document.speaker_id(1) is None
    assert document.quote_id(1) == document.quote_ids[1] and document.quote_id(None) is None
