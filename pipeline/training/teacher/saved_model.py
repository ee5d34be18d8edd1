"""The trained networks in one file: teaching and parsing the news are hours apart in a full build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from pipeline.training.teacher.known_words import Lexicon
from pipeline.training.teacher.nets import Parser, Shape
from pipeline.training.teacher.train import new_parser


def save(path: Path, nets: Sequence[Parser], lexicon: Lexicon) -> None:
    """Write networks of one shape and lexicon."""
    numbers = {
        "words": dict(lexicon.words),
        "vectors": dict(lexicon.vectors),
        "tags": list(lexicon.tags),
        "labels": list(lexicon.labels),
    }
    states = [net.state_dict() for net in nets]
    torch.save({"lexicon": numbers, "shape": asdict(nets[0].shape), "nets": states}, path)


def load(path: Path) -> tuple[list[Parser], Lexicon]:
    """Read what `save` wrote.

    Raises:
        FileNotFoundError: there is no such file.
    """
    stored = torch.load(path, weights_only=True)
    lexicon = Lexicon(**stored["lexicon"])
    nets = []
    for state in stored["nets"]:
        net = new_parser(lexicon, torch.zeros_like(state["vectors.weight"]), Shape(**stored["shape"]))
        net.load_state_dict(state)
        nets.append(net.eval())
    return nets, lexicon
