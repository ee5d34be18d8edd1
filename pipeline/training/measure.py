"""Score a pipeline on the development parts of the corpora, from raw text, and names of Reuters in their own tokens."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.text.tokens import make_doc
from pipeline.training import treebank
from pipeline.training.encoder.corpora import BANKS, Named, read_named, treebank_groups

_PARSE_SCORES = ("dep_uas", "dep_las", "tag_acc", "lemma_acc", "sents_f")
_NAME_KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
_KINDS = ("PER", "ORG", "LOC")

Name = tuple[int, int, str]


def measure(nlp: Language, corpora: Path) -> dict[str, float]:
    """Return scores from 0 to 1 by name (`gum_dep_las`, `gum_ents_f`, `reuters_PER`, …), and `words_per_second`."""
    scores: dict[str, float] = {}
    groups = treebank_groups(corpora, "dev")
    for bank in BANKS:
        own = [group for name, group in groups if name == bank]
        gold = [treebank.to_doc(nlp.vocab, group, with_entities=bank == "en_gum") for group in own]
        found = _scores([Example(nlp(make_doc(nlp, doc.text)), doc) for doc in gold])
        wanted = (*_PARSE_SCORES, *(("ents_p", "ents_r", "ents_f") if bank == "en_gum" else ()))
        scores |= {f"{bank.removeprefix('en_')}_{name}": round(found[name], 4) for name in wanted}
    names = name_scores(nlp, read_named(corpora / "ner" / "conllpp_dev.txt.gz"))
    scores |= {f"reuters_{kind}": round(score, 4) for kind, score in names.items()}
    texts = [treebank.to_doc(nlp.vocab, group).text for name, group in groups if name == "en_gum"]
    scores["words_per_second"] = round(words_per_second(nlp, texts))
    return scores


def _scores(examples: list[Example]) -> dict[str, float]:
    """What spaCy's own components of each kind would report."""
    found = Scorer.score_token_attr(examples, "tag", getter=lambda token, _: token.tag_)
    found |= Scorer.score_token_attr(examples, "lemma", getter=lambda token, _: token.lemma_)
    found |= Scorer.score_spans(examples, "sents", getter=lambda doc, _: list(doc.sents))
    found |= Scorer.score_spans(examples, "ents")
    return found | Scorer.score_deps(
        examples,
        "dep",
        head_attr="head",
        getter=lambda token, name: token.dep_ if name == "dep" else getattr(token, name),
        ignore_labels=("p", "punct"),
    )


def name_scores(nlp: Language, documents: Iterable[Named]) -> dict[str, float]:
    """F1 of persons, organisations and places in documents that are tokenized already."""
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for document in documents:
        doc = Doc(nlp.vocab, words=document.words)
        for _, component in nlp.pipeline:
            doc = component(doc)
        mine = {(e.start, e.end, _NAME_KINDS[e.label_]) for e in doc.ents if e.label_ in _NAME_KINDS}
        theirs = {name for name in spans(document.labels) if name[2] in _KINDS}
        for counter, names in ((right, mine & theirs), (found, mine), (gold, theirs)):
            counter.update(kind for _, _, kind in names)
    return {kind: 2 * right[kind] / max(found[kind] + gold[kind], 1) for kind in _KINDS}


def spans(labels: list[str]) -> set[Name]:
    """The names that BIO labels mark.

    >>> spans(["B-PER", "I-PER", "O", "B-LOC"]) == {(0, 2, "PER"), (3, 4, "LOC")}
    True
    """
    found: set[Name] = set()
    begin = None
    for i, label in enumerate([*labels, "O"]):
        if begin is not None and not label.startswith("I-"):
            found.add((begin, i, labels[begin][2:]))
            begin = None
        if label.startswith("B-"):
            begin = i
    return found


def words_per_second(nlp: Language, texts: list[str]) -> float:
    """Tokens per second of `nlp.pipe` over `texts` in one process, after a warm-up."""
    list(nlp.pipe(texts[:5]))
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens / (time.perf_counter() - start)
