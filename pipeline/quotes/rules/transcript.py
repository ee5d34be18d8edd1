"""Transcripts and interviews: paragraphs that begin with a speaker's name and a colon, or with Q: and A:."""

from pipeline.quotes.rules.draft import Draft
from pipeline.quotes.rules.page import Page
from pipeline.text.furniture import turn_at

_MIN_TURNS = 3


def transcript_turns(page: Page) -> list[Draft]:
    """Draft the turns of a transcript; a document with fewer than three such paragraphs is none."""
    turns = [(p, name) for p in range(len(page.paragraphs)) if (name := _speaker(page, p)) is not None]
    if len(turns) < _MIN_TURNS or len({page.text[slice(*name)] for _, name in turns}) * 2 > len(turns) + 1:
        return []
    return [draft for paragraph, name in turns if (draft := _draft(page, paragraph, *name)) is not None]


def _speaker(page: Page, paragraph: int) -> tuple[int, int] | None:
    """Where the name stands that opens a paragraph; a single word is one only in capitals ("Q:", "WALLACE:")."""
    start, end = page.paragraphs[paragraph]
    name = turn_at(page.text, page.doc[start].idx, page.doc[end - 1].idx + len(page.doc[end - 1]))
    if name is None:
        return None
    words = page.text[slice(*name)]
    return name if words.isupper() or " " in words else None


def _draft(page: Page, paragraph: int, name_start: int, name_end: int) -> Draft | None:
    start, end = page.paragraphs[paragraph]
    name = [i for i in range(start, end) if name_start <= page.doc[i].idx < name_end]
    colon = next((i for i in range(start, end) if page.doc[i].idx >= name_end), None)
    if not name or colon is None or colon + 1 >= end:
        return None
    regions = page.regions_in(paragraph)
    source = (name[0], name[-1] + 1)
    return Draft([(colon + 1, end)], None, (colon, colon + 1), source, "transcript", 0.9, regions)
