"""From the participants of a discourse to the value objects that leave the component."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.speakers.discourse import Discourse
from pipeline.speakers.participant import Participant
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker
from pipeline.speakers.token_lists import TokenLists

if TYPE_CHECKING:
    from pipeline.quotes.quote import Quote
    from pipeline.speakers.mention_resolver import Answer


def cast_of(tokens: TokenLists, discourse: Discourse, quotes: tuple[Quote, ...], answers: list[Answer]) -> Cast:
    """Return everybody who speaks and every person and organisation named, in order of first mention."""
    speaking = {id(answer.participant) for answer in answers if answer.participant is not None}
    speaking |= {id(m) for answer in answers if answer.participant is not None for m in answer.participant.members}
    kept = [c for c in discourse.participants if id(c) in speaking or (c.mentions and _worth_listing(c))]
    kept.sort(key=_first_mention)
    number = {id(participant): k for k, participant in enumerate(kept)}
    return Cast(
        tuple(_speaker(participant) for participant in kept),
        _mentions(tokens, kept),
        tuple(_of_quote(quote, answer, number) for quote, answer in zip(quotes, answers, strict=True)),
    )


def _first_mention(participant: Participant) -> tuple[int, int]:
    """Where a participant first stands; those who are only named one by one come with the first of them, behind it."""
    if participant.mentions:
        return min(participant.mentions)[:2]
    return min((_first_mention(member) for member in participant.members), default=(0, 0))


def _worth_listing(participant: Participant) -> bool:
    """Somebody named, though silent: persons and organisations, not places or half-understood names."""
    if participant.type == "person" and _barely_known(participant):
        return False
    return (
        participant.named
        and not participant.members
        and not participant.place
        and participant.type in ("person", "org")
    )


def _barely_known(participant: Participant) -> bool:
    """One word that stands there once or twice and nothing that tells of a person but its capital."""
    told = participant.gender or participant.role_words or participant.affiliation or len(participant.forms) > 2
    told = told or any(kind == "pronoun" for _, _, kind in participant.mentions)
    return not told and all(len(form.key) == 1 and not form.titles for form in participant.forms)


def _speaker(participant: Participant) -> Speaker:
    role = max(participant.roles, key=len, default=None)
    return Speaker(participant.name, participant.type, role, participant.affiliation)


def _mentions(tokens: TokenLists, kept: list[Participant]) -> tuple[Mention, ...]:
    """One mention per place; where two participants claim the same words, the one listed first keeps them."""
    found: dict[tuple[int, int], Mention] = {}
    for number, participant in enumerate(kept):
        for first, last, kind in sorted(participant.mentions):
            span = tokens.starts[first], tokens.ends[last - 1]
            found.setdefault(span, Mention(*span, kind, number))
    return tuple(found[span] for span in sorted(found))


def _of_quote(quote: Quote, answer: Answer, number: dict[int, int]) -> QuoteSpeaker:
    if answer.participant is None:
        return QuoteSpeaker(None, quote.reason if quote.source is None and quote.reason else answer.reason)
    return QuoteSpeaker(number[id(answer.participant)])
