"""What the spaCy annotation says about a place in the text: tense of its clause, names, modal verbs, sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.dates.scene import Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FUTURE_AUX = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_FUTURE_CUES = frozenset(
    {"plan", "plans", "planned", "expect", "expects", "expected", "schedule", "scheduled", "due", "set", "slated", "intend",
     "intends", "hope", "hopes", "poised", "about", "going", "likely", "begin", "start", "aims", "want", "wants", "hoping"}
)  # fmt: skip
_PAST_FORMS = frozenset({"was", "were", "had", "did", "said", "told", "has", "have", "been"})
_WINDOW = 14


class Facts:
    """Questions about a `Doc`, answered with whatever annotation it has."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts: list[int] | None = None
        self._sentences: list[int] | None = None
        self._parsed = doc.has_annotation("DEP")
        self._tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self._people = [
            (entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ in ("PERSON", "PER")
        ]

    def token(self, offset: int) -> Token:
        """The token around a character offset."""
        if self._starts is None:
            self._starts = [token.idx for token in self._doc]
        return self._doc[max(bisect_right(self._starts, offset) - 1, 0)]

    def is_person(self, offset: int) -> bool:
        """Whether the entity recogniser sees a person there."""
        return any(start <= offset < end for start, end in self._people)

    def is_modal(self, offset: int) -> bool:
        """Whether the tagger sees a modal or another verb there."""
        if not self._tagged:
            return False
        token = self.token(offset)
        return token.tag_ in ("MD", "VB", "VBP") or token.pos_ in ("AUX", "VERB")

    def sentence(self, offset: int) -> int:
        """The number of the sentence; without sentences, of the line."""
        if self._sentences is None:
            if self._doc.has_annotation("SENT_START"):
                self._sentences = [sentence.start_char for sentence in self._doc.sents]
            else:
                text = self._doc.text
                self._sentences = [0, *(i for i, sign in enumerate(text) if sign == "\n" or (sign == " " and text[i - 1] in ".!?"))]
        return bisect_right(self._sentences, offset)

    def tense(self, offset: int) -> Tense | None:
        """The tense of the clause around an offset, None where nothing shows it."""
        token = self.token(offset)
        if self._parsed and self._tagged:
            return _parsed_tense(token)
        return self._nearby_tense(token)

    def _nearby_tense(self, token: Token) -> Tense | None:
        """Without a parse: the nearest telling word before the expression, else after it, in the same sentence."""
        before = list(reversed(self._doc[max(0, token.i - _WINDOW) : token.i]))
        after = list(self._doc[token.i : token.i + _WINDOW])
        for side in (before, after):
            for word in side:
                if word.lower_ in (".", "!", "?", "\n"):
                    break
                if word.lower_ in _FUTURE_AUX or word.lower_ in ("scheduled", "expected", "due"):
                    return "future"
                if word.tag_ in ("VBD",) or word.lower_ in _PAST_FORMS or (not self._tagged and word.lower_.endswith("ed")):
                    return "past"
        return None


def _parsed_tense(token: Token) -> Tense | None:
    """Climb to the governing verbs; the first that shows tense decides."""
    node = token
    for _ in range(12):
        if node.pos_ in ("VERB", "AUX") or node.tag_[:2] in ("VB", "MD"):
            found = _verb_tense(node)
            if found is not None:
                return found
        elif any(child.dep_ == "cop" for child in node.children):
            found = _verb_tense(node)
            if found is not None:
                return found
        if node.head is node:
            return None
        node = node.head
    return None


def _verb_tense(verb: Token) -> Tense | None:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass", "cop")]
    lower = {helper.lower_ for helper in helpers}
    if verb.lower_ in _FUTURE_AUX or lower & _FUTURE_AUX:
        return "future"
    cue = verb.lower_ in _FUTURE_CUES
    if "to" in lower or any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.children):
        head = verb.head
        if head.lower_ in _FUTURE_CUES or head.lower_ in ("is", "are", "'s"):
            return "future"
        return None
    if cue and (lower & {"is", "are", "'s", "'re", "be", "was", "were"}):
        return "future"
    past_helpers = {helper.tag_ for helper in helpers} & {"VBD"}
    if verb.tag_ == "VBD" or past_helpers or lower & {"has", "have", "had", "'ve"}:
        return "past"
    if lower & {"would", "could", "should", "might", "may", "can", "must"}:
        return None
    if verb.tag_ == "VBN" and not helpers:
        return None
    if verb.tag_ == "VBG" and lower & {"is", "are", "'s", "'re", "'m"}:
        return "future"
    return "present" if verb.tag_ in ("VBP", "VBZ") or helpers else None
