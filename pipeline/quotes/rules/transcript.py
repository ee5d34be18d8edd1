"""Transcripts and interviews: paragraphs that begin with a speaker's name and a colon, or with Q: and A:."""

from pipeline.quotes.rules.draft_quote import DraftQuote
from pipeline.quotes.rules.marked_doc import MarkedDoc
from pipeline.text.furniture import turn_at

_MIN_TURNS = 3


def transcript_turns(marked: MarkedDoc) -> list[DraftQuote]:
    """Draft the turns of a transcript; a document with fewer than three such paragraphs is none."""
    turns = [(p, name) for p in range(len(marked.paragraphs)) if (name := _speaker(marked, p)) is not None]
    if len(turns) < _MIN_TURNS or len({marked.text[slice(*name)] for _, name in turns}) * 2 > len(turns) + 1:
        return []
    return [draft for paragraph, name in turns if (draft := _draft(marked, paragraph, *name)) is not None]


def _speaker(marked: MarkedDoc, paragraph: int) -> tuple[int, int] | None:
    """Where the name stands that opens a paragraph; a single word is one only in capitals ("Q:", "WALLACE:")."""
    start, end = marked.paragraphs[paragraph]
    name = turn_at(marked.text, marked.doc[start].idx, marked.doc[end - 1].idx + len(marked.doc[end - 1]))
    if name is None:
        return None
    words = marked.text[slice(*name)]
    return name if words.isupper() or " " in words else None


def _draft(marked: MarkedDoc, paragraph: int, name_start: int, name_end: int) -> DraftQuote | None:
    start, end = marked.paragraphs[paragraph]
    name = [i for i in range(start, end) if name_start <= marked.doc[i].idx < name_end]
    colon = next((i for i in range(start, end) if marked.doc[i].idx >= name_end), None)
    if not name or colon is None or colon + 1 >= end:
        return None
    regions = marked.regions_in(paragraph)
    source = (name[0], name[-1] + 1)
    return DraftQuote([(colon + 1, end)], None, (colon, colon + 1), source, "transcript", 0.9, regions)
