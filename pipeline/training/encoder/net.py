"""The encoder (layers of a small BERT) and the heads that read its states, in torch."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from pipeline.annotate.graph_names import WIDTH
from pipeline.annotate.labels import ENTITY_LABELS, Labels
from pipeline.annotate.pieces import MARKS
from pipeline.training.encoder.base import BaseWeights

ATTENTIONS, INNER = 12, 1536
EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Batch:
    """Chunks, `c` of them, of `p` pieces and `w` words: ids and marks (c, p); length (c); first, last (c, w)."""

    pieces: Tensor
    marks: Tensor
    length: Tensor
    first: Tensor
    last: Tensor


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Map (c, p, width) to the same shape; `mask` (c, 1, 1, p) is true at pieces."""
        count, length, _ = x.shape
        split = self.attend(x).view(count, length, 3, ATTENTIONS, WIDTH // ATTENTIONS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.attended(mixed.transpose(1, 2).reshape(count, length, WIDTH))
        x = self.attended_norm(x + nn.functional.dropout(mixed, dropout, self.training))
        inner = self.outer(nn.functional.gelu(self.inner(x)))
        return self.outer_norm(x + nn.functional.dropout(inner, dropout, self.training))


class Encoder(nn.Module):
    """States of words: the mean of their first and last piece's.

    The table of word pieces stays as it was pretrained: most pieces never occur in the little text that we have.
    """

    table: Tensor

    def __init__(self, base: BaseWeights, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.register_buffer("table", base.pieces, persistent=False)
        self.position = nn.Parameter(base.positions)
        self.mark = nn.Embedding(MARKS, WIDTH)
        nn.init.zeros_(self.mark.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.dropout = dropout
        self.load_state_dict(base.of_layers(layers), strict=False)

    def forward(self, batch: Batch) -> Tensor:
        """States of the words, shape (c, w, width); those of padding mean nothing."""
        length = batch.pieces.shape[1]
        x = self.table[batch.pieces] + self.position[:length] + self.mark(batch.marks)
        x = nn.functional.dropout(self.norm(x), self.dropout, self.training)
        mask = (torch.arange(length) < batch.length[:, None])[:, None, None, :]
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            for layer in self.layers:
                x = layer(x, mask, self.dropout)
        x = x.float()
        return 0.5 * (_taken(x, batch.first) + _taken(x, batch.last))


def _taken(x: Tensor, at: Tensor) -> Tensor:
    return torch.gather(x, 1, at[:, :, None].expand(-1, -1, x.shape[2]))


class Heads(nn.Module):
    """Tags, morphology, lemmas, sentence starts, entities, and the tree."""

    def __init__(self, labels: Labels, arcs: int = 192, relations: int = 128, dropout: float = 0.2) -> None:
        super().__init__()
        self.tags = nn.Linear(WIDTH, len(labels.tags))
        self.morphs = nn.Linear(WIDTH, len(labels.morphs))
        self.lemmas = nn.Linear(WIDTH, len(labels.lemmas))
        self.starts = nn.Linear(WIDTH, 1)
        self.entities = nn.Linear(WIDTH, ENTITY_LABELS)
        self.dependent = nn.Linear(WIDTH, arcs)
        self.governor = nn.Linear(WIDTH, arcs)
        self.arc = nn.Parameter(torch.zeros(arcs, arcs))
        self.arc_bias = nn.Linear(arcs, 1)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.1)  # the state of what governs the root
        self.relation_dependent = nn.Linear(WIDTH, relations)
        self.relation_governor = nn.Linear(WIDTH, relations)
        self.relations = nn.Linear(relations, len(labels.deps))
        nn.init.xavier_uniform_(self.arc)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor) -> dict[str, Tensor]:
        """Scores by name; `arcs` (c, w, 1 + w): the root stands first among the governors."""
        x = self.dropout(states)
        found = {name: getattr(self, name)(x) for name in ("tags", "morphs", "lemmas", "entities")}
        found["starts"] = self.starts(x)[..., 0]
        governors = torch.cat([self.root.expand(len(x), 1, WIDTH), x], dim=1)
        governor = self.dropout(torch.relu(self.governor(governors)))
        dependent = self.dropout(torch.relu(self.dependent(x)))
        found["arcs"] = dependent @ self.arc @ governor.transpose(1, 2) + self.arc_bias(governor).transpose(1, 2)
        found["dependent"] = self.relation_dependent(x)
        found["governor"] = self.relation_governor(governors)
        return found

    def label(self, found: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Scores of the dependency labels (c, w, labels) for given heads (c, w), 0 for the root."""
        governor = _taken(found["governor"], heads)
        return self.relations(self.dropout(torch.relu(found["dependent"] + governor)))
