"""Who says each quote: one walk through the document, names first, then whatever points to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.quote import Quote
from pipeline.speakers.as_cast import cast_of
from pipeline.speakers.discourse import Said, Scene
from pipeline.speakers.find_names import find_names
from pipeline.speakers.group_names import group_names
from pipeline.speakers.interview import asks, interviewee, turn_letter
from pipeline.speakers.mention_resolver import Answer, Chooser, Walk
from pipeline.speakers.pronouns import choose
from pipeline.speakers.roles_of_named import add_roles
from pipeline.speakers.roles_of_unnamed import add_offices
from pipeline.speakers.sources import SourceHead, source_head
from pipeline.speakers.speaker import Cast, QuoteSpeaker
from pipeline.speakers.token_lists import Page, read_page

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
    scene, answers = walk_through(doc, quotes)
    return cast_of(scene.page, scene, quotes, answers)


def walk_through(
    doc: Doc, quotes: tuple[Quote, ...], chooser: Chooser = choose, *, eager: bool = False
) -> tuple[Scene, list[Answer]]:
    """Do the work of `resolve_speakers` up to the last step; `chooser` and `eager` let a training run look on.

    With `eager`, every third-person pronoun is asked about, not only those an answer is wanted for.
    """
    page = read_page(doc, [span for q in quotes if q.kind == "direct" for span in q.content])
    scene, heads = _prepare(page, quotes)
    answers = Walk(scene, heads, chooser, eager).run()
    add_offices(page, scene.characters, scene.owners)
    return scene, _turns_answered(scene, quotes, answers)


def _turns_answered(scene: Scene, quotes: tuple[Quote, ...], answers: list[Answer]) -> list[Answer]:
    """The answers with those of the turns that only a letter marks."""
    letters = [turn_letter(scene.page.text, quote) for quote in quotes]
    if not any(letters):
        return answers
    first = next(quote for quote, letter in zip(quotes, letters, strict=True) if letter)
    person = interviewee(scene.characters, scene.page.tokens_of(*first.source)[0])  # type: ignore[misc]
    asked = Answer(None, "the letter of a question names nobody")
    told = Answer(person, None if person else "whose answers these are stays open")
    if person is not None:
        person.speaks = True
    return [
        answer if letter is None else asked if asks(letter) else told
        for answer, letter in zip(answers, letters, strict=True)
    ]


def _prepare(page: Page, quotes: tuple[Quote, ...]) -> tuple[Scene, list[SourceHead | None]]:
    """The scene before the first word: who is named at all, in which role, and where the sources stand."""
    characters = group_names(page, find_names(page))
    owners = {i: (c, form) for c in characters for form in c.forms for i in range(form.begin, form.last)}
    add_roles(page, characters, owners)
    said = [_said(page, quote) for quote in quotes]
    lettered = [turn_letter(page.text, quote) is not None for quote in quotes]
    heads = [
        source_head(page, *s.source, owners) if s.source and not letter else None
        for s, letter in zip(said, lettered, strict=True)
    ]
    by_head: dict[int, list[Said]] = {}
    by_paragraph: dict[int, list[Said]] = {}
    for s, head in zip(said, heads, strict=True):
        heads_at = head.at if head is not None else ()
        for number in sorted({page.paragraph[i] for span in s.content for i in (span[0], span[1] - 1)}):
            by_paragraph.setdefault(number, []).append(s)
        for at in heads_at:
            by_head.setdefault(at, []).append(s)
            s.speaker = owners[at][0] if at in owners and len(heads_at) == 1 else None
    scene = Scene(page, owners, by_head, by_paragraph, characters, source_heads=frozenset(by_head))
    return scene, heads


def _said(page: Page, quote: Quote) -> Said:
    content = tuple(page.tokens_of(*span) for span in quote.content)
    return Said(content, page.tokens_of(*quote.source) if quote.source else None, quote.kind == "direct")
