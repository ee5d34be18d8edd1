"""What the spaCy annotation says about a place in the text: tense of its clause, names, modal verbs, sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.dates import habitual
from pipeline.dates.context import Tense
from pipeline.dates.lexicon import word_set
from pipeline.text.layout import ends_line, layout_of
from pipeline.text.signs import POSSESSIVES
from pipeline.text.tokens import children, has_tree, lefts, text_of, token_starts

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FUTURE_AUX = word_set("future_auxiliaries")
# Verbs and adjectives whose time lies ahead even in the past tense: "was scheduled for Friday".
_AHEAD = word_set("ahead")
_REPORTS = word_set("reporting_verbs")
_PAST_FORMS = word_set("past_forms")
_SAME_PAST = word_set("same_past_forms")
_BE = word_set("be_forms")
# What belongs to a day to come: "Tuesday's vote".
_EVENTS_AHEAD = word_set("events_ahead")
# Before a noun: "the planned visit in September".
_PLANNED = word_set("planned")
_BARE = word_set("verbs_with_bare_infinitive")
_PAST_HELPERS = word_set("past_helpers")
_FORMERLY = word_set("formerly")
_WINDOW = 14
_CLIMB = 12


class Facts:
    """Questions about a `Doc`, answered with whatever annotation it has."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts: list[int] | None = None
        self._sentences: list[int] | None = None
        self._tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self._parsed = has_tree(doc) and self._tagged
        self._people = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in ("PERSON", "PER")]

    def token(self, offset: int) -> Token:
        """The token around a character offset."""
        if self._starts is None:
            self._starts = token_starts(self._doc)
        return self._doc[max(bisect_right(self._starts, offset) - 1, 0)]

    def is_person(self, offset: int) -> bool:
        """Whether the entity recogniser sees a person there."""
        place = bisect_right(self._people, offset, key=lambda person: person[0]) - 1
        return place >= 0 and offset < self._people[place][1]

    def is_modal(self, offset: int) -> bool:
        """Whether the tagger sees a modal or another verb there."""
        if not self._tagged:
            return False
        token = self.token(offset)
        return token.tag_ in ("MD", "VB", "VBP") or token.pos_ in ("AUX", "VERB")

    def is_habit(self, offset: int) -> bool:
        """Whether a clock time there is of every day."""
        return habitual.is_habit(self.token(offset))

    def holds_these_days(self, offset: int) -> bool:
        """Whether "today" there is our age, not the day."""
        return self._parsed and habitual.holds_these_days(self.token(offset))

    def sentence(self, offset: int) -> int:
        """The number of the sentence; without sentences, of the stretch between full stops and line ends."""
        if self._sentences is None:
            self._sentences = self._sentence_starts()
        return bisect_right(self._sentences, offset)

    def _sentence_starts(self) -> list[int]:
        if self._doc.has_annotation("SENT_START"):
            return [sentence.start_char for sentence in self._doc.sents]
        text = text_of(self._doc)
        behind_stops = (i for i, sign in enumerate(text) if sign == " " and i and text[i - 1] in ".!?")
        return sorted({*layout_of(self._doc).starts, *behind_stops})

    def tense(self, offset: int) -> Tense | None:
        """The tense of the clause around an offset, None where nothing shows it."""
        token = self.token(offset)
        lead = _lead_tense(self._doc, token.i)
        if lead is not None:
            return lead
        found = _parsed_tense(token) if self._parsed else self._nearby_tense(token)
        if token.i and token.nbor(-1).lower_ == "by" and not (found or "").startswith("past"):
            return found if _looks_back(self._doc, token.i) else "future"
        owns = token.i + 1 < len(self._doc) and token.nbor().lower_ in POSSESSIVES
        return "past" if owns and found in ("present", "future") and token.head.lower_ not in _EVENTS_AHEAD else found

    def _nearby_tense(self, token: Token) -> Tense | None:
        """Without a parse: the nearest telling word before the expression, else after it, in the same sentence."""
        before = list(reversed(self._doc[max(0, token.i - _WINDOW) : token.i]))
        after = list(self._doc[token.i : token.i + _WINDOW])
        for side in (before, after):
            for word in side:
                if word.lower_ in (".", "!", "?") or ends_line(word):
                    break
                if word.lower_ in _FUTURE_AUX or (word.lower_ in _AHEAD and _is_ahead(word)):
                    return "future"
                if (
                    word.tag_ == "VBD"
                    or word.lower_ in _PAST_FORMS
                    or (not self._tagged and word.lower_.endswith("ed"))
                ):
                    return "past"
                if word.lower_ in ("is", "are"):
                    return "present"
        return None


