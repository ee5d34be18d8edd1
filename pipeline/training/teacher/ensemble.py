"""Several networks that differ in their seed alone, trained side by side."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.training.teacher.known_words import KnownWords
from pipeline.training.teacher.nets import ParserShape, TeacherParser
from pipeline.training.teacher.sentences import ParserSentence
from pipeline.training.teacher.train import TeacherPlan, new_parser, train
from pipeline.training.teacher.vectors import Vectors


def ensemble(
    gold: Sequence[ParserSentence], lexicon: KnownWords, vectors: Vectors, plan: TeacherPlan, seeds: Sequence[int]
) -> list[TeacherParser]:
    """One network for each seed, trained side by side in processes of their own with one thread each."""
    fit = partial(_fitted, gold, lexicon, vectors, plan)
    with ProcessPoolExecutor(len(seeds), mp_context=get_context("spawn")) as pool:
        states = list(pool.map(fit, seeds))
    nets = [new_parser(lexicon, torch.from_numpy(vectors), ParserShape()) for _ in seeds]
    for net, state in zip(nets, states, strict=True):
        net.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})
    return [net.eval() for net in nets]


def _fitted(
    gold: Sequence[ParserSentence], lexicon: KnownWords, vectors: Vectors, plan: TeacherPlan, seed: int
) -> dict[str, NDArray[np.float32]]:
    """The weights of one network: as arrays, since torch's tensors go from process to process by shared memory."""
    torch.set_num_threads(1)
    net = train(gold, lexicon, torch.from_numpy(vectors), replace(plan, seed=seed), ParserShape(), partial(_tell, seed))
    return {name: values.numpy() for name, values in net.state_dict().items()}


def _tell(seed: int, line: str) -> None:
    print(f"seed {seed}, {line}", flush=True)
