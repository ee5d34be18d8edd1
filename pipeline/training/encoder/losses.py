"""Losses of the heads."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pipeline.annotate.labels import ENTITY_LABELS
from pipeline.training.encoder.net import Heads
from pipeline.training.encoder.records import UNKNOWN

WEIGHTS = {"tags": 0.6, "morphs": 0.4, "lemmas": 0.4, "starts": 1.0, "entities": 1.5, "heads": 1.0, "deps": 0.6}
_BITS = torch.arange(ENTITY_LABELS)


def head_losses(heads: Heads, states: Tensor, labels: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head over the words that it is taught; one that is taught nothing is left out."""
    found = heads(states)
    losses = {
        kind: _cross_entropy(found[kind], labels[kind]) for kind in ("tags", "morphs", "lemmas") if _any(labels[kind])
    }
    if _any(labels["starts"]):
        known = labels["starts"] != UNKNOWN
        losses["starts"] = nn.functional.binary_cross_entropy_with_logits(
            found["starts"][known], labels["starts"][known].float()
        )
    if _any(labels["heads"]):
        real = (labels["heads"] != UNKNOWN).any(dim=1)
        words = torch.cat([torch.zeros(len(states), 1, dtype=torch.bool), labels["padding"]], dim=1)
        arcs = found["arcs"].masked_fill(words[:, None, :], -1e4)
        losses["heads"] = _cross_entropy(arcs[real], labels["heads"][real])
        known = labels["heads"].clamp(min=0)
        losses["deps"] = _cross_entropy(heads.label(found, known), labels["deps"])
    if bool(labels["entities"].any()):
        losses["entities"] = _allowed_loss(found["entities"], labels["entities"])
    return losses


def weighted(losses: dict[str, Tensor]) -> Tensor:
    """The sum of the losses by their weights."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum()


def _any(column: Tensor) -> bool:
    return bool((column != UNKNOWN).any())


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return nn.functional.cross_entropy(scores.reshape(-1, scores.shape[-1]), labels.reshape(-1), ignore_index=UNKNOWN)


def _allowed_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability that the label is one of those allowed."""
    known = allowed != 0
    bits = (allowed[known][:, None] >> _BITS) & 1
    odds = nn.functional.log_softmax(scores[known], dim=-1)
    return -torch.logsumexp(odds.masked_fill(bits == 0, -1e4), dim=-1).mean()
