"""Interviews in the form "Q: … A: …": the letters name nobody, the text before them often does."""

from collections.abc import Sequence

from pipeline.quotes.quote import Quote
from pipeline.speakers.participant import Participant

_QUESTION, _ANSWER = "Q", "A"
_DOMINANT = 3


def turn_letter(text: str, quote: Quote) -> str | None:
    """ "Q" or "A" where a letter stands for the speaker of a turn, else None."""
    if quote.attribution not in ("transcript", "colon") or quote.source is None:
        return None
    source = text[slice(*quote.source)]
    return source if source in (_QUESTION, _ANSWER) else None


def asks(letter: str) -> bool:
    """Whether a turn's letter is that of the questions."""
    return letter == _QUESTION


def interviewee(participants: Sequence[Participant], first_turn: int) -> Participant | None:
    """The person the text before token `first_turn` is about; None where it names nobody or several alike."""
    counts = [(sum(form.first < first_turn for form in c.forms), c) for c in participants if c.type == "person"]
    named = sorted(((n, c) for n, c in counts if n), key=lambda one: -one[0])
    if not named or (len(named) > 1 and named[0][0] < _DOMINANT * named[1][0]):
        return None
    return named[0][1]
