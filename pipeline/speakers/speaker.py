"""What the speakers component finds: value objects, no logic."""

from dataclasses import dataclass
from typing import Literal

SpeakerType = Literal["person", "org", "group", "document", "unknown"]
MentionKind = Literal["name", "acronym", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a speaker is mentioned; character offsets, end exclusive; `speaker` indexes `Cast.speakers`."""

    start: int
    end: int
    kind: MentionKind
    speaker: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker in one document: the fullest name found there, title or office and affiliation as written."""

    name: str
    type: SpeakerType
    role: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteSpeaker:
    """Who says one quote: an index into `Cast.speakers`, or None with the reason why nobody is named."""

    speaker: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers of one document, their mentions, and one `QuoteSpeaker` per quote in the order of the quotes."""

    speakers: tuple[Speaker, ...] = ()
    mentions: tuple[Mention, ...] = ()
    of_quotes: tuple[QuoteSpeaker, ...] = ()
