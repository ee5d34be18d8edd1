"""Contents that the networks cut wrong where grammar leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np

from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.quotes.network.columns import WordColumns
from pipeline.quotes.network.findings import Finding, Span
from pipeline.quotes.network.pairs import head_of

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_PASSIVE_SUBJECT = ("nsubjpass",)
_PASSIVE = ("auxpass",)
_CUT_SHORT = ("'s", "’s")  # may be "has" as well
_BY, _ASKED, _WHEN = ("by",), ("asked",), ("when",)
_ASIDE = 3  # words that may stand between a subject and its verb ("the plan, he said, seems")
_FARTHEST = 100  # words from a verb to its subject: a sentence may be as long as a text without stops


def _with(finding: Finding, content: tuple[Span, ...]) -> Finding:
    """The finding with another content; the finding itself where that is the same or none would be left."""
    content = tuple(sorted(content))
    return replace(finding, content=content) if content and content != finding.content else finding


def with_raised_subject(finding: Finding, words: WordColumns) -> Finding:
    """What "seems" to be so is said of its subject ("the plan seems to work")."""
    cue = finding.cue
    head = head_of(words, *cue)
    lemma = words.strings["lemma"][head]
    passive = lemma in _hashes("raising_passive")
    if not passive and lemma not in _hashes("raising"):
        return finding
    labels = _PASSIVE_SUBJECT if passive else _SUBJECTS
    before = _dependents(words, head, max(cue[0] - _FARTHEST, 0), cue[0])
    subjects = [k for k in before if _has(words, "dep", k, labels)]
    if not subjects or (passive and words.strings["lower"][subjects[-1]] in _hashes("expletives")):
        return finding
    first, last = _yield_of(words, subjects[-1], cue[0])
    if cue[0] - last > _ASIDE or any(a < last and first < b for a, b in finding.content):
        return finding
    return _with(finding, (*finding.content, (first, last)))


def without_agent(finding: Finding, words: WordColumns) -> Finding:
    """ "Lee was told that …", "Lee is said to …": not Lee says so, but whom "by" names, or nobody."""
    head = head_of(words, *finding.cue)
    source = finding.source
    if source is None or words.strings["lemma"][head] not in _hashes("agentless"):
        return finding
    if any(lemma in _hashes("verbs") for lemma in words.strings["lemma"][head + 1 : finding.cue[1]]):
        return finding  # "is expected to say"
    before = _dependents(words, head, max(finding.cue[0] - _FARTHEST, 0), finding.cue[1])
    if not any(_has(words, "dep", k, _PASSIVE) and not _has(words, "lower", k, _CUT_SHORT) for k in before):
        return finding
    subjects = [k for k in before if _has(words, "dep", k, _PASSIVE_SUBJECT)]
    if not any(source[0] <= k < source[1] for k in subjects) and source[1] != finding.cue[0]:
        return finding
    return replace(finding, source=_agent(finding, head, words))


def _agent(finding: Finding, head: int, words: WordColumns) -> Span | None:
    """Whom "by" names as the one who does what a passive verb tells, where that is no part of the content."""
    end = min(int(np.searchsorted(words.sentence, words.sentence[head], side="right")), head + _FARTHEST)
    for k in _dependents(words, head, finding.cue[1], end):
        first, last = _yield_of(words, k, end)
        if first >= finding.cue[1] and _has(words, "lower", first, _BY) and last > first + 1:
            apart = all(b <= first or last <= a for a, b in finding.content)
            return (first + 1, last) if apart else None
    return None


def asked_by_nobody(finding: Finding, words: WordColumns) -> Finding:
    """ "Asked whether she regretted it, Lee said …": the question is not Lee's."""
    head = head_of(words, *finding.cue)
    source = finding.source
    if source is None or not _has(words, "lower", head, _ASKED) or words.region[finding.content[0][0]] >= 0:
        return finding
    own = _dependents(words, head, max(head - _FARTHEST, 0), min(head + _FARTHEST, len(words.head)))
    if any(_has(words, "dep", k, _SUBJECTS) and words.sentence[k] == words.sentence[head] for k in own):
        return finding
    opens = finding.cue[0] == 0 or not words.counted[finding.cue[0] - 1] or _opens(words, finding.cue[0])
    behind = source[0] >= finding.content[0][1]
    return replace(finding, source=None) if opens and (behind or source[1] < finding.cue[0]) else finding


def _opens(words: WordColumns, k: int) -> bool:
    """Whether a word is the first of its sentence, or follows "when" there."""
    return bool(words.sentence[k - 1] != words.sentence[k]) or _has(words, "lower", k - 1, _WHEN)


def said_together(finding: Finding, words: WordColumns) -> Finding:
    """Words without quotation marks in another sentence were not said with this cue."""
    content = finding.content
    if len(content) < 2:
        return finding
    sentence = words.sentence[finding.cue[0]]
    own = [span for span in content if words.sentence[span[0]] <= sentence <= words.sentence[span[1] - 1]]
    if not own:
        return finding
    return _with(
        finding,
        tuple(span for span in content if span in own or words.region[span[0]] >= 0 or words.region[span[1] - 1] >= 0),
    )


def _dependents(words: WordColumns, head: int, first: int, last: int) -> list[int]:
    found: list[int] = (first + np.flatnonzero(words.head[first:last] == head)).tolist()
    return [k for k in found if k != head]


def _yield_of(words: WordColumns, top: int, end: int) -> Span:
    """First and after the last word of the subtree of `top` in its sentence, cut at `end` and far to the left."""
    first = max(int(np.searchsorted(words.sentence, words.sentence[top])), top - _FARTHEST)
    inside = {top}
    grown = True
    while grown:
        more = {k for k in range(first, end) if int(words.head[k]) in inside} - inside
        grown = bool(more)
        inside |= more
    return min(inside), min(max(inside) + 1, end)


def _has(words: WordColumns, column: str, k: int, values: tuple[str, ...]) -> bool:
    return bool(words.strings[column][k] in _hashed(values))


@cache
def _hashed(values: tuple[str, ...]) -> frozenset[np.uint64]:
    from spacy.strings import get_string_id

    return frozenset(np.uint64(get_string_id(value)) for value in values)


@cache
def _hashes(name: str) -> frozenset[np.uint64]:
    listed: Iterable[str] = getattr(cue_lexicon(), name)
    return _hashed(tuple(sorted(listed)))
