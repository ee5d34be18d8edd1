"""The networks' quotes, completed by the rules' where quotation marks show one that the networks left alone."""

from __future__ import annotations

from dataclasses import replace

from pipeline.quotes.quote import Offsets, Quote

_MOST = 0.5


def merged(learned: tuple[Quote, ...], rules: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """All of `learned`, and those direct and mixed quotes of `rules` that no learned content covers.

    A learned quote that covers one of the rules' but has no source takes the rules' source.
    """
    quotes = list(learned)
    added = []
    for rule in rules:
        if rule.kind == "indirect":
            continue
        over = [
            i for i, quote in enumerate(quotes) if _shared(quote.content, rule.content) >= _MOST * _size(rule.content)
        ]
        if not over:
            added.append(rule)
        elif rule.source is not None and all(quotes[i].source is None for i in over):
            quotes[over[0]] = _sourced(quotes[over[0]], rule)
    return tuple(sorted(quotes + added, key=lambda quote: (quote.start, quote.end, quote.cue or (0, 0))))


def _sourced(quote: Quote, rule: Quote) -> Quote:
    return replace(
        quote,
        source=rule.source,
        attribution=rule.attribution,
        confidence=min(quote.confidence, rule.confidence),
        reason=None,
    )


def _size(pieces: tuple[Offsets, ...]) -> int:
    return sum(end - start for start, end in pieces)


def _shared(some: tuple[Offsets, ...], others: tuple[Offsets, ...]) -> int:
    return sum(max(min(b, d) - max(a, c), 0) for a, b in some for c, d in others)
