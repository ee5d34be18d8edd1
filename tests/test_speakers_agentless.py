"""What is said by nobody in particular is given to nobody."""

import pytest
import spacy

from pipeline.quotes.quote import Quote
from pipeline.speakers.agentless import REASON
from pipeline.speakers.resolve import resolve_speakers


def speaker_of(text: str, source: str, cue: str, content: str) -> tuple[str | None, str | None]:
    spans = [(text.index(part), text.index(part) + len(part)) for part in (content, cue, source)]
    quote = Quote((spans[0],), spans[1], spans[2], "indirect", "speech", "subject", 1.0)
    cast = resolve_speakers(spacy.blank("en")(text), (quote,))
    who = cast.of_quotes[0]
    return (None if who.speaker is None else cast.speakers[who.speaker].name), who.reason


@pytest.mark.parametrize("cue", ["is said", "was widely believed", "is expected"])
def test_what_is_said_of_somebody_is_not_said_by_somebody(cue: str) -> None:
    text = f"Ms Ada Moss {cue} to have left the pier."
    assert speaker_of(text, "Ms Ada Moss", cue, "to have left the pier") == (None, REASON)


def test_an_active_report_keeps_its_speaker() -> None:
    assert speaker_of("Ms Ada Moss expected to win.", "Ms Ada Moss", "expected", "to win")[0] == "Ada Moss"


def test_a_passive_with_its_agent_keeps_the_agent() -> None:
    text = "The pier was said to be shut by Ms Ada Moss."
    assert speaker_of(text, "Ms Ada Moss", "was said", "to be shut")[0] == "Ada Moss"
