"""Findings in words made into `Quote`s in characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.quotes.network.columns import WordColumns
from pipeline.quotes.network.confidence import quoted_kinds, sureness, traits
from pipeline.quotes.network.findings import Finding, Span
from pipeline.quotes.quote import Act, Offsets, Quote, QuoteKind, in_text_order
from pipeline.text.marks import MARKS, SINGLE_MARKS
from pipeline.text.tokens import text_of

if TYPE_CHECKING:
    from pipeline.quotes.network.attribution import NetworkReading

_KINDS: tuple[QuoteKind, ...] = ("indirect", "mixed", "direct")
_EDGE = " \t\r\n\u00a0,;:"


def as_quotes(reading: NetworkReading, doc: Doc) -> list[Quote]:
    """The quotes of a reading in text order, each with its confidence."""
    words, findings, text = reading.words, reading.findings, text_of(doc)
    kinds = quoted_kinds(findings, words)
    sure = sureness(traits(findings, kinds, words), kinds, reading.confidence)
    parts = zip(findings, kinds, sure, strict=True)
    quotes = (as_quote(one, kind, words, doc, text, p) for one, kind, p in parts)
    return sorted((quote for quote in quotes if quote is not None), key=in_text_order)


def as_quote(finding: Finding, kind: int, words: WordColumns, doc: Doc, text: str, confidence: float) -> Quote | None:
    """Make a `Quote`, None where nothing but punctuation is left of the content."""
    pieces = (_trimmed(span, words, text, whole=kind == 2) for span in finding.content)
    content = tuple(piece for piece in pieces if piece is not None)
    if not content:
        return None
    cue = (int(words.start[finding.cue[0]]), int(words.end[finding.cue[1] - 1]))
    source = _source(finding.source, words, text) if finding.source else None
    return Quote(
        content=content,
        cue=cue,
        source=source,
        kind=_KINDS[kind],
        act=_act(finding, words, doc),
        attribution=_attribution(finding, words, doc, text[cue[0] : cue[1]]) if source else "none",
        confidence=round(confidence, 4),
        reason=None if source else "no source in the sentence",
    )


def _trimmed(span: Span, words: WordColumns, text: str, *, whole: bool) -> Offsets | None:
    """Characters of a content piece: no commas at its ends, and no marks unless they belong to a part of it."""
    start, end = int(words.start[span[0]]), int(words.end[span[1] - 1])
    drop = _EDGE + MARKS + SINGLE_MARKS if whole else _EDGE
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _source(span: Span, words: WordColumns, text: str) -> Offsets | None:
    start, end = int(words.start[span[0]]), int(words.end[span[1] - 1])
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None


def _act(finding: Finding, words: WordColumns, doc: Doc) -> Act:
    """Speech where any word of the cue is a speech word, or where there is no word in it (a colon, a dash)."""
    lexicon = cue_lexicon()
    tokens = [doc[int(i)] for i in words.token[finding.cue[0] : finding.cue[1]]]
    acts = {lexicon.verbs.get(t.lemma_.lower()) or lexicon.nouns.get(t.lemma_.lower()) for t in tokens}
    if "speech" in acts or not any(t.is_alpha for t in tokens) or any(t.lower_ == "according" for t in tokens):
        return "speech"
    return "attitude"


def _attribution(finding: Finding, words: WordColumns, doc: Doc, cue: str) -> str:
    """How the source stands to the cue."""
    assert finding.source is not None
    if "according" in cue.lower():
        return "according_to"
    if not any(c.isalnum() for c in cue):
        return "colon" if ":" in cue else "signature"
    if doc[int(words.token[finding.source[1] - 1])].pos_ == "PRON":
        return "pronoun"
    return "inverted" if finding.source[0] >= finding.cue[1] else "subject"
