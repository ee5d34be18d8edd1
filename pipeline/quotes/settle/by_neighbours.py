"""Whose a quotation is that stands beside its sentence: what ended with a full stop, and what only goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.quotes.quote import Quote, in_text_order
from pipeline.quotes.settle.finish import reopened
from pipeline.quotes.settle.overlap import shared, touched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.quotes.quote import Offsets
    from pipeline.quotes.settle.correction import Evidence
    from pipeline.text.marks import Region

_NEXT_SENTENCE = re.compile(r"[ \t\u00a0]+[(\[]?[A-Z]")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
_JOINT = re.compile(r"[,;\s]*(?:\b(?:and|but|by|while|then|also|later|has|had|have)\s+)*\s*$")
_LONGEST_FRAME = 5  # words between a quotation and the end of a sentence that is nothing but its frame
_FEWEST = 4  # words of a quotation that stands for itself
_BACK = 8  # quotes before a quotation among which its speaker is looked for
_BLANKS, _GAP = " \t\u00a0", 6  # between two sentences, and how many at most
_NOBODY = "no cue and no running speaker near the quotation"
_FREED, _GOES_ON, _REOPENED = 0.3, 0.7, 0.85
_CONTINUED = "continued"


def ended_with_a_stop(quotes: Sequence[Quote], evidence: Evidence) -> Sequence[Quote]:
    """`"We lost." Ann Lee added that it was late.`: a quotation that ends a sentence is not the next one's content."""
    left: list[Quote] = []
    freed: list[Region] = []
    for quote in quotes:
        ended = [region for region in _before_cue(quote, evidence) if _ends_sentence(region, evidence.text)]
        if not ended or _is_frame(quote, ended[-1], evidence.text):
            left.append(quote)
            continue
        rest = tuple(piece for piece in quote.content if piece[0] >= ended[-1].end)
        freed += [region for region in touched(evidence.regions, quote.start, ended[-1].end) if _has(quote, region)]
        if rest:
            left.append(replace(quote, content=rest))
    alone = [_alone(region) for region in freed if _fit(region, evidence.text) and not _owners(region, left)]
    return sorted([*left, *dict.fromkeys(alone)], key=in_text_order)


def without_what_follows(quote: Quote, evidence: Evidence) -> Quote:
    """`"We lost." Boats are rare in Avon`: what the article says behind a quotation that ends so is not said."""
    if quote.kind == "indirect":
        return quote
    return replace(quote, content=tuple(_cut(piece, evidence) for piece in quote.content))


def _cut(piece: Offsets, evidence: Evidence) -> Offsets:
    """A piece that begins with quotations up to where they end, if they end their sentence with words behind them."""
    quoted = piece[0] + 1
    for region in touched(evidence.regions, *piece):
        if evidence.text[quoted : region.start].strip():
            break
        quoted = region.end
        if quoted < piece[1] and _ends_sentence(region, evidence.text):
            return piece[0], region.inner_end
    return piece


def up_to_the_next_verb(quotes: Sequence[Quote], evidence: Evidence) -> Sequence[Quote]:
    """ "Lee said it rained and warned that …": what the same source says next is no part of what it said before."""
    found = list(quotes)
    by_source: dict[Offsets, list[Quote]] = {}
    for quote in quotes:
        if quote.source is not None and quote.cue is not None:
            by_source.setdefault(quote.source, []).append(quote)
    for i, quote in enumerate(found):
        cues = [other.cue for other in by_source.get(quote.source or (0, 0), ()) if other.cue and _later(other, quote)]
        for cue in cues:
            if not any(region.start <= cue[0] < region.end for region in touched(evidence.regions, *cue)):
                found[i] = _ending_before(found[i], cue, evidence.text)
    return found


def _later(other: Quote, quote: Quote) -> bool:
    """Whether the cue of one stands in the content of the other, with a content of its own behind."""
    if other is quote or other.cue is None or quote.cue is None or quote.cue[1] > other.cue[0]:
        return False
    return other.start >= other.cue[1] and any(start < other.cue[0] < end for start, end in quote.content)


def _ending_before(quote: Quote, cue: Offsets, text: str) -> Quote:
    """The quote without what stands from a cue on; as it is, where next to nothing would be left."""
    content = [piece for piece in quote.content if piece[1] <= cue[0]]
    for start, end in quote.content:
        if start < cue[0] < end:
            left = _JOINT.sub("", text[start : cue[0]])
            content += [(start, start + len(left))] if len(left.split()) > 1 else []
    return replace(quote, content=tuple(sorted(content))) if content else quote


def _before_cue(quote: Quote, evidence: Evidence) -> Iterator[Region]:
    """The quotations of a content that end before the cue."""
    if quote.cue is None or quote.start >= quote.cue[0] or quote.kind == "indirect":
        return
    if not any(c.isalpha() for c in evidence.text[slice(*quote.cue)]) or quote.attribution == "signature":
        return
    for region in touched(evidence.regions, quote.start, quote.cue[0]):
        if region.end <= quote.cue[0] and _has(quote, region):
            yield region


def _has(quote: Quote, region: Region) -> bool:
    inner = (region.inner_start, region.inner_end)
    return 2 * shared(quote.content, (inner,)) > inner[1] - inner[0]


