"""The teacher: `train CORPORA --nets FILE`, then `parse CORPORA --nets FILE --model PIPELINE --out FILE.spacy`.

Both after `python -m pipeline.training.teacher`. The treebanks' dev parts only measure. The same corpora, model and
seeds give the same files on the same machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from spacy.tokens import Doc, DocBin

from pipeline.training.teacher import saved_model
from pipeline.training.teacher.corpus import TREEBANKS, article_words, articles, segmenter, treebank_sentences
from pipeline.training.teacher.decode import accuracy, parse
from pipeline.training.teacher.ensemble import ensemble
from pipeline.training.teacher.known_words import KnownWords, make_known_words
from pipeline.training.teacher.nets import TeacherParser
from pipeline.training.teacher.sentences import bare_sentences
from pipeline.training.teacher.silver import silver_docs
from pipeline.training.teacher.train import TeacherPlan
from pipeline.training.teacher.vectors import word_vectors

_VECTOR_WIDTH = 100
_VECTOR_MIN_COUNT = 3


def main() -> None:
    """Read the command line, and teach or parse."""
    flags = _flags()
    torch.set_num_threads(1)  # the order of additions, and with it the result, depends on the number of threads
    if flags.task == "train":
        teach(flags.corpora, flags.nets, TeacherPlan(epochs=flags.epochs), flags.seeds)
        return
    nets, lexicon = saved_model.load(flags.nets)
    made = silver(articles(flags.corpora, "train", segmenter(flags.model)), nets, lexicon)
    made.to_disk(flags.out)
    print(f"{flags.out}: {len(made)} documents")


def teach(corpora: Path, out: Path, plan: TeacherPlan, seeds: Sequence[int]) -> None:
    """Train one network for each seed on the treebanks, measure them together, and write them to `out`."""
    banks = [treebank_sentences(corpora, bank, "train") for bank in TREEBANKS]
    gold = [one for bank in banks for one in bank]
    raw = [*(one.words for one in gold), *article_words(corpora)]
    rows, vectors = word_vectors(raw, _VECTOR_WIDTH, _VECTOR_MIN_COUNT)
    lexicon = make_known_words(gold, rows)
    nets = ensemble(gold, lexicon, vectors, plan, seeds)
    saved_model.save(out, nets, lexicon)
    for bank in TREEBANKS:
        held = treebank_sentences(corpora, bank, "dev")
        uas, las = accuracy(held, parse(nets, lexicon, held))
        print(f"{bank} dev: UAS {uas:.1f}, LAS {las:.1f}", flush=True)


def silver(docs: Iterable[Doc], nets: Sequence[TeacherParser], lexicon: KnownWords) -> DocBin:
    """Parse `Doc`s that have sentences; they come back in pieces of about a dozen."""
    made = DocBin(attrs=["HEAD", "DEP", "SENT_START"], store_user_data=False)
    for doc in docs:
        for one in silver_docs(doc, parse(nets, lexicon, list(bare_sentences(doc)))):
            made.add(one)
    return made


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    train, parsing = tasks.add_parser("train"), tasks.add_parser("parse")
    for task in (train, parsing):
        task.add_argument("corpora", type=Path)
        task.add_argument("--nets", type=Path, required=True, help="the file of the networks")
    train.add_argument("--seeds", type=int, nargs="+", default=[1, 2], help="one network, and one process, for each")
    train.add_argument("--epochs", type=int, default=TeacherPlan().epochs)
    parsing.add_argument("--out", type=Path, required=True, help="the .spacy file to write")
    parsing.add_argument("--model", type=Path, help="pipeline that finds the sentences; the shipped one unless given")
    return parser.parse_args()


if __name__ == "__main__":
    main()
