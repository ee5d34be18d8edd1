"""Direct and mixed quotes within one paragraph: which cue and source each quotation region belongs to.

Neighbourhood is trusted before the parse: quotation marks cut sentences in ways no treebank shows.
"""

from pipeline.quotes.rules.contents import Contents
from pipeline.quotes.rules.cues import Cue, cues_between
from pipeline.quotes.rules.draft_quote import DraftQuote
from pipeline.quotes.rules.marked_doc import MarkedDoc, QuotedTokens, inside
from pipeline.quotes.rules.nearby_lines import sentence_start, signed, subject_before
from pipeline.quotes.rules.source_phrases import noun_phrase_at, noun_phrase_before
from pipeline.text.signs import SENTENCE_ENDS
from pipeline.text.titles import announced

_REACH = 14  # tokens between a quotation and its cue, at most: "he told the town's planning board on Tuesday evening,"
_FRAME = 40  # tokens: `"…," Ann Lee, who chairs the board of … and the committee on …, said`
_ANNOUNCED = 3  # tokens before a quotation that may announce it as a title
_LEAD = 300  # tokens behind a headline in which its name stands again
_SHORT = 3  # words: a shorter quotation needs the parse to show that somebody says it


def quotes_in_paragraph(marked: MarkedDoc, paragraph: int, cues: list[Cue]) -> list[DraftQuote]:
    """Draft the quotes of one paragraph; regions that nobody says (scare quotes, titles) are left out."""
    drafts: list[DraftQuote] = []
    regions = marked.regions_in(paragraph)
    contents = Contents(marked, cues)
    for position, k in enumerate(regions):
        previous = drafts[-1] if drafts and position and drafts[-1].regions[-1] == regions[position - 1] else None
        bounds = _segment_bounds(marked, paragraph, regions, position)
        draft = (
            _introduced(marked, k, bounds[0], cues)
            or _interrupted(marked, k, previous)
            or _followed(marked, k, bounds[1], cues)
            or signed(marked, k, bounds[1])
            or _split(marked, k, previous)
            or _governed(marked, k, contents)
        )
        if draft is None or _is_title(marked, k):
            continue
        if drafts and drafts[-1].cue_span == draft.cue_span and draft.cue_span is not None:
            drafts[-1].pieces = _union(drafts[-1].pieces, draft.pieces)
            drafts[-1].regions += draft.regions
        else:
            drafts.append(draft)
    return drafts


def _segment_bounds(marked: MarkedDoc, paragraph: int, regions: list[int], position: int) -> tuple[int, int]:
    """Where the text around the region begins and ends: at the neighbouring regions or with the paragraph."""
    start, end = marked.paragraphs[paragraph]
    before = marked.quoted[regions[position - 1]].end if position else start
    behind = marked.quoted[regions[position + 1]].start if position + 1 < len(regions) else end
    return before, behind


def _words(marked: MarkedDoc, k: int) -> int:
    quoted = marked.quoted[k]
    return sum(marked.is_word[quoted.start : quoted.end])


def _introduced(marked: MarkedDoc, k: int, begin: int, cues: list[Cue]) -> DraftQuote | None:
    """`He said: "…"`, `She told the board, "…"`, `ANN LEE: "…"`."""
    doc, start = marked.doc, marked.quoted[k].start
    last = start - 1
    while last >= begin and doc[last].is_space:
        last -= 1
    if last < begin:
        return None
    colon, comma = doc[last].text == ":", doc[last].text == ","
    near = [cue for cue in cues_between(cues, begin, start) if cue.act == "speech" and cue.lemma != "according"]
    near = [cue for cue in near if not _sentence_ends(marked, cue.end, start)]
    if colon:
        chosen = max(near, key=lambda cue: (cue.source is not None, cue.head), default=None)
        if chosen is None:
            return _named_before_colon(marked, k, begin, last)
        opening = _before_an_aside(marked, chosen, begin) if chosen.source is None else None
        return (
            _with_source(marked, k, chosen, opening, "colon", 0.85)
            if opening
            else _with_cue(marked, k, chosen, "colon", 0.95)
        )
    if not near or not (comma or _end_of_frame(marked, near[-1]) > last - 2) or start - near[-1].end > _REACH:
        return None
    cue = near[-1]
    if cue.source is not None and _end_of_frame(marked, cue) == cue.end:
        return _with_cue(marked, k, cue, cue.source.how, 0.9)
    phrase = _before_an_aside(marked, cue, begin) or noun_phrase_before(doc[cue.start], begin)
    return _with_source(marked, k, cue, phrase, "subject", 0.8) if phrase else None


