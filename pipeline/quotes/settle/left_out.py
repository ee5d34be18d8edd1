"""What is no quote, whoever found it: boilerplate, words that only stand for a content, and passages found twice."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.quotes.quote import Quote
from pipeline.quotes.settle.correction import Evidence
from pipeline.quotes.settle.overlap import shared, size
from pipeline.text.furniture import is_boilerplate

# An indirect quote without a source tells a reader little, and one that the networks themselves doubt tells nothing.
_LEAST_SURE = 0.2
_SAME = 0.9  # share of characters that two quotes of one passage have in common
_OF_COMMENT = 2  # words of a content that may be "to comment"
_SAME_CUE = 0.5  # … and, of the shorter one, two quotes of one cue
_BACK = 5  # quotes before one that may be its double


def stands_on_nothing(quote: Quote, _: Evidence) -> bool:
    """An indirect quote that nobody says, which the networks themselves doubt."""
    return quote.kind == "indirect" and quote.source is None and quote.confidence < _LEAST_SURE


def in_boilerplate(quote: Quote, evidence: Evidence) -> bool:
    """ "READ MORE: Lee says …": a line that is no part of the article."""
    if quote.cue is None:
        return False
    return is_boilerplate(evidence.line(*quote.cue))


def so_called(quote: Quote, evidence: Evidence) -> bool:
    """ "The so-called parliament": nobody calls."""
    cue = quote.cue
    return cue is not None and evidence.text[max(cue[0] - 3, 0) : cue[1]].lower().endswith("so-called")


def empty_word(quote: Quote, evidence: Evidence) -> bool:
    """ "Who", "what", "so": a content that only stands for one."""
    words = evidence.text[quote.start : quote.end].split()
    return quote.kind == "indirect" and len(words) == 1 and words[0].lower() in cue_lexicon().empty


def says_nothing(quote: Quote, evidence: Evidence) -> bool:
    """ "Declined to comment", "signed a petition": that somebody did so is no statement of theirs."""
    if quote.kind != "indirect" or quote.cue is None:
        return False
    lexicon = cue_lexicon()
    cue, content = (evidence.text[slice(*span)].lower().split() for span in (quote.cue, (quote.start, quote.end)))
    if cue[-1] in lexicon.signing:
        return content[0] != "that"
    words = [word.strip(",.") for word in (*cue, *content[:_OF_COMMENT])]
    return not lexicon.declining.isdisjoint(cue) and not lexicon.declined.isdisjoint(words)


def without_doubles(quotes: Sequence[Quote], _: Evidence) -> Sequence[Quote]:
    """One quote for each passage: of two with the same content the one with a source, then the surer one."""
    kept: list[Quote] = []
    for quote in quotes:
        near = range(len(kept) - 1, max(-1, len(kept) - 1 - _BACK), -1)
        double = next((i for i in near if _same(kept[i], quote)), None)
        if double is None:
            kept.append(quote)
        elif _rank(quote) > _rank(kept[double]):
            kept[double] = quote
    return kept


def _same(a: Quote, b: Quote) -> bool:
    if a.end <= b.start or b.end <= a.start:
        return False
    both, sizes = shared(a.content, b.content), (size(a.content), size(b.content))
    one_cue = a.cue is not None and b.cue is not None and shared((a.cue,), (b.cue,)) > 0
    return both >= _SAME * max(sizes) or (one_cue and both >= _SAME_CUE * min(sizes))


def _rank(quote: Quote) -> tuple[bool, bool, float]:
    return quote.source is not None, quote.act == "speech", quote.confidence
