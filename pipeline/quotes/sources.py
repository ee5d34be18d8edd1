"""The source of a cue: the noun phrase that the sentence gives as the one who says it, in both dependency schemes."""

from dataclasses import dataclass

from spacy.tokens import Token

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass",)
# What follows the head of a source and is no longer its name: "Ann Lee, who …", "the report published …".
_CUT_BEHIND = ("relcl", "acl", "advcl", "parataxis", "ccomp", "conj_clause", "punct_end")
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

    "Ann Lee said", "said Ann Lee", "went on to say", "Ann Lee, who said", "a statement saying", "X was quoted as saying".
    """
    verb = cue
    for _ in range(_MAX_CLIMB):
        subject = _subject(verb)
        if subject is not None:
            return _phrase(subject, cue)
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return _phrase(verb.head, cue)
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "aux") or verb.head is verb:
            return None
        if verb.dep_ == "ccomp" and _has_complementizer(verb):
            return None  # "he knew that saying so …": the outer subject need not be the one who says it
        verb = verb.head
    return None


def _subject(verb: Token) -> Token | None:
    children = list(verb.children)
    passive = any(child.dep_ == "auxpass" for child in children)
    for child in children:
        if child.dep_ in _SUBJECTS and not passive:
            return child
    agent = next((_agent(child) for child in children if _agent(child) is not None), None)
    if passive and agent is not None:
        return agent
    if passive:
        quoted_as = any(child.dep_ in ("xcomp", "advcl", "prep") for child in children) and verb.lemma_ == "quote"
        return next((c for c in children if quoted_as and c.dep_ in _PASSIVE_SUBJECTS), None)
    return None


def _agent(child: Token) -> Token | None:
    """The doer of a passive: UD's oblique with "by", spaCy's `agent`."""
    if child.dep_ == "agent":
        return next((c for c in child.children if c.dep_ == "pobj"), None)
    if child.dep_ == "obl" and any(c.dep_ == "case" and c.lower_ == "by" for c in child.children):
        return child
    return None


def _has_complementizer(verb: Token) -> bool:
    return any(child.dep_ == "mark" for child in verb.children)


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
    for child in head.lefts:
        if child.dep_ not in ("punct", "cc", "mark", "advmod", "case"):
            start = min(start, child.left_edge.i)
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in _CUT_BEHIND or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")):
            break
        if child.dep_ not in ("punct", "cc"):
            end = max(end, child.right_edge.i + 1)
    while end - 1 > head.i and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space):
        end -= 1
    return start, end


def noun_phrase_at(token: Token, limit: int) -> tuple[int, int] | None:
    """A noun phrase read from the tags alone, beginning at `token` and ending before `limit`; for where the parse fails."""
    doc, i = token.doc, token.i
    while i < limit and doc[i].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART") and not doc[i].is_space:
        i += 1
    if i == token.i or not any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in doc[token.i : i]):
        return None
    return token.i, i