def _ends_sentence(region: Region, text: str) -> bool:
    """Whether a quotation ends with a full stop and the next sentence begins in the same line."""
    return region.closed and text[region.inner_end - 1] == "." and bool(_NEXT_SENTENCE.match(text, region.end))


def _is_frame(quote: Quote, region: Region, text: str) -> bool:
    """`"We lost." Lee said.`: a full stop where a comma was meant, as nothing else stands in that sentence."""
    end = _SENTENCE_END.search(text, region.end)
    sentence = text[region.end : end.start() if end else len(text)]
    inside = quote.cue is not None and quote.cue[1] <= region.end + len(sentence)
    return inside and len(sentence.split()) <= _LONGEST_FRAME and not any(p[0] >= region.end for p in quote.content)


def _alone(region: Region) -> Quote:
    content = ((region.inner_start, region.inner_end),)
    return Quote(content, None, None, "direct", "speech", "none", _FREED, _NOBODY)


def _fit(region: Region, text: str) -> bool:
    return len(text[region.inner_start : region.inner_end].split()) >= _FEWEST


def _owners(region: Region, quotes: Sequence[Quote]) -> list[Quote]:
    return [quote for quote in quotes if quote.start < region.end and region.start < quote.end and _has(quote, region)]


def said_on(quotes: Sequence[Quote], evidence: Evidence) -> Sequence[Quote]:
    """`Lee said it was late. "We lost."`, `"One. "Two," said Lee.`: a quotation of nobody is whose words it goes on."""
    found = sorted(quotes, key=in_text_order)
    starts = [quote.start for quote in found]
    before = {after.start: region for region, after in reopened(evidence)}
    behind = {region.start: after for region, after in reopened(evidence)}
    for i, quote in enumerate(found):
        first = _only_region(quote, evidence)
        if first is None:
            continue
        if (region := before.get(first.start)) and (owner := _sourced_owner(region, found, starts)):
            found[i] = _taking_on(quote, owner, min(owner.confidence, _REOPENED))
        elif owner := _last_speaker(first, found[max(0, i - _BACK) : i], evidence.text):
            found[i] = _taking_on(quote, owner, min(owner.confidence, _GOES_ON))
    for i in range(len(found) - 1, -1, -1):
        first = _only_region(found[i], evidence)
        if first and (region := behind.get(first.start)) and (owner := _sourced_owner(region, found, starts)):
            found[i] = _taking_on(found[i], owner, min(owner.confidence, _REOPENED))
    return found


def _only_region(quote: Quote, evidence: Evidence) -> Region | None:
    """The first quotation of a quote that nobody is named for."""
    if quote.source is not None or quote.cue is not None or quote.kind == "indirect":
        return None
    return next(iter(touched(evidence.regions, quote.start, quote.end)), None)


def _sourced_owner(region: Region, quotes: Sequence[Quote], starts: Sequence[int]) -> Quote | None:
    stop = bisect_left(starts, region.inner_end)
    near = [quote for quote in quotes[max(0, stop - _BACK) : stop] if _speaks(quote, region) and _has(quote, region)]
    return next((quote for quote in near if not any(_tells(other, quote) for other in near)), None)


def _speaks(quote: Quote, region: Region) -> bool:
    """Whether a quote names its source, not one who is only told of in the quotation."""
    return quote.source is not None and not region.start <= quote.source[0] < region.end


def _last_speaker(region: Region, before: Sequence[Quote], text: str) -> Quote | None:
    """Who speaks in the sentence right before a quotation that opens one; not who is only told of in what is said."""
    if not _opens_sentence(region, text):
        return None
    near = [quote for quote in before if _may_go_on(quote, text) and _reach(quote, text) >= region.start]
    outer = [quote for quote in near if not any(_tells(other, quote) for other in near)]
    return max(outer, key=_last, default=None)


def _may_go_on(quote: Quote, text: str) -> bool:
    """Whether somebody speaks here: a plan may "mean" something, but says no more."""
    if quote.source is None:
        return False
    source = text[slice(*quote.source)]
    return quote.act == "speech" or quote.attribution == "pronoun" or any(map(str.isupper, source))


def _opens_sentence(region: Region, text: str) -> bool:
    behind = text[max(region.start - _GAP, 0) : region.start].rstrip().rstrip('"”’)')
    return behind[-1:] in (".", "!", "?") and text[region.inner_end - 1] in ".!?…"


def _last(quote: Quote) -> int:
    return max(quote.end, *(span[1] for span in (quote.cue, quote.source) if span is not None))


def _reach(quote: Quote, text: str) -> int:
    """Where the sentence ends in which a quote ends, with the blanks behind it; quotations go on in the next line."""
    end = _SENTENCE_END.search(text, max(_last(quote) - 1, 0))
    at = end.end() if end else len(text)
    behind = text[at : at + _GAP]
    return at + len(behind) - len(behind.lstrip(_BLANKS if quote.kind == "indirect" else None))


def _tells(outer: Quote, inner: Quote) -> bool:
    return inner is not outer and inner.cue is not None and shared(outer.content, (inner.cue,)) > 0


def _taking_on(quote: Quote, owner: Quote, confidence: float) -> Quote:
    return replace(quote, source=owner.source, attribution=_CONTINUED, confidence=confidence, reason=None)
