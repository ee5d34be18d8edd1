"""Direct and mixed quotes within one paragraph: which cue and source each quotation region belongs to.

Neighbourhood is trusted before the parse: quotation marks cut sentences in ways no treebank shows.
"""

from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.page import Page, QuotedTokens, inside
from pipeline.quotes.rules.contents import Contents
from pipeline.quotes.rules.cues import Cue, cues_between
from pipeline.quotes.rules.draft import Draft
from pipeline.quotes.rules.nearby_lines import SENTENCE_END, sentence_start, signed, subject_before
from pipeline.quotes.rules.source_phrases import noun_phrase_at, noun_phrase_before

_REACH = 14  # tokens between a quotation and its cue, at most: "he told the town's planning board on Tuesday evening,"
_FRAME = 40  # tokens: `"…," Ann Lee, who chairs the board of … and the committee on …, said`
_LEAD = 300  # tokens behind a headline in which its name stands again
_SHORT = 3  # words: a shorter quotation needs the parse to show that somebody says it


def quotes_in_paragraph(page: Page, paragraph: int, cues: list[Cue]) -> list[Draft]:
    """Draft the quotes of one paragraph; regions that nobody says (scare quotes, titles) are left out."""
    drafts: list[Draft] = []
    regions = page.regions_in(paragraph)
    contents = Contents(page, cues)
    for position, k in enumerate(regions):
        previous = drafts[-1] if drafts and position and drafts[-1].regions[-1] == regions[position - 1] else None
        bounds = _segment_bounds(page, paragraph, regions, position)
        draft = (
            _introduced(page, k, bounds[0], cues)
            or _interrupted(page, k, previous)
            or _followed(page, k, bounds[1], cues)
            or signed(page, k, bounds[1])
            or _split(page, k, previous)
            or _governed(page, k, contents)
        )
        if draft is None or _is_title(page, k):
            continue
        merged = _same_attribution(page, drafts, draft)
        if merged is not None:
            merged.pieces = _union(merged.pieces, draft.pieces)
            merged.regions += draft.regions
        else:
            drafts.append(draft)
    return drafts


def _segment_bounds(page: Page, paragraph: int, regions: list[int], position: int) -> tuple[int, int]:
    """Where the text around the region begins and ends: at the neighbouring regions or with the paragraph."""
    start, end = page.paragraphs[paragraph]
    before = page.quoted[regions[position - 1]].end if position else start
    behind = page.quoted[regions[position + 1]].start if position + 1 < len(regions) else end
    return before, behind


def _words(page: Page, k: int) -> int:
    quoted = page.quoted[k]
    return sum(page.is_word[quoted.start : quoted.end])


def _introduced(page: Page, k: int, begin: int, cues: list[Cue]) -> Draft | None:
    """`He said: "…"`, `She told the board, "…"`, `ANN LEE: "…"`."""
    doc, start = page.doc, page.quoted[k].start
    last = start - 1
    while last >= begin and doc[last].is_space:
        last -= 1
    if last < begin:
        return None
    colon, comma = doc[last].text == ":", doc[last].text == ","
    near = [cue for cue in cues_between(cues, begin, start) if cue.act == "speech" and cue.lemma != "according"]
    near = [cue for cue in near if not _sentence_ends(page, cue.end, start)]
    if colon:
        chosen = max(near, key=lambda cue: (cue.source is not None, cue.head), default=None)
        if chosen is None:
            return _named_before_colon(page, k, begin, last)
        opening = _before_an_aside(page, chosen, begin) if chosen.source is None else None
        return (
            _with_source(page, k, chosen, opening, "colon", 0.85)
            if opening
            else _with_cue(page, k, chosen, "colon", 0.95)
        )
    if not near or not (comma or _end_of_frame(page, near[-1]) > last - 2) or start - near[-1].end > _REACH:
        return None
    cue = near[-1]
    if cue.source is not None and _end_of_frame(page, cue) == cue.end:
        return _with_cue(page, k, cue, cue.source.how, 0.9)
    phrase = _before_an_aside(page, cue, begin) or noun_phrase_before(doc[cue.start], begin)
    return _with_source(page, k, cue, phrase, "subject", 0.8) if phrase else None


