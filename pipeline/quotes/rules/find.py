"""From a `Doc` to its quotes: the rules, in the order of how far they can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from spacy.tokens import Doc

from pipeline.quotes.direct import quotes_in_paragraph
from pipeline.quotes.page import Page, make_page
from pipeline.quotes.quote import Offsets, Quote, QuoteKind, in_text_order
from pipeline.quotes.rules.cues import cues_between, find_cues
from pipeline.quotes.rules.draft import Draft
from pipeline.quotes.rules.indirect import indirect_quotes
from pipeline.quotes.runs import continue_runs, unattributed
from pipeline.quotes.transcript import transcript_turns


def find_quotes(doc: Doc) -> tuple[Quote, ...]:
    """Find direct, mixed and indirect quotes by rules over marks, cue words and the parse.

    Returns:
        The quotes in the order of their contents; offsets count characters of `doc.text`.
    """
    page = make_page(doc)
    cues = [cue for cue in find_cues(page) if not page.is_boilerplate(cue.head)]
    drafts = transcript_turns(page)
    turns = {k for draft in drafts for k in draft.regions}
    for paragraph in sorted({quoted.paragraph for k, quoted in enumerate(page.quoted) if k not in turns}):
        start, end = page.paragraphs[paragraph]
        drafts += quotes_in_paragraph(page, paragraph, cues_between(cues, start, end))
    drafts += continue_runs(page, drafts, cues)
    drafts += unattributed(page, drafts)
    drafts += indirect_quotes(page, cues, drafts)
    words = _counted(page)
    quotes = [quote for draft in drafts if (quote := _quote(page, draft, words)) is not None]
    return tuple(sorted(quotes, key=in_text_order))


def _quote(page: Page, draft: Draft, words: _Counted) -> Quote | None:
    kind = _kind(draft, words)
    # The marks inside a mixed content belong to what they enclose; only a content that is all quotation loses them.
    keep_marks = kind != "direct"
    content = tuple(offsets for piece in draft.pieces if (offsets := _offsets(page, *piece, marks=keep_marks)))
    if not content:
        return None
    cue = _offsets(page, *draft.cue_span) if draft.cue_span else None
    source = _offsets(page, *draft.source) if draft.source else None
    return Quote(
        content=content,
        cue=cue,
        source=source,
        kind=kind,
        act=draft.cue.act if draft.cue else "speech",
        attribution=draft.attribution,
        confidence=draft.confidence,
        reason=None if source else draft.reason or "no source in the sentence",
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many words, and how many quoted ones, stand before each token: contents may nest by the thousand."""

    words: list[int]
    quoted: list[int]


def _counted(page: Page) -> _Counted:
    quoted = (word and page.is_quoted(i) for i, word in enumerate(page.is_word))
    return _Counted([0, *accumulate(page.is_word)], [0, *accumulate(quoted)])


def _kind(draft: Draft, counted: _Counted) -> QuoteKind:
    if draft.attribution == "transcript":
        return "direct"  # a turn is verbatim without any marks
    words = sum(counted.words[end] - counted.words[start] for start, end in draft.pieces)
    quoted = sum(counted.quoted[end] - counted.quoted[start] for start, end in draft.pieces)
    if quoted == words and quoted:
        return "direct"
    return "mixed" if quoted else "indirect"


_MARKS = "\"“”„‟«»`' \t\u00a0"


def _offsets(page: Page, start: int, end: int, *, marks: bool = True) -> Offsets | None:
    """Characters of a token range, white space (and for contents quotation marks) at its ends left out."""
    if start >= end:
        return None
    doc = page.doc
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    drop = " \t\u00a0\r\n" if marks else _MARKS + "\r\n"
    text = page.text[first:last]
    kept = text.strip(drop)
    if not kept:
        return None
    lead = len(text) - len(text.lstrip(drop))
    return first + lead, first + lead + len(kept)
