"""What quotation marks and brackets decide, whatever a finder made of the words between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.quotes.network.columns import WordColumns
from pipeline.quotes.network.findings import Finding, Span
from pipeline.quotes.quote import Offsets, Quote
from pipeline.quotes.settle.correction import Evidence
from pipeline.quotes.settle.overlap import shared, touched, touching
from pipeline.text.marks import Region

_MOST = 0.5
_FIRST = 4
_EDGE = ",;:"
_BRACKETS = (("(", ")"), ("[", "]"))


def whole_quotation(finding: Finding, words: WordColumns) -> Finding:
    """A content that takes most of a quotation, or its first words, takes all of it.

    A region that the cue itself stands in says nothing about that cue's content.
    """
    if not any(_cuts(span, words) for span in finding.content):
        return finding
    taken = np.zeros(len(words.start), dtype=bool)
    for first, last in finding.content:
        taken[first:last] = True
    own = set(words.region[finding.cue[0] : finding.cue[1]].tolist())
    for number in np.unique(words.region[taken]).tolist():
        if number < 0 or number in own:
            continue
        inside = np.flatnonzero(words.region == number)
        counted = inside[words.counted[inside]]
        if len(counted) and _takes(taken[counted]) and not _holds(finding.source, inside):
            taken[inside] = True
    return replace(finding, content=_runs(taken))


def _takes(counted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Whether a content has most words of a region, or its first ones: who begins a quotation also ends it."""
    return bool(counted.mean() >= _MOST or counted[:_FIRST].all())


def _cuts(span: Span, words: WordColumns) -> bool:
    """Whether a piece begins or ends in the middle of a quotation region."""
    first, last = span
    opens = first > 0 and words.region[first] >= 0 and words.region[first - 1] == words.region[first]
    closes = last < len(words.region) and words.region[last] >= 0 and words.region[last - 1] == words.region[last]
    return bool(opens or closes)


def _holds(span: Span | None, inside: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bool:
    return span is not None and bool(((inside >= span[0]) & (inside < span[1])).any())


def _runs(taken: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[Span, ...]:
    """Runs of True."""
    change = np.diff(taken.astype(np.int8), prepend=0, append=0)
    return tuple(zip(np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist(), strict=True))


def claimed_once(found: Sequence[Quote], evidence: Evidence) -> Sequence[Quote]:
    """Take every quotation that several quotes claim from all but one, unless one of these reports the other.

    The rules' cue decides, which goes by the marks' neighbourhood; then the nearest cue.
    """
    quotes, rules = list(found), evidence.quoting()
    spans = [(region.start, region.end) for region in evidence.regions]
    for region, near, heard in zip(evidence.regions, touching(spans, quotes), touching(spans, rules), strict=True):
        inner = (region.inner_start, region.inner_end)
        claims = [i for i in near if _covers(quotes[i], inner)]
        if len(claims) < 2:
            continue
        winner = _winner(quotes, claims, inner, [rules[i] for i in heard])
        for i in claims:
            if i != winner and not _reports(quotes[i], quotes[winner]) and not _reports(quotes[winner], quotes[i]):
                rest = _without(quotes[i].content, (region.start, region.end), evidence.text)
                if rest:
                    quotes[i] = replace(quotes[i], content=rest)
    return quotes


def _covers(quote: Quote, inner: Offsets) -> bool:
    return 2 * shared(quote.content, (inner,)) >= inner[1] - inner[0] > 0


def _winner(quotes: Sequence[Quote], claims: Sequence[int], inner: Offsets, rules: Sequence[Quote]) -> int:
    return min(claims, key=lambda i: (_disagrees(quotes[i], inner, rules), _away(quotes[i], inner), i))


def _disagrees(quote: Quote, inner: Offsets, rules: Sequence[Quote]) -> bool:
    cues = [rule.cue for rule in rules if rule.cue is not None and shared(rule.content, (inner,)) > 0]
    return not any(quote.cue is not None and shared((quote.cue,), (cue,)) for cue in cues)


def _away(quote: Quote, inner: Offsets) -> int:
    return max(quote.cue[0] - inner[1], inner[0] - quote.cue[1], 0) if quote.cue else 1_000_000


def _reports(outer: Quote, inner: Quote) -> bool:
    """Whether the cue of one stands in the content of the other: "Lee said that Kim called it \"a shame\"."."""
    return inner.cue is not None and shared(outer.content, (inner.cue,)) > 0


def _without(pieces: tuple[Offsets, ...], hole: Offsets, text: str) -> tuple[Offsets, ...]:
    """What is left of the pieces outside of the hole, punctuation alone not counted."""
    parts = [part for start, end in pieces for part in ((start, min(end, hole[0])), (max(start, hole[1]), end))]
    return tuple(kept for start, end in parts if start < end and (kept := _trimmed(start, end, text)) is not None)


def _trimmed(start: int, end: int, text: str) -> Offsets | None:
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def without_frame(quote: Quote, rule: Quote, evidence: Evidence) -> Quote:
    """What stands unquoted behind the cue of a direct quote is its frame ("…, she said in an interview")."""
    cue = quote.cue
    if quote.kind != "mixed" or rule.kind != "direct" or cue is None:
        return quote
    content = tuple(piece for piece in quote.content if piece[0] < cue[1] or _quoted(piece, evidence.regions))
    return replace(quote, content=content) if content else quote


def _quoted(piece: Offsets, regions: Sequence[Region]) -> bool:
    near = touched(regions, *piece)
    return any(region.inner_start < piece[1] and piece[0] < region.inner_end for region in near)


def whole_brackets(quote: Quote, rule: Quote, evidence: Evidence) -> Quote:
    """A content that opens a bracket and closes none has taken in what stands before a quotation in brackets."""
    if rule.kind != "direct" or quote.kind == "indirect":
        return quote
    count = evidence.text.count
    torn = any(count(a, *piece) != count(b, *piece) for a, b in _BRACKETS for piece in quote.content)
    return replace(quote, content=rule.content, kind="direct") if torn else quote