def _before_an_aside(page: Page, cue: Cue, begin: int) -> tuple[int, int] | None:
    """`Ann Lee, who runs the pier, put it plainly: "…"`: the phrase that opens the sentence, "As" left out."""
    doc = page.doc
    stop = cue.start
    while stop > begin and doc[stop - 1].pos_ == "ADV":
        stop -= 1
    if stop <= begin or doc[stop - 1].text != ",":
        return None
    first = sentence_start(page, begin, stop)
    while first < stop and (doc[first].is_space or page.lower[first] == "as"):
        first += 1
    comma = next((i for i in range(first, stop - 1) if doc[i].text == ","), None)
    phrase = noun_phrase_before(doc[comma], first) if comma is not None else None
    return phrase if phrase is not None and phrase[0] == first else None


def _end_of_frame(page: Page, cue: Cue) -> int:
    """`The plan, as Ann Lee put it, was "…"`: the frame ends behind "it,"."""
    it = page.lower[cue.end : cue.end + 2] == ["it", ","]
    return cue.end + 2 if it and cue.lemma == "put" else cue.end


def _named_before_colon(page: Page, k: int, begin: int, colon: int) -> Draft | None:
    """`ANN LEE: "…"`, `And from the chairwoman: "…"`: the phrase before the colon speaks, the colon is the cue."""
    first = sentence_start(page, begin, colon)
    if first >= colon:
        return None  # the paragraph opens with the colon
    subject = subject_before(page, first, colon)
    if subject is not None:
        return Draft([inside(page, k)], None, (colon, colon + 1), subject, "colon", 0.75, [k])
    if colon - first > _REACH:
        return None
    if _opens_as_headline(page, first, colon):
        return Draft([inside(page, k)], None, (colon, colon + 1), (first, colon), "colon", 0.75, [k])
    for i in range(first, colon):
        phrase = noun_phrase_at(page.doc[i], colon)
        if phrase is not None and phrase[1] == colon and page.doc[phrase[1] - 1].pos_ in ("NOUN", "PROPN"):
            return Draft([inside(page, k)], None, (colon, colon + 1), phrase, "colon", 0.7, [k])
    return None


def _opens_as_headline(page: Page, first: int, colon: int) -> bool:
    """`Lee: 'No bus on Sunday'`: taggers fail at headlines, so the name is known from the rest of the text."""
    if colon - first > 3 or (first and not page.ends_line(first - 1)):
        return False
    names = [token.text for token in page.doc[first:colon]]
    if not all(name[0].isupper() for name in names):
        return False
    return any(t.text == names[-1] and t.pos_ == "PROPN" for t in page.doc[colon + 1 : colon + _LEAD])


def _followed(page: Page, k: int, stop: int, cues: list[Cue]) -> Draft | None:
    """`"…," she said.`, `"…," said Ann Lee, who …`: the cue of the sentence that goes on behind the region."""
    begin = page.quoted[k].end
    near = cues_between(cues, begin, min(stop, begin + _FRAME))
    near = [cue for cue in near if not _sentence_ends(page, begin, cue.start)]
    if not near or not _goes_on(page, k):
        return None
    cue = next((cue for cue in near if cue.act == "speech" and cue.source is not None), near[0])
    if cue.act == "attitude":
        return None
    if cue.source is not None and begin <= cue.source.head < stop:
        return _with_cue(page, k, cue, cue.source.how, 0.95)
    return _framed(page, k, cue, begin, stop)


def _framed(page: Page, k: int, cue: Cue, begin: int, stop: int) -> Draft | None:
    """The source by its place in the frame, where the parse names none: `"…," said Ann Lee`."""
    behind = noun_phrase_at(page.doc[cue.end], stop) if cue.end < stop else None
    first = begin
    while first < cue.start and (page.doc[first].is_punct or page.doc[first].is_space):
        first += 1
    if behind is not None and first == cue.start:
        return _with_source(page, k, cue, behind, "inverted", 0.85)
    before = noun_phrase_at(page.doc[first], cue.start) if first < cue.start else None
    return _with_source(page, k, cue, before, "subject", 0.85) if before else None


def _goes_on(page: Page, k: int) -> bool:
    """Whether the region ends as reported speech does before its frame: with a comma, an end mark or a dash."""
    quoted = page.quoted[k]
    inner = page.text[quoted.region.inner_start : quoted.region.inner_end].rstrip()
    behind = page.text[quoted.region.end : quoted.region.end + 3].lstrip()
    return inner[-1:] in ",.!?…-—–" or behind[:1] in ",-—–"


