"""From the walk's characters to the value objects that leave the component."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.speakers.discourse import Scene
from pipeline.speakers.participant import Character
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker
from pipeline.speakers.token_lists import Page

if TYPE_CHECKING:
    from pipeline.quotes.quote import Quote
    from pipeline.speakers.mention_resolver import Answer


def cast_of(page: Page, scene: Scene, quotes: tuple[Quote, ...], answers: list[Answer]) -> Cast:
    """Return everybody who speaks and every person and organisation named, in order of first mention."""
    speaking = {id(answer.character) for answer in answers if answer.character is not None}
    speaking |= {id(m) for answer in answers if answer.character is not None for m in answer.character.members}
    kept = [c for c in scene.characters if id(c) in speaking or (c.mentions and _worth_listing(c))]
    kept.sort(key=_first_mention)
    number = {id(character): k for k, character in enumerate(kept)}
    return Cast(
        tuple(_speaker(character) for character in kept),
        _mentions(page, kept),
        tuple(_of_quote(quote, answer, number) for quote, answer in zip(quotes, answers, strict=True)),
    )


def _first_mention(character: Character) -> tuple[int, int]:
    """Where a character first stands; those who are only named one by one come with the first of them, behind it."""
    if character.mentions:
        return min(character.mentions)[:2]
    return min((_first_mention(member) for member in character.members), default=(0, 0))


def _worth_listing(character: Character) -> bool:
    """Somebody named, though silent: persons and organisations, not places or half-understood names."""
    if character.type == "person" and _barely_known(character):
        return False
    return character.named and not character.members and not character.place and character.type in ("person", "org")


def _barely_known(character: Character) -> bool:
    """One word that stands there once or twice and nothing that tells of a person but its capital."""
    told = character.gender or character.role_words or character.affiliation or len(character.forms) > 2
    return not told and all(len(form.key) == 1 and not form.titles for form in character.forms)


def _speaker(character: Character) -> Speaker:
    role = max(character.roles, key=len, default=None)
    return Speaker(character.name, character.type, role, character.affiliation)


def _mentions(page: Page, kept: list[Character]) -> tuple[Mention, ...]:
    """One mention per place; where two characters claim the same words, the one listed first keeps them."""
    found: dict[tuple[int, int], Mention] = {}
    for number, character in enumerate(kept):
        for first, last, kind in sorted(character.mentions):
            span = page.starts[first], page.ends[last - 1]
            found.setdefault(span, Mention(*span, kind, number))
    return tuple(found[span] for span in sorted(found))


def _of_quote(quote: Quote, answer: Answer, number: dict[int, int]) -> QuoteSpeaker:
    if answer.character is None:
        return QuoteSpeaker(None, quote.reason if quote.source is None and quote.reason else answer.reason)
    return QuoteSpeaker(number[id(answer.character)])
