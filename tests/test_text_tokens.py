"""Reading a `Doc`: what spaCy leaves undefined without a parse is nothing here."""

import spacy
from spacy.tokens import Doc

from pipeline.text.tokens import children, has_tree, lefts, rights, sentence_around, text_of


def test_without_a_parse_no_word_has_children():
    token = spacy.blank("en")("According to the harbour office it rained.")[0]
    assert not [*children(token), *lefts(token), *rights(token)]


def test_with_a_parse_the_children_are_those_of_the_tree():
    doc = Doc(
        spacy.blank("en").vocab, words=["Rain", "fell", "again"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "advmod"]
    )
    assert [list(map(str, of(doc[1]))) for of in (children, lefts, rights)] == [["Rain", "again"], ["Rain"], ["again"]]


def test_the_text_is_put_together_once():
    doc = spacy.blank("en")("Rain fell.")
    assert text_of(doc) == doc.text and text_of(doc) is text_of(doc)


def test_a_tree_is_known_by_its_labels():
    assert not has_tree(spacy.blank("en")("Rain fell."))
    assert has_tree(Doc(spacy.blank("en").vocab, words=["Rain", "fell"], heads=[1, 1], deps=["nsubj", "ROOT"]))


def test_a_word_may_govern_more_than_spacy_looks_through():
    n = 12_000
    doc = Doc(spacy.blank("en").vocab, words=["so"] * n, heads=[0] * n, deps=["ROOT", *["dep"] * (n - 1)])
    assert sum(1 for _ in children(doc[0])) == sum(1 for _ in rights(doc[0])) == n - 1


def test_the_sentence_around_a_word_is_that_of_spacy():
    doc = Doc(spacy.blank("en").vocab, words=["It", "rained", "Why", "now"], sent_starts=[True, False, True, False])
    assert [sentence_around(doc, i) for i in range(4)] == [(t.sent.start, t.sent.end) for t in doc]
    assert sentence_around(spacy.blank("en")("It rained."), 0) is None
