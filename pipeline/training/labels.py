"""Dependency labels: Universal Dependencies names turned into the ones spaCy's English pipelines use.

Only labels that mean the same thing in both schemes are renamed. `obl`, `nmod`, `case` and `cop` keep their UD names,
because spaCy's `prep`/`pobj` attach the other way round: a rename would lie about the tree.
"""

UD_TO_SPACY = {
    "root": "ROOT",
    "obj": "dobj",
    "iobj": "dative",
    "nsubj:pass": "nsubjpass",
    "nsubj:outer": "nsubj",
    "csubj:pass": "csubjpass",
    "csubj:outer": "csubj",
    "aux:pass": "auxpass",
    "nmod:poss": "poss",
    "compound:prt": "prt",
    "acl:relcl": "relcl",
    "advcl:relcl": "advcl",
    "cc:preconj": "preconj",
    "det:predet": "predet",
    "discourse": "intj",
    "obl:unmarked": "npadvmod",
    "nmod:unmarked": "nmod",
    "nmod:desc": "nmod",
    "obl:agent": "obl",
    "flat:foreign": "flat",
    "orphan": "dep",
    "reparandum": "dep",
    "goeswith": "dep",
    "list": "parataxis",
}


def spacy_label(ud_label: str) -> str:
    """Return the label our parser learns for a UD relation.

    >>> spacy_label("obj"), spacy_label("nmod:poss"), spacy_label("obl")
    ('dobj', 'poss', 'obl')
    """
    return UD_TO_SPACY.get(ud_label, ud_label)
