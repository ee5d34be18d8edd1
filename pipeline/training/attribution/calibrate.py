"""The logistic model of confidence, fitted on articles that the networks have not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.quotes.network.columns import Floats, Ints, WordColumns
from pipeline.quotes.network.confidence import quoted_kinds, traits
from pipeline.quotes.network.findings import Finding, Network
from pipeline.quotes.settle.correction import corrected
from pipeline.quotes.settle.order import CORRECTIONS
from pipeline.training.attribution.examples import Example, GoldAttribution

_RIDGE = 1.0
_STEPS = 30
_LONGER = 20  # words a source may be longer than the gold's


def calibrated(network: Network, held: Sequence[Example], states: Sequence[Floats]) -> Floats:
    """Weights for findings without and with quotation marks, shape (2, traits); `states` are the articles' words'."""
    rows: list[list[Floats]] = [[], []]
    right: list[list[bool]] = [[], []]
    for one, vectors in zip(held, states, strict=True):
        findings = corrected(network.findings(one.words, vectors), one.words, CORRECTIONS.of_findings)
        kinds = quoted_kinds(findings, one.words)
        table = traits(findings, kinds, one.words)
        for finding, kind, row in zip(findings, kinds, table, strict=True):
            quoted = int(kind > 0)
            rows[quoted].append(row)
            right[quoted].append(is_right(finding, one))
    return np.stack([logistic(np.array(r), np.array(y, dtype=np.float64)) for r, y in zip(rows, right, strict=True)])


def is_right(finding: Finding, one: Example) -> bool:
    """Whether some gold attribution has nearly the same content and a source whose head the finding's source holds.

    For contents with quotation marks only what stands inside the marks is compared.
    """
    words = one.words
    quoted = quoted_kinds([finding], words)[0] > 0
    mine = _counted(finding.content, words, quoted)
    for gold in one.gold:
        theirs = _counted(gold.content, words, quoted)
        both = len(np.intersect1d(mine, theirs))
        alike = both / max(len(mine) + len(theirs) - both, 1)
        if alike >= (0.8 if quoted else 0.5) and same_source(finding, gold, words):
            return True
    return False


def same_source(finding: Finding, gold: GoldAttribution, words: WordColumns) -> bool:
    """Whether both have no source, or the finding's holds the head word of the gold's."""
    if not gold.source or finding.source is None:
        return not gold.source and finding.source is None
    first, last = gold.source[0]
    outside = (words.head[first:last] < first) | (words.head[first:last] >= last)
    head = first + int(np.argmax(outside | (words.head[first:last] == np.arange(first, last))))
    a, b = finding.source
    return a <= head < b and b - a <= last - first + _LONGER


def _counted(content: tuple[tuple[int, int], ...], words: WordColumns, quoted: bool) -> Ints:
    at: Ints = np.concatenate([np.arange(a, b) for a, b in content])
    at = at[words.counted[at]]
    return at[words.region[at] >= 0] if quoted else at


def logistic(rows: Floats, right: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Floats:
    """Ridge logistic regression by Newton's method; the first column is the constant and goes unpunished."""
    x = rows.astype(np.float64)
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], _RIDGE)
    ridge[0] = 1e-6
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - right) + ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights -= np.linalg.solve(hessian, gradient)
    return weights.astype(np.float32)
