"""Best label sequences under transition scores, many sequences at a time."""

from __future__ import annotations

import numpy as np

from pipeline.quotes.learned.features import Floats, Ints


def padded(rows: Floats, first: Ints) -> tuple[Floats, Ints]:
    """Ragged rows `[first[i], first[i+1])` as one array (longest, sequences, labels), and the lengths."""
    length = np.diff(first)
    out = np.zeros((int(length.max(initial=0)), len(length), rows.shape[1]), dtype=np.float32)
    sequence = np.repeat(np.arange(len(length)), length)
    out[np.arange(len(rows)) - first[:-1][sequence], sequence] = rows
    return out, length


def best_labels(rows: Floats, first: Ints, transitions: Floats, start: Floats) -> Ints:
    """The best label of every row; `transitions[i, j]` scores label j after label i, `start[j]` label j first."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    # Longest first, so that the sequences still running are a prefix of the batch.
    order = np.argsort(-np.diff(first), kind="stable")
    scores, length = padded(rows, first)
    scores, length = scores[:, order], length[order]
    running = [int(np.searchsorted(-length, -t, side="left")) for t in range(len(scores))]
    back = np.zeros(scores.shape, dtype=np.int8)
    best = start + scores[0]
    for t in range(1, len(scores)):
        n = running[t]
        paths = best[:n, :, None] + transitions
        back[t, :n] = paths.argmax(axis=1)
        best[:n] = paths.max(axis=1) + scores[t, :n]
    labels = np.zeros(scores.shape[:2], dtype=np.int64)
    label = best.argmax(axis=1)
    for t in range(len(scores) - 1, 0, -1):
        n = running[t]
        labels[t, :n] = label[:n]
        label[:n] = back[t, np.arange(n), label[:n]]
    labels[0] = label
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    sequence = np.repeat(np.arange(len(first) - 1), np.diff(first))
    chosen: Ints = labels[np.arange(len(rows)) - first[:-1][sequence], place[sequence]]
    return chosen
