"""Which quotes may report the same words: pairs that share rare stretches of letters, found in near-linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.uint64]
    Allowed = Callable[[Any, Any], Any]  # two arrays of positions to an array of yes and no

_SHINGLE = 8  # letters: eight bytes are one 64-bit number, so that numpy hashes millions of them at once
_SAMPLED = 3  # of eight bits of the hash are zero in the shingles that are kept: one in eight of all texts' shingles
_SHORT = 160  # letters; of shorter quotes all shingles' sample is denser
_LONGEST = 6  # quotes with a shingle are paired with the longest of those that have it
_NEXT = 3  # and with the next in length
_CONTAINED = 0.06  # of the shorter quote's sampled shingles stand in the longer one; alignment decides
_BATCH = 50_000  # quotes whose letters are in memory at once


def candidate_pairs(
    texts: Sequence[str], blocks: Sequence[Sequence[int]], allowed: Allowed | None = None
) -> Iterator[tuple[int, int]]:
    """Pairs (longer, shorter) of positions whose plain texts share enough, where both stand in one block, if `allowed`.

    >>> texts = ["we had to wait two hours in the rain", "wait two hours in the rain", "no"]
    >>> list(candidate_pairs(texts, [[1], [1], [1]]))
    [(0, 1)]
    """
    import numpy as np

    if not texts:
        return
    order = np.lexsort((np.arange(len(texts)), np.array([-len(text) for text in texts])))
    longer, shorter = _pairs_of_ranks(texts, blocks, order)
    longer, shorter = order[longer], order[shorter]
    if allowed is not None:
        wanted = allowed(longer, shorter)
        longer, shorter = longer[wanted], shorter[wanted]
    yield from zip(longer.tolist(), shorter.tolist(), strict=True)


def _pairs_of_ranks(texts: Sequence[str], blocks: Sequence[Sequence[int]], order: Any) -> tuple[Any, Any]:
    """Longer and shorter texts that share enough, by their places in `order`, from the longest on."""
    import numpy as np

    rank = np.empty(len(texts), np.uint64)
    rank[order] = np.arange(len(texts), dtype=np.uint64)
    hashes, owners = _shingles(texts, blocks)
    ranks = rank[owners]
    by_hash = np.lexsort((ranks, hashes))
    hashes, ranks = hashes[by_hash], ranks[by_hash]
    sizes = np.bincount(ranks.astype(np.int64), minlength=len(texts))
    # An owner counts once for each block it stands in; pairs within one block meet only there.
    codes = np.concatenate([*_met(hashes, ranks, len(texts)), np.empty(0, np.uint64)])
    found, shared = np.unique(codes, return_counts=True)
    n = np.uint64(len(texts))
    longer, shorter = (found // n).astype(np.int64), (found % n).astype(np.int64)
    per_block = np.array([max(1, len(b)) for b in blocks])[order]
    enough = (longer != shorter) & (shared >= np.maximum(1, _CONTAINED * sizes[shorter] / per_block[shorter]))
    return longer[enough], shorter[enough]


def _shingles(texts: Sequence[str], blocks: Sequence[Sequence[int]]) -> tuple[Array, Any]:
    """Hashes of the sampled shingles of all texts, each mixed with a block of the text, and whose they are."""
    import numpy as np

    hashes, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for first in range(0, len(texts), _BATCH):
        batch = range(first, min(first + _BATCH, len(texts)))
        some, whose = _sampled([texts[i] for i in batch])
        whose += first
        for place in range(max((len(blocks[i]) for i in batch), default=0)):
            block = np.array([blocks[i][place] if place < len(blocks[i]) else -1 for i in batch], np.int64)[
                whose - first
            ]
            inside = block >= 0
            mixed = some[inside] ^ (block[inside].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
            hashes.append(mixed)
            owners.append(whose[inside])
    return np.concatenate(hashes), np.concatenate(owners)


def _sampled(texts: Sequence[str]) -> tuple[Array, Any]:
    """The sampled shingles of all texts, and whose they are."""
    import numpy as np

    encoded = [text.encode("ascii", "replace") for text in texts]
    data = np.frombuffer(b"\0".join(encoded) + b"\0" * (_SHINGLE + 1), np.uint8)
    starts = np.concatenate(([0], np.cumsum([len(text) + 1 for text in encoded])[:-1])).astype(np.int64)
    lengths = np.array([len(text) for text in encoded])
    windows = np.lib.stride_tricks.sliding_window_view(data, _SHINGLE)
    inside = np.repeat(starts, np.maximum(lengths - _SHINGLE + 1, 0)) + _counting(np.maximum(lengths - _SHINGLE + 1, 0))
    owner = np.repeat(np.arange(len(texts)), np.maximum(lengths - _SHINGLE + 1, 0))
    letters = np.ascontiguousarray(windows[inside]).view(np.uint64).ravel()
    mixed = _mix(letters)
    dense = np.where(lengths < _SHORT, 1, _SAMPLED)[owner].astype(np.uint64)
    # Every shingle that a long text keeps, a short one keeps too, so that what they share can be found.
    keep = (mixed >> np.uint64(61)) & ((np.uint64(1) << dense) - np.uint64(1)) == 0
    return mixed[keep], owner[keep].astype(np.int64)


def _counting(sizes: Any) -> Any:
    """0 … n-1 for each n, one after the other."""
    import numpy as np

    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)


def _mix(values: Array) -> Array:
    """Spread the bits (the finalizer of splitmix64)."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _met(hashes: Array, ranks: Array, n: int) -> Iterator[Array]:
    """Codes `longer * n + shorter` of the quotes that a shingle brings together, not all with all where it has many."""
    import numpy as np

    starts = (
        np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else np.empty(0, np.int64)
    )
    sizes = np.diff(np.append(starts, len(hashes)))
    begin = np.repeat(starts, sizes)
    at = np.arange(len(hashes))
    size = np.uint64(n)
    for step in range(_LONGEST):
        some = at - begin > step
        yield ranks[begin[some] + step] * size + ranks[at[some]]
    for step in range(1, _NEXT + 1):
        some = at - begin >= _LONGEST + step
        yield ranks[at[some] - step] * size + ranks[at[some]]
