"""The last look at the quotes of a document: what the marks and the neighbourhood forbid, whoever found it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.extent import shared, size
from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.quote import Offsets, Quote
from pipeline.quotes.regions import Region, quotation_regions
from pipeline.quotes.same_cue import with_same_cue
from pipeline.quotes.titles import in_title_case, is_title
from pipeline.text.layout import Layout

_PAIRS = (("(", ")"), ("[", "]"))
_LONGEST_FRAME = 6  # words around a title
_SAME = 0.9  # share of characters that two quotes of one passage have in common


def tidied(
    quotes: Sequence[Quote], rules: Sequence[Quote], text: str, layout: Layout | None = None
) -> tuple[Quote, ...]:
    """The quotes without what cannot be; the rules' findings, which go by the marks, tell where a frame begins.

    Args:
        quotes: what was found, in text order.
        rules: what the rules alone found, in text order.
        text: the text of the document.
        layout: its lines; None where nobody has looked for them.

    Returns:
        The quotes in the order given, some with less content or another source, some left out.
    """
    regions = quotation_regions(text, layout)
    kept = []
    for found, rule in zip(quotes, with_same_cue(quotes, rules), strict=True):
        quote = _untitled(found, regions, text)
        if (
            quote is None
            or _so_called(quote, text)
            or _empty_word(quote, text)
            or _only_a_title(quote, rules, regions, text)
        ):
            continue
        if rule is not None:
            quote = _framed(quote, rule, regions, text)
            quote = _spoken_by_the_nearest(quote, rule, text)
        kept.append(quote)
    return tuple(_without_doubles(kept))


def _so_called(quote: Quote, text: str) -> bool:
    """ "The so-called parliament": nobody calls."""
    return quote.cue is not None and text[max(quote.cue[0] - 3, 0) : quote.cue[1]].lower().endswith("so-called")


def _empty_word(quote: Quote, text: str) -> bool:
    """ "Who", "what", "so": a content that only stands for one."""
    words = text[quote.start : quote.end].split()
    return quote.kind == "indirect" and len(words) == 1 and words[0].lower() in cue_lexicon().empty


def _only_a_title(quote: Quote, rules: Sequence[Quote], regions: Sequence[Region], text: str) -> bool:
    """`The band played "Sleep on the Water" twice`: capitalised as titles are, and the rules see nobody say it."""
    if quote.kind == "indirect":
        return False
    inside = _touched(regions, quote.start, quote.end)
    if len(inside) != 1 or not in_title_case(text[inside[0].inner_start : inside[0].inner_end]):
        return False
    return not any(rule.start < inside[0].end and inside[0].start < rule.end for rule in rules)


def _untitled(quote: Quote, regions: Sequence[Region], text: str) -> Quote | None:
    """`…, she said on Harbour Radio's "The Morning Tide"`: the title is where it was said, or nothing at all."""
    if quote.kind == "indirect":
        return quote
    content = tuple(piece for piece in quote.content if not _holds_titles_alone(piece, regions, text))
    return replace(quote, content=content) if content else None


def _holds_titles_alone(piece: Offsets, regions: Sequence[Region], text: str) -> bool:
    inside = _touched(regions, *piece)
    if not inside or not all(is_title(region, text) for region in inside):
        return False
    around = [text[piece[0] : max(inside[0].start, piece[0])], text[min(inside[-1].end, piece[1]) : piece[1]]]
    return sum(len(part.split()) for part in around) <= _LONGEST_FRAME


def _framed(quote: Quote, rule: Quote, regions: Sequence[Region], text: str) -> Quote:
    """What stands unquoted behind the cue of a direct quote is its frame ("…, she said in an interview")."""
    if quote.kind != "mixed" or rule.kind != "direct" or quote.cue is None:
        return _bracketed(quote, rule, text)
    cue = quote.cue
    content = tuple(piece for piece in quote.content if piece[0] < cue[1] or _quoted(piece, regions))
    return _bracketed(replace(quote, content=content) if content else quote, rule, text)


def _quoted(piece: Offsets, regions: Sequence[Region]) -> bool:
    return any(region.inner_start < piece[1] and piece[0] < region.inner_end for region in _touched(regions, *piece))


def _touched(regions: Sequence[Region], start: int, end: int) -> Sequence[Region]:
    """The regions, which are in text order and apart, that share a character with `[start, end)`."""
    first = bisect_right(regions, start, key=lambda region: region.end)
    return regions[first : bisect_left(regions, end, key=lambda region: region.start)]


def _bracketed(quote: Quote, rule: Quote, text: str) -> Quote:
    """A content that opens a bracket and closes none has taken in what stands before a quotation in brackets."""
    torn = any(text.count(a, *piece) != text.count(b, *piece) for a, b in _PAIRS for piece in quote.content)
    if not torn or rule.kind != "direct" or quote.kind == "indirect":
        return quote
    return replace(quote, content=rule.content, kind="direct")


def _spoken_by_the_nearest(quote: Quote, rule: Quote, text: str) -> Quote:
    """`Lee agreed, but Kim replied: "…"`: who stands right before the cue says it, not who stands further back."""
    if quote.source is None or rule.source is None or rule.cue is None or not quote.kind == rule.kind == "direct":
        return quote
    beside = not text[rule.source[1] : rule.cue[0]].strip()
    if not beside or quote.source[1] > rule.source[0]:
        return quote
    return replace(quote, source=rule.source, attribution=rule.attribution, reason=None)


def _without_doubles(quotes: Sequence[Quote]) -> list[Quote]:
    """One quote for each passage: of two with the same content the one with a source, then the surer one."""
    kept: list[Quote] = []
    for quote in quotes:
        double = next((i for i in range(len(kept) - 1, max(-1, len(kept) - 6), -1) if _same(kept[i], quote)), None)
        if double is None:
            kept.append(quote)
        elif _rank(quote) > _rank(kept[double]):
            kept[double] = quote
    return kept


def _same(a: Quote, b: Quote) -> bool:
    if a.end <= b.start or b.end <= a.start:
        return False
    return shared(a.content, b.content) >= _SAME * max(size(a.content), size(b.content))


def _rank(quote: Quote) -> tuple[bool, bool, float]:
    return quote.source is not None, quote.act == "speech", quote.confidence
