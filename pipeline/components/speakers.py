"""The record of the speakers. A cast names one speaker, or the reason why there is none, for each of the quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.components.document import NOT_LOOKED_FOR, SPEAKERS_FAILED
from pipeline.components.interface import Component, FilledTable, Findings, placed
from pipeline.components.quotes import QUOTES
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker
from pipeline.tables import schemas
from pipeline.tables.ids import unique_ids

if TYPE_CHECKING:
    from pipeline.components.document import Document, Row
    from pipeline.text.reading import Window


def _placed(cast: Cast, window: Window) -> Cast:
    return replace(cast, mentions=tuple(placed(mention, window) for mention in cast.mentions))


def _nobody(before: Findings, failed: bool) -> Cast:
    """Each of the quotes has no speaker, and the reason."""
    return Cast(of_quotes=(QuoteSpeaker(None, SPEAKERS_FAILED if failed else NOT_LOOKED_FOR),) * len(before.of(QUOTES)))


def _without_quotes(cast: Cast) -> Cast:
    return replace(cast, of_quotes=())


def _without_mentions(cast: Cast) -> Cast:
    return replace(cast, mentions=())


def _check(cast: Cast, before: Findings) -> None:
    """All that names a speaker by its place names one, and each quote has its answer."""
    if len(cast.of_quotes) != (n_quotes := len(before.of(QUOTES))):
        raise ValueError(f"{n_quotes} quotes, but the speakers of {len(cast.of_quotes)}")
    places = {m.speaker for m in cast.mentions} | {q.speaker for q in cast.of_quotes if q.speaker is not None}
    if not places <= set(range(len(cast.speakers))):
        raise ValueError(f"there are {len(cast.speakers)} speakers, but places {sorted(places)}")


def _merged(casts: Sequence[Cast]) -> Cast:
    """The casts of several windows as one: speakers of the same name and type are one speaker."""
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


def _rows(cast: Cast, document: Document) -> list[Row]:
    n_quotes = Counter(who.speaker for who in cast.of_quotes)
    n_mentions = Counter(mention.speaker for mention in cast.mentions)
    by_id: dict[str, Row] = {}
    for place, (speaker_id, speaker) in enumerate(zip(document.speaker_ids, cast.speakers, strict=True)):
        row = by_id.setdefault(speaker_id, _row(speaker_id, speaker, document))
        row["role"] = row["role"] or speaker.role
        row["affiliation"] = row["affiliation"] or speaker.affiliation
        row["n_quotes"] += n_quotes[place]
        row["n_mentions"] += n_mentions[place]
    return list(by_id.values())


def _row(speaker_id: str, speaker: Speaker, document: Document) -> Row:
    return {
        "speaker_id": speaker_id,
        "doc_id": document.doc_id,
        "name": speaker.name,
        "type": speaker.type,
        "role": None,
        "affiliation": None,
        "n_quotes": 0,
        "n_mentions": 0,
    }


def _mention_rows(cast: Cast, document: Document) -> list[Row]:
    speaker_ids = [document.speaker_ids[mention.speaker] for mention in cast.mentions]
    keys = [(m.start, m.end, speaker_id) for m, speaker_id in zip(cast.mentions, speaker_ids, strict=True)]
    ids = unique_ids("m", document.doc_id, keys)
    return [
        {
            "mention_id": mention_id,
            "doc_id": document.doc_id,
            "speaker_id": speaker_id,
            "kind": mention.kind,
            **document.span(mention.start, mention.end),
        }
        for mention_id, speaker_id, mention in zip(ids, speaker_ids, cast.mentions, strict=True)
    ]


SPEAKERS = Component(
    name="onrecord_speakers",
    attribute="cast",
    lost="the speakers there are missing, and the quotes there have none",
    place=_placed,
    merge=_merged,
    absent=_nobody,
    tables=(
        FilledTable(schemas.SPEAKERS, _rows, "its speakers and their mentions are missing, and its quotes have none"),
        FilledTable(schemas.MENTIONS, _mention_rows, "the mentions of its speakers are missing", _without_mentions),
    ),
    check=_check,
    without={QUOTES.name: _without_quotes},
)
