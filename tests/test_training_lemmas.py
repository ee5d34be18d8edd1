"""A lemmatizer that is trained further after it was read from disk."""

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.training.lemmas import know_lemma_trees


def _example(nlp, words, lemmas):
    return Example(Doc(nlp.vocab, words=words), Doc(nlp.vocab, words=words, lemmas=lemmas))


def test_a_lemmatizer_from_disk_goes_on_from_what_it_knew(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    words, lemmas = ["dams", "leaked", "and", "dam", "leaks"], ["dam", "leak", "and", "dam", "leak"]
    nlp.initialize(lambda: [_example(nlp, words, lemmas)] * 4)
    for _ in range(60):
        nlp.update([_example(nlp, words, lemmas)] * 4)
    nlp.to_disk(tmp_path)

    again = know_lemma_trees(spacy.load(tmp_path))
    optimizer = again.resume_training()
    for _ in range(20):
        again.update([_example(again, words, lemmas)] * 4, sgd=optimizer)
    assert [token.lemma_ for token in again(Doc(again.vocab, words=words))] == lemmas
