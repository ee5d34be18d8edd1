"""The first round: encoder and heads on treebanks and names."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import torch
from torch import nn

from pipeline.annotate.labels import Labels
from pipeline.training.encoder.base import BaseWeights
from pipeline.training.encoder.losses import WEIGHTS, head_losses, weighted
from pipeline.training.encoder.net import Encoder, Heads
from pipeline.training.encoder.records import Record, batch_of

_POOL = 24  # batches whose records are sorted by length, so that little is padded


@dataclass(frozen=True, slots=True)
class ParsePlan:
    """How long and how fast to train; `batch` in chunks."""

    layers: int = 4
    epochs: int = 4
    batch: int = 16
    encoder_rate: float = 3e-4
    rate: float = 2e-3
    decay: float = 0.01
    average: float = 0.998
    seed: int = 7


class Parser(nn.Module):
    """The encoder with its heads."""

    def __init__(self, base: BaseWeights, labels: Labels, layers: int) -> None:
        super().__init__()
        self.encoder = Encoder(base, layers)
        self.heads = Heads(labels)


def optimizer_of(parts: Sequence[tuple[nn.Module, float]], decay: float) -> torch.optim.AdamW:
    """One group of weights for each module with its rate; biases, norms and tables do not decay."""
    groups = []
    for module, rate in parts:
        named = list(module.named_parameters())
        flat = [p for name, p in named if p.ndim < 2 or "table" in name or "mark" in name or "position" in name]
        known = {id(p) for p in flat}
        groups.append({"params": flat, "lr": rate, "weight_decay": 0.0})
        groups.append({"params": [p for _, p in named if id(p) not in known], "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups)


def rising_and_falling(
    optimizer: torch.optim.Optimizer, steps: int, rise: float = 0.1
) -> torch.optim.lr_scheduler.LambdaLR:
    """Each group's rate rises to its own over the first steps and falls to nothing."""
    first = max(1, round(steps * rise))
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: (step + 1) / first if step < first else max(0.0, (steps - step) / (steps - first))
    )


def averaged(net: nn.Module, share: float) -> torch.optim.swa_utils.AveragedModel:
    """A running average of the weights, which generalizes better."""
    function = torch.optim.swa_utils.get_ema_multi_avg_fn(share)  # type: ignore[no-untyped-call]
    return torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=function)


def batches(records: Sequence[Record], size: int, chance: random.Random) -> Iterator[list[Record]]:
    """All records in random order, those of like length together."""
    order = list(records)
    chance.shuffle(order)
    pools = [order[at : at + size * _POOL] for at in range(0, len(order), size * _POOL)]
    found = []
    for pool in pools:
        pool.sort(key=lambda one: len(one.pieces))
        found += [pool[at : at + size] for at in range(0, len(pool), size)]
    chance.shuffle(found)
    yield from found


def train_parser(
    parser: Parser, records: Sequence[Record], plan: ParsePlan, report: Callable[[int, Parser, str], None]
) -> Parser:
    """Train in place; return the running average of the weights."""
    chance = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    optimizer = optimizer_of([(parser.encoder, plan.encoder_rate), (parser.heads, plan.rate)], plan.decay)
    steps = plan.epochs * sum(1 for _ in batches(records, plan.batch, random.Random(0)))
    schedule = rising_and_falling(optimizer, steps)
    average = averaged(parser, plan.average)
    for epoch in range(plan.epochs):
        began, sums, count = time.perf_counter(), dict.fromkeys(WEIGHTS, 0.0), dict.fromkeys(WEIGHTS, 1e-9)
        parser.train()
        for group in batches(records, plan.batch, chance):
            batch, labels = batch_of(group)
            losses = head_losses(parser.heads, parser.encoder(batch), labels)
            optimizer.zero_grad()
            weighted(losses).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(parser.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(parser)
            for name, loss in losses.items():
                sums[name] += float(loss.detach())
                count[name] += 1
        said = " ".join(f"{name} {sums[name] / count[name]:.3f}" for name in WEIGHTS)
        report(epoch, cast(Parser, average.module).eval(), f"{said} {time.perf_counter() - began:.0f}s")
    return cast(Parser, average.module).eval()
