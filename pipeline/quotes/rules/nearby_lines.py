"""Who the lines around a quotation name: an introduction above it, a letterhead, a signature below it."""

import re

from spacy.tokens import Token

from pipeline.quotes.rules.cues import Cue, cues_between
from pipeline.quotes.rules.draft_quote import DraftQuote
from pipeline.quotes.rules.marked_doc import MarkedDoc, inside
from pipeline.quotes.rules.source_phrases import noun_phrase_at, noun_phrase_before, phrase_around
from pipeline.text.furniture import letterhead_end
from pipeline.text.signs import SENTENCE_ENDS
from pipeline.text.tokens import children

_NEAR = 30  # tokens between the cue and the colon that ends its line
_LONGEST = 12  # tokens of a signature line
_REACH = 14  # tokens of a signature behind a quotation
_SIGNATURE = re.compile(r"\s*(?P<dash>[-–—―]{1,2})\s*(?=[A-Z])")


def introduction(marked: MarkedDoc, paragraph: int, cues: list[Cue]) -> DraftQuote | None:
    """`The mayor said:` or `From the desk of Ann Lee` on a line of its own speaks for the next paragraph."""
    start, end = marked.paragraphs[paragraph]
    headed = _letterhead(marked, start, end)
    if headed is not None:
        return DraftQuote([], None, None, headed, "signature", 0.9)
    if marked.doc[end - 1].text != ":":
        return None
    near = [cue for cue in cues_between(cues, max(start, end - _NEAR), end) if cue.act == "speech"]
    cue = max(near, key=lambda cue: (cue.source is not None, cue.head), default=None)
    if cue is not None and cue.source is not None:
        return DraftQuote([], cue, (cue.start, cue.end), (cue.source.start, cue.source.end), "colon", 0.93)
    phrase = subject_before(marked, sentence_start(marked, start, end - 1), end - 1) or noun_phrase_before(
        marked.doc[cue.start if cue else end - 1], start
    )
    if phrase is None:
        return None
    return DraftQuote([], cue, (cue.start, cue.end) if cue else (end - 1, end), phrase, "colon", 0.8)


def sentence_start(marked: MarkedDoc, begin: int, at: int) -> int:
    """The first token behind the nearest end of a sentence before `at`; `begin` where none ends after it."""
    while at > begin and marked.doc[at - 1].text not in SENTENCE_ENDS:
        at -= 1
    return at


def subject_before(marked: MarkedDoc, first: int, colon: int) -> tuple[int, int] | None:
    """`She was blunt about it: "…"`: a whole sentence before the colon, whose subject speaks."""
    for token in marked.doc[first:colon]:
        if token.dep_ == "nsubj" and token.i < token.head.i < colon and _governs(token.head):
            return phrase_around(token)
    return None


def _governs(head: Token) -> bool:
    return head.pos_ in ("VERB", "AUX") or any(child.dep_ in ("cop", "aux") for child in children(head))


def _letterhead(marked: MarkedDoc, start: int, end: int) -> tuple[int, int] | None:
    """The name in "From the desk of Commissioner Ann Lee", a line of its own."""
    behind = letterhead_end(marked.text, marked.doc[start].idx)
    if behind == marked.doc[start].idx or end - start > _LONGEST:
        return None
    name = _token_from(marked, start, end, behind)
    return noun_phrase_at(marked.doc[name], end) if name is not None else None


def _token_from(marked: MarkedDoc, start: int, end: int, offset: int) -> int | None:
    """The first token that begins at an offset or behind it; none where a tokenizer leaves dash and name in one."""
    return next((i for i in range(start, end) if marked.doc[i].idx >= offset), None)


def signature_below(marked: MarkedDoc, paragraph: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Dash and name in token ranges where the next paragraph is a signature; None where it is none."""
    if paragraph + 1 >= len(marked.paragraphs):
        return None
    start, end = marked.paragraphs[paragraph + 1]
    match = _SIGNATURE.match(marked.text, marked.doc[start].idx)
    if match is None or end - start > _LONGEST:
        return None
    name = _token_from(marked, start, end, match.end())
    phrase = noun_phrase_at(marked.doc[name], end) if name is not None else None
    return ((start, name), phrase) if name is not None and phrase is not None and start < name else None


def signed(marked: MarkedDoc, k: int, stop: int) -> DraftQuote | None:
    """`"…" — Ann Lee, treasurer`: a dash and a name close the paragraph."""
    quoted = marked.quoted[k]
    match = _SIGNATURE.match(marked.text, quoted.region.end)
    if match is None or stop != marked.paragraphs[quoted.paragraph][1] or stop - quoted.end > _REACH:
        return None
    name = _token_from(marked, quoted.end - 1, stop, match.end())
    phrase = noun_phrase_at(marked.doc[name], stop) if name is not None else None
    dash = next(
        (i for i in range(quoted.end - 1, stop) if marked.doc[i].idx + len(marked.doc[i]) > match.start("dash")), None
    )
    if phrase is None or dash is None:
        return None
    return DraftQuote(
        [inside(marked, k)], None, (max(dash, quoted.end), max(dash, quoted.end) + 1), phrase, "signature", 0.9, [k]
    )
