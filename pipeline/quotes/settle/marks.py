"""Quotation marks as hard evidence: a content that takes most of a quotation takes all of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.quotes.network.columns import WordColumns
from pipeline.quotes.network.findings import Finding, Span

_MOST = 0.5
_FIRST = 4


def filled(finding: Finding, words: WordColumns) -> Finding:
    """Let the content of one finding agree with the quotation regions it touches.

    A region that the cue itself stands in says nothing about that cue's content.
    """
    if not any(_cuts(span, words) for span in finding.content):
        return finding
    taken = np.zeros(len(words.start), dtype=bool)
    for first, last in finding.content:
        taken[first:last] = True
    own = set(words.region[finding.cue[0] : finding.cue[1]].tolist())
    for number in np.unique(words.region[taken]).tolist():
        if number < 0 or number in own:
            continue
        inside = np.flatnonzero(words.region == number)
        counted = inside[words.counted[inside]]
        if len(counted) and _takes(taken[counted]) and not _holds(finding.source, inside):
            taken[inside] = True
    return replace(finding, content=spans(taken))


def _takes(counted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Whether a content has most words of a region, or its first ones: who begins a quotation also ends it."""
    return bool(counted.mean() >= _MOST or counted[:_FIRST].all())


def _cuts(span: Span, words: WordColumns) -> bool:
    """Whether a piece begins or ends in the middle of a quotation region."""
    first, last = span
    opens = first > 0 and words.region[first] >= 0 and words.region[first - 1] == words.region[first]
    closes = last < len(words.region) and words.region[last] >= 0 and words.region[last - 1] == words.region[last]
    return bool(opens or closes)


def _holds(span: Span | None, inside: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bool:
    return span is not None and bool(((inside >= span[0]) & (inside < span[1])).any())


def spans(taken: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[Span, ...]:
    """Runs of True."""
    change = np.diff(taken.astype(np.int8), prepend=0, append=0)
    return tuple(zip(np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist(), strict=True))
