"""What a figure is said of: the noun it qualifies, what it is a share of, or the subject of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures.changes import change_verb_of
from pipeline.figures.draft import Draft
from pipeline.figures.reading import SUBJECTS, Reading
from pipeline.figures.vocabulary import word_set
from pipeline.tokens import children, rights

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


def figure_tokens(reading: Reading, drafts: list[Draft]) -> frozenset[int]:
    """The tokens that belong to any figure: none of them is what another figure is said of."""
    inside: set[int] = set()
    for draft in drafts:
        first, last = _token_range(reading, draft)
        inside.update(range(first, last + 1))
    return frozenset(inside)


def date_tokens(reading: Reading) -> frozenset[int]:
    """The tokens of dates: nothing is said of a weekday or a month."""
    inside: set[int] = set()
    for date in reading.dates:
        inside.update(range(reading.token_at(date.start).i, reading.token_at(date.end - 1).i + 1))
    return frozenset(inside)


def read_concept(reading: Reading, draft: Draft, previous: Draft | None, taken: Container[int]) -> None:
    """Set `concept`; without a parse only what stands after "of" can be known."""
    if not reading.has_tree:
        if draft.kind == "percent" and draft.counted is not None:
            draft.concept = reading.text[slice(*draft.counted)]
        return
    if previous is not None and _restates(reading, draft, previous):
        draft.concept = previous.concept
        return
    noun = _share_of(reading, draft) or _before_change(reading, draft, taken)
    if noun is None:
        noun = _said_of(reading, draft, taken)
    if noun is None or noun.lower_ in word_set("nouns", "pronouns") or noun.pos_ not in (*_NOMINAL, "ADJ", "NUM", "X"):
        return
    draft.concept = _phrase(reading, noun, taken) or None


def _restates(reading: Reading, draft: Draft, previous: Draft) -> bool:
    """As in "£1.3bn ($1.7bn)", "64 points to 4,577": the same thing in other words."""
    if draft.first - previous.last > 4:
        return False
    between = [reading.pieces.lower(i) for i in range(previous.last, draft.first)]
    counted = ["points"] if previous.counted_head == "point" else []
    between = between[1:] if counted and between[:1] == counted else between
    if between in (["("], [",", "or"], ["or"], ["to"], [","], [",", "and"], ["and"], ["to", "end", "at"]):
        return previous.unit is not None or bool(counted) or between in (["("], ["to"])
    return False


def _token_range(reading: Reading, draft: Draft) -> tuple[int, int]:
    return reading.token(draft.first).i, reading.token_at(reading.pieces[draft.last - 1].start).i


def _share_of(reading: Reading, draft: Draft) -> Token | None:
    """The noun in "5% of its workforce", "127 gigatonnes of ice"."""
    if draft.kind not in ("percent", "measure", "ratio", "money", "range") or draft.borrowed:
        return None
    if draft.kind == "ratio" or draft.number.form == "fraction":
        return None
    if draft.head >= 0:
        return reading.token(draft.head)
    if reading.pieces.lower(draft.last) != "of":
        return None
    token = reading.token(draft.last)
    noun = token.head if token.dep_ == "case" else next((c for c in children(token) if c.dep_ == "pobj"), None)
    return noun if noun is not None and noun.i > token.i and noun.pos_ in _NOMINAL else None


def _before_change(reading: Reading, draft: Draft, taken: Container[int]) -> Token | None:
    """As in "Tesla jumped 8%", "the index, down 3%": what changes stands before the word of change.

    Headlines and market reports are where parsers fail, so this looks at the words and not at the tree.
    """
    at = change_verb_of(reading, draft)
    if at < 0:
        return None
    verb = reading.token(at)
    start = reading.sentence_start(verb)
    index = verb.i - 1
    while index > start and (reading.doc[index].pos_ in _SKIPPED_BEFORE_VERB or reading.doc[index].lower_ == "that"):
        index -= 1
    token = reading.doc[index]
    if index < start or index in taken or token.pos_ not in (*_NOMINAL, "NUM") or verb.i - index > 4:
        return None
    return token


def _said_of(reading: Reading, draft: Draft, taken: Container[int]) -> Token | None:
    """Climb from the figure: a noun it qualifies, else the subject of its verb."""
    counts = draft.head >= 0 and draft.unit is None and not draft.borrowed
    token = reading.token(draft.head) if counts else reading.token_at(reading.pieces[draft.number_last - 1].start)
    first, last = _token_range(reading, draft)
    if counts:
        last = max(last, token.i)
    outside = False
    for _ in range(_HIGHEST):
        if outside and token.pos_ in _NOMINAL and token.i not in taken and _may_qualify(token, counts):
            return token
        subject = reading.subject_of(token)
        if subject is not None and not first <= subject.i <= last and subject.i not in taken:
            return _antecedent(subject, token)
        if token.dep_ in SUBJECTS and not outside and counts:
            return None
        if token.dep_ == "ROOT" or token.head is token:
            return (
                None
                if counts and not outside
                else _before_figure(token.doc, first, reading.sentence_start(token), taken)
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
def _phrase(reading: Reading, head: Token, taken: Container[int]) -> str:
    """The noun with the modifiers before it and an "of" phrase after it, as written, without figures."""
    doc = reading.doc
    right = _right_edge(doc, head, taken)
    left = head.i
    start = max(reading.sentence_start(head), head.i - _LONGEST)
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
