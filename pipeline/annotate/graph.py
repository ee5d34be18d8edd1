"""The encoder's graph, run over one document at a time.

The eight-bit arithmetic takes its scale from all that it is given at once. It is given chunks of one document alone,
so that no article's rows depend on its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.annotate.chunks import Chunks, Ints
from pipeline.annotate.graph_names import OUTPUTS

Floats = npt.NDArray[np.float32]
_TOGETHER = 8  # chunks at a time: what they need stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Scores:
    """What the graph says of the words of a document, `n` of them, in the order of the chunks.

    `states` (n, 384); `tags`, `morphs`, `lemmas` (n), numbers of labels; `entities` (n, labels); `starts` (n);
    `arcs`: for each chunk the scores of its words' governors (words, 1 + words), the root first; `dependent` (n, r) and
    `governor`, for each chunk (1 + words, r): the halves of what tells a dependency's label.
    """

    states: Floats
    tags: Ints
    morphs: Ints
    lemmas: Ints
    entities: Floats
    starts: Floats
    arcs: list[Floats]
    dependent: list[Floats]
    governor: list[Floats]


class Graph:
    """An ONNX session on one thread: onrecord works on several documents at a time instead."""

    def __init__(self, model: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def run(self, chunks: Chunks) -> Scores:
        """The scores of all words of a document."""
        parts: list[tuple[dict[str, Any], npt.NDArray[np.bool_]]] = []
        for at in range(0, len(chunks.length), _TOGETHER):
            rows = slice(at, at + _TOGETHER)
            real = chunks.word[rows] >= 0
            parts.append((self._part(chunks, rows, int(real.sum(axis=1).max(initial=1))), real))
        return _joined(parts)

    def _part(self, chunks: Chunks, rows: slice, most: int) -> dict[str, Any]:
        length = chunks.length[rows]
        width = int(length.max())
        offset = (np.arange(len(length)) * width)[:, None]
        given = {
            "pieces": chunks.pieces[rows, :width],
            "marks": chunks.marks[rows, :width],
            "place": np.arange(width),
            "length": length.astype(np.int32),
            "first": chunks.first[rows, :most] + offset,
            "last": chunks.last[rows, :most] + offset,
        }
        return dict(zip(OUTPUTS, self._session.run(list(OUTPUTS), given), strict=True))


def _joined(parts: list[tuple[dict[str, Any], npt.NDArray[np.bool_]]]) -> Scores:
    def words(name: str) -> Any:
        found = [part[name][real[:, : part[name].shape[1]]] for part, real in parts]
        return np.concatenate(found) if found else np.zeros((0, 1))

    def chunks(name: str, more_rows: int, columns: bool) -> list[Floats]:
        return [
            part[name][i, : n + more_rows, : n + 1] if columns else part[name][i, : n + more_rows]
            for part, real in parts
            for i, n in enumerate(real.sum(axis=1).tolist())
        ]

    return Scores(
        states=words("states"),
        tags=words("tags"),
        morphs=words("morphs"),
        lemmas=words("lemmas"),
        entities=words("entities"),
        starts=words("starts")[..., 0],
        arcs=chunks("arcs", 0, columns=True),
        dependent=chunks("relation_dependent", 0, columns=False),
        governor=chunks("relation_governor", 1, columns=False),
    )
