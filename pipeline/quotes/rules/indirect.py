"""Indirect attributions: what a cue governs outside quotation marks."""

from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.quotes.rules.clauses import content_of
from pipeline.quotes.rules.cues import Cue
from pipeline.quotes.rules.draft_quote import DraftQuote
from pipeline.quotes.rules.marked_doc import MarkedDoc

_MIN_TOKENS = 2


def indirect_quotes(marked: MarkedDoc, cues: list[Cue], taken: list[DraftQuote]) -> list[DraftQuote]:
    """Draft the attributions of the cues that no quotation hangs on."""
    used = {draft.cue.head for draft in taken if draft.cue is not None}
    drafts = []
    for cue in cues:
        if cue.head in used or cue.source is None:
            continue
        pieces = [p for p in content_of(marked, cue) if p[1] - p[0] >= _MIN_TOKENS]
        if not pieces or _says_nothing(marked, cue):
            continue
        source = (cue.source.start, cue.source.end)
        confidence = 0.6 if cue.act == "speech" else 0.5
        drafts.append(DraftQuote(pieces, cue, (cue.start, cue.end), source, cue.source.how, confidence))
    return drafts


def _says_nothing(marked: MarkedDoc, cue: Cue) -> bool:
    """ "It is said …", "There was thought …": an expletive says nothing."""
    assert cue.source is not None
    head = marked.doc[cue.source.head]
    return head.dep_ == "expl" or head.lower_ in cue_lexicon().no_sources
