"""What one chunk teaches: its pieces, and of each word the tag, the lemma, the governor, the name it is part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from pipeline.annotate.chunks import Chunks, Ints, SpacedWords, chunks_of
from pipeline.annotate.labels import Labels
from pipeline.annotate.pieces import WordPieces
from pipeline.training.encoder.net import Batch
from pipeline.training.encoder.taught import Taught

UNKNOWN = -100  # a label that teaches nothing, as torch's losses have it
CLASSES = ("tags", "morphs", "lemmas", "starts", "heads", "deps")


@dataclass(frozen=True, slots=True)
class Record:
    """One chunk with its labels: pieces, marks (p); first, last (w); each of `labels` (w), UNKNOWN where not taught.

    `heads` count from 1 within the chunk, 0 is the root; `entities` are bits of the labels allowed.
    """

    pieces: Ints
    marks: Ints
    first: Ints
    last: Ints
    labels: dict[str, Ints]


def records_of(words: SpacedWords, taught: Taught, labels: Labels, reader: WordPieces) -> Iterator[Record]:
    """The chunks of a document with what it teaches."""
    numbers = {
        kind: {one: i for i, one in enumerate(getattr(labels, kind))} for kind in ("tags", "morphs", "lemmas", "deps")
    }
    columns = {
        kind: np.array(
            [numbers[kind].get(one, UNKNOWN) if one is not None else UNKNOWN for one in getattr(taught, kind)],
            dtype=np.int64,
        )
        for kind in numbers
    }
    starts = np.array([one if one >= 0 else UNKNOWN for one in taught.starts], dtype=np.int64)
    entities, heads = np.array(taught.entities, dtype=np.int64), np.array(taught.heads, dtype=np.int64)
    chunks = chunks_of(words, reader)
    for row in range(len(chunks.length)):
        inside = chunks.word[row] >= 0
        at = chunks.word[row][inside]
        if not len(at):
            continue
        own = {kind: column[at] for kind, column in columns.items()}
        own |= {"starts": starts[at], "entities": entities[at], "heads": _heads_within(heads[at], at)}
        own["deps"] = np.where(own["heads"] == UNKNOWN, UNKNOWN, own["deps"])
        long = int(chunks.length[row])
        yield Record(
            chunks.pieces[row, :long],
            chunks.marks[row, :long],
            chunks.first[row][inside],
            chunks.last[row][inside],
            own,
        )


def _heads_within(heads: Ints, at: Ints) -> Ints:
    low, high = int(at[0]), int(at[-1])
    within = np.where((heads >= low) & (heads <= high), heads - low + 1, UNKNOWN)
    return np.where(heads == at, 0, within)


def batch_of(records: Sequence[Record]) -> tuple[Batch, dict[str, Tensor]]:
    """Pad records to one batch and its labels (c, w)."""
    count = len(records)
    long, most = max(len(one.pieces) for one in records), max(len(one.first) for one in records)
    pieces, marks = np.zeros((count, long), dtype=np.int64), np.zeros((count, long), dtype=np.int64)
    first, last = np.zeros((count, most), dtype=np.int64), np.zeros((count, most), dtype=np.int64)
    labels = {kind: np.full((count, most), UNKNOWN, dtype=np.int64) for kind in CLASSES}
    labels["entities"] = np.zeros((count, most), dtype=np.int64)
    for row, one in enumerate(records):
        pieces[row, : len(one.pieces)], marks[row, : len(one.pieces)] = one.pieces, one.marks
        first[row, : len(one.first)], last[row, : len(one.first)] = one.first, one.last
        for kind, column in one.labels.items():
            labels[kind][row, : len(column)] = column
    padding = np.arange(most) >= np.array([[len(one.first)] for one in records])
    length = np.array([len(one.pieces) for one in records], dtype=np.int64)
    found = Batch(*(torch.from_numpy(part) for part in (pieces, marks, length, first, last)))
    tensors = {kind: torch.from_numpy(column) for kind, column in labels.items()}
    return found, tensors | {"padding": torch.from_numpy(padding)}


def batch_of_chunks(chunks: Iterable[Chunks]) -> tuple[Batch, Tensor]:
    """The chunks of documents as one batch, and which of its words are padding (c, w)."""
    rows = [
        Record(
            one.pieces[i, :long], one.marks[i, :long], one.first[i][one.word[i] >= 0], one.last[i][one.word[i] >= 0], {}
        )
        for one in chunks
        for i, long in enumerate(one.length.tolist())
    ]
    batch, labels = batch_of(rows)
    return batch, labels["padding"]
