"""Runs of paragraphs under one speaker: quotations whose own paragraph names nobody."""

from pipeline.quotes.rules.cues import Cue
from pipeline.quotes.rules.draft_quote import DraftQuote
from pipeline.quotes.rules.marked_doc import MarkedDoc, inside
from pipeline.quotes.rules.nearby_lines import introduction, signature_below
from pipeline.text.furniture import is_boilerplate
from pipeline.text.signs import SENTENCE_ENDS
from pipeline.text.titles import in_title_case

_MIN_WORDS = 3
_SENTENCE_END = (*sorted(SENTENCE_ENDS), "…")


def continue_runs(marked: MarkedDoc, drafts: list[DraftQuote], cues: list[Cue]) -> list[DraftQuote]:
    """Give quotations without a cue of their own the speaker of the run they stand in.

    A run goes on from a paragraph that ends with a quotation or its frame to the next one that is a quotation as a
    whole, and always where the mark was left open; boilerplate lines between them do not end it, the article's own
    words do. A paragraph that ends with a cue and a colon begins one. A quotation left open whose speaker the next
    paragraph names is that speaker's.
    """
    drafted = {k: draft for draft in drafts for k in draft.regions}
    by_paragraph = _regions_by_paragraph(marked)
    found = _signed_below(marked, by_paragraph, drafted)
    running: DraftQuote | None = None
    left_open = False
    for paragraph in range(len(marked.paragraphs)):
        regions = by_paragraph.get(paragraph, [])
        if not regions:
            if is_boilerplate(marked.paragraph_text(paragraph)):
                continue
            running, left_open = introduction(marked, paragraph, cues), False
            continue
        first = drafted.get(regions[0])
        if (
            first is None
            and running is not None
            and _takes_up(marked, paragraph, regions, left_open or not running.regions)
        ):
            first = _continued(marked, regions[0], running, left_open)
            found.append(first)
            drafted[regions[0]] = first
            _extend_over_paragraph(marked, regions[1:], drafted, first)
        left_open = not marked.quoted[regions[-1]].region.closed
        # A book's title may stand in the frame: what counts is the last quotation that somebody says.
        last = next((k for k in reversed(regions) if k in drafted), None)
        goes_on = last is not None and (left_open or _ends_with(marked, paragraph, last, drafted[last]))
        running = drafted[last] if last is not None and goes_on else None
    return found + _named_behind(marked, by_paragraph, drafted)


def _takes_up(marked: MarkedDoc, paragraph: int, regions: list[int], expected: bool) -> bool:
    """Whether a paragraph is the next one of a run; `expected` where a mark was left open or a line announced it."""
    start, end = marked.paragraphs[paragraph]
    if marked.quoted[regions[0]].start != start:
        return False
    if expected:
        return True
    only = not any(marked.is_alpha[marked.quoted[regions[-1]].end : end])
    first, last = inside(marked, regions[0])
    if first == last or not only or marked.doc[last - 1].text not in _SENTENCE_END:
        return False  # without a token where the tokenizer leaves marks and words in one
    # "'Legend of the Coal Fields.'": the title between two parts of an article.
    return not in_title_case(marked.doc[first:last].text.rstrip("".join(_SENTENCE_END)))


def _ends_with(marked: MarkedDoc, paragraph: int, k: int, draft: DraftQuote) -> bool:
    """Whether nothing but the frame of quotation `k` stands behind it in its paragraph."""
    end = marked.paragraphs[paragraph][1]
    behind = [i for i in range(marked.quoted[k].end, end) if marked.is_alpha[i]]
    if not behind:
        return marked.doc[inside(marked, k)[1] - 1].text in _SENTENCE_END or marked.doc[end - 1].text in _SENTENCE_END
    framed = draft.cue_span is not None and marked.quoted[k].end <= draft.cue_span[0]
    ends = [i for i in range(marked.quoted[k].end, end) if marked.doc[i].text in _SENTENCE_END]
    return framed and (not ends or ends[0] >= behind[-1])


