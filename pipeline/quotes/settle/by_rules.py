"""The networks' quotes, settled and completed by the rules' where quotation marks show more than the networks saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.quote import Offsets, Quote
from pipeline.quotes.regions import Region
from pipeline.quotes.settle.overlap import shared, size

_MOST = 0.5
_ALIKE = 0.8
_EDGE = ",;:"
# The rules' own confidence is a rank, not a share of right answers: what only they find stays below the line of 0.9.
_RULES_TRUST = 0.85


def merged(learned: Sequence[Quote], rules: Sequence[Quote], regions: Sequence[Region], text: str) -> tuple[Quote, ...]:
    """All of `learned`, and those direct and mixed quotes of `rules` that no learned content covers.

    A quotation that two learned quotes claim goes to one of them; a learned quote that covers one of the rules' but
    has no source takes the rules' source.
    """
    quoting = [rule for rule in rules if rule.kind != "indirect"]
    quotes = settled(learned, quoting, regions, text)
    added = []
    quoting.sort(key=in_order)
    for rule, near in zip(quoting, neighbours([(rule.start, rule.end) for rule in quoting], quotes), strict=True):
        least = _MOST * size(rule.content)
        over = [i for i in near if shared(quotes[i].content, rule.content) >= least]
        if not over:
            added.append(replace(rule, confidence=round(rule.confidence * _RULES_TRUST, 4)))
        elif rule.source is not None:
            open_ = [i for i in over if quotes[i].source is None]
            alike = [i for i in open_ if shared(quotes[i].content, rule.content) >= _ALIKE * size(quotes[i].content)]
            for i in open_[:1] if open_ == over else alike[:1]:
                quotes[i] = _sourced(quotes[i], rule)
    return tuple(sorted(quotes + added, key=in_order))


def in_order(quote: Quote) -> tuple[int, int, Offsets]:
    """Sorting key: text order."""
    return quote.start, quote.end, quote.cue or (0, 0)


def settled(learned: Sequence[Quote], rules: Sequence[Quote], regions: Sequence[Region], text: str) -> list[Quote]:
    """Take every quotation that several quotes claim from all but one, unless one of these reports the other.

    The rules' cue decides, which goes by the marks' neighbourhood; then the nearest cue.
    """
    quotes = list(learned)
    spans = [(region.start, region.end) for region in regions]
    heard = neighbours(spans, rules)
    for region, near, near_rules in zip(regions, neighbours(spans, quotes), heard, strict=True):
        inner = (region.inner_start, region.inner_end)
        claims = [i for i in near if _covers(quotes[i], inner)]
        if len(claims) < 2:
            continue
        voices = [rules[i] for i in near_rules]
        winner = _winner(quotes, claims, inner, voices)
        for i in claims:
            if i != winner and not _reports(quotes[i], quotes[winner]) and not _reports(quotes[winner], quotes[i]):
                rest = _without(quotes[i].content, (region.start, region.end), text)
                if rest:
                    quotes[i] = replace(quotes[i], content=rest)
    return quotes


def neighbours(spans: Sequence[Offsets], quotes: Sequence[Quote]) -> list[list[int]]:
    """For each of the spans, in text order, the positions of the quotes whose extent touches it.

    One walk through both: a long transcript has thousands of either.
    """
    waiting = sorted(range(len(quotes)), key=lambda i: -quotes[i].start)
    open_: list[int] = []
    found = []
    for start, end in spans:
        while waiting and quotes[waiting[-1]].start < end:
            open_.append(waiting.pop())
        open_ = [i for i in open_ if quotes[i].end > start]
        found.append(sorted(open_))
    return found


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


def _sourced(quote: Quote, rule: Quote) -> Quote:
    return replace(
        quote,
        source=rule.source,
        attribution=rule.attribution,
        confidence=min(quote.confidence, rule.confidence * _RULES_TRUST),
        reason=None,
    )
