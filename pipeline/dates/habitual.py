"""What happens again and again, or holds these days: clock times of a habit, "today" for the present age."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.dates.lexicon import word_set
from pipeline.text.layout import ends_line
from pipeline.text.tokens import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HABITUAL = word_set("habitual")
_LASTING = word_set("lasting_verbs")
_ENDS = frozenset((".", "!", "?", ";"))
_NEAR = 14


def is_habit(token: Token) -> bool:
    """Whether a clock time is of every day: a word of habit stands in its sentence, or a work in progress spans it."""
    near = {word.lower_ for word in _around(token.doc, token.i)}
    if not near.isdisjoint(_HABITUAL) or ("used" in near and _used_to(token)):
        return True
    return _is_span(token) and any(_was_doing(word) for word in _verbs_above(token))


def _around(doc: Doc, i: int) -> Iterator[Token]:
    yield from takewhile(_goes_on, reversed(doc[max(0, i - _NEAR) : i]))
    yield from takewhile(_goes_on, doc[i : i + _NEAR])


def _goes_on(word: Token) -> bool:
    return word.lower_ not in _ENDS and not ends_line(word)


def _used_to(token: Token) -> bool:
    return any(
        word.lower_ == "used" and word.nbor().lower_ == "to" for word in token.doc[max(0, token.i - _NEAR) : token.i]
    )


def _is_span(token: Token) -> bool:
    """ "From six to midnight": an end joined to a beginning."""
    lead = token.nbor(-1).lower_ if token.i else ""
    return lead == "from" or (
        lead in ("to", "until", "till") and "from" in {w.lower_ for w in token.doc[max(0, token.i - 7) : token.i]}
    )


def _verbs_above(token: Token) -> Iterator[Token]:
    for _ in range(4):
        if token.head is token:
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            yield token


def _was_doing(verb: Token) -> bool:
    return verb.tag_ == "VBG" and any(child.lower_ in ("was", "were", "been") for child in children(verb))


def holds_these_days(token: Token) -> bool:
    """Whether "today" opens a sentence about how things are: "Today, most villagers live abroad"."""
    verb = token.head
    opens = token.is_sent_start or (
        token.i and token.nbor(-1).lower_ in ("and", "but", "yet") and token.nbor(-1).is_sent_start
    )
    if not opens or verb is token or verb.tag_ in ("VBD", "VBN", "VBG") or verb.lemma_.lower() not in _LASTING:
        return False
    return not any(child.dep_ in ("aux", "auxpass") for child in children(verb))
