"""Cues outside quotation marks: reporting verbs with their auxiliaries, and "according to"."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.quotes.lexicon import CueLexicon, cue_lexicon
from pipeline.quotes.page import Page
from pipeline.quotes.quote import Act
from pipeline.quotes.sources import Source, phrase_around, source_of

_BEFORE_CUE = ("aux", "auxpass", "neg", "advmod")


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `[start, end)` of a cue, its head token, the act, and the source if the sentence names one."""

    start: int
    end: int
    head: int
    lemma: str
    act: Act
    source: Source | None


def find_cues(page: Page) -> list[Cue]:
    """Find the cues that stand outside quotation marks, in text order."""
    lexicon = cue_lexicon()
    cues = []
    for token in page.doc:
        if page.is_quoted(token.i):
            continue
        if token.lower_ == "according":
            cue = _according_to(token)
        elif _is_verb(token) and token.lemma_.lower() in lexicon.verbs:
            cue = _verb_cue(token, lexicon)
        else:
            continue
        if cue is not None:
            cues.append(cue)
    return cues


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")


def _verb_cue(token: Token, lexicon: CueLexicon) -> Cue | None:
    if token.dep_ in ("amod", "aux", "compound"):
        return None  # "the said man", "an expected rise"
    lemma = token.lemma_.lower()
    source = source_of(token)
    start, end = _with_helpers(token, source)
    return Cue(start, end, token.i, lemma, lexicon.verbs[lemma], source)


def _with_helpers(token: Token, source: Source | None) -> tuple[int, int]:
    """The cue with its auxiliaries ("has said"), particle ("pointed out") and governing verb ("went on to say")."""
    start, end = token.i, token.i + 1
    for child in token.lefts:
        if child.dep_ in _BEFORE_CUE and child.right_edge.i + 1 - child.left_edge.i <= 2:
            start = min(start, child.left_edge.i)
    if token.dep_ == "xcomp" and token.head.i < token.i <= token.head.i + 4:
        start = min(start, token.head.i)
    for child in token.rights:
        if child.dep_ == "prt" and child.i == end:
            end += 1
    if source is not None and source.start < token.i:
        start = max(start, source.end)
        while start < token.i and token.doc[start].is_punct:
            start += 1
    return start, end


def _according_to(token: Token) -> Cue | None:
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    noun = _object_of_according(token)
    if noun is None or noun.i <= token.i + 1:
        return None
    _, end = phrase_around(noun)
    source = Source(token.i + 2, max(end, token.i + 3), noun.i, "according_to")
    return Cue(token.i, token.i + 2, token.i, "according", "speech", source)


def _object_of_according(token: Token) -> Token | None:
    """UD: "according" is the case of the noun; spaCy: noun is `pobj` of "to" under "according"."""
    if token.dep_ == "case" and token.head.i > token.i:
        return token.head
    for child in token.subtree:
        if child.i > token.i + 1 and child.dep_ in ("pobj", "obl", "nmod"):
            return child
    after = token.doc[token.i + 2]
    return after.head if after.dep_ in ("det", "compound", "amod", "poss", "flat") and after.head.i > after.i else after
