"""Best label sequences under transition scores, many sequences at a time."""

from __future__ import annotations

import numpy as np

from pipeline.quotes.network.columns import Floats, Ints


def best_labels(rows: Floats, first: Ints, transitions: Floats, start: Floats) -> Ints:
    """The best label of every row; `transitions[i, j]` scores label j after label i, `start[j]` label j first.

    Ragged rows `[first[i], first[i + 1])` are one sequence, none of them empty.
    """
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    length = np.diff(first)
    # Longest first, so that the sequences still running at a step are a prefix of the batch.
    order = np.argsort(-length, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    step = np.arange(len(rows)) - np.repeat(first[:-1], length)
    column = np.repeat(place, length)
    best = np.zeros((int(length.max()), rows.shape[1], len(length)), dtype=np.float32)
    best[step, :, column] = rows
    running = np.searchsorted(-length[order], -np.arange(len(best)), side="left").tolist()
    _score_paths(best, running, transitions, start)
    chosen: Ints = _traced(best, running, transitions)[step, column]
    return chosen


def _score_paths(best: Floats, running: list[int], transitions: Floats, start: Floats) -> None:
    """Make the scores of single labels, shape (steps, labels, sequences), those of the best paths that end there."""
    paths = np.empty((len(start), len(start), best.shape[2]), dtype=np.float32)
    across = transitions[:, :, None]
    best[0] += start[:, None]
    for before, here, n in zip(best, best[1:], running[1:], strict=False):
        np.add(before[:, None, :n], across, out=paths[:, :, :n])
        here[:, :n] += np.maximum.reduce(paths[:, :, :n], axis=0)


def _traced(best: Floats, running: list[int], transitions: Floats) -> Ints:
    """Labels of the best paths, shape (steps, sequences): from the last step back, whichever label led there."""
    labels = np.zeros((len(best), best.shape[2]), dtype=np.int64)
    following = 0  # sequences that go on behind the step
    for t in range(len(best) - 1, -1, -1):
        n = running[t]
        scores = best[t, :, :n].copy()
        if following:
            scores[:, :following] += transitions[:, labels[t + 1, :following]]
        labels[t, :n] = scores.argmax(axis=0)
        following = n
    return labels
