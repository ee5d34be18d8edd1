"""Where the rules see what the networks cannot: they go by the marks and by what stands right beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.quotes.quote import Quote
from pipeline.quotes.settle.correction import Evidence
from pipeline.quotes.settle.overlap import shared, size, touching

_INTRODUCING = "colon"
_MOST = 0.5
_ALIKE = 0.8
# The rules' own confidence is a rank, not a share of right answers: what only they find stays below the line of 0.9.
_RULES_TRUST = 0.85


def named_by_colon(quote: Quote, evidence: Evidence) -> Quote:
    """A cue that ends with a colon names its source by the colon, unless that is a pronoun."""
    if quote.cue is None or quote.source is None or quote.attribution == "pronoun":
        return quote
    return replace(quote, attribution=_INTRODUCING) if evidence.text[quote.cue[1] - 1] == ":" else quote


def with_rules_source(found: Sequence[Quote], evidence: Evidence) -> Sequence[Quote]:
    """A quote without a source that covers one of the rules' takes the rules' source."""
    quotes = list(found)
    for rule, over in _covering(quotes, evidence):
        if rule.source is None:
            continue
        open_ = [i for i in over if quotes[i].source is None]
        alike = [i for i in open_ if shared(quotes[i].content, rule.content) >= _ALIKE * size(quotes[i].content)]
        for i in open_[:1] if open_ == over else alike[:1]:
            quotes[i] = _sourced(quotes[i], rule)
    return quotes


def with_rules_quotations(quotes: Sequence[Quote], evidence: Evidence) -> Sequence[Quote]:
    """The rules' direct and mixed quotes that no other content covers come in."""
    alone = [rule for rule, over in _covering(quotes, evidence) if not over]
    return [*quotes, *(replace(rule, confidence=round(rule.confidence * _RULES_TRUST, 4)) for rule in alone)]


def _covering(quotes: Sequence[Quote], evidence: Evidence) -> Iterator[tuple[Quote, list[int]]]:
    """The rules' quotes with marks, each with the positions of those quotes that have at least half of its content."""
    rules = evidence.quoting()
    for rule, near in zip(rules, touching([(rule.start, rule.end) for rule in rules], quotes), strict=True):
        least = _MOST * size(rule.content)
        yield rule, [i for i in near if shared(quotes[i].content, rule.content) >= least]


def _sourced(quote: Quote, rule: Quote) -> Quote:
    return replace(
        quote,
        source=rule.source,
        attribution=rule.attribution,
        confidence=min(quote.confidence, rule.confidence * _RULES_TRUST),
        reason=None,
    )