def _signed_below(
    marked: MarkedDoc, by_paragraph: dict[int, list[int]], drafted: dict[int, DraftQuote]
) -> list[DraftQuote]:
    """A line `— Ann Lee, treasurer` under a quotation that nobody else says."""
    found = []
    for paragraph, regions in by_paragraph.items():
        if regions[-1] in drafted or marked.quoted[regions[0]].start != marked.paragraphs[paragraph][0]:
            continue
        signed = signature_below(marked, paragraph)
        if signed is None:
            continue
        dash, name = signed
        free = [k for k in regions if k not in drafted]
        draft = DraftQuote([inside(marked, k) for k in free], None, dash, name, "signature", 0.9, free)
        found.append(draft)
        drafted.update(dict.fromkeys(free, draft))
    return found


def _named_behind(
    marked: MarkedDoc, by_paragraph: dict[int, list[int]], drafted: dict[int, DraftQuote]
) -> list[DraftQuote]:
    """`"One. [new paragraph] "Two," said Ann Lee.`: an open quotation belongs to whoever the next paragraph names."""
    found = []
    for paragraph in sorted(by_paragraph, reverse=True):
        regions, behind = by_paragraph[paragraph], by_paragraph.get(paragraph + 1, [])
        opens = marked.quoted[regions[0]].start == marked.paragraphs[paragraph][0]
        if not behind or not opens or regions[-1] in drafted or marked.quoted[regions[-1]].region.closed:
            continue
        draft = drafted.get(behind[0])
        if (
            marked.quoted[behind[0]].start != marked.paragraphs[paragraph + 1][0]
            or draft is None
            or draft.source is None
        ):
            continue
        before = _continued(marked, regions[-1], draft, left_open=True)
        found.append(before)
        drafted[regions[-1]] = before
    return found


def _regions_by_paragraph(marked: MarkedDoc) -> dict[int, list[int]]:
    by_paragraph: dict[int, list[int]] = {}
    for k, quoted in enumerate(marked.quoted):
        by_paragraph.setdefault(quoted.paragraph, []).append(k)
    return by_paragraph


def _continued(marked: MarkedDoc, k: int, running: DraftQuote, left_open: bool) -> DraftQuote:
    if not running.regions:  # introduced by the line before: the cue is this quotation's own
        how = running.attribution
        return DraftQuote(
            [inside(marked, k)], running.cue, running.cue_span, running.source, how, running.confidence, [k]
        )
    confidence = min(running.confidence, 0.93 if left_open else 0.8)
    return DraftQuote([inside(marked, k)], None, None, running.source, "continued", confidence, [k], running.reason)


def _extend_over_paragraph(
    marked: MarkedDoc, regions: list[int], drafted: dict[int, DraftQuote], first: DraftQuote
) -> None:
    """Further quotations of a continued paragraph belong to it too, unless they have an attribution of their own."""
    for k in regions:
        if k in drafted or sum(marked.is_alpha[slice(*inside(marked, k))]) < _MIN_WORDS:
            return
        first.pieces.append(inside(marked, k))
        first.regions.append(k)
        drafted[k] = first


def unattributed(marked: MarkedDoc, drafts: list[DraftQuote]) -> list[DraftQuote]:
    """Quotations of a sentence or more that nobody is named for: kept, with the reason, never given to a guess."""
    drafted = {k for draft in drafts for k in draft.regions}
    found = []
    for k in range(len(marked.quoted)):
        start, end = inside(marked, k)
        inner = marked.doc[start:end]
        words = sum(marked.is_alpha[start:end])
        if k in drafted or words < 6 or not inner[0].text[:1].isupper() or inner[-1].text not in (*_SENTENCE_END, ","):
            continue
        reason = "no cue and no running speaker near the quotation"
        found.append(DraftQuote([(start, end)], None, None, None, "none", 0.3, [k], reason))
    return found
