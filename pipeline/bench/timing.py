"""Timing several things over the same pieces of work, in turns, so that a busy machine slows them all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

_T = TypeVar("_T")


def in_turns(pieces: Sequence[_T], rounds: int, *works: Callable[[_T], object]) -> list[float]:
    """Seconds of processor time that each of `works` takes over all pieces: medians over the rounds, summed.

    >>> len(in_turns([1, 2], 3, lambda piece: piece, lambda piece: -piece))
    2
    """
    total = [0.0] * len(works)
    for piece in pieces:
        turns = [[_seconds(work, piece) for work in works] for _ in range(rounds)]
        total = [sum_ + median(times) for sum_, times in zip(total, zip(*turns, strict=True), strict=True)]
    return total


def _seconds(work: Callable[[_T], object], piece: _T) -> float:
    begin = time.process_time()
    work(piece)
    return time.process_time() - begin
