"""Runs of paragraphs under one speaker: quotations whose own paragraph names nobody."""

from pipeline.quotes.cues import Cue
from pipeline.quotes.direct import inside
from pipeline.quotes.draft import Draft
from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.page import Page
from pipeline.quotes.sources import noun_phrase_before

_MIN_WORDS = 3


def continue_runs(page: Page, drafts: list[Draft], cues: list[Cue]) -> list[Draft]:
    """Give quotations without a cue of their own the speaker of the run they stand in.

    A run goes on from a paragraph with a speaker to the next that begins with a quotation and names nobody;
    boilerplate lines between them do not end it, the article's own words do. A paragraph that ends with a cue and a
    colon begins one.
    """
    drafted = {k: draft for draft in drafts for k in draft.regions}
    by_paragraph = _regions_by_paragraph(page)
    found: list[Draft] = []
    running: Draft | None = None
    left_open = False
    for paragraph in range(len(page.paragraphs)):
        regions = by_paragraph.get(paragraph, [])
        if not regions:
            if cue_lexicon().is_boilerplate(page.paragraph_text(paragraph)):
                continue
            running, left_open = _introduction(page, paragraph, cues), False
            continue
        opens = page.quoted[regions[0]].start == page.paragraphs[paragraph][0]
        first = drafted.get(regions[0])
        if first is None and running is not None and opens:
            first = _continued(page, regions[0], running, left_open)
            found.append(first)
            drafted[regions[0]] = first
            _extend_over_paragraph(page, regions[1:], drafted, first)
        last = drafted.get(regions[-1])
        running = last or first
        left_open = not page.quoted[regions[-1]].region.closed
    return found


def _introduction(page: Page, paragraph: int, cues: list[Cue]) -> Draft | None:
    """`The mayor said:` on a line of its own speaks for the quotation in the next paragraph."""
    start, end = page.paragraphs[paragraph]
    if page.doc[end - 1].text != ":":
        return None
    near = [cue for cue in cues if max(start, end - 30) <= cue.head < end and cue.act == "speech"]
    cue = max(near, key=lambda cue: (cue.source is not None, cue.head), default=None)
    if cue is not None and cue.source is not None:
        return Draft([], cue, (cue.start, cue.end), (cue.source.start, cue.source.end), "colon", 0.93)
    phrase = noun_phrase_before(page.doc[cue.start if cue else end - 1], start)
    if phrase is None:
        return None
    return Draft([], cue, (cue.start, cue.end) if cue else (end - 1, end), phrase, "colon", 0.8)


def _regions_by_paragraph(page: Page) -> dict[int, list[int]]:
    by_paragraph: dict[int, list[int]] = {}
    for k, quoted in enumerate(page.quoted):
        by_paragraph.setdefault(quoted.paragraph, []).append(k)
    return by_paragraph


def _continued(page: Page, k: int, running: Draft, left_open: bool) -> Draft:
    if not running.regions:  # introduced by the line before: the cue is this quotation's own
        return Draft([inside(page, k)], running.cue, running.cue_span, running.source, "colon", running.confidence, [k])
    confidence = min(running.confidence, 0.93 if left_open else 0.8)
    return Draft([inside(page, k)], None, None, running.source, "continued", confidence, [k], running.reason)


def _extend_over_paragraph(page: Page, regions: list[int], drafted: dict[int, Draft], first: Draft) -> None:
    """Further quotations of a continued paragraph belong to it too, unless they have an attribution of their own."""
    for k in regions:
        if k in drafted or sum(page.doc[i].is_alpha for i in range(*inside(page, k))) < _MIN_WORDS:
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
        words = sum(t.is_alpha for t in inner)
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
