"""The source of a cue: the noun phrase that the sentence gives as the one who says it, in both dependency schemes."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.text.tokens import children, lefts, rights

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass",)
# What follows the head of a source and is no longer its name: "Ann Lee, who …", "the report published …".
_CUT_BEHIND = ("relcl", "acl", "advcl", "parataxis", "ccomp")
_BEFORE_HEAD = ("det", "predet", "poss", "amod", "compound", "flat", "nummod", "nmod", "quantmod", "appos", "npadvmod")
_MAX_CLIMB = 4


@dataclass(frozen=True, slots=True)
class Source:
    """Tokens `[start, end)` of a source and how it was found."""

    start: int
    end: int
    head: int
    how: str


def source_of(cue: Token) -> Source | None:
    """Find the source of a cue verb by its clause, or by the clause it depends on.

    "Ann Lee said", "said Ann Lee", "went on to say", "Ann Lee, who said", "a statement saying",
    "Ann Lee was quoted as saying".
    """
    verb = cue
    for _ in range(_MAX_CLIMB):
        subject = _subject(verb)
        if subject is not None and subject.lower_ in cue_lexicon().relatives:
            antecedent = _antecedent(verb, subject)
            return _phrase(antecedent, cue) if antecedent is not None else None
        if subject is not None:
            return _phrase(subject, cue) if subject.pos_ not in ("PUNCT", "SYM", "SPACE") else None
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return _phrase(verb.head, cue)
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "aux") or verb.head is verb:
            return None
        if verb.dep_ == "ccomp" and _has_complementizer(verb):
            return None  # "he knew that saying so …": the outer subject need not be the one who says it
        verb = verb.head
    return None


def _antecedent(verb: Token, pronoun: Token) -> Token | None:
    """What "who" stands for: the head of the relative clause, or where the parse shows none, the noun before it."""
    if verb.dep_ in ("relcl", "acl") and verb.head.i < pronoun.i:
        return verb.head
    i = pronoun.i - 1
    if i >= 0 and pronoun.doc[i].text == ",":
        i -= 1
    noun = pronoun.doc[i] if i >= 0 else None
    while (
        noun is not None and noun.dep_ in ("flat", "compound", "nmod", "appos", "pobj", "prep") and noun.head.i < noun.i
    ):
        noun = noun.head
    return noun if noun is not None and noun.pos_ in ("NOUN", "PROPN") else None


def _subject(verb: Token) -> Token | None:
    dependents = list(children(verb))
    passive = any(child.dep_ == "auxpass" for child in dependents)
    for child in dependents:
        if child.dep_ in _SUBJECTS and not passive:
            return child
    agent = next((_agent(child) for child in dependents if _agent(child) is not None), None)
    if passive and agent is not None:
        return agent
    if passive:
        quoted_as = any(child.dep_ in ("xcomp", "advcl", "prep") for child in dependents) and verb.lemma_ == "quote"
        return next((c for c in dependents if quoted_as and c.dep_ in _PASSIVE_SUBJECTS), None)
    return None


def _agent(child: Token) -> Token | None:
    """The doer of a passive: UD's oblique with "by", spaCy's `agent`."""
    if child.dep_ == "agent":
        return next((c for c in children(child) if c.dep_ == "pobj"), None)
    if child.dep_ == "obl" and any(c.dep_ == "case" and c.lower_ == "by" for c in children(child)):
        return child
    return None


def _has_complementizer(verb: Token) -> bool:
    return any(child.dep_ == "mark" for child in children(verb))


def _phrase(head: Token, cue: Token) -> Source:
    start, end = phrase_around(head)
    if head.i < cue.i:
        end = min(end, cue.i)
        how = "subject"
    else:
        start = max(start, cue.i + 1)
        how = "inverted"
    if head.pos_ == "PRON":
        how = "pronoun"
    return Source(start, end, head.i, how)


def phrase_around(head: Token) -> tuple[int, int]:
    """Tokens of the noun phrase of `head`: its determiners, names, appositions and of-phrases, but no clause behind it.

    Returns:
        `(start, end)` token positions, end exclusive.
    """
    start = head.i
    for child in lefts(head):
        if child.dep_ in _BEFORE_HEAD:
            start = min(start, child.left_edge.i)
    end = head.i + 1
    for child in rights(head):
        if child.dep_ in _CUT_BEHIND or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")):
            break
        if child.dep_ not in ("punct", "cc"):
            end = max(end, child.right_edge.i + 1)
    return start, _without_loose_end(head, end)


def _without_loose_end(head: Token, end: int) -> int:
    """Punctuation at the end goes, a bracket that closes what the phrase opened comes along."""
    doc = head.doc
    while end - 1 > head.i and (doc[end - 1].is_punct or doc[end - 1].is_space) and doc[end - 1].text != ")":
        end -= 1
    opened = sum((t.text == "(") - (t.text == ")") for t in doc[head.i : end])
    if opened > 0 and end < len(doc) and doc[end].text == ")":
        end += 1
    return end


_NOMINAL = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART")
_NAMING = ("NOUN", "PROPN", "PRON")


def noun_phrase_at(token: Token, limit: int) -> tuple[int, int] | None:
    """A noun phrase read from the tags alone, from `token` on and before `limit`; for where the parse fails."""
    doc, i = token.doc, token.i
    while i < limit and (doc[i].pos_ in _NOMINAL or _abbreviates(doc[i], limit)) and not doc[i].is_space:
        i += 1
    if not any(t.pos_ in _NAMING and t.lower_ not in cue_lexicon().relatives for t in doc[token.i : i]):
        return None
    return token.i, i


def noun_phrase_before(token: Token, limit: int) -> tuple[int, int] | None:
    """A noun phrase read from the tags alone that ends right before `token` and begins at `limit` or behind it."""
    doc, i = token.doc, token.i
    while i > limit and doc[i - 1].pos_ in _NOMINAL and not doc[i - 1].is_space:
        i -= 1
    while i < token.i and doc[i].pos_ == "PART":
        i += 1
    return noun_phrase_at(doc[i], token.i) if i < token.i else None


def _abbreviates(token: Token, limit: int) -> bool:
    """The full stop of "Rep. Lee" where it is a token of its own."""
    return token.text == "." and token.i + 1 < limit and token.nbor(-1).is_title and token.nbor(1).is_title
