"""The content of an indirect attribution: the clause or the arguments that a cue governs."""

from spacy.tokens import Doc, Token

from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.quotes.rules.cues import Cue
from pipeline.quotes.rules.marked_doc import MarkedDoc
from pipeline.text.tokens import lefts, rights, sentence_around

Piece = tuple[int, int]
_CLAUSES = ("ccomp", "xcomp")
_ARGUMENTS = ("dobj", "obl", "prep", "xcomp", "ccomp", "dative", "advcl", "oprd", "nmod")


def content_of(marked: MarkedDoc, cue: Cue) -> tuple[Piece, ...]:
    """Token ranges of what `cue` attributes; empty where it governs nothing that could be said or thought."""
    head = marked.doc[cue.head]
    if cue.lemma == "according":
        return _around(marked, cue)
    if head.pos_ == "NOUN":
        return _behind_noun(marked, cue)
    clause = _clause_behind(head, cue)
    if clause is not None:
        return (clause,)
    before = _clause_before(head, cue)
    if before is not None:
        return (before,)
    if cue.lemma in cue_lexicon().needs_clause or cue.source is None:
        return ()
    return _arguments(head, cue)


def _clause_behind(head: Token, cue: Cue) -> Piece | None:
    for child in rights(head):
        if child.dep_ in _CLAUSES and child.i >= cue.end and not _only_helper(child, cue):
            if cue.source is not None and child.left_edge.i <= cue.source.head <= child.right_edge.i:
                continue
            start = max(child.left_edge.i, cue.end)
            return _trim(head, start, child.right_edge.i + 1)
    return None


def _behind_noun(marked: MarkedDoc, cue: Cue) -> tuple[Piece, ...]:
    """ "The claim that it rains": the clause, cut where a quotation that fills it ends."""
    head, that = marked.doc[cue.head], cue.end
    region = marked.region_of[that + 1] if that + 1 < len(marked.doc) else -1
    if region >= 0 and marked.quoted[region].start == that + 1:
        return ((that, marked.quoted[region].end),)
    for child in rights(head):
        if child.dep_ in ("acl", "ccomp", "relcl") and child.left_edge.i == that:
            piece = _trim(head, that, child.right_edge.i + 1)
            return (piece,) if piece is not None else ()
    return ()


def _only_helper(child: Token, cue: Cue) -> bool:
    """The complement is itself part of the cue ("went on to say")."""
    return cue.start <= child.i < cue.end


def _clause_before(head: Token, cue: Cue) -> Piece | None:
    """ "The bridge will close, the council said": the clause before the cue, governed or interrupted by it."""
    for child in lefts(head):
        if child.dep_ in ("ccomp", "parataxis") and child.i < cue.start:
            return _trim(head, child.left_edge.i, min(child.right_edge.i + 1, _front(cue)))
    interrupts = head.doc[max(_front(cue) - 1, 0)].is_punct
    if head.dep_ == "parataxis" and head.head.i < head.i and cue.source is not None and interrupts:
        return _trim(head, head.head.left_edge.i, min(head.left_edge.i, _front(cue)))
    return None


def _front(cue: Cue) -> int:
    return min(cue.start, cue.source.start) if cue.source is not None else cue.start


def _arguments(head: Token, cue: Cue) -> tuple[Piece, ...]:
    """ "criticised a lack of training", "called on him to resign": all that stands behind the cue in its clause."""
    behind = [child for child in rights(head) if child.dep_ in _ARGUMENTS and child.i >= cue.end]
    behind = [c for c in behind if cue.source is None or not c.left_edge.i <= cue.source.head <= c.right_edge.i]
    if not any(child.dep_ in ("dobj", "xcomp", "ccomp") for child in behind):
        return ()
    piece = _trim(head, max(behind[0].left_edge.i, cue.end), behind[-1].right_edge.i + 1)
    return (piece,) if piece else ()


def _around(marked: MarkedDoc, cue: Cue) -> tuple[Piece, ...]:
    """The sentence without the according-to phrase, in one piece or two."""
    assert cue.source is not None
    doc = marked.doc
    start, end = sentence_around(doc, cue.head) or (0, len(doc))
    pieces = (
        _trim(doc[cue.head], start, cue.start),
        _trim(doc[cue.head], _past_punctuation(doc, cue.source.end, end), end),
    )
    return tuple(piece for piece in pieces if piece is not None and piece[1] - piece[0] >= 2)


def _past_punctuation(doc: Doc, end: int, limit: int) -> int:
    while end < limit and doc[end].is_punct:
        end += 1
    return end


def _trim(token: Token, start: int, end: int) -> Piece | None:
    """Without punctuation and white space at the ends; None where nothing is left."""
    doc = token.doc
    while start < end and (doc[start].is_space or (doc[start].is_punct and not doc[start].is_quote)):
        start += 1
    while end > start and (doc[end - 1].is_space or (doc[end - 1].is_punct and not doc[end - 1].is_right_punct)):
        end -= 1
    return (start, end) if start < end else None
