"""The training loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.quotes.network.columns import Floats
from pipeline.quotes.network.features import Vocabulary
from pipeline.quotes.network.findings import cue_spans
from pipeline.quotes.network.layers import CONTENT_BEGIN, CONTENT_IN, ROLES, SOURCE_BEGIN, SOURCE_IN
from pipeline.quotes.network.pairs import cue_heads
from pipeline.training.attribution.examples import Example, GoldAttribution, cue_labels, pairs_of, role_labels
from pipeline.training.attribution.nets import Finder, border_loss, sequence_loss

DOCUMENT_GAP = 8
LOSSES = {"cues": 20.0, "roles": 0.25, "relation": 1.0, "borders": 0.7}

# The words of a cue, and what the gold says of it; None for a cue that is none.
Cue = tuple[tuple[int, int], GoldAttribution | None]


@dataclass(frozen=True, slots=True)
class AttributionPlan:
    """How long and how fast to train."""

    epochs: int = 8
    batch: int = 4
    rate: float = 2e-3
    decay: float = 0.02
    seed: int = 7
    negatives: float = 0.1
    negatives_from: int = 1
    average: float = 0.998
    as_found: float = 1.0


def forbidden() -> Tensor:
    """Large negative scores for an inside label that follows neither begin nor inside of its kind."""
    scores = torch.zeros(ROLES, ROLES)
    for begin, inside in ((CONTENT_BEGIN, CONTENT_IN), (SOURCE_BEGIN, SOURCE_IN)):
        scores[:, inside] = -1e4
        scores[begin, inside] = scores[inside, inside] = 0
    return scores


def forbidden_start() -> Tensor:
    """The same for the first label."""
    scores = torch.zeros(ROLES)
    scores[[CONTENT_IN, SOURCE_IN]] = -1e4
    return scores


def batch_loss(
    net: Finder, batch: Sequence[Example], known: Vocabulary, negatives: float | None, found: float = 0.0
) -> dict[str, Tensor]:
    """Losses of one batch of articles, each per article-independent unit (word, cue)."""
    vectors, features, gaps, offsets = packed(batch)
    states = net.encoder(vectors, features, gaps)
    scores = net.cues(states)
    gold_cues = torch.full((len(states),), -100)
    for one, offset in zip(batch, offsets, strict=True):
        gold_cues[offset : offset + len(one.words.start)] = torch.from_numpy(cue_labels(one))
    loss = {"cues": nn.functional.cross_entropy(scores, gold_cues)}
    odds = scores.detach().softmax(dim=1).numpy()
    cue, word, feats, heads, labels, real, first = [], [], [], [], [], [], [0]
    count = 0
    for one, offset in zip(batch, offsets, strict=True):
        cues: list[Cue] = [(gold.cue, gold) for gold in one.gold]
        if negatives is not None:
            cues = as_found(cues, odds[offset : offset + len(one.words.start)], found)
            taken = np.concatenate([np.arange(*gold.cue) for gold in one.gold] + [np.zeros(0, dtype=np.int64)])
            own = odds[offset : offset + len(one.words.start)]
            likely = (own[:, 0] < 1 - negatives) & ~np.isin(np.arange(len(own)), taken)
            wrong = np.flatnonzero(likely)
            # At most as many as the true ones: an untrained tagger takes every second word for a cue.
            wrong = wrong[np.argsort(own[wrong, 0], kind="stable")][: len(cues) + 2]
            cues += [((int(i), int(i) + 1), None) for i in wrong]
            cues.sort(key=lambda pair: pair[0])
        if not cues:
            continue
        pairs = pairs_of(one, [span for span, _ in cues], known)
        cue.append(pairs.cue + count)
        word.append(pairs.word + offset)
        feats.append(pairs.features)
        spans = np.array([span for span, _ in cues])
        heads.append(cue_heads(one.words, spans[:, 0], spans[:, 1]) + offset)
        labels.append(role_labels(pairs, [gold for _, gold in cues]))
        real += [gold is not None for _, gold in cues]
        first += (pairs.first[1:] + first[-1]).tolist()
        count += len(cues)
    tensors = [torch.from_numpy(np.concatenate(parts)) for parts in (cue, word, feats, heads, labels)]
    emissions, relation, borders = net.roles(states, tensors[0], tensors[1], tensors[2], tensors[3])
    transitions, start = net.roles.transitions + forbidden(), net.roles.start + forbidden_start()
    loss["roles"] = sequence_loss(emissions, tensors[4], first, transitions, start) / len(real)
    loss["borders"] = border_loss(borders, tensors[4], tensors[0], len(real)) / max(sum(real), 1)
    loss["relation"] = nn.functional.binary_cross_entropy_with_logits(relation, torch.tensor(real, dtype=torch.float32))
    return loss


def as_found(cues: list[Cue], odds: Floats, share: float) -> list[Cue]:
    """Put the cue as the tagger has it now in the place of a share of the true ones.

    People do not agree on where a cue ends ("called for"), and neither does the tagger: the roles must be found all the
    same.
    """
    first, last = cue_spans(odds)
    taken = {span for span, _ in cues}
    given: list[Cue] = []
    for (span, gold), draw in zip(cues, torch.rand(len(cues)).tolist(), strict=True):
        i = int(np.searchsorted(last, span[0], side="right"))
        touches = i < len(first) and first[i] < span[1]
        other = (int(first[i]), int(last[i])) if touches and draw < share else span
        given.append((span if other in taken else other, gold))
        taken.add(other)
    return given


def packed(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, list[int]]:
    """Articles one behind the other with empty rows between: vectors, features, mask of the empty rows, offsets."""
    total = sum(len(one.words.start) + DOCUMENT_GAP for one in batch)
    vectors = torch.zeros(total, batch[0].vectors.shape[1])
    assert batch[0].features is not None
    features = torch.zeros(total, batch[0].features.shape[1], dtype=torch.long)
    gaps = torch.ones(total, 1, dtype=torch.bool)
    offsets, at = [], 0
    for one in batch:
        end = at + len(one.words.start)
        vectors[at:end] = torch.from_numpy(one.vectors)
        features[at:end] = torch.from_numpy(one.features)
        gaps[at:end] = False
        offsets.append(at)
        at = end + DOCUMENT_GAP
    return vectors, features, gaps, offsets


def train(
    net: Finder,
    examples: Sequence[Example],
    known: Vocabulary,
    plan: AttributionPlan,
    report: Callable[[int, Finder, str], None],
) -> Finder:
    """Train in place; return the running average of the weights, which generalizes better."""
    chance = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    tables = [p for name, p in net.named_parameters() if name.endswith("table")]
    others = [p for name, p in net.named_parameters() if not name.endswith("table")]
    optimizer = torch.optim.AdamW(
        [{"params": tables, "weight_decay": 0.0}, {"params": others, "weight_decay": plan.decay}], lr=plan.rate
    )
    steps = plan.epochs * (len(examples) // plan.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, plan.rate, total_steps=steps + 1, pct_start=0.1)
    averaged = torch.optim.swa_utils.AveragedModel(
        net,
        multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average),  # type: ignore[no-untyped-call]
    )
    for epoch in range(plan.epochs):
        began, order = time.perf_counter(), list(examples)
        chance.shuffle(order)
        sums: dict[str, float] = {}
        net.train()
        for at in range(0, len(order) - plan.batch + 1, plan.batch):
            negatives = plan.negatives if epoch >= plan.negatives_from else None
            losses = batch_loss(net, order[at : at + plan.batch], known, negatives, plan.as_found)
            total = torch.stack([weight * losses[name] for name, weight in LOSSES.items()]).sum()
            optimizer.zero_grad()
            total.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            averaged.update_parameters(net)
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
        said = " ".join(f"{name} {value / (len(order) // plan.batch):.3f}" for name, value in sums.items())
        report(epoch, cast(Finder, averaged.module).eval(), f"{said} {time.perf_counter() - began:.0f}s")
    return cast(Finder, averaged.module).eval()
