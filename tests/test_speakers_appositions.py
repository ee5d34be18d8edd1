"""Noun phrases said of a name, in sentences parsed by hand."""

from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.quotes.quote import Quote
from pipeline.speakers.resolve import resolve_speakers

VOCAB = English().vocab
TAGS = {
    "Mr": "NNP", "Varga": "NNP", "insults": "VBZ", "councils": "NNS", "and": "CC", "is": "VBZ", "a": "DT", "keen": "JJ",
    "crank": "NN", "who": "WP", "vowed": "VBD", "to": "TO", "resign": "VB", "met": "VBD", ".": ".",
}  # fmt: skip
POS = {
    "NNP": "PROPN", "VBZ": "VERB", "VBD": "VERB", "VB": "VERB", "NNS": "NOUN", "NN": "NOUN", "CC": "CCONJ", "DT": "DET",
    "JJ": "ADJ", "WP": "PRON", "TO": "PART", ".": "PUNCT",
}  # fmt: skip


def _speaker(words, heads, deps):
    """The name of the speaker of a quote whose source runs from the first "a" to "who"."""
    doc = Doc(
        VOCAB,
        words=words,
        tags=[TAGS[word] for word in words],
        pos=[POS[TAGS[word]] for word in words],
        heads=heads,
        deps=deps,
        sent_starts=[True] + [False] * (len(words) - 1),
    )
    span = (doc[words.index("a")].idx, doc[words.index("who")].idx + len("who"))
    last = doc[len(doc) - 2]
    content = ((last.idx, last.idx + len(last)),)
    quote = Quote(content, (span[1] + 1, span[1] + 5), span, "indirect", "speech", "pronoun", 0.5)
    cast = resolve_speakers(doc, (quote,))
    at = cast.of_quotes[0].speaker
    return None if at is None else cast.speakers[at].name


UD = ["nsubj", "ROOT", "dobj", "cc", "cop", "det", "amod", "conj", "nsubj", "relcl", "mark", "xcomp", "punct"]
WORDS = ["Varga", "insults", "councils", "and", "is", "a", "keen", "crank", "who", "vowed", "to", "resign", "."]


def test_what_a_copula_says_of_a_name_is_that_person_behind_another_verb_too():
    heads = [1, 1, 1, 7, 7, 7, 7, 1, 9, 7, 11, 9, 1]
    assert _speaker(["Mr", *WORDS], [1, *(h + 1 for h in heads)], ["compound", *UD]) == "Varga"


def test_the_same_where_the_copula_is_the_head():
    heads = [1, 1, 1, 1, 1, 7, 7, 4, 9, 7, 11, 9, 1]
    deps = ["nsubj", "ROOT", "dobj", "cc", "conj", "det", "amod", "attr", "nsubj", "relcl", "aux", "xcomp", "punct"]
    assert _speaker(["Mr", *WORDS], [1, *(h + 1 for h in heads)], ["compound", *deps]) == "Varga"


def test_an_object_is_not_its_subject():
    words = ["Mr", "Varga", "met", "a", "crank", "who", "vowed", "to", "resign", "."]
    heads = [1, 2, 2, 4, 2, 6, 4, 8, 6, 2]
    deps = ["compound", "nsubj", "ROOT", "det", "dobj", "nsubj", "relcl", "mark", "xcomp", "punct"]
    assert _speaker(words, heads, deps) == "crank"
