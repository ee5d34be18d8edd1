"""What a figure is said of: the noun it qualifies, what it is a share of, or the subject of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures.draft import Draft
from pipeline.figures.reading import Reading
from pipeline.figures.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "nsubj:pass"))
_INSIDE = frozenset(("compound", "amod", "nummod", "flat", "nmod:poss", "poss", "case", "punct", "quantmod", "nn", "det",
                     "goeswith", "fixed", "acl:relcl", "advmod"))  # fmt: skip
_CLIMBS = frozenset(("xcomp", "conj", "advcl", "ccomp", "acl", "parataxis", "aux", "cop", "dep", "pcomp"))
_NOMINAL = frozenset(("NOUN", "PROPN"))
_LONGEST = 8
_HIGHEST = 6


def read_concept(reading: Reading, draft: Draft, previous: Draft | None) -> None:
    """Set `concept`; without a parse only what stands after "of" can be known."""
    if not reading.has_tree:
        if draft.kind == "percent" and draft.counted is not None:
            draft.concept = reading.text[slice(*draft.counted)]
        return
    if previous is not None and _restates(reading, draft, previous):
        draft.concept = previous.concept
        return
    concept = _concept(reading, draft)
    if concept is not None:
        draft.concept = concept


def _restates(reading: Reading, draft: Draft, previous: Draft) -> bool:
    """"£1.3bn ($1.7bn)", "0.25 points, or 0.01%": the same thing in other words."""
    between = [reading.pieces.lower(i) for i in range(previous.last, draft.first)]
    return between in (["("], [",", "or"], ["or"])


def _concept(reading: Reading, draft: Draft) -> str | None:
    number = reading.token_at(reading.pieces[draft.number_last - 1].start)
    first, last = _token_range(reading, draft)
    share = _share_of(reading, draft)
    if share is not None:
        return _phrase(reading.doc, share, first, last)
    anchor = reading.token(draft.head) if draft.head >= 0 and not draft.borrowed else _unit_token(reading, draft, number)
    counts = draft.head >= 0 and draft.unit is None and not draft.borrowed
    found = _said_of(anchor, first, last, counts)
    if found is None or found.lower_ in word_set("nouns", "pronouns"):
        return None
    return _phrase(reading.doc, found, first, last)


def _token_range(reading: Reading, draft: Draft) -> tuple[int, int]:
    pieces = reading.pieces
    return reading.token(draft.first).i, reading.token_at(pieces[draft.last - 1].start).i


def _unit_token(reading: Reading, draft: Draft, number: Token) -> Token:
    """The token of the figure on which the rest of it hangs."""
    first, last = _token_range(reading, draft)
    token = number
    for _ in range(_HIGHEST):
        if token.dep_ == "ROOT" or not first <= token.head.i <= last:
            break
        token = token.head
    return token


def _share_of(reading: Reading, draft: Draft) -> Token | None:
    """The noun in "5% of its workforce", "127 gigatonnes of ice"."""
    if draft.kind not in ("percent", "measure", "ratio", "money", "range") or draft.borrowed:
        return None
    if draft.kind == "ratio" and draft.head >= 0:
        return None
    if draft.head >= 0:
        return reading.token(draft.head)
    if reading.pieces.lower(draft.last) != "of":
        return None
    token = reading.token(draft.last)
    noun = token.head if token.dep_ == "case" else next((c for c in token.children if c.dep_ == "pobj"), None)
    return noun if noun is not None and noun.i > token.i and noun.pos_ in _NOMINAL else None


def _said_of(anchor: Token, first: int, last: int, counts: bool) -> Token | None:
    """Climb from the figure: a noun it qualifies, else the subject of its verb."""
    token = anchor
    for _ in range(_HIGHEST):
        outside = not first <= token.i <= last and token is not anchor
        if outside and token.pos_ in _NOMINAL and not counts:
            return token
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is not None and subject.i not in range(first, last + 1) and not _is_within(anchor, subject):
            return _antecedent(subject, token)
        if token.dep_ in _SUBJECTS and (counts or token is anchor):
            return None
        if token.dep_ == "ROOT" or token.head is token:
            return _before_root(token, first) if not counts else None
        if token.dep_ in ("relcl", "acl", "acl:relcl") and token.head.pos_ in _NOMINAL:
            return token.head
        token = token.head
        if counts and token.pos_ in _NOMINAL and token.dep_ in ("ROOT", "nsubj", "nsubjpass") and token is not anchor:
            return token if token.i < first else None
    return None


def _is_within(token: Token, subject: Token) -> bool:
    return subject is token or subject.is_ancestor(token)


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """"who", "which", "that": the noun before the relative clause."""
    if subject.lower_ in ("who", "which", "that") and verb.dep_ in ("relcl", "acl:relcl", "acl"):
        return verb.head
    return subject


def _before_root(root: Token, first: int) -> Token | None:
    """Without a clause ("Dow +0.2%"): the nearest noun before the figure."""
    for index in range(first - 1, max(root.sent.start - 1, first - 4), -1):
        token = root.doc[index]
        if token.pos_ in _NOMINAL:
            return token
        if token.pos_ not in ("PUNCT", "SYM", "ADV"):
            return None
    return None


def _phrase(doc: Doc, head: Token, first: int, last: int) -> str:
    """The noun with its modifiers before it, as written, without determiners and without the figure itself."""
    left = head.left_edge.i
    if first <= left <= last or head.i > last >= left:
        left = max(left, last + 1)
    left = max(left, head.i - _LONGEST)
    while left < head.i and (doc[left].pos_ in ("DET", "PRON", "PUNCT", "ADP", "CCONJ", "SCONJ") or doc[left].is_space):
        left += 1
    right = _right_edge(doc, head, first)
    return str(doc[left : right + 1].text)


def _right_edge(doc: Doc, head: Token, first: int) -> int:
    """Names run on to the right ("S&P 500"), and "of" phrases belong to the noun ("price of petrol")."""
    right = head.i
    for child in head.rights:
        if child.dep_ in ("flat", "nummod", "compound", "fixed") and child.i == right + 1:
            right = child.right_edge.i
        elif child.dep_ in ("nmod", "prep") and child.left_edge.lower_ in ("of", "for") and child.left_edge.i == right + 1:
            right = child.right_edge.i
        else:
            break
    if head.i < first <= right or right - head.i > _LONGEST:
        return head.i
    return right