def _interrupted(page: Page, k: int, previous: Draft | None) -> Draft | None:
    """`"…," she said, "…"`: the same sentence goes on behind the frame."""
    if previous is None or previous.cue is None:
        return None
    between_start, between_end = page.quoted[previous.regions[-1]].end, page.quoted[k].start
    if not between_start <= previous.cue.head < between_end or _sentence_ends(page, between_start, between_end):
        return None
    if page.doc[between_end - 1].text not in (",", "—", "–", "-", ":", ";"):
        return None
    return _like(page, k, previous)


def _split(page: Page, k: int, previous: Draft | None) -> Draft | None:
    """`"…," she said. "…"`: a new sentence of the same speaker in the same paragraph."""
    if previous is None:
        return None
    between = page.doc[page.quoted[previous.regions[-1]].end : page.quoted[k].start]
    if len(between) > 30 or not between or page.doc[page.quoted[k].start - 1].text not in SENTENCE_END:
        return None
    return _like(page, k, previous)


def _like(page: Page, k: int, previous: Draft) -> Draft:
    return Draft(
        [inside(page, k)],
        previous.cue,
        previous.cue_span,
        previous.source,
        previous.attribution,
        min(previous.confidence, 0.92),
        [k],
    )


def _governed(page: Page, k: int, contents: Contents) -> Draft | None:
    """A quotation inside a sentence: the nearest cue above it in the tree, or the one whose content covers it."""
    quoted = page.quoted[k]
    for cue, piece in contents.over(quoted):
        if not _is_source(cue, quoted):
            return _mixed(page, k, cue, piece)
    token = page.doc[quoted.start : quoted.end].root
    for _ in range(6):
        if token.head is token:
            break
        token = token.head
        cue_above = contents.by_head.get(token.i)
        if cue_above is None or cue_above.source is None or _is_source(cue_above, quoted):
            continue
        if _words(page, k) >= _SHORT:
            return _with_cue(page, k, cue_above, cue_above.source.how, 0.6)
    return None


def _is_source(cue: Cue, quoted: QuotedTokens) -> bool:
    """The quotation stands in the very phrase that speaks: `the "rebel" group said`."""
    return cue.source is not None and cue.source.start < quoted.end and quoted.start < cue.source.end


def _mixed(page: Page, k: int, cue: Cue, piece: tuple[int, int]) -> Draft:
    assert cue.source is not None
    source = (cue.source.start, cue.source.end)
    piece = (piece[0], max(piece[1], inside(page, k)[1]))
    return Draft([piece], cue, (cue.start, cue.end), source, cue.source.how, 0.8, [k])


def _with_cue(page: Page, k: int, cue: Cue, how: str, confidence: float) -> Draft:
    source = (cue.source.start, cue.source.end) if cue.source is not None else None
    reason = None if source else "the cue has no source in its sentence"
    confidence = confidence if source else 0.5
    return Draft([inside(page, k)], cue, (cue.start, cue.end), source, how, confidence, [k], reason)


def _with_source(page: Page, k: int, cue: Cue, source: tuple[int, int], how: str, confidence: float) -> Draft:
    how = "pronoun" if page.doc[source[1] - 1].pos_ == "PRON" else how
    return Draft([inside(page, k)], cue, (cue.start, cue.end), source, how, confidence, [k])


def _sentence_ends(page: Page, start: int, end: int) -> bool:
    return not SENTENCE_END.isdisjoint(page.lower[start:end])


def _is_title(page: Page, k: int) -> bool:
    """A short capitalised quotation behind a word like "film" or "called" names a work."""
    quoted = page.quoted[k]
    start, end = inside(page, k)
    words = [t for t in page.doc[start:end] if t.is_alpha]
    if not 1 <= len(words) <= 7 or quoted.start == 0:
        return False
    capitalised = sum(t.is_title or t.is_upper for t in words)
    before = page.doc[max(quoted.start - 3, 0) : quoted.start]
    return 2 * capitalised > len(words) and any(t.lemma_.lower() in cue_lexicon().title_words for t in before)


def _same_attribution(page: Page, drafts: list[Draft], draft: Draft) -> Draft | None:
    """The draft before, where both hang on the same cue."""
    if drafts and drafts[-1].cue_span == draft.cue_span and draft.cue_span is not None:
        return drafts[-1]
    return None


def _union(pieces: list[tuple[int, int]], more: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces in order, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces + more):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
