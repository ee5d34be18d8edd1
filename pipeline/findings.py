"""What was found in a document, taken out of spaCy's `Doc`s: plain values with offsets into the whole text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from pipeline.dates.timex import Timex
from pipeline.figures.figure import Figure
from pipeline.quotes.quote import Quote
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker
from pipeline.text.reading import WHOLE, Window

if TYPE_CHECKING:
    from spacy.tokens import Doc

Found = TypeVar("Found", Figure, Mention, Timex)
NOT_LOOKED_FOR = "speakers were not looked for"


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that the tables say about one document, or about one window of it.

    `cast.of_quotes` is parallel to `quotes`. Offsets count from the start of the document's text, as it is.
    """

    n_tokens: int = 0
    n_sentences: int = 0
    keyterms: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[Timex, ...] = ()
    cast: Cast = field(default_factory=Cast)


def findings(doc: Doc, window: Window = WHOLE, keyterms: Callable[[Doc], Sequence[str]] = lambda doc: ()) -> Findings:
    """Take what the components found out of a `Doc` that is a `window` of its document's reading.

    Raises:
        ValueError: where the speakers are not one per quote.
    """
    quotes = tuple(doc._.quotes or ())
    cast = doc._.cast or Cast(of_quotes=(QuoteSpeaker(None, NOT_LOOKED_FOR),) * len(quotes))
    if len(cast.of_quotes) != len(quotes):
        raise ValueError(f"{len(quotes)} quotes, but the speakers of {len(cast.of_quotes)}")
    return Findings(
        n_tokens=len(doc),
        n_sentences=sum(1 for _ in doc.sents) if doc.has_annotation("SENT_START") else int(len(doc) > 0),
        keyterms=tuple(keyterms(doc)),
        quotes=tuple(_placed_quote(quote, window) for quote in quotes),
        figures=tuple(_placed_figure(figure, window) for figure in doc._.figures or ()),
        dates=tuple(_placed(timex, window) for timex in doc._.dates or ()),
        cast=replace(cast, mentions=tuple(_placed(mention, window) for mention in cast.mentions)),
    )


def _placed_quote(quote: Quote, window: Window) -> Quote:
    return replace(
        quote,
        content=tuple(window.place(*piece) for piece in quote.content),
        cue=quote.cue and window.place(*quote.cue),
        source=quote.source and window.place(*quote.source),
    )


def _placed_figure(figure: Figure, window: Window) -> Figure:
    number_start, number_end = window.place(figure.number_start, figure.number_end)
    return replace(_placed(figure, window), number_start=number_start, number_end=number_end)


def _placed(found: Found, window: Window) -> Found:
    start, end = window.place(found.start, found.end)
    return replace(found, start=start, end=end)


def merge(windows: Sequence[Findings], n_keyterms: int = 10) -> Findings:
    """The findings of a document's windows as one: speakers of the same name and type are one speaker."""
    if len(windows) == 1:
        return windows[0]
    return Findings(
        n_tokens=sum(window.n_tokens for window in windows),
        n_sentences=sum(window.n_sentences for window in windows),
        keyterms=_merge_keyterms([window.keyterms for window in windows], n_keyterms),
        quotes=tuple(quote for window in windows for quote in window.quotes),
        figures=tuple(figure for window in windows for figure in window.figures),
        dates=tuple(timex for window in windows for timex in window.dates),
        cast=_merge_casts([window.cast for window in windows]),
    )


def _merge_keyterms(lists: Iterable[Sequence[str]], n: int) -> tuple[str, ...]:
    """Each window votes for its terms, the better the place the more."""
    votes: dict[str, float] = {}
    for terms in lists:
        for place, term in enumerate(terms, start=1):
            votes[term] = votes.get(term, 0.0) + 1 / place
    return tuple(sorted(votes, key=lambda term: (-votes[term], term))[:n])


def _merge_casts(casts: Iterable[Cast]) -> Cast:
    places: dict[tuple[str, str], int] = {}
    speakers: list[Speaker] = []
    mentions: list[Mention] = []
    of_quotes: list[QuoteSpeaker] = []
    for cast in casts:
        new = [_place(speaker, places, speakers) for speaker in cast.speakers]
        mentions += [replace(mention, speaker=new[mention.speaker]) for mention in cast.mentions]
        of_quotes += [q if q.speaker is None else replace(q, speaker=new[q.speaker]) for q in cast.of_quotes]
    return Cast(tuple(speakers), tuple(mentions), tuple(of_quotes))


def _place(speaker: Speaker, places: dict[tuple[str, str], int], speakers: list[Speaker]) -> int:
    """Where the speaker stands in the merged list, to which it is added, or to whose entry it adds what that lacks."""
    place = places.setdefault((speaker.name, speaker.type), len(speakers))
    if place == len(speakers):
        speakers.append(speaker)
    else:
        known = speakers[place]
        speakers[place] = replace(
            known, role=known.role or speaker.role, affiliation=known.affiliation or speaker.affiliation
        )
    return place
