"""The torch modules whose exported weights `pipeline.quotes.network.layers` computes with."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn

from pipeline.quotes.network.layers import CONTENT_BEGIN, CONTENT_IN, GAP, ROLES


class SummedEmbeddings(nn.Module):
    """One embedding table per feature column, summed; all in one array."""

    offset: Tensor

    def __init__(self, sizes: list[int], width: int) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(sum(sizes), width) * 0.1)
        self.register_buffer("offset", torch.tensor([0, *itertools.accumulate(sizes)][:-1]))

    def forward(self, features: Tensor, dropped: float = 0.0) -> Tensor:
        """Sum the rows of `features` (n, columns); in training single entries are left out at random."""
        rows = features + self.offset
        weights = None
        if self.training and dropped:
            weights = (torch.rand(rows.shape) >= dropped).to(self.table.dtype)
        return nn.functional.embedding_bag(rows, self.table, mode="sum", per_sample_weights=weights)


class Dropout(nn.Module):
    """Dropout with eight random bytes a draw: torch's own takes a sixth of the whole training on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.least = round(256 * share)

    def forward(self, x: Tensor) -> Tensor:
        """Zero a share of the entries in training, and scale the others up."""
        if not self.training or not self.least:
            return x
        draws = torch.randint(-(2**63), 2**63 - 1, ((x.numel() + 7) // 8,)).view(torch.uint8)
        kept = draws[: x.numel()].view(x.shape) >= self.least
        return x * kept * (256 / (256 - self.least))


class Convolution(nn.Module):
    """A residual convolution over three rows."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.conv = nn.Linear(3 * width, width)
        self.norm = nn.LayerNorm(width)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Map (n, width) to (n, width)."""
        d = self.dilation
        gap = x.new_zeros(d, x.shape[1])
        wide = torch.cat([torch.cat([gap, x[:-d]]), x, torch.cat([x[d:], gap])], dim=1)
        mixed: Tensor = self.norm(x + self.dropout(torch.relu(self.conv(wide))))
        return mixed


class Convolutions(nn.Module):
    """Hidden states of words from frozen vectors and features."""

    def __init__(self, vectors: int, sizes: list[int], width: int, dilations: tuple[int, ...], dropout: float) -> None:
        super().__init__()
        self.vectors = nn.Linear(vectors, width)
        self.embed = SummedEmbeddings(sizes, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Convolution(width, d, dropout) for d in dilations)
        self.dropout = Dropout(dropout)

    def forward(self, vectors: Tensor, features: Tensor, gaps: Tensor) -> Tensor:
        """Map vectors (n, v) and features (n, columns) to states (n, width); rows in `gaps` stay zero."""
        x: Tensor = self.norm(self.vectors(self.dropout(vectors)) + self.embed(features, 0.15))
        x = self.dropout(x).masked_fill(gaps, 0)
        for layer in self.layers:
            x = layer(x).masked_fill(gaps, 0)
        return x


class Roles(nn.Module):
    """Role emissions of the words around cues."""

    def __init__(self, states: int, sizes: list[int], width: int, dilations: tuple[int, ...], dropout: float) -> None:
        super().__init__()
        self.word = nn.Linear(states, width, bias=False)
        self.cue = nn.Linear(states, width)
        self.embed = SummedEmbeddings(sizes, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Convolution(width, d, dropout) for d in dilations)
        self.out = nn.Linear(width, ROLES)
        self.relation = nn.Linear(width, 1)
        # For training alone: with it the layers below see better where contents begin and end.
        self.borders = nn.Linear(width, 2)
        self.dropout = Dropout(dropout)
        self.transitions = nn.Parameter(torch.zeros(ROLES, ROLES))
        self.start = nn.Parameter(torch.zeros(ROLES))

    def forward(
        self, states: Tensor, cue: Tensor, word: Tensor, features: Tensor, heads: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Emissions (pairs, 5), one relation score per cue, and scores of first and last words (pairs, 2)."""
        rows = torch.arange(len(cue)) + GAP * cue
        mixed = self.word(states)[word] + self.cue(states[heads])[cue] + self.embed(features, 0.1)
        inner = self.dropout(self.norm(torch.relu(mixed)))
        x = inner.new_zeros(len(cue) + GAP * len(heads), inner.shape[1]).index_copy(0, rows, inner)
        gaps = torch.ones(len(x), 1, dtype=torch.bool)
        gaps[rows] = False
        for layer in self.layers:
            x = layer(x).masked_fill(gaps, 0)
        own = torch.nonzero(word == heads[cue])[:, 0]
        found = x[rows]
        return self.out(found), self.relation(x[rows[own]])[:, 0], self.borders(found)


class Finder(nn.Module):
    """Encoder, cue tagger and role tagger."""

    def __init__(self, vectors: int, tokens: list[int], pairs: list[int], shape: FinderShape) -> None:
        super().__init__()
        self.encoder = Convolutions(vectors, tokens, shape.width, shape.encoder, shape.dropout)
        self.cues = nn.Linear(shape.width, 3)
        self.roles = Roles(shape.width, pairs, shape.role_width, shape.roles, shape.dropout)


class FinderShape:
    """Sizes of the networks."""

    def __init__(
        self,
        width: int = 128,
        role_width: int = 96,
        encoder: tuple[int, ...] = (1, 3),
        roles: tuple[int, ...] = (1, 3, 8),
        dropout: float = 0.3,
    ) -> None:
        self.width, self.role_width, self.encoder, self.roles, self.dropout = width, role_width, encoder, roles, dropout


def border_loss(scores: Tensor, labels: Tensor, cue: Tensor, cues: int) -> Tensor:
    """Cross entropy of the first and of the last word of the content over the window of each cue, summed.

    Where a content has several pieces, each border of a kind gets an equal share.
    """
    goes_on = torch.cat([(labels[1:] == CONTENT_IN) & (cue[1:] == cue[:-1]), torch.zeros(1, dtype=torch.bool)])
    first = labels == CONTENT_BEGIN
    last = (first | (labels == CONTENT_IN)) & ~goes_on
    loss = scores.new_zeros(())
    for column, border in ((0, first), (1, last)):
        own = scores[:, column]
        top = own.new_full((cues,), -1e9).scatter_reduce(0, cue, own, "amax").detach()
        total = torch.log(own.new_zeros(cues).scatter_add(0, cue, torch.exp(own - top[cue]))) + top
        at = torch.nonzero(border)[:, 0]
        pieces = own.new_zeros(cues).scatter_add(0, cue[at], own.new_ones(len(at)))
        loss = loss - ((own[at] - total[cue[at]]) / pieces[cue[at]]).sum()
    return loss


def sequence_loss(emissions: Tensor, labels: Tensor, first: list[int], transitions: Tensor, start: Tensor) -> Tensor:
    """Negative log likelihood of the labels under a linear chain, summed over the sequences that `first` parts."""
    lengths = torch.tensor([b - a for a, b in itertools.pairwise(first)])
    sequence = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
    at = torch.arange(len(labels)) - torch.tensor(first[:-1])[sequence]
    longest = int(lengths.max())
    scores = emissions.new_zeros(longest, len(lengths), emissions.shape[1])
    scores = scores.index_put((at, sequence), emissions)
    gold = emissions.gather(1, labels[:, None]).sum()
    begins = at == 0
    gold = gold + start[labels[begins]].sum()
    inner = ~begins
    gold = gold + transitions[labels[:-1][inner[1:]], labels[1:][inner[1:]]].sum()
    alpha = start + scores[0]
    live = lengths[None, :] > torch.arange(longest)[:, None]
    for t in range(1, longest):
        step = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + scores[t]
        alpha = torch.where(live[t][:, None], step, alpha)
    return torch.logsumexp(alpha, dim=1).sum() - gold