def _before_an_aside(marked: MarkedDoc, cue: Cue, begin: int) -> tuple[int, int] | None:
    """`Ann Lee, who runs the pier, put it plainly: "…"`: the phrase that opens the sentence, "As" left out."""
    doc = marked.doc
    stop = cue.start
    while stop > begin and doc[stop - 1].pos_ == "ADV":
        stop -= 1
    if stop <= begin or doc[stop - 1].text != ",":
        return None
    first = sentence_start(marked, begin, stop)
    while first < stop and (doc[first].is_space or marked.lower[first] == "as"):
        first += 1
    comma = next((i for i in range(first, stop - 1) if doc[i].text == ","), None)
    phrase = noun_phrase_before(doc[comma], first) if comma is not None else None
    return phrase if phrase is not None and phrase[0] == first else None


def _end_of_frame(marked: MarkedDoc, cue: Cue) -> int:
    """`The plan, as Ann Lee put it, was "…"`: the frame ends behind "it,"."""
    it = marked.lower[cue.end : cue.end + 2] == ["it", ","]
    return cue.end + 2 if it and cue.lemma == "put" else cue.end


def _named_before_colon(marked: MarkedDoc, k: int, begin: int, colon: int) -> DraftQuote | None:
    """`ANN LEE: "…"`, `And from the chairwoman: "…"`: the phrase before the colon speaks, the colon is the cue."""
    first = sentence_start(marked, begin, colon)
    if first >= colon:
        return None  # the paragraph opens with the colon
    subject = subject_before(marked, first, colon)
    if subject is not None:
        return DraftQuote([inside(marked, k)], None, (colon, colon + 1), subject, "colon", 0.75, [k])
    if colon - first > _REACH:
        return None
    if _opens_as_headline(marked, first, colon):
        return DraftQuote([inside(marked, k)], None, (colon, colon + 1), (first, colon), "colon", 0.75, [k])
    for i in range(first, colon):
        phrase = noun_phrase_at(marked.doc[i], colon)
        if phrase is not None and phrase[1] == colon and marked.doc[phrase[1] - 1].pos_ in ("NOUN", "PROPN"):
            return DraftQuote([inside(marked, k)], None, (colon, colon + 1), phrase, "colon", 0.7, [k])
    return None


def _opens_as_headline(marked: MarkedDoc, first: int, colon: int) -> bool:
    """`Lee: 'No bus on Sunday'`: taggers fail at headlines, so the name is known from the rest of the text."""
    if colon - first > 3 or (first and not marked.ends_line(first - 1)):
        return False
    names = [token.text for token in marked.doc[first:colon]]
    if not all(name[0].isupper() for name in names):
        return False
    return any(t.text == names[-1] and t.pos_ == "PROPN" for t in marked.doc[colon + 1 : colon + _LEAD])


def _followed(marked: MarkedDoc, k: int, stop: int, cues: list[Cue]) -> DraftQuote | None:
    """`"…," she said.`, `"…," said Ann Lee, who …`: the cue of the sentence that goes on behind the region."""
    begin = marked.quoted[k].end
    near = cues_between(cues, begin, min(stop, begin + _FRAME))
    near = [cue for cue in near if not _sentence_ends(marked, begin, cue.start)]
    if not near or not _goes_on(marked, k):
        return None
    cue = next((cue for cue in near if cue.act == "speech" and cue.source is not None), near[0])
    if cue.act == "attitude":
        return None
    if cue.source is not None and begin <= cue.source.head < stop:
        return _with_cue(marked, k, cue, cue.source.how, 0.95)
    return _framed(marked, k, cue, begin, stop)


def _framed(marked: MarkedDoc, k: int, cue: Cue, begin: int, stop: int) -> DraftQuote | None:
    """The source by its place in the frame, where the parse names none: `"…," said Ann Lee`."""
    behind = noun_phrase_at(marked.doc[cue.end], stop) if cue.end < stop else None
    first = begin
    while first < cue.start and (marked.doc[first].is_punct or marked.doc[first].is_space):
        first += 1
    if behind is not None and first == cue.start:
        return _with_source(marked, k, cue, behind, "inverted", 0.85)
    before = noun_phrase_at(marked.doc[first], cue.start) if first < cue.start else None
    return _with_source(marked, k, cue, before, "subject", 0.85) if before else None


