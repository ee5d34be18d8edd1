"""Write what `spacy train` reads: `python -m pipeline.training.prepare CORPORA WORK`."""

import argparse
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from pipeline.training import polnear, treebank
from pipeline.training.conllu import TreebankSentence, read_conllu

_TREEBANKS = ("en_ewt", "en_gum")


def prepare(corpora: Path, work: Path) -> None:
    """Convert the corpora under `corpora` into training files under `work`.

    Writes `parse-{train,dev}.spacy`, `parse-{ewt,gum}-dev.spacy`, `ner-{train,dev}.spacy` and their parts
    `ner-{gum,silver}-{train,dev}.spacy`.

    Raises:
        FileNotFoundError: a corpus is missing.
    """
    work.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    groups = {
        (bank, part): list(treebank.documents(read_conllu(corpora / "ud" / f"{bank}-{part}.conllu.gz")))
        for bank in _TREEBANKS
        for part in ("train", "dev")
    }
    train = [group for bank in _TREEBANKS for group in groups[bank, "train"]]
    _write(work / "parse-train.spacy", (treebank.to_doc(nlp.vocab, g) for g in _with_quotation_variants(train)))
    for bank in _TREEBANKS:
        docs = [treebank.to_doc(nlp.vocab, group) for group in groups[bank, "dev"]]
        _write(work / f"parse-{bank.removeprefix('en_')}-dev.spacy", docs)
    both = [group for bank in _TREEBANKS for group in groups[bank, "dev"]]
    _write(work / "parse-dev.spacy", (treebank.to_doc(nlp.vocab, group) for group in both))
    for part in ("train", "dev"):
        named = [treebank.to_doc(nlp.vocab, group, with_entities=True) for group in groups["en_gum", part]]
        articles = polnear.read_articles(corpora / "polnear" / f"{part}.jsonl.gz")
        silver = [polnear.silver_doc(nlp, a) for a in articles if a["silver_entities"] is not None]
        _write(work / f"ner-{part}.spacy", named + silver)
        _write(work / f"ner-gum-{part}.spacy", named)
        _write(work / f"ner-silver-{part}.spacy", silver)


def mix(gold: Path, silver: Path, out: Path) -> None:
    """Put the documents of two files into one, those of `gold` first."""
    vocab = spacy.blank("en").vocab
    _write(out, (doc for path in (gold, silver) for doc in DocBin().from_disk(path).get_docs(vocab)))


def _with_quotation_variants(groups: Iterable[list[TreebankSentence]]) -> Iterable[list[TreebankSentence]]:
    for i, group in enumerate(groups):
        yield group
        variant = treebank.quotation_variant(group, i)
        if variant:
            yield variant


def _write(path: Path, docs: Iterable[Doc]) -> None:
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def main() -> None:
    """Read the command line and prepare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    arguments = parser.parse_args()
    prepare(arguments.corpora, arguments.work)


if __name__ == "__main__":
    main()
