"""The network: words to states by two bidirectional LSTMs, states to heads and labels by biaffine products.

After Dozat and Manning (2017). The tags that the first LSTM predicts are read by the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from pipeline.training.teacher.batches import Batch
from pipeline.training.teacher.known_words import PIECE_ROWS


@dataclass(frozen=True, slots=True)
class ParserShape:
    """Sizes of the layers and shares of what is dropped in training."""

    word: int = 100
    spelling: int = 100
    hidden: int = 208
    tag: int = 48
    arc: int = 256
    label: int = 64
    drop: float = 0.25
    drop_feature: float = 0.2


class ParseScores(NamedTuple):
    """Scores of one batch: tags [sentence, place, tag], arcs [sentence, place, head], and what labels are made of."""

    tags: Tensor
    arcs: Tensor
    label_of: Tensor
    label_by: Tensor


class TeacherParser(nn.Module):
    """Tags, arcs and labels of a batch of sentences."""

    def __init__(self, words: int, tags: int, labels: int, vectors: Tensor, shape: ParserShape) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(words, shape.word)
        self.pieces = nn.EmbeddingBag(PIECE_ROWS, shape.spelling, mode="sum")
        nn.init.normal_(self.word.weight, std=0.3)
        nn.init.normal_(self.pieces.weight, std=0.2)
        self.vectors = nn.Embedding(len(vectors), vectors.shape[1], _weight=vectors, _freeze=True)
        width = shape.word + shape.spelling + vectors.shape[1]
        self.lower = nn.LSTM(width, shape.hidden, batch_first=True, bidirectional=True)
        self.tags = nn.Linear(2 * shape.hidden, tags)
        self.tag = nn.Linear(tags, shape.tag, bias=False)
        self.upper = nn.LSTM(2 * shape.hidden + shape.tag, shape.hidden, batch_first=True, bidirectional=True)
        self.arc_of, self.arc_by = (nn.Linear(2 * shape.hidden, shape.arc) for _ in range(2))
        self.label_of, self.label_by = (nn.Linear(2 * shape.hidden, shape.label) for _ in range(2))
        self.arc = nn.Parameter(torch.zeros(shape.arc + 1, shape.arc))
        self.label = nn.Parameter(torch.zeros(shape.label + 1, labels, shape.label + 1))
        for lstm in (self.lower, self.upper):
            _start_lstm(lstm)

    def forward(self, batch: Batch) -> ParseScores:
        """Score all tags and arcs; padding gets no arc."""
        states = self._layer(self.lower, self._features(batch), batch.lengths)
        tags = self.tags(states)
        states = torch.cat([states, self.tag(tags.softmax(dim=-1))], dim=-1)
        states = self._layer(self.upper, states, batch.lengths)
        of, by = self._small(self.arc_of, states), self._small(self.arc_by, states)
        arcs = (_with_one(of) @ self.arc) @ by.transpose(1, 2)
        absent = torch.arange(arcs.shape[2])[None, :] >= batch.lengths[:, None]
        arcs = arcs.masked_fill(absent[:, None, :], -1e4)
        return ParseScores(tags, arcs, self._small(self.label_of, states), self._small(self.label_by, states))

    def labels(self, scores: ParseScores, heads: Tensor) -> Tensor:
        """Scores of all labels [sentence, place, label] for given heads [sentence, place]."""
        at = heads.clamp(min=0)[:, :, None].expand_as(scores.label_by)
        of, by = _with_one(scores.label_of).flatten(0, 1), _with_one(scores.label_by.gather(1, at)).flatten(0, 1)
        mixed = (of @ self.label.flatten(1)).view(len(of), -1, by.shape[1])
        return (mixed @ by[:, :, None]).view(*heads.shape, -1)

    def _features(self, batch: Batch) -> Tensor:
        parts = (self.word(batch.word), self.pieces(batch.pieces, batch.bags), self.vectors(batch.vector))
        found = [part[batch.forms] for part in parts]
        if not self.training:
            return torch.cat(found, dim=-1)
        # Whole features are dropped, so that the net learns to do with what is known of a rare word.
        kept = torch.rand(len(found), *batch.forms.shape) >= self.shape.drop_feature
        scale = len(found) / kept.sum(dim=0).clamp(min=1)
        return torch.cat([part * (keep * scale)[:, :, None] for part, keep in zip(found, kept, strict=True)], dim=-1)

    def _layer(self, lstm: nn.LSTM, states: Tensor, lengths: Tensor) -> Tensor:
        packed = pack_padded_sequence(self._dropped(states), lengths, batch_first=True, enforce_sorted=False)
        return pad_packed_sequence(lstm(packed)[0], batch_first=True)[0]

    def _small(self, layer: nn.Linear, states: Tensor) -> Tensor:
        return self._dropped(nn.functional.leaky_relu(layer(self._dropped(states)), 0.1))

    def _dropped(self, states: Tensor) -> Tensor:
        """Drop the same units at all places of a sentence."""
        if not self.training:
            return states
        keep = torch.rand(states.shape[0], 1, states.shape[2]) >= self.shape.drop
        return states * keep / (1 - self.shape.drop)


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[..., :1])], dim=-1)


def _start_lstm(lstm: nn.LSTM) -> None:
    """Orthogonal recurrent weights: without them the first epochs are lost."""
    for name, weight in lstm.named_parameters():
        if "weight_hh" in name:
            for gate in weight.chunk(4):
                nn.init.orthogonal_(gate)
        elif "weight_ih" in name:
            nn.init.xavier_uniform_(weight)
        else:
            nn.init.zeros_(weight)
