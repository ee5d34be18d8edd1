"""The training loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
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
from pipeline.training.encoder.losses import head_losses, weighted
from pipeline.training.encoder.net import Encoder, Heads
from pipeline.training.encoder.parse_training import averaged, batches, optimizer_of, rising_and_falling
from pipeline.training.encoder.records import Record, batch_of, batch_of_chunks

DOCUMENT_GAP = 8
LOSSES = {"cues": 20.0, "roles": 0.25, "relation": 1.0, "borders": 0.7}

# The words of a cue, and what the gold says of it; None for a cue that is none.
Cue = tuple[tuple[int, int], GoldAttribution | None]


@dataclass(frozen=True, slots=True)
class AttributionPlan:
    """How long and how fast to train."""

    epochs: int = 4
    batch: int = 4
    lessons: int = 16
    encoder_rate: float = 1.5e-4
    heads_rate: float = 1e-3
    rate: float = 2e-3
    share: float = 0.25
    decay: float = 0.02
    seed: int = 7
    negatives: float = 0.1
    negatives_from: int = 1
    average: float = 0.995
    as_found: float = 1.0


class Whole(nn.Module):
    """The encoder and all that reads it."""

    def __init__(self, encoder: Encoder, heads: Heads, finder: Finder) -> None:
        super().__init__()
        self.encoder, self.heads, self.finder = encoder, heads, finder


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
    whole: Whole, batch: Sequence[Example], known: Vocabulary, negatives: float | None, found: float = 0.0
) -> dict[str, Tensor]:
    """Losses of one batch of articles, each per article-independent unit (word, cue)."""
    net = whole.finder
    vectors, features, gaps, offsets = packed(batch, whole.encoder)
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


def word_states(encoder: Encoder, examples: Sequence[Example]) -> list[Tensor]:
    """The encoder's states of the words of each article, shape (n, width)."""
    batch, padding = batch_of_chunks(one.chunks for one in examples)
    states = encoder(batch)[~padding]
    return list(torch.split(states, [len(one.words.start) for one in examples]))


def packed(batch: Sequence[Example], encoder: Encoder) -> tuple[Tensor, Tensor, Tensor, list[int]]:
    """Articles one behind the other with empty rows between: vectors, features, mask of the empty rows, offsets."""
    parts: list[Tensor] = []
    features, gaps, offsets, at = [], [], [], 0
    for one, states in zip(batch, word_states(encoder, batch), strict=True):
        assert one.features is not None
        parts += [states, states.new_zeros(DOCUMENT_GAP, states.shape[1])]
        features += [one.features, np.zeros((DOCUMENT_GAP, one.features.shape[1]), dtype=np.int64)]
        gaps += [np.zeros(len(states), dtype=bool), np.ones(DOCUMENT_GAP, dtype=bool)]
        offsets.append(at)
        at += len(states) + DOCUMENT_GAP
    mask = torch.from_numpy(np.concatenate(gaps))[:, None]
    return torch.cat(parts), torch.from_numpy(np.concatenate(features)), mask, offsets


def train(
    whole: Whole,
    examples: Sequence[Example],
    lessons: Sequence[Record],
    known: Vocabulary,
    plan: AttributionPlan,
    report: Callable[[int, Whole, str], None],
) -> Whole:
    """Train in place; return the running average of the weights, which generalizes better.

    Between the articles the encoder hears of trees and names again (`lessons`), as it would forget them.
    """
    chance = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    optimizer = optimizer_of(
        [(whole.encoder, plan.encoder_rate), (whole.heads, plan.heads_rate), (whole.finder, plan.rate)], plan.decay
    )
    schedule = rising_and_falling(optimizer, plan.epochs * (len(examples) // plan.batch) + 1)
    average = averaged(whole, plan.average)
    replayed = repeated(lessons, plan.lessons, chance)
    for epoch in range(plan.epochs):
        began, order = time.perf_counter(), list(examples)
        chance.shuffle(order)
        sums: dict[str, float] = {}
        whole.train()
        for at in range(0, len(order) - plan.batch + 1, plan.batch):
            negatives = plan.negatives if epoch >= plan.negatives_from else None
            losses = batch_loss(whole, order[at : at + plan.batch], known, negatives, plan.as_found)
            total = torch.stack([weight * losses[name] for name, weight in LOSSES.items()]).sum()
            optimizer.zero_grad()
            (total * plan.share).backward()  # type: ignore[no-untyped-call]
            if lessons:
                batch, labels = batch_of(next(replayed))
                again = head_losses(whole.heads, whole.encoder(batch), labels)
                weighted(again).backward()  # type: ignore[no-untyped-call]
                losses |= {f"lesson {name}": loss for name, loss in again.items()}
            nn.utils.clip_grad_norm_(whole.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(whole)
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
        said = " ".join(f"{name} {value / (len(order) // plan.batch):.3f}" for name, value in sums.items())
        report(epoch, cast(Whole, average.module).eval(), f"{said} {time.perf_counter() - began:.0f}s")
    return cast(Whole, average.module).eval()


def repeated(lessons: Sequence[Record], size: int, chance: random.Random) -> Iterator[list[Record]]:
    """Batches of the lessons without end."""
    while True:
        yield from batches(lessons, size, chance)