def _goes_on(marked: MarkedDoc, k: int) -> bool:
    """Whether the region ends as reported speech does before its frame: with a comma, an end mark or a dash."""
    quoted = marked.quoted[k]
    inner = marked.text[quoted.region.inner_start : quoted.region.inner_end].rstrip()
    behind = marked.text[quoted.region.end : quoted.region.end + 3].lstrip()
    return inner[-1:] in ",.!?…-—–" or behind[:1] in ",-—–"


def _interrupted(marked: MarkedDoc, k: int, previous: DraftQuote | None) -> DraftQuote | None:
    """`"…," she said, "…"`: the same sentence goes on behind the frame."""
    if previous is None or previous.cue is None:
        return None
    between_start, between_end = marked.quoted[previous.regions[-1]].end, marked.quoted[k].start
    if not between_start <= previous.cue.head < between_end or _sentence_ends(marked, between_start, between_end):
        return None
    if marked.doc[between_end - 1].text not in (",", "—", "–", "-", ":", ";"):
        return None
    return _like(marked, k, previous)


def _split(marked: MarkedDoc, k: int, previous: DraftQuote | None) -> DraftQuote | None:
    """`"…," she said. "…"`: a new sentence of the same speaker in the same paragraph."""
    if previous is None:
        return None
    between = marked.doc[marked.quoted[previous.regions[-1]].end : marked.quoted[k].start]
    if len(between) > 30 or not between or marked.doc[marked.quoted[k].start - 1].text not in SENTENCE_ENDS:
        return None
    return _like(marked, k, previous)


def _like(marked: MarkedDoc, k: int, previous: DraftQuote) -> DraftQuote:
    return DraftQuote(
        [inside(marked, k)],
        previous.cue,
        previous.cue_span,
        previous.source,
        previous.attribution,
        min(previous.confidence, 0.92),
        [k],
    )


def _governed(marked: MarkedDoc, k: int, contents: Contents) -> DraftQuote | None:
    """A quotation inside a sentence: the nearest cue above it in the tree, or the one whose content covers it."""
    quoted = marked.quoted[k]
    for cue, piece in contents.over(quoted):
        if not _is_source(cue, quoted):
            return _mixed(marked, k, cue, piece)
    token = marked.doc[quoted.start : quoted.end].root
    for _ in range(6):
        if token.head is token:
            break
        token = token.head
        cue_above = contents.by_head.get(token.i)
        if cue_above is None or cue_above.source is None or _is_source(cue_above, quoted):
            continue
        if _words(marked, k) >= _SHORT:
            return _with_cue(marked, k, cue_above, cue_above.source.how, 0.6)
    return None


def _is_source(cue: Cue, quoted: QuotedTokens) -> bool:
    """The quotation stands in the very phrase that speaks: `the "rebel" group said`."""
    return cue.source is not None and cue.source.start < quoted.end and quoted.start < cue.source.end


def _mixed(marked: MarkedDoc, k: int, cue: Cue, piece: tuple[int, int]) -> DraftQuote:
    assert cue.source is not None
    source = (cue.source.start, cue.source.end)
    piece = (piece[0], max(piece[1], inside(marked, k)[1]))
    return DraftQuote([piece], cue, (cue.start, cue.end), source, cue.source.how, 0.8, [k])


def _with_cue(marked: MarkedDoc, k: int, cue: Cue, how: str, confidence: float) -> DraftQuote:
    source = (cue.source.start, cue.source.end) if cue.source is not None else None
    reason = None if source else "the cue has no source in its sentence"
    confidence = confidence if source else 0.5
    return DraftQuote([inside(marked, k)], cue, (cue.start, cue.end), source, how, confidence, [k], reason)


def _with_source(
    marked: MarkedDoc, k: int, cue: Cue, source: tuple[int, int], how: str, confidence: float
) -> DraftQuote:
    how = "pronoun" if marked.doc[source[1] - 1].pos_ == "PRON" else how
    return DraftQuote([inside(marked, k)], cue, (cue.start, cue.end), source, how, confidence, [k])


def _sentence_ends(marked: MarkedDoc, start: int, end: int) -> bool:
    return not SENTENCE_ENDS.isdisjoint(marked.lower[start:end])


def _is_title(marked: MarkedDoc, k: int) -> bool:
    """A quotation in title case behind a word like "film" or "called" names a work."""
    quoted = marked.quoted[k]
    before = marked.lemma[max(quoted.start - _ANNOUNCED, 0) : quoted.start]
    return announced(marked.text[quoted.region.inner_start : quoted.region.inner_end], before)


def _union(pieces: list[tuple[int, int]], more: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces in order, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces + more):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
