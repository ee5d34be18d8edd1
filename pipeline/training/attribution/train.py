"""`python -m pipeline.training.attribution.train --model PATH --corpora PATH --out FILE.npz`: all of the training.

It annotates the articles with the spaCy pipeline, trains the networks on them, and calibrates the confidence on a tenth
of them with a twin that has not seen it. The same input gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Callable, Sequence
from hashlib import md5
from pathlib import Path
from typing import Any

import spacy
import torch

import pipeline.text.paragraphs  # noqa: F401  registers the component
from pipeline.quotes.network.features import token_features
from pipeline.quotes.network.findings import Network
from pipeline.quotes.network.pairs import sizes
from pipeline.quotes.network.vectors import fingerprint, keep_vectors
from pipeline.training.attribution.calibrate import calibrated
from pipeline.training.attribution.examples import Example, annotated, vocabulary
from pipeline.training.attribution.export import exported, save
from pipeline.training.attribution.inputs import renew_cues, write_all_inputs
from pipeline.training.attribution.nets import Finder, FinderShape
from pipeline.training.attribution.training_loop import AttributionPlan, train
from pipeline.training.polnear import read_articles


def main() -> None:
    """Parse the flags and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the spaCy pipeline")
    parser.add_argument("--corpora", type=Path, required=True, help="folder that holds polnear/train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--epochs", type=int, default=AttributionPlan().epochs)
    parser.add_argument("--seed", type=int, default=AttributionPlan().seed)
    flags = parser.parse_args()
    renew_cues()
    torch.set_num_threads(1)  # the order of additions, and with it the result, depends on the number of threads
    nlp = spacy.load(flags.model)
    nlp.add_pipe("onrecord_paragraphs", before="parser")
    keep_vectors(nlp)
    examples = list(annotated(nlp, read_articles(flags.corpora / "polnear" / "train.jsonl.gz")))
    arrays = trained(examples, fingerprint(nlp), AttributionPlan(epochs=flags.epochs, seed=flags.seed))
    save(flags.out, arrays)
    write_all_inputs(flags.out, flags.model)
    print(f"{flags.out}: {flags.out.stat().st_size / 1e6:.1f} MB")


def trained(examples: Sequence[Example], pipeline: str | None, plan: AttributionPlan) -> dict[str, Any]:
    """Train on all articles, and take the confidence from a twin that has not seen a tenth of them.

    Articles are few: the tenth is worth a point of F1. What the twin's odds mean holds for the other's as well, as both
    differ in nothing but that tenth.
    """
    held = [one for one in examples if is_held(one.name)]
    twin = beside(lambda: fitted([one for one in examples if not is_held(one.name)], pipeline, plan))
    arrays = fitted(examples, pipeline, plan)
    arrays["confidence"] = calibrated(Network.of(twin()), held)
    return arrays


def beside(work: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """Do some work in a fork of this process; call what is returned for its result.

    A fork, as the articles are too large to be sent to another process. One thread each: the result stays the same.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=lambda: there.send(work()))
    process.start()
    there.close()

    def result() -> dict[str, Any]:
        arrays: dict[str, Any] = here.recv()
        process.join()
        return arrays

    return result


def fitted(examples: Sequence[Example], pipeline: str | None, plan: AttributionPlan) -> dict[str, Any]:
    """Train the networks; return the arrays of the file, but for the confidence."""
    known = vocabulary(examples)
    for one in examples:
        one.features = token_features(one.words, known)
    torch.manual_seed(plan.seed)
    shape = FinderShape()
    net = Finder(examples[0].vectors.shape[1], known.sizes(), sizes(len(known.dep) + 1), shape)

    def report(epoch: int, net: Finder, said: str) -> None:
        print(f"epoch {epoch + 1}: {said}", flush=True)

    return exported(train(net, examples, known, plan, report), known, shape, pipeline)


def is_held(name: str) -> bool:
    """Whether an article belongs to the tenth that is kept from training, by the hash of its name."""
    return int(md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 10 == 0


if __name__ == "__main__":
    main()