def _is_ahead(word: Token) -> bool:
    """ "Set" only in "set for", "set to"."""
    return word.lower_ != "set" or (word.i + 1 < len(word.doc) and word.nbor().lower_ in ("for", "to"))


def _looks_back(doc: Doc, i: int) -> bool:
    return not {token.lower_ for token in doc[max(0, i - 8) : i + 8]}.isdisjoint(_PAST_HELPERS)


def _lead_tense(doc: Doc, i: int) -> Tense | None:
    """ "Until Friday", "as soon as Tuesday" look ahead whatever the verb."""
    before = doc[i - 1].lower_ if i else ""
    if before in ("until", "till"):
        return None if _looks_back(doc, i) else "future"
    if before == "since":
        return "since"
    if before in ("in", "on", "for") and _is_planned(doc, i - 2):
        return "future"
    return "future" if before == "as" and i > 2 and doc[i - 2].lower_ in ("soon", "early") else None


def _is_planned(doc: Doc, noun: int) -> bool:
    """ "The planned state visit": one of the two words before the noun says that it is still to come."""
    if noun < 1 or doc[noun].pos_ not in ("NOUN", "PROPN", ""):
        return False
    lead = doc[noun - 1]
    return lead.lower_ in _PLANNED or (noun > 1 and lead.is_alpha and doc[noun - 2].lower_ in _PLANNED)


def _parsed_tense(token: Token) -> Tense | None:
    """Climb to the governing verbs; the first that shows tense decides, a direct one most strongly."""
    node, direct = token, True
    for step in range(_CLIMB):
        helpers = [child for child in children(node) if child.dep_ in ("aux", "auxpass", "cop")]
        is_verb = node.pos_ in ("VERB", "AUX") or node.tag_[:2] in ("VB", "MD")
        if is_verb or any(helper.dep_ == "cop" for helper in helpers):
            found = _verb_tense(node, helpers)
            if found is not None:
                if found == "present":
                    return "future" if direct and node.lower_ not in _REPORTS else "present"
                return "past_direct" if found == "past" and direct else found
            direct = False
        elif node.lower_ in _AHEAD:
            return "future"
        elif step and node.pos_ in ("NOUN", "PROPN", "ADJ"):
            direct = direct and _is_place(node)
        if node.head is node:
            return None
        node = node.head
    return None


def _is_place(noun: Token) -> bool:
    """ "Opens at the town hall on Thursday": the day hangs on the place and belongs to the verb."""
    if noun.dep_ not in ("obl", "pobj") or noun.head.pos_ not in ("VERB", "ADP"):
        return False
    leads = [noun.head, *(child for child in lefts(noun) if child.dep_ == "case")]
    return any(lead.lower_ in ("at", "in") for lead in leads)


def _verb_tense(verb: Token, helpers: list[Token]) -> Tense | None:
    lower = {helper.lower_ for helper in helpers}
    if verb.lower_ in _FUTURE_AUX or lower & _FUTURE_AUX:
        return "future"
    if verb.lower_ in _AHEAD and (verb.lower_ != "set" or lower & _BE):
        before = {child.lower_ for child in lefts(verb)}
        return "past" if "had" in before and before & _FORMERLY else "future"
    if "to" in lower:
        return "future"
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers) or lower & {"has", "have", "had", "'ve"}:
        return "past"
    if verb.tag_ in ("VB", "VBP") and not lower and verb.dep_ in ("ccomp", "xcomp") and verb.head.lower_ in _BARE:
        return None  # "let it begin": the verb above tells
    if verb.lower_ in _SAME_PAST and verb.tag_ in ("VB", "VBP") and not lower:
        return "past"  # a tagger cannot see it; in news the report is far more common than the habit
    if lower & {"could", "should", "might", "may", "can", "must"}:
        return None
    if verb.tag_ == "VBN" and not helpers:
        subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in children(verb))
        return "past" if subject or verb.dep_ in ("acl", "advcl") else None
    return "present" if verb.tag_ in ("VBP", "VBZ") or lower & {"is", "are", "'s", "'re", "’s", "’re"} else None
