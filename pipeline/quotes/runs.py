"""Runs of paragraphs under one speaker: quotations whose own paragraph names nobody."""

from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.page import Page, inside
from pipeline.quotes.rules.cues import Cue
from pipeline.quotes.rules.draft import Draft
from pipeline.quotes.rules.nearby_lines import introduction, signature_below

_MIN_WORDS = 3
_SENTENCE_END = (".", "!", "?", "…")


def continue_runs(page: Page, drafts: list[Draft], cues: list[Cue]) -> list[Draft]:
    """Give quotations without a cue of their own the speaker of the run they stand in.

    A run goes on from a paragraph that ends with a quotation or its frame to the next one that is a quotation as a
    whole, and always where the mark was left open; boilerplate lines between them do not end it, the article's own
    words do. A paragraph that ends with a cue and a colon begins one. A quotation left open whose speaker the next
    paragraph names is that speaker's.
    """
    drafted = {k: draft for draft in drafts for k in draft.regions}
    by_paragraph = _regions_by_paragraph(page)
    found = _signed_below(page, by_paragraph, drafted)
    running: Draft | None = None
    left_open = False
    for paragraph in range(len(page.paragraphs)):
        regions = by_paragraph.get(paragraph, [])
        if not regions:
            if cue_lexicon().is_boilerplate(page.paragraph_text(paragraph)):
                continue
            running, left_open = introduction(page, paragraph, cues), False
            continue
        first = drafted.get(regions[0])
        if (
            first is None
            and running is not None
            and _takes_up(page, paragraph, regions, left_open or not running.regions)
        ):
            first = _continued(page, regions[0], running, left_open)
            found.append(first)
            drafted[regions[0]] = first
            _extend_over_paragraph(page, regions[1:], drafted, first)
        left_open = not page.quoted[regions[-1]].region.closed
        # A book's title may stand in the frame: what counts is the last quotation that somebody says.
        last = next((k for k in reversed(regions) if k in drafted), None)
        goes_on = last is not None and (left_open or _ends_with(page, paragraph, last, drafted[last]))
        running = drafted[last] if last is not None and goes_on else None
    return found + _named_behind(page, by_paragraph, drafted)


def _takes_up(page: Page, paragraph: int, regions: list[int], expected: bool) -> bool:
    """Whether a paragraph is the next one of a run; `expected` where a mark was left open or a line announced it."""
    start, end = page.paragraphs[paragraph]
    if page.quoted[regions[0]].start != start:
        return False
    if expected:
        return True
    only = not any(page.is_alpha[page.quoted[regions[-1]].end : end])
    first, last = inside(page, regions[0])
    if first == last:
        return False  # marks and words in one token
    inner = page.doc[first:last]
    return only and inner[-1].text in _SENTENCE_END and not _is_heading([t.text for t in inner if t.is_alpha])


def _is_heading(words: list[str]) -> bool:
    """ "'Legend of the Coal Fields.'": the title between two parts of an article."""
    longer = [word for word in words if len(word) > 3]
    return len(words) <= 8 and all(word[0].isupper() for word in longer)


def _ends_with(page: Page, paragraph: int, k: int, draft: Draft) -> bool:
    """Whether nothing but the frame of quotation `k` stands behind it in its paragraph."""
    end = page.paragraphs[paragraph][1]
    behind = [i for i in range(page.quoted[k].end, end) if page.is_alpha[i]]
    if not behind:
        return page.doc[inside(page, k)[1] - 1].text in _SENTENCE_END or page.doc[end - 1].text in _SENTENCE_END
    framed = draft.cue_span is not None and page.quoted[k].end <= draft.cue_span[0]
    ends = [i for i in range(page.quoted[k].end, end) if page.doc[i].text in _SENTENCE_END]
    return framed and (not ends or ends[0] >= behind[-1])


def _signed_below(page: Page, by_paragraph: dict[int, list[int]], drafted: dict[int, Draft]) -> list[Draft]:
    """A line `— Ann Lee, treasurer` under a quotation that nobody else says."""
    found = []
    for paragraph, regions in by_paragraph.items():
        if regions[-1] in drafted or page.quoted[regions[0]].start != page.paragraphs[paragraph][0]:
            continue
        signed = signature_below(page, paragraph)
        if signed is None:
            continue
        dash, name = signed
        free = [k for k in regions if k not in drafted]
        draft = Draft([inside(page, k) for k in free], None, dash, name, "signature", 0.9, free)
        found.append(draft)
        drafted.update(dict.fromkeys(free, draft))
    return found


def _named_behind(page: Page, by_paragraph: dict[int, list[int]], drafted: dict[int, Draft]) -> list[Draft]:
    """`"One. [new paragraph] "Two," said Ann Lee.`: an open quotation belongs to whoever the next paragraph names."""
    found = []
    for paragraph in sorted(by_paragraph, reverse=True):
        regions, behind = by_paragraph[paragraph], by_paragraph.get(paragraph + 1, [])
        opens = page.quoted[regions[0]].start == page.paragraphs[paragraph][0]
        if not behind or not opens or regions[-1] in drafted or page.quoted[regions[-1]].region.closed:
            continue
        draft = drafted.get(behind[0])
        if page.quoted[behind[0]].start != page.paragraphs[paragraph + 1][0] or draft is None or draft.source is None:
            continue
        before = _continued(page, regions[-1], draft, left_open=True)
        found.append(before)
        drafted[regions[-1]] = before
    return found


def _regions_by_paragraph(page: Page) -> dict[int, list[int]]:
    by_paragraph: dict[int, list[int]] = {}
    for k, quoted in enumerate(page.quoted):
        by_paragraph.setdefault(quoted.paragraph, []).append(k)
    return by_paragraph


def _continued(page: Page, k: int, running: Draft, left_open: bool) -> Draft:
    if not running.regions:  # introduced by the line before: the cue is this quotation's own
        how = running.attribution
        return Draft([inside(page, k)], running.cue, running.cue_span, running.source, how, running.confidence, [k])
    confidence = min(running.confidence, 0.93 if left_open else 0.8)
    return Draft([inside(page, k)], None, None, running.source, "continued", confidence, [k], running.reason)


def _extend_over_paragraph(page: Page, regions: list[int], drafted: dict[int, Draft], first: Draft) -> None:
    """Further quotations of a continued paragraph belong to it too, unless they have an attribution of their own."""
    for k in regions:
        if k in drafted or sum(page.is_alpha[slice(*inside(page, k))]) < _MIN_WORDS:
            return
        first.pieces.append(inside(page, k))
        first.regions.append(k)
        drafted[k] = first


def unattributed(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Quotations of a sentence or more that nobody is named for: kept, with the reason, never given to a guess."""
    drafted = {k for draft in drafts for k in draft.regions}
    found = []
    for k in range(len(page.quoted)):
        start, end = inside(page, k)
        inner = page.doc[start:end]
        words = sum(page.is_alpha[start:end])
        if (
            k in drafted
            or words < 6
            or not inner[0].text[:1].isupper()
            or inner[-1].text not in (".", "!", "?", ",", "…")
        ):
            continue
        reason = "no cue and no running speaker near the quotation"
        found.append(Draft([(start, end)], None, None, None, "none", 0.3, [k], reason))
    return found
