"""How sure a finding is: a logistic model over the odds of its parts, fitted on articles kept from training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, log1p

import numpy as np
import numpy.typing as npt

from pipeline.quotes.network.columns import Floats, WordColumns
from pipeline.quotes.network.findings import Finding

KINDS = 3


def quoted_kinds(findings: Sequence[Finding], words: WordColumns) -> list[int]:
    """For each finding 0 where no word of the content stands in quotation marks, 2 where all do, 1 between."""
    if not findings:
        return []
    spans = np.array([span for finding in findings for span in finding.content], dtype=np.int64)
    owner = np.repeat(np.arange(len(findings)), [len(finding.content) for finding in findings])

    def held(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        before = np.concatenate([[0], np.cumsum(marked)])
        return np.bincount(owner, weights=before[spans[:, 1]] - before[spans[:, 0]]).astype(np.float64)

    quoted, every = held(words.counted & (words.region >= 0)), held(words.counted)
    kinds: list[int] = np.where(quoted == 0, 0, np.where(quoted == every, 2, 1)).tolist()
    return kinds


def traits(findings: Sequence[Finding], kinds: Sequence[int], words: WordColumns) -> Floats:
    """One row per finding: log odds of its parts, kind, and where the source stands; shape (findings, 12)."""
    rows = []
    taken = Counter(finding.source for finding in findings)
    for finding, kind in zip(findings, kinds, strict=True):
        source, cue = finding.source, finding.cue
        away = 0 if source is None else max(source[0] - cue[1], cue[0] - source[1], 0)
        rows.append([
            1.0,
            _logit(finding.cue_odds),
            _logit(finding.relation),
            _logit(finding.content_odds),
            _logit(finding.source_odds),
            float(source is None),
            float(source is not None and words.sentence[source[0]] != words.sentence[cue[0]]),
            log1p(away),
            float(kind == 1),
            float(kind == 2),
            float(source is not None and words.region[source[0]] >= 0),
            float(source is not None and taken[source] > 1),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float32).reshape(len(rows), 12)


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return log(p / (1 - p))


def sureness(rows: Floats, kinds: Sequence[int], weights: Floats) -> list[float]:
    """Calibrated probabilities; `weights` has one row for findings without quotation marks and one for those with."""
    chosen = weights[[int(kind > 0) for kind in kinds]]
    return [float(p) for p in 1 / (1 + np.exp(-np.einsum("ij,ij->i", rows, chosen)))] if len(rows) else []
