"""How sure a row is: the probability that its passage and the resolved name are right, as far as names gold shows.

The finders say how sure they are of passage and source; the source's way to a name is weighed here.
`python -m pipeline.evaluate.confidence GOLD --write` fits the weights, which are data.
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

from pipeline.resources import read_lists

if TYPE_CHECKING:
    from pipeline.quotes.quote import Quote
    from pipeline.speakers.speaker import Speaker

TRAITS = (
    *("base", "passage", "quoted", "attitude", "continued", "pronoun", "no_source", "nobody", "named_here"),
    *("noun", "no_name", "name_of_one_word", "no_person"),
)
_SUREST = 0.99


def traits(quote: Quote, source: str | None, speaker: Speaker | None) -> tuple[float, ...]:
    """What is weighed, in the order of `TRAITS`; `source` are the words that name the speaker in the sentence.

    >>> from pipeline.quotes.quote import Quote
    >>> one = Quote(((0, 5),), None, (6, 9), "indirect", "speech", "subject", 0.5)
    >>> dict(zip(TRAITS, traits(one, "she", None)))["nobody"]
    1.0
    """
    name = speaker.name if speaker else ""
    words = {word.strip(".,'’") for word in (source or "").split()}
    named = bool(name) and name[:1].isupper()
    here = named and not words.isdisjoint(word for word in name.split() if word[:1].isupper())
    pronoun = quote.attribution == "pronoun" or (len(words) == 1 and (source or "I")[:1].islower())
    return (
        1.0,
        _logit(quote.confidence),
        float(quote.kind != "indirect"),
        float(quote.act == "attitude"),
        float(quote.attribution == "continued"),
        float(pronoun),
        float(quote.source is None),
        float(speaker is None),
        float(here),
        float(named and not here and not pronoun),
        float(bool(name) and not named),
        float(here and len(name.split()) == 1),
        float(speaker is not None and speaker.type != "person"),
    )


def _logit(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return log(p / (1 - p))


def sureness(quote: Quote, source: str | None, speaker: Speaker | None) -> float:
    """The probability, 0 to 1, rounded to four places."""
    found = sum(w * x for w, x in zip(_weights(), traits(quote, source, speaker), strict=True))
    return round(min(1 / (1 + exp(-found)), _SUREST), 4)


@cache
def _weights() -> tuple[float, ...]:
    listed = read_lists("quotes", "confidence")["weights"]
    return tuple(float(listed[name]) for name in TRAITS)
