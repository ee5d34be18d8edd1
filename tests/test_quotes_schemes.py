"""The rules on hand-built documents, once with our labels (UD-like) and once with those of spaCy's own models."""

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.quotes.quote import Quote
from pipeline.quotes.rules.find import find_quotes

VOCAB = spacy.blank("en").vocab
Row = tuple[str, str, str, str, int, str]


def build(rows: list[Row]) -> Doc:
    """A document from (word, lemma, tag, part of speech, head, label)."""
    words, lemmas, tags, pos, heads, deps = (list(column) for column in zip(*rows, strict=True))
    starts = [i == 0 for i in range(len(rows))]
    return Doc(VOCAB, words=words, lemmas=lemmas, tags=tags, pos=pos, heads=heads, deps=deps, sent_starts=starts)


ANN = ("Ann", "Ann", "NNP", "PROPN")
LEE = ("Lee", "Lee", "NNP", "PROPN")
SAID = ("said", "say", "VBD", "VERB")
THAT = ("that", "that", "IN", "SCONJ")
IT = ("it", "it", "PRP", "PRON")
RAINS = ("rains", "rain", "VBZ", "VERB")
DOT = (".", ".", ".", "PUNCT")

THAT_CLAUSE = {
    "ud": [(*ANN, 2, "nsubj"), (*LEE, 0, "flat"), (*SAID, 2, "ROOT"), (*THAT, 5, "mark"), (*IT, 5, "nsubj"),
           (*RAINS, 2, "ccomp"), (*DOT, 2, "punct")],
    "spacy": [(*ANN, 1, "compound"), (*LEE, 2, "nsubj"), (*SAID, 2, "ROOT"), (*THAT, 5, "mark"), (*IT, 5, "nsubj"),
              (*RAINS, 2, "ccomp"), (*DOT, 2, "punct")],
}  # fmt: skip

ACCORDING = ("according", "accord", "VBG", "VERB")
TO = ("to", "to", "IN", "ADP")
COMMA = (",", ",", ",", "PUNCT")
ACCORDING_TO = {
    "ud": [(*IT, 1, "nsubj"), (*RAINS, 1, "ROOT"), (*COMMA, 1, "punct"), (*ACCORDING, 5, "case"), (*TO, 3, "fixed"),
           (*ANN, 1, "obl"), (*LEE, 5, "flat"), (*DOT, 1, "punct")],
    "spacy": [(*IT, 1, "nsubj"), (*RAINS, 1, "ROOT"), (*COMMA, 1, "punct"), (*ACCORDING, 1, "prep"), (*TO, 3, "prep"),
              (*ANN, 6, "compound"), (*LEE, 4, "pobj"), (*DOT, 1, "punct")],
}  # fmt: skip

WAS = ("was", "be", "VBD", "AUX")
ANNOUNCED = ("announced", "announce", "VBN", "VERB")
BY = ("by", "by", "IN", "ADP")
PASSIVE = {
    "ud": [(*IT, 2, "nsubjpass"), (*WAS, 2, "auxpass"), (*ANNOUNCED, 2, "ROOT"), (*BY, 4, "case"), (*ANN, 2, "obl"),
           (*LEE, 4, "flat"), (*THAT, 8, "mark"), (*IT, 8, "nsubj"), (*RAINS, 2, "ccomp"), (*DOT, 2, "punct")],
    "spacy": [(*IT, 2, "nsubjpass"), (*WAS, 2, "auxpass"), (*ANNOUNCED, 2, "ROOT"), (*BY, 2, "agent"),
              (*ANN, 5, "compound"), (*LEE, 3, "pobj"), (*THAT, 8, "mark"), (*IT, 8, "nsubj"), (*RAINS, 2, "ccomp"),
              (*DOT, 2, "punct")],
}  # fmt: skip

WENT = ("went", "go", "VBD", "VERB")
ON = ("on", "on", "RP", "ADP")
TO_SAY = ("to", "to", "TO", "PART")
SAY = ("say", "say", "VB", "VERB")
WENT_ON_TO_SAY = {
    "ud": [(*ANN, 2, "nsubj"), (*LEE, 0, "flat"), (*WENT, 2, "ROOT"), (*ON, 2, "prt"), (*TO_SAY, 5, "mark"),
           (*SAY, 2, "xcomp"), (*THAT, 8, "mark"), (*IT, 8, "nsubj"), (*RAINS, 5, "ccomp"), (*DOT, 2, "punct")],
    "spacy": [(*ANN, 1, "compound"), (*LEE, 2, "nsubj"), (*WENT, 2, "ROOT"), (*ON, 2, "prt"), (*TO_SAY, 5, "aux"),
              (*SAY, 2, "xcomp"), (*THAT, 8, "mark"), (*IT, 8, "nsubj"), (*RAINS, 5, "ccomp"), (*DOT, 2, "punct")],
}  # fmt: skip

CASES = [
    (THAT_CLAUSE, ("that it rains", "said", "Ann Lee")),
    (ACCORDING_TO, ("it rains", "according to", "Ann Lee")),
    (PASSIVE, ("that it rains", "was announced", "Ann Lee")),
    (WENT_ON_TO_SAY, ("that it rains", "went on to say", "Ann Lee")),
]


@pytest.mark.parametrize("scheme", ["ud", "spacy"])
@pytest.mark.parametrize(("rows", "expected"), CASES, ids=[expected[1] for _, expected in CASES])
def test_content_cue_and_source_are_found_in_both_schemes(
    rows: dict[str, list[Row]], expected: tuple[str, str, str], scheme: str
) -> None:
    doc = build(rows[scheme])
    (quote,) = find_quotes(doc)
    assert words(doc, quote) == expected


def words(doc: Doc, quote: Quote) -> tuple[str, str, str]:
    assert quote.cue is not None
    assert quote.source is not None
    return doc.text[quote.start : quote.end], doc.text[slice(*quote.cue)], doc.text[slice(*quote.source)]


def test_without_any_annotation_a_quotation_is_found_and_nobody_is_guessed() -> None:
    doc = spacy.blank("en")('The bridge is old.\n\n"It will stay shut until the spring."')
    (quote,) = find_quotes(doc)
    assert (quote.kind, quote.source, quote.reason is not None) == ("direct", None, True)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", '"', '""', "“”\n”“", "''``''", '"\n"', "according to", "said said said"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    doc = spacy.blank("en")(text)
    for quote in find_quotes(doc):
        assert text[quote.start : quote.end].strip()
