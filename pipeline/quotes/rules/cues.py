"""Cues outside quotation marks: reporting verbs with their auxiliaries, and "according to"."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from pipeline.quotes.cue_lexicon import CueLexicon, cue_lexicon
from pipeline.quotes.quote import Act
from pipeline.quotes.rules.marked_doc import MarkedDoc
from pipeline.quotes.rules.source_phrases import Source, noun_phrase_before, phrase_around, source_of
from pipeline.text.tokens import lefts, rights, sentence_around

_BEFORE_CUE = ("aux", "auxpass", "neg", "advmod")
_FAR_OBJECT = 30  # tokens from "according" to its noun, at most


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `[start, end)` of a cue, its head token, the act, and the source if the sentence names one."""

    start: int
    end: int
    head: int
    lemma: str
    act: Act
    source: Source | None


def find_cues(marked: MarkedDoc) -> list[Cue]:
    """Find the cues that stand outside quotation marks, in text order."""
    lexicon = cue_lexicon()
    cues = []
    for token in [marked.doc[i] for i in _candidates(marked)]:
        if token.lower_ == "according":
            cue = _according_to(token)
        elif _is_verb(token) and (lemma := _lemma(token)) in lexicon.verbs:
            cue = _verb_cue(marked, token, lemma, lexicon)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.nouns:
            cue = _noun_cue(token, lexicon)
        elif token.lower_ in lexicon.going_on and _goes_on(token):
            cue = _goes_on_cue(token)
        else:
            continue
        if cue is not None:
            cues.append(cue)
    said = {marked.doc[cue.head].head.i for cue in cues if marked.doc[cue.head].dep_ == "xcomp" and cue.act == "speech"}
    return [cue for cue in cues if cue.head not in said]  # "declined to say": one attribution, not two


def cues_between(cues: list[Cue], start: int, end: int) -> list[Cue]:
    """Those of the cues, in text order, whose head stands in `[start, end)`."""
    return cues[bisect_left(cues, start, key=_head) : bisect_left(cues, end, key=_head)]


def _head(cue: Cue) -> int:
    return cue.head


def _candidates(marked: MarkedDoc) -> list[int]:
    """The few tokens outside quotation marks that may be cues by their form alone."""
    forms = {"according"} | cue_lexicon().going_on
    lemmas = {lemma for lemma in set(marked.lemma) if _may_attribute(lemma)}
    return [
        i
        for i, (low, lemma, region) in enumerate(zip(marked.lower, marked.lemma, marked.region_of, strict=True))
        if region < 0 and (low in forms or lemma in lemmas)
    ]


@lru_cache(maxsize=50_000)
def _may_attribute(lemma: str) -> bool:
    return cue_lexicon().may_attribute(lemma)


def _goes_on(token: Token) -> bool:
    """ "he went on: …", "…, Ann Lee went on, …" """
    after = token.doc[token.i + 1 : token.i + 3]
    return len(after) == 2 and after[0].lower_ == "on" and after[1].text in (",", ":", ".", '"', "“")


def _goes_on_cue(token: Token) -> Cue:
    source = _parenthetical(token, behind=token.i + 2) or source_of(token)
    return Cue(token.i, token.i + 2, token.i, "go", "speech", source)


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")


def _lemma(token: Token) -> str:
    """The lemma in small letters; of words in capitals, which no lemmatizer reads, as the regular forms tell."""
    lemma = token.lemma_.lower()
    return cue_lexicon().forms.get(lemma, lemma) if token.is_upper else lemma


def _noun_cue(token: Token, lexicon: CueLexicon) -> Cue | None:
    """ "Ann Lee's claim that …", where no verb governs the noun that is itself a cue ("repeated her view that …")."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "that":
        return None
    if token.dep_ in ("dobj", "obj") and _lemma(token.head) in lexicon.verbs:
        return None
    owner = next((child for child in lefts(token) if child.dep_ == "poss"), None)
    if owner is None:
        return None
    start, end = phrase_around(owner)
    source = Source(start, min(end, token.i), owner.i, "pronoun" if owner.pos_ == "PRON" else "subject")
    lemma = token.lemma_.lower()
    return Cue(token.i, token.i + 1, token.i, lemma, lexicon.nouns[lemma], source)


def _verb_cue(marked: MarkedDoc, token: Token, lemma: str, lexicon: CueLexicon) -> Cue | None:
    behind_quotation = token.i > 0 and marked.is_quoted(token.i - 1)  # `"…," complained Ann Lee` parsed as a participle
    if token.dep_ in ("amod", "aux", "compound") and not behind_quotation:
        return None  # "the said man", "an expected rise"
    source = _parenthetical(token) or source_of(token) or _before_finite(token)
    start, end = _with_helpers(token, source)
    return Cue(start, end, token.i, lemma, lexicon.verbs[lemma], source)


def _parenthetical(token: Token, behind: int | None = None) -> Source | None:
    """`The bridge, Ann Lee said, will close`: the phrase between comma and verb speaks, whatever the parse says."""
    doc, i = token.doc, token.i
    behind = i + 1 if behind is None else behind
    if behind >= len(doc) or doc[behind].text != "," or i < 2:
        return None
    phrase = noun_phrase_before(token, max(i - 8, 0))
    if phrase is None or phrase[0] == 0 or doc[phrase[0] - 1].text != ",":
        return None
    how = "pronoun" if doc[phrase[1] - 1].pos_ == "PRON" else "subject"
    return Source(phrase[0], phrase[1], phrase[1] - 1, how)


def _before_finite(token: Token) -> Source | None:
    """Where the parse names no subject: the phrase right before a finite verb, over one apposition between commas."""
    doc = token.doc
    if token.tag_ not in ("VBD", "VBZ") or token.i == 0:
        return None
    sentence = sentence_around(doc, token.i)
    limit = sentence[0] if sentence is not None else max(token.i - 20, 0)
    phrase = noun_phrase_before(token, limit)
    if phrase is None and doc[token.i - 1].text == ",":
        comma = next((i for i in range(token.i - 2, limit, -1) if doc[i].text == ","), None)
        phrase = (limit, comma) if comma is not None and doc[limit].text[:1].isupper() and comma - limit <= 5 else None
    return Source(*phrase, phrase[1] - 1, "subject") if phrase else None


def _with_helpers(token: Token, source: Source | None) -> tuple[int, int]:
    """The cue with its auxiliaries ("has said"), particle ("pointed out") and governing verb ("went on to say")."""
    start, end = token.i, token.i + 1
    for child in lefts(token):
        if child.dep_ in _BEFORE_CUE and child.right_edge.i + 1 - child.left_edge.i <= 2:
            start = min(start, child.left_edge.i)
    if token.dep_ == "xcomp" and token.head.i < token.i <= token.head.i + 4:
        start = min(start, token.head.i)
    for child in rights(token):
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
    # Not `subtree`: over a document without a parse it reads memory that is not its own.
    for child in token.doc[token.i + 2 : token.i + _FAR_OBJECT]:
        if child.dep_ in ("pobj", "obl", "nmod") and token in (child.head, child.head.head):
            return child
    after = token.doc[token.i + 2]
    return after.head if after.dep_ in ("det", "compound", "amod", "poss", "flat") and after.head.i > after.i else after
