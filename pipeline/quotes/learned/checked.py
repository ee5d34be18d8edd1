"""Where the rules see what the networks cannot: colons before quotations, false inversions, lines of boilerplate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.quote import Quote
from pipeline.quotes.same_cue import with_same_cue
from pipeline.text.layout import Layout

# An indirect quote without a source tells a reader little, and one that the networks themselves doubt tells nothing.
_LEAST_SURE = 0.2
_INTRODUCING = "colon"


def checked(learned: Sequence[Quote], rules: Sequence[Quote], text: str, layout: Layout) -> list[Quote]:
    """The learned quotes, corrected by the rules' and without those that stand on nothing, in the order given."""
    pairs = zip(learned, with_same_cue(learned, rules), strict=True)
    kept = (_corrected(quote, rule, text) for quote, rule in pairs)
    return [quote for quote in kept if not _on_nothing(quote) and not _in_boilerplate(quote, text, layout)]


def _corrected(quote: Quote, rule: Quote | None, text: str) -> Quote:
    if quote.cue is not None and text[quote.cue[0] : quote.cue[1]].endswith(":") and quote.source is not None:
        quote = replace(quote, attribution=quote.attribution if quote.attribution == "pronoun" else _INTRODUCING)
    if rule is None:
        return quote
    introduced = rule.kind == "direct" and rule.attribution == _INTRODUCING and quote.kind == "mixed"
    if introduced or _false_inversion(quote, rule):
        return replace(rule, confidence=quote.confidence)
    return quote


def _false_inversion(quote: Quote, rule: Quote) -> bool:
    """ "Ann Lee said the mayor should go": a source behind the cue needs its content before it."""
    if quote.source is None or quote.cue is None or rule.source is None:
        return False
    behind = quote.cue[1] <= quote.source[0] and quote.source[1] <= quote.start
    return behind and rule.source[1] <= quote.cue[0]


def _on_nothing(quote: Quote) -> bool:
    return quote.kind == "indirect" and quote.source is None and quote.confidence < _LEAST_SURE


def _in_boilerplate(quote: Quote, text: str, layout: Layout) -> bool:
    if quote.cue is None:
        return False
    begin, end = layout.line_start(quote.cue[0]), layout.line_end(quote.cue[1])
    return end - begin <= 250 and cue_lexicon().is_boilerplate(text[begin:end])
