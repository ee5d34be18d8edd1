"""Documents whose tags and trees are drawn by lot: any model may stand in, and every model errs."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from spacy.language import Language

_TAGS = (
    ("NOUN", "NN"), ("NOUN", "NNS"), ("PROPN", "NNP"), ("PROPN", "NNPS"), ("VERB", "VBD"), ("VERB", "VBZ"),
    ("VERB", "VB"), ("VERB", "VBN"), ("VERB", "VBG"), ("VERB", "VBP"), ("AUX", "MD"), ("AUX", "VBD"), ("ADJ", "JJ"),
    ("ADV", "RB"), ("PRON", "PRP"), ("PRON", "WP"), ("DET", "DT"), ("ADP", "IN"), ("NUM", "CD"), ("PUNCT", ","),
    ("PUNCT", "''"), ("PART", "TO"), ("CCONJ", "CC"), ("SCONJ", "IN"), ("SYM", "$"), ("X", "FW"), ("INTJ", "UH"),
    ("SPACE", "_SP"),
)  # fmt: skip
_DEPS = (
    "nsubj", "nsubjpass", "nsubj:pass", "csubj", "dobj", "obj", "obl", "obl:tmod", "npadvmod", "pobj", "prep",
    "case", "aux", "auxpass", "aux:pass", "cop", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "relcl", "conj",
    "cc", "punct", "det", "amod", "nummod", "compound", "flat", "appos", "parataxis", "mark", "nmod", "nmod:poss",
    "poss", "dep", "fixed", "iobj", "attr", "acomp", "advmod", "neg", "prt", "agent", "expl",
)  # fmt: skip
_ENTITIES = ("PERSON", "ORG", "GPE", "DATE", "MONEY", "NORP", "LOC", "CARDINAL")


def annotated(nlp: Language, text: str, seed: object) -> Doc:
    """The text with tags, lemmas, trees, sentences and entities that mean nothing, the same for the same seed."""
    chance = random.Random(f"{seed}-{text}")
    made = nlp.make_doc(text)
    words = [token.text for token in made]
    tags = [chance.choice(_TAGS) for _ in words]
    heads = _heads(chance, len(words))
    return _with_entities(chance, Doc(
        nlp.vocab,
        words,
        [bool(token.whitespace_) for token in made],
        tags=[tag for _, tag in tags],
        pos=[pos for pos, _ in tags],
        lemmas=[word.lower().removesuffix("s") or word for word in words],
        heads=heads,
        deps=["ROOT" if head == i else chance.choice(_DEPS) for i, head in enumerate(heads)],
    ))  # fmt: skip


def _heads(chance: random.Random, n: int) -> list[int]:
    """A tree for each of some sentences: each word hangs on one that hangs already, mostly a near one."""
    heads: list[int] = []
    while len(heads) < n:
        start, size = len(heads), min(n - len(heads), chance.randrange(1, 25))
        order = list(range(start, start + size))
        chance.shuffle(order)
        own = {order[0]: order[0]}
        for word in order[1:]:
            near = chance.sample(list(own), min(3, len(own)))
            own[word] = min(near, key=lambda other, word=word: abs(other - word))  # type: ignore[misc]
        heads += [own[i] for i in range(start, start + size)]
    return heads


def _with_entities(chance: random.Random, doc: Doc) -> Doc:
    found, at = [], 0
    while at < len(doc):
        size = chance.randrange(1, 4)
        if chance.random() < 0.2 and at + size <= len(doc):
            found.append(Span(doc, at, at + size, label=chance.choice(_ENTITIES)))
        at += size
    doc.set_ents(found)
    return doc
