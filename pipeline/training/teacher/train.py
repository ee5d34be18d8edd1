"""The training loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from pipeline.training.teacher.batches import IGNORED, Batch, GoldTrees, make_batch, make_gold, shuffled
from pipeline.training.teacher.known_words import ROOT, KnownWords
from pipeline.training.teacher.nets import ParserShape, TeacherParser
from pipeline.training.teacher.sentences import ParserSentence


@dataclass(frozen=True, slots=True)
class TeacherPlan:
    """How long and how fast to train."""

    epochs: int = 7
    words: int = 1600
    rate: float = 2.5e-3
    warm_up: int = 100
    decay: float = 0.01
    tag_weight: float = 0.5
    seed: int = 1


def new_parser(lexicon: KnownWords, vectors: Tensor, shape: ParserShape) -> TeacherParser:
    """An untrained network for the numbers of a lexicon."""
    words = ROOT + 1 + len(lexicon.words)
    return TeacherParser(words, len(lexicon.tags), len(lexicon.labels), vectors, shape)


def train(
    sentences: Sequence[ParserSentence],
    lexicon: KnownWords,
    vectors: Tensor,
    plan: TeacherPlan,
    shape: ParserShape,
    tell: Callable[[str], None] = print,
    after_epoch: Callable[[int, TeacherParser], None] = lambda epoch, net: None,
) -> TeacherParser:
    """Train one network; the same seed gives the same weights on the same machine with one thread."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    net = new_parser(lexicon, vectors, shape)
    optimizer = torch.optim.AdamW(
        [weight for weight in net.parameters() if weight.requires_grad],
        plan.rate,
        betas=(0.9, 0.95),
        weight_decay=plan.decay,
    )
    epochs = [list(shuffled(sentences, plan.words, chance)) for _ in range(plan.epochs)]
    steps = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / plan.warm_up, max(0.0, 1 - step / steps))
    )
    for epoch, batches in enumerate(epochs, 1):
        start, total = time.perf_counter(), 0.0
        net.train()
        for batch in batches:
            loss = batch_loss(net, make_batch(batch, lexicon), make_gold(batch, lexicon), plan.tag_weight)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        tell(f"epoch {epoch}: loss {total / len(batches):.3f}, {time.perf_counter() - start:.0f} s")
        after_epoch(epoch, net)
    return net.eval()


def batch_loss(net: TeacherParser, batch: Batch, gold: GoldTrees, tag_weight: float) -> Tensor:
    """Cross entropies of heads, of the labels of the true arcs, and of tags."""
    scores = net(batch)
    arcs = _loss(scores.arcs, gold.heads)
    labels = _loss(net.labels(scores, gold.heads), gold.labels)
    return arcs + labels + tag_weight * _loss(scores.tags, gold.tags)


def _loss(scores: Tensor, gold: Tensor) -> Tensor:
    return nn.functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)
