"""Transcripts and interviews: paragraphs that begin with a speaker's name and a colon, or with Q: and A:."""

import re

from pipeline.quotes.rules.draft import Draft
from pipeline.quotes.rules.page import Page

# "WALLACE: …", "Ann Lee: …", "Q: …"; a mark may stand before the name where an outlet quotes the whole transcript.
_TURN = re.compile(r"[\"“]?(?P<name>(?:[A-Z][\w.'’-]*\.?)(?: [A-Z][\w.'’-]*){0,3}):[ \t]")
_QUESTION_AND_ANSWER = ("Q", "A")
_MIN_TURNS = 3


def transcript_turns(page: Page) -> list[Draft]:
    """Draft the turns of a transcript; a document with fewer than three such paragraphs is none."""
    turns = [(p, match) for p in range(len(page.paragraphs)) if (match := _turn(page, p)) is not None]
    if len(turns) < _MIN_TURNS or len({match["name"] for _, match in turns}) * 2 > len(turns) + 1:
        return []
    return [draft for paragraph, match in turns if (draft := _draft(page, paragraph, match)) is not None]


def _turn(page: Page, paragraph: int) -> re.Match[str] | None:
    match = _TURN.match(page.text, page.doc[page.paragraphs[paragraph][0]].idx)
    if match is None or not (match["name"].isupper() or match["name"] in _QUESTION_AND_ANSWER or " " in match["name"]):
        return None
    return match


def _draft(page: Page, paragraph: int, match: re.Match[str]) -> Draft | None:
    start, end = page.paragraphs[paragraph]
    name = [i for i in range(start, end) if match.start("name") <= page.doc[i].idx < match.end("name")]
    colon = next((i for i in range(start, end) if page.doc[i].idx >= match.end("name")), None)
    if not name or colon is None or colon + 1 >= end:
        return None
    regions = page.regions_in(paragraph)
    source = (name[0], name[-1] + 1)
    return Draft([(colon + 1, end)], None, (colon, colon + 1), source, "transcript", 0.9, regions)
