"""Who says each quote: one pass over the document, names first, then whatever points to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.quote import Quote
from pipeline.speakers.agentless import REASON, is_agentless
from pipeline.speakers.as_cast import cast_of
from pipeline.speakers.descriptions import Namer, named_by
from pipeline.speakers.discourse import Discourse, Said
from pipeline.speakers.find_names import find_names
from pipeline.speakers.group_names import group_names
from pipeline.speakers.interview import asks, interviewee, turn_letter
from pipeline.speakers.mention_resolver import Answer, Chooser, MentionResolver
from pipeline.speakers.named_later import join_named_later
from pipeline.speakers.pronouns import choose
from pipeline.speakers.roles_of_named import add_roles
from pipeline.speakers.roles_of_unnamed import add_offices
from pipeline.speakers.sources import SourceHead, source_head
from pipeline.speakers.speaker import Cast, QuoteSpeaker
from pipeline.speakers.token_lists import TokenLists, list_tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve_speakers(doc: Doc, quotes: tuple[Quote, ...] = ()) -> Cast:
    """Return the cast of a document: its speakers, their mentions, and who says each quote.

    Args:
        doc: the article, best with tags, parse and entities; each missing layer costs answers, none raises.
        quotes: what the quotes component found, sources as character spans.

    >>> import spacy
    >>> doc = spacy.blank("en")("Ms Ada Moss is here. “No,” Moss said.")
    >>> quote = Quote(((22, 25),), (33, 37), (28, 32), "direct", "speech", "subject", 1.0)
    >>> resolve_speakers(doc, (quote,)).speakers[0].name
    'Ada Moss'
    """
    if not len(doc):
        return Cast(of_quotes=tuple(QuoteSpeaker(None, "empty document") for _ in quotes))
    discourse, answers = resolve_mentions(doc, quotes)
    return cast_of(discourse.tokens, discourse, quotes, answers)


def resolve_mentions(
    doc: Doc, quotes: tuple[Quote, ...], chooser: Chooser = choose, *, eager: bool = False, namer: Namer = named_by
) -> tuple[Discourse, list[Answer]]:
    """Do the work of `resolve_speakers` up to the last step; `chooser`, `namer` and `eager` let a training run look on.

    With `eager`, every third-person pronoun is asked about, not only those an answer is wanted for.
    """
    tokens = list_tokens(doc, [span for q in quotes if q.kind == "direct" for span in q.content])
    discourse, heads = _prepare(tokens, quotes)
    answers = MentionResolver(discourse, heads, chooser, eager, namer).run()
    later = join_named_later(discourse)
    answers = [answer._replace(participant=later.get(id(answer.participant), answer.participant)) for answer in answers]
    add_offices(tokens, discourse.participants, discourse.owners)
    return discourse, _turns_answered(discourse, quotes, answers)


def _turns_answered(discourse: Discourse, quotes: tuple[Quote, ...], answers: list[Answer]) -> list[Answer]:
    """The answers with those of the turns that only a letter marks."""
    nobody = Answer(None, REASON)
    answers = [
        nobody if is_agentless(discourse.tokens, quote) else answer
        for quote, answer in zip(quotes, answers, strict=True)
    ]
    letters = [turn_letter(discourse.tokens.text, quote) for quote in quotes]
    if not any(letters):
        return answers
    first = next(quote for quote, letter in zip(quotes, letters, strict=True) if letter)
    person = interviewee(discourse.participants, discourse.tokens.overlapping(*first.source)[0])  # type: ignore[misc]
    asked = Answer(None, "the letter of a question names nobody")
    told = Answer(person, None if person else "whose answers these are stays open")
    if person is not None:
        person.speaks = True
    return [
        answer if letter is None else asked if asks(letter) else told
        for answer, letter in zip(answers, letters, strict=True)
    ]


def _prepare(tokens: TokenLists, quotes: tuple[Quote, ...]) -> tuple[Discourse, list[SourceHead | None]]:
    """The discourse before its first word: who is named at all, in which role, and where the sources stand."""
    participants = group_names(tokens, find_names(tokens))
    owners = {i: (c, form) for c in participants for form in c.forms for i in range(form.begin, form.last)}
    add_roles(tokens, participants, owners)
    said = [_said(tokens, quote) for quote in quotes]
    lettered = [turn_letter(tokens.text, quote) is not None for quote in quotes]
    heads = [
        source_head(tokens, *s.source, owners) if s.source and not letter else None
        for s, letter in zip(said, lettered, strict=True)
    ]
    by_head: dict[int, list[Said]] = {}
    by_paragraph: dict[int, list[Said]] = {}
    for s, head in zip(said, heads, strict=True):
        heads_at = head.at if head is not None else ()
        for number in sorted({tokens.paragraph[i] for span in s.content for i in (span[0], span[1] - 1)}):
            by_paragraph.setdefault(number, []).append(s)
        for at in heads_at:
            by_head.setdefault(at, []).append(s)
            s.speaker = owners[at][0] if at in owners and len(heads_at) == 1 else None
    discourse = Discourse(tokens, owners, by_head, by_paragraph, participants, source_heads=frozenset(by_head))
    return discourse, heads


def _said(tokens: TokenLists, quote: Quote) -> Said:
    content = tuple(tokens.overlapping(*span) for span in quote.content)
    return Said(content, tokens.overlapping(*quote.source) if quote.source else None, quote.kind == "direct")
