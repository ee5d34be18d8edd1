"""The teacher's sentences out of `Doc`s, its trees back into `Doc`s, and its word vectors."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from pipeline.training.teacher.sentences import ParserSentence, bare_sentences, gold_sentences
from pipeline.training.teacher.silver import silver_docs, tree_of
from pipeline.training.teacher.vectors import word_vectors

_VOCAB = spacy.blank("en").vocab


def _doc(words: list[str], starts: set[int]) -> Doc:
    sent_starts: list[bool | int | None] = [i in starts for i in range(len(words))]
    return Doc(_VOCAB, words=words, spaces=[False] * len(words), sent_starts=sent_starts)


def _chain(doc: Doc) -> list[ParserSentence]:
    """Trees in which every word hangs on the one before it."""
    return [
        ParserSentence(one.words, (), tuple(range(len(one.words))), ("ROOT", *["dobj"] * (len(one.words) - 1)))
        for one in bare_sentences(doc)
    ]


def test_white_space_and_kinds_of_quotation_marks_are_kept_from_the_parser() -> None:
    doc = _doc(["“", "Rain", "”", "\n\n", "It", "’s", "sun"], {0, 4})
    assert [one.words for one in bare_sentences(doc)] == [('"', "Rain", '"'), ("It", "'s", "sun")]


def test_a_gold_tree_counts_its_heads_without_white_space() -> None:
    doc = Doc(_VOCAB, words=["We", "\n", "slept"], heads=[2, 0, 2], deps=["nsubj", "dep", "ROOT"], tags=["A", "B", "C"])
    (one,) = gold_sentences(doc)
    assert (one.words, one.heads, one.labels, one.tags) == (("We", "slept"), (2, 0), ("nsubj", "ROOT"), ("A", "C"))


def test_a_gold_tree_laid_over_its_own_doc_is_the_same() -> None:
    heads, deps = [1, 1, 1, 2, 5, 5], ["nsubj", "ROOT", "punct", "dep", "nsubj", "ROOT"]
    doc = Doc(_VOCAB, words=["We", "slept", ".", "\n\n", "It", "rained"], heads=heads, deps=deps)
    tree = tree_of(doc, list(gold_sentences(doc)))
    assert (tree.heads, tree.labels) == (heads, deps)
    assert tree.starts == [True, False, False, False, True, False]


def test_a_sentence_that_starts_with_white_space_starts_at_its_first_word() -> None:
    doc = _doc(["Rain", "\n", "Sun", "shone"], {0, 1})
    assert tree_of(doc, _chain(doc)).starts == [True, False, True, False]


def test_white_space_at_the_very_start_hangs_on_the_first_word() -> None:
    doc = _doc(["\n", " ", "Sun"], {0})
    tree = tree_of(doc, _chain(doc))
    assert (tree.heads, tree.starts) == ([1, 2, 2], [True, False, False])


def test_trees_of_another_doc_are_refused() -> None:
    doc = _doc(["Rain", "fell", "Sun"], {0, 2})
    with pytest.raises(ValueError):
        tree_of(doc, _chain(doc)[:1])


@given(st.lists(st.tuples(st.sampled_from(["Rain", "fell", "\n", "\n\n", " "]), st.booleans()), max_size=120))
def test_silver_docs_hold_every_word_once_with_a_tree(tokens: list[tuple[str, bool]]) -> None:
    doc = _doc([word for word, _ in tokens], {i for i, (_, start) in enumerate(tokens) if start or not i})
    made = list(silver_docs(doc, _chain(doc)))
    assert [t.text for one in made for t in one if not t.is_space] == [t.text for t in doc if not t.is_space]
    roots = [t.i for one in made for t in one if t.head == t]
    assert len(roots) == len(list(bare_sentences(doc))) == sum(len(list(one.sents)) for one in made)
    assert not any(one[0].is_space or one[-1].is_space for one in made)


def test_long_articles_are_cut_between_paragraphs_only() -> None:
    words, starts = [], set()
    for number in range(30):
        starts.add(len(words))
        words += ["Rain", "fell", *(["\n\n"] if number % 5 == 4 else [])]
    doc = _doc(words, starts)
    assert [len(list(one.sents)) for one in silver_docs(doc, _chain(doc))] == [15, 15]


def test_crossing_arcs_are_lifted_and_keep_plain_labels() -> None:
    doc = _doc(["Rain", "we", "like", "cold"], {0})
    (made,) = silver_docs(
        doc, [ParserSentence(("Rain", "we", "like", "cold"), (), (3, 4, 0, 1), ("a", "b", "ROOT", "c"))]
    )
    arcs = [sorted((token.i, token.head.i)) for token in made if token.head != token]
    assert not any(a < c < b < d for a, b in arcs for c, d in arcs)
    assert [token.dep_ for token in made] == ["a", "b", "ROOT", "c"]


def test_silver_docs_say_nothing_of_tags_lemmas_and_morphology() -> None:
    doc = _doc(["Rain", "fell", "."], {0})
    stored = DocBin(attrs=["HEAD", "DEP", "SENT_START"], docs=silver_docs(doc, _chain(doc)))
    (one,) = DocBin().from_bytes(stored.to_bytes()).get_docs(_VOCAB)
    assert [token.dep_ for token in one] == ["ROOT", "dobj", "dobj"]
    assert not any(one.has_annotation(name) for name in ("TAG", "POS", "MORPH", "LEMMA", "ENT_IOB"))


def test_words_with_the_same_neighbours_have_like_vectors() -> None:
    places, verbs = ["Oslo", "Bergen", "Narvik"], ["slept", "waited", "stayed"]
    texts = [
        ["They", verb, "in", place, year] for place in places for verb in verbs for year in ("now", "2001", "then")
    ]
    rows, vectors = word_vectors(texts, width=4, min_count=2)
    again = word_vectors(texts, width=4, min_count=2)[1]
    near = np.linalg.norm(vectors[rows["oslo"]] - vectors[rows["bergen"]])
    far = np.linalg.norm(vectors[rows["oslo"]] - vectors[rows["slept"]])
    assert near < far / 2
    assert np.array_equal(vectors, again) and not vectors[0].any()


def test_too_few_words_for_vectors_is_said() -> None:
    with pytest.raises(ValueError, match="too few"):
        word_vectors([["Rain", "fell"]], width=4, min_count=1)
