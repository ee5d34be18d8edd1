"""When two aligned quotes are one utterance."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.reconcile.alignment import Alignment
from pipeline.reconcile.differences import material

_FEWEST = 4  # words of the shorter quote
_CONTENT = 3  # of them that say something, all different
_RUN = 3  # words in a row
_FOUND = 0.75  # of the shorter quote's words
_FOUND_IN_ARTICLE = 0.9  # where one article has both: speakers repeat themselves more than papers do
_FOUND_INDIRECT = 0.75
_CONTENT_INDIRECT = 5
_RUN_INDIRECT = 4
_RUN_VERBATIM = 6  # words that a report has just as they stand in the other
_FOUND_OF_NOBODY = 0.9
_EQUAL = 0.85  # of both quotes' words are found in the other: then fewer of them need to say something
_CONTENT_EQUAL = 2
_SAME_DAYS = 3
_SAME_OCCASION = 7  # days; later, a quote with another number or name is another utterance


class Circumstances(NamedTuple):
    """Kinds of the two quotes, whether one article has both, days between them, whether somebody is not named."""

    kind: str
    other_kind: str
    one_article: bool
    days_apart: int | None
    nobody: bool = False


def same_utterance(found: Alignment, circumstances: Circumstances) -> bool:
    """Whether the shorter quote reports what the longer one reports.

    >>> from pipeline.reconcile.alignment import align
    >>> from pipeline.reconcile.quote_words import split_words
    >>> two = split_words("no comment"), split_words("No comment.")
    >>> same_utterance(align(*two), Circumstances("direct", "direct", False, 0))
    False
    """
    if len(found.shorter) < _FEWEST or found.longest_run < _RUN:
        return False
    similarity = found.similarity
    if min(similarity, found.covers) >= _EQUAL:
        soon = circumstances.days_apart is not None and circumstances.days_apart <= _SAME_DAYS
        indirect = "indirect" in (circumstances.kind, circumstances.other_kind)
        needed = _CONTENT_EQUAL if soon else _CONTENT_INDIRECT if indirect else _CONTENT
        return (
            found.content >= needed
            and not (circumstances.nobody and similarity < _FOUND_OF_NOBODY)
            and not _far(found, circumstances)
        )
    if found.content < _CONTENT:
        return False
    if similarity < _least(circumstances) or (circumstances.nobody and similarity < _FOUND_OF_NOBODY):
        return False
    if "indirect" in (circumstances.kind, circumstances.other_kind) and not _strong(found):
        return False
    return not _far(found, circumstances)


def _far(found: Alignment, circumstances: Circumstances) -> bool:
    """Whether a number, a negation or a name differs between quotes that one occasion does not bind together."""
    far = circumstances.one_article or (circumstances.days_apart or 0) > _SAME_OCCASION
    return far and material(found)


def _strong(found: Alignment) -> bool:
    if found.longest_run >= _RUN_VERBATIM and found.similarity >= _FOUND_OF_NOBODY:
        return found.content_without_names >= _CONTENT
    return found.content_without_names >= _CONTENT_INDIRECT and found.longest_run >= _RUN_INDIRECT


def _least(circumstances: Circumstances) -> float:
    if circumstances.one_article:
        return _FOUND_IN_ARTICLE
    return _FOUND_INDIRECT if "indirect" in (circumstances.kind, circumstances.other_kind) else _FOUND
