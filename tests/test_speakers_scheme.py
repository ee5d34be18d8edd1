"""The same sentence in both dependency schemes, Universal Dependencies as our parser writes them and spaCy's own."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.quotes.quote import Quote
from pipeline.speakers.resolve import resolve_speakers

TOLD = """
Ada   NNP  6 nsubj     1 compound
Moss  NNP  0 flat      6 nsubj
of    IN   5 case      1 prep
the   DT   5 det       5 det
Pier  NNP  5 compound  5 compound
Guild NNP  0 nmod      2 pobj
told  VBD  6 ROOT      6 ROOT
Carla NNP  6 dobj      8 compound
Hale  NNP  7 flat      6 dobj
that  IN  11 mark     11 mark
she   PRP 11 nsubj    11 nsubj
thanked VBD 6 ccomp    6 ccomp
her   PRP 11 dobj     11 dobj
for   IN  15 case     11 prep
the   DT  15 det      15 det
gate  NN  11 obl      13 pobj
.     .    6 punct     6 punct
"""
WHO = """
They   PRP 1 nsubj 1 nsubj
met    VBD 1 ROOT  1 ROOT
a      DT  3 det   3 det
driver NN  1 dobj  1 dobj
from   IN  5 case  3 prep
Avonmouth NNP 3 nmod 4 pobj
who    WP  7 nsubj 7 nsubj
said   VBD 3 relcl 3 relcl
no     UH  7 intj  7 intj
.      .   1 punct 1 punct
"""
UD, SPACY = 2, 4


def parsed(table: str, scheme: int) -> Doc:
    """A `Doc` from lines of word, tag, head and label in Universal Dependencies, head and label in spaCy's scheme."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Doc(
        Vocab(),
        words=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        heads=[int(row[scheme]) for row in rows],
        deps=[row[scheme + 1] for row in rows],
        spaces=[True] * (len(rows) - 1) + [False],
    )


@pytest.mark.parametrize("scheme", [UD, SPACY], ids=["ud", "spacy"])
def test_the_subject_of_the_report_is_she_and_her_is_the_other(scheme: int) -> None:
    doc = parsed(TOLD, scheme)
    told, she = doc[6], doc[10]
    content = (she.idx, doc[15].idx + 4)
    quote = Quote((content,), (told.idx, told.idx + 4), (0, 8), "indirect", "speech", "subject", 1.0)
    cast = resolve_speakers(doc, (quote,))
    assert cast.speakers[cast.of_quotes[0].speaker or 0].name == "Ada Moss"
    of = {doc.text[m.start : m.end]: cast.speakers[m.speaker].name for m in cast.mentions if m.kind == "pronoun"}
    assert of.get("she") == "Ada Moss"
    assert of.get("her") != "Ada Moss"


@pytest.mark.parametrize("scheme", [UD, SPACY], ids=["ud", "spacy"])
def test_the_organisation_behind_the_name_is_the_affiliation(scheme: int) -> None:
    doc = parsed(TOLD, scheme)
    cast = resolve_speakers(doc, ())
    assert {s.name: s.affiliation for s in cast.speakers}["Ada Moss"] == "Pier Guild"


@pytest.mark.parametrize("scheme", [UD, SPACY], ids=["ud", "spacy"])
def test_who_is_the_noun_its_clause_hangs_on(scheme: int) -> None:
    doc = parsed(WHO, scheme)
    who = doc[6]
    quote = Quote(((doc[8].idx, doc[8].idx + 2),), None, (who.idx, who.idx + 3), "indirect", "speech", "subject", 1.0)
    cast = resolve_speakers(doc, (quote,))
    assert cast.speakers[cast.of_quotes[0].speaker or 0].name == "driver"
