"""The files that the teacher reads: treebanks to learn from, news articles to learn words from and to parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import load
from pipeline.training import treebank
from pipeline.training.conllu import read_conllu
from pipeline.training.polnear import read_articles
from pipeline.training.teacher.sentences import ParserSentence, gold_sentences, normal_form

TREEBANKS = ("en_ewt", "en_gum")


def treebank_sentences(corpora: Path, bank: str, part: str) -> list[ParserSentence]:
    """The sentences of one treebank file, as the training documents of the shipped parser have them.

    Raises:
        FileNotFoundError: the treebank is missing.
    """
    vocab = spacy.blank("en").vocab
    groups = treebank.documents(read_conllu(corpora / "ud" / f"{bank}-{part}.conllu.gz"))
    return [one for group in groups for one in gold_sentences(treebank.to_doc(vocab, group))]


def article_words(corpora: Path) -> Iterator[Sequence[str]]:
    """The words of each news article of the training part."""
    nlp = spacy.blank("en")
    for article in read_articles(corpora / "polnear" / "train.jsonl.gz"):
        yield [normal_form(token.text) for token in nlp.make_doc(article["text"]) if not token.is_space]


def segmenter(model: str | Path | None) -> Language:
    """The shipped pipeline (or another) with no more than it needs to find sentences."""
    nlp = load(model, components=())
    nlp.select_pipes(enable=["tok2vec", "onrecord_paragraphs", "parser"])
    return nlp


def articles(corpora: Path, part: str, nlp: Language) -> Iterator[Doc]:
    """Each article of a part (`train`, `dev`) as a `Doc`, cut into sentences by `nlp`."""
    return nlp.pipe(article["text"] for article in read_articles(corpora / "polnear" / f"{part}.jsonl.gz"))
