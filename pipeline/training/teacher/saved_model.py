"""The trained networks in one file: teaching and parsing the news are hours apart in a full build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from pipeline.training.teacher.known_words import KnownWords
from pipeline.training.teacher.nets import ParserShape, TeacherParser
from pipeline.training.teacher.train import new_parser


def save(path: Path, nets: Sequence[TeacherParser], lexicon: KnownWords) -> None:
    """Write networks of one shape and lexicon."""
    numbers = {
        "words": dict(lexicon.words),
        "vectors": dict(lexicon.vectors),
        "tags": list(lexicon.tags),
        "labels": list(lexicon.labels),
    }
    states = [net.state_dict() for net in nets]
    torch.save({"lexicon": numbers, "shape": asdict(nets[0].shape), "nets": states}, path)


def load(path: Path) -> tuple[list[TeacherParser], KnownWords]:
    """Read what `save` wrote.

    Raises:
        FileNotFoundError: there is no such file.
    """
    stored = torch.load(path, weights_only=True)
    lexicon = KnownWords(**stored["lexicon"])
    nets = []
    for state in stored["nets"]:
        net = new_parser(lexicon, torch.zeros_like(state["vectors.weight"]), ParserShape(**stored["shape"]))
        net.load_state_dict(state)
        nets.append(net.eval())
    return nets, lexicon
