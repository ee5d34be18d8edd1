"""The second round: encoder, heads and the networks that find attributions, end to end on the articles of PolNeAR.

The confidence is fitted on a tenth of the articles with a twin that has not seen it. The same input gives the same
weights on the same machine.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import md5
from typing import Any

import torch

from pipeline.annotate.graph import Graph
from pipeline.annotate.graph_names import WIDTH
from pipeline.quotes.network.columns import Floats
from pipeline.quotes.network.features import token_features
from pipeline.quotes.network.findings import Network
from pipeline.quotes.network.pairs import sizes
from pipeline.training.attribution.calibrate import calibrated
from pipeline.training.attribution.examples import Example, vocabulary
from pipeline.training.attribution.export import exported
from pipeline.training.attribution.nets import Finder, FinderShape
from pipeline.training.attribution.training_loop import AttributionPlan, Whole, train
from pipeline.training.encoder.export import graph_of
from pipeline.training.encoder.parse_training import Parser
from pipeline.training.encoder.records import Record

TwinResult = tuple[dict[str, Any], list[Floats]]


@dataclass(frozen=True, slots=True)
class Trained:
    """The trained networks, and the arrays of the finder's file but for confidence and pipeline."""

    whole: Whole
    arrays: dict[str, Any]


def trained(parser: Parser, examples: Sequence[Example], lessons: Sequence[Record], plan: AttributionPlan) -> Trained:
    """Train on all articles, and take the confidence from a twin that has not seen a tenth of them.

    Articles are few: the tenth is worth a point of F1. What the twin's odds mean holds for the other's as well, as both
    differ in nothing but that tenth.
    """
    held = [one for one in examples if is_held(one.name)]
    twin = beside(lambda: _twin(parser, examples, lessons, plan))
    found = fitted(parser, examples, lessons, plan)
    arrays, states = twin()
    found.arrays["confidence"] = calibrated(Network.of(arrays), held, states)
    return found


def _twin(parser: Parser, examples: Sequence[Example], lessons: Sequence[Record], plan: AttributionPlan) -> TwinResult:
    """The twin's arrays, and its states of the words of the articles that it has not seen, with eight bits as ours."""
    found = fitted(parser, [one for one in examples if not is_held(one.name)], lessons, plan)
    graph = Graph(graph_of(found.whole.encoder, found.whole.heads))
    return found.arrays, [graph.run(one.chunks).states for one in examples if is_held(one.name)]


def beside(work: Callable[[], TwinResult]) -> Callable[[], TwinResult]:
    """Do some work in a fork of this process; call what is returned for its result.

    A fork, as the articles are too large to be sent to another process. One thread each: the result stays the same.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=lambda: there.send(work()))
    process.start()
    there.close()

    def result() -> TwinResult:
        found: TwinResult = here.recv()
        process.join()
        return found

    return result


def fitted(parser: Parser, examples: Sequence[Example], lessons: Sequence[Record], plan: AttributionPlan) -> Trained:
    """Train the networks; the parser given stays as it is."""
    known = vocabulary(examples)
    for one in examples:
        one.features = token_features(one.words, known)
    torch.manual_seed(plan.seed)
    shape = FinderShape()
    finder = Finder(WIDTH, known.sizes(), sizes(len(known.dep) + 1), shape)
    own = deepcopy(parser)
    whole = Whole(own.encoder, own.heads, finder)

    def report(epoch: int, net: Whole, said: str) -> None:
        print(f"epoch {epoch + 1} ({len(examples)} articles): {said}", flush=True)

    done = train(whole, examples, lessons, known, plan, report)
    return Trained(done, exported(done.finder, known, shape))


def is_held(name: str) -> bool:
    """Whether an article belongs to the tenth that is kept from training, by the hash of its name."""
    return int(md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 10 == 0
