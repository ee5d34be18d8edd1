"""What a figure is said of: the noun it qualifies, what it is a share of, or the subject of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures.changes import change_verb_of
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import word_set
from pipeline.figures.prepared_doc import SUBJECTS, PreparedDoc
from pipeline.text.tokens import children, rights

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Doc, Token

_RELATIVES = frozenset(("who", "which", "that"))
_CLAUSE_OF_NOUN = frozenset(("relcl", "acl", "acl:relcl"))
_NOMINAL = frozenset(("NOUN", "PROPN"))
_MODIFIERS = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "PART", "SYM"))
_SKIPPED_BEFORE_VERB = frozenset(("AUX", "ADV", "PART", "PUNCT"))
_LONGEST = 8
_HIGHEST = 7


def figure_tokens(prepared: PreparedDoc, drafts: list[FigureDraft]) -> frozenset[int]:
    """The tokens that belong to any figure: none of them is what another figure is said of."""
    inside: set[int] = set()
    for draft in drafts:
        first, last = _token_range(prepared, draft)
        inside.update(range(first, last + 1))
    return frozenset(inside)


def date_tokens(prepared: PreparedDoc) -> frozenset[int]:
    """The tokens of dates: nothing is said of a weekday or a month."""
    inside: set[int] = set()
    for date in prepared.dates:
        inside.update(range(prepared.token_at(date.start).i, prepared.token_at(date.end - 1).i + 1))
    return frozenset(inside)


def read_concept(
    prepared: PreparedDoc, draft: FigureDraft, previous: FigureDraft | None, taken: Container[int]
) -> None:
    """Set `concept`; without a parse only what stands after "of" can be known."""
    if not prepared.has_tree:
        if draft.kind == "percent" and draft.counted is not None:
            draft.concept = prepared.text[slice(*draft.counted)]
        return
    if previous is not None and _restates(prepared, draft, previous):
        draft.concept = previous.concept
        return
    noun = _share_of(prepared, draft) or _before_change(prepared, draft, taken)
    if noun is None:
        noun = _said_of(prepared, draft, taken)
    if noun is None or noun.lower_ in word_set("nouns", "pronouns") or noun.pos_ not in (*_NOMINAL, "ADJ", "NUM", "X"):
        return
    draft.concept = _phrase(prepared, noun, taken) or None


def _restates(prepared: PreparedDoc, draft: FigureDraft, previous: FigureDraft) -> bool:
    """As in "£1.3bn ($1.7bn)", "64 points to 4,577": the same thing in other words."""
    points = previous.counted_head == "point"
    after = previous.last + (points and prepared.pieces.lower(previous.last) == "points")
    measured = previous.unit is not None or points
    return prepared.shares("concept" if measured else "unmeasured_concept", after, draft.first)


def _token_range(prepared: PreparedDoc, draft: FigureDraft) -> tuple[int, int]:
    return prepared.token(draft.first).i, prepared.token_at(prepared.pieces[draft.last - 1].start).i


def _share_of(prepared: PreparedDoc, draft: FigureDraft) -> Token | None:
    """The noun in "5% of its workforce", "127 gigatonnes of ice"."""
    if draft.kind not in ("percent", "measure", "ratio", "money", "range") or draft.borrowed:
        return None
    if draft.kind == "ratio" or draft.number.form == "fraction":
        return None
    if draft.head >= 0:
        return prepared.token(draft.head)
    if prepared.pieces.lower(draft.last) != "of":
        return None
    token = prepared.token(draft.last)
    noun = token.head if token.dep_ == "case" else next((c for c in children(token) if c.dep_ == "pobj"), None)
    return noun if noun is not None and noun.i > token.i and noun.pos_ in _NOMINAL else None


def _before_change(prepared: PreparedDoc, draft: FigureDraft, taken: Container[int]) -> Token | None:
    """As in "Tesla jumped 8%", "the index, down 3%": what changes stands before the word of change.

    Headlines and market reports are where parsers fail, so this looks at the words and not at the tree.
    """
    at = change_verb_of(prepared, draft)
    if at < 0:
        return None
    verb = prepared.token(at)
    start = prepared.sentence_start(verb)
    index = verb.i - 1
    while index > start and (prepared.doc[index].pos_ in _SKIPPED_BEFORE_VERB or prepared.doc[index].lower_ == "that"):
        index -= 1
    token = prepared.doc[index]
    if index < start or index in taken or token.pos_ not in (*_NOMINAL, "NUM") or verb.i - index > 4:
        return None
    return token


def _said_of(prepared: PreparedDoc, draft: FigureDraft, taken: Container[int]) -> Token | None:
    """Climb from the figure: a noun it qualifies, else the subject of its verb."""
    counts = draft.head >= 0 and draft.unit is None and not draft.borrowed
    token = prepared.token(draft.head) if counts else prepared.token_at(prepared.pieces[draft.number_last - 1].start)
    first, last = _token_range(prepared, draft)
    if counts:
        last = max(last, token.i)
    outside = False
    for _ in range(_HIGHEST):
        if outside and token.pos_ in _NOMINAL and token.i not in taken and _may_qualify(token, counts):
            return token
        subject = prepared.subject_of(token)
        if subject is not None and not first <= subject.i <= last and subject.i not in taken:
            return _antecedent(subject, token)
        if token.dep_ in SUBJECTS and not outside and counts:
            return None
        if token.dep_ == "ROOT" or token.head is token:
            return (
                None
                if counts and not outside
                else _before_figure(token.doc, first, prepared.sentence_start(token), taken)
            )
        if token.dep_ in _CLAUSE_OF_NOUN and token.head.pos_ in _NOMINAL and not first <= token.head.i <= last:
            return token.head
        listed = token.dep_ == "conj"
        token = token.head
        while listed and token.dep_ == "conj":
            token = token.head
        if listed and token.pos_ in _NOMINAL and token.dep_ != "ROOT":
            token = token.head  # "900 doctors and 150 locations": the first of the list is not what is spoken of
        outside = not first <= token.i <= last
    return None


def _may_qualify(token: Token, counts: bool) -> bool:
    """A count says something of the noun it stands in ("a study of 135 firms"), unless that is a time."""
    return not counts or token.dep_ not in ("npadvmod", "obl:npmod", "obl:tmod")


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """As in "who", "which", "that": the noun before the relative clause."""
    if subject.lower_ not in _RELATIVES:
        return subject
    if verb.dep_ in _CLAUSE_OF_NOUN and verb.head.pos_ in _NOMINAL:
        return verb.head
    before = subject.doc[subject.i - 1] if subject.i > 0 else subject
    return before if before.pos_ in _NOMINAL else None


def _before_figure(doc: Doc, first: int, start: int, taken: Container[int]) -> Token | None:
    """Without a clause ("Dow +0.2%", "Total cost: $5"): the nearest noun before the figure."""
    for index in range(first - 1, max(start - 1, first - 5), -1):
        token = doc[index]
        if index in taken or token.pos_ not in (*_NOMINAL, "PUNCT", "SYM", "ADV", "ADP", "AUX"):
            return None
        if token.pos_ in _NOMINAL:
            return token
    return None


# ---- the phrase -----------------------------------------------------------------------------------------------------
def _phrase(prepared: PreparedDoc, head: Token, taken: Container[int]) -> str:
    """The noun with the modifiers before it and an "of" phrase after it, as written, without figures."""
    doc = prepared.doc
    right = _right_edge(doc, head, taken)
    left = head.i
    start = max(prepared.sentence_start(head), head.i - _LONGEST)
    while left > start and left - 1 not in taken and _modifies(doc[left - 1], head):
        left -= 1
    while left < head.i and (doc[left].pos_ in ("PART", "SYM", "PUNCT") or doc[left].is_space):
        left += 1
    return str(doc[left : right + 1].text).strip()


def _modifies(token: Token, head: Token) -> bool:
    if token.pos_ in _MODIFIERS:
        return True
    if token.text in ("-", "&", "/"):
        return True
    return token.tag_ in ("VBN", "VBG") and token.head.i in range(token.i + 1, head.i + 1)


def _right_edge(doc: Doc, head: Token, taken: Container[int]) -> int:
    """Names run on to the right ("S&P 500"), and "of" phrases belong to the noun ("price of petrol")."""
    right = head.i
    for child in rights(head):
        if child.left_edge.i != right + 1 or child.right_edge.i - head.i > _LONGEST:
            break
        if child.dep_ in ("flat", "compound", "fixed") or (
            child.dep_ in ("nmod", "prep") and child.left_edge.lower_ in ("of", "for", "in")
        ):
            right = child.right_edge.i
        else:
            break
    while right > head.i and (right in taken or doc[right].pos_ in ("PUNCT", "ADP")):
        right -= 1
    return right if all(index not in taken for index in range(head.i, right + 1)) else head.i
