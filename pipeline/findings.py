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
SPEAKERS_FAILED = "speakers could not be looked for, see errors"


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that the tables say about one document, or about one window of it.

    `cast.of_quotes` is parallel to `quotes`. Offsets count from the start of the document's text, as it is. The
    number of tokens or sentences is None where what counts them failed.
    """

    n_tokens: int | None = 0
    n_sentences: int | None = 0
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
    quotes = quotes_of(doc, window)
    return Findings(
        n_tokens=len(doc),
        n_sentences=n_sentences_of(doc),
        keyterms=tuple(keyterms(doc)),
        quotes=quotes,
        figures=figures_of(doc, window),
        dates=dates_of(doc, window),
        cast=cast_of(doc, len(quotes), window),
    )


def n_sentences_of(doc: Doc) -> int:
    """The number of sentences; a text that nothing has cut is one."""
    return sum(1 for _ in doc.sents) if doc.has_annotation("SENT_START") else int(len(doc) > 0)


def quotes_of(doc: Doc, window: Window) -> tuple[Quote, ...]:
    """The quotes of a `Doc` that is a window of its document's reading."""
    return tuple(_placed_quote(quote, window) for quote in doc._.quotes or ())


def figures_of(doc: Doc, window: Window) -> tuple[Figure, ...]:
    """The figures of a `Doc` that is a window of its document's reading."""
    return tuple(_placed_figure(figure, window) for figure in doc._.figures or ())


def dates_of(doc: Doc, window: Window) -> tuple[Timex, ...]:
    """The dates of a `Doc` that is a window of its document's reading."""
    return tuple(_placed(timex, window) for timex in doc._.dates or ())


def cast_of(doc: Doc, n_quotes: int, window: Window) -> Cast:
    """The speakers of a `Doc` that is a window of its document's reading and has so many quotes.

    Raises:
        ValueError: where they are not one per quote.
    """
    cast = doc._.cast or nobody(n_quotes, NOT_LOOKED_FOR)
    if len(cast.of_quotes) != n_quotes:
        raise ValueError(f"{n_quotes} quotes, but the speakers of {len(cast.of_quotes)}")
    return replace(cast, mentions=tuple(_placed(mention, window) for mention in cast.mentions))


def nobody(n_quotes: int, reason: str) -> Cast:
    """The cast of a document whose quotes have no speakers, and why."""
    return Cast(of_quotes=(QuoteSpeaker(None, reason),) * n_quotes)


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
        n_tokens=total(window.n_tokens for window in windows),
        n_sentences=total(window.n_sentences for window in windows),
        keyterms=merge_keyterms([window.keyterms for window in windows], n_keyterms),
        quotes=tuple(quote for window in windows for quote in window.quotes),
        figures=tuple(figure for window in windows for figure in window.figures),
        dates=tuple(timex for window in windows for timex in window.dates),
        cast=merge_casts([window.cast for window in windows]),
    )


def total(numbers: Iterable[int | None]) -> int | None:
    """Their sum, None where one is not known.

    >>> total([1, 2]), total([1, None])
    (3, None)
    """
    known = list(numbers)
    return None if None in known else sum(number for number in known if number is not None)


def merge_keyterms(lists: Iterable[Sequence[str]], n: int) -> tuple[str, ...]:
    """Each window votes for its terms, the better the place the more."""
    votes: dict[str, float] = {}
    for terms in lists:
        for place, term in enumerate(terms, start=1):
            votes[term] = votes.get(term, 0.0) + 1 / place
    return tuple(sorted(votes, key=lambda term: (-votes[term], term))[:n])


def merge_casts(casts: Iterable[Cast]) -> Cast:
    """The casts of several windows as one."""
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
