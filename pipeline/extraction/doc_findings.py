"""What was found in a document, taken out of spaCy's `Doc`s: plain values with offsets into the whole text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from pipeline.components import COMPONENTS
from pipeline.components.interface import Component, Findings
from pipeline.text.reading import WHOLE, Window

if TYPE_CHECKING:
    from spacy.tokens import Doc

F = TypeVar("F")


def findings(doc: Doc, window: Window = WHOLE, keyterms: Callable[[Doc], Sequence[str]] = lambda doc: ()) -> Findings:
    """Take what the components found out of a `Doc` that is a `window` of its document's reading.

    Raises:
        ValueError: where what a component found does not go with what those before it found.
    """
    found = Findings(len(doc), n_sentences_of(doc), tuple(keyterms(doc)))
    for component in COMPONENTS:
        found = found.plus(component, finding(component, doc, window, found))
    return found


def finding(component: Component[F], doc: Doc, window: Window, before: Findings, lost: Collection[str] = ()) -> F:
    """What one component found, those `before` it known; of what else it needed the findings of `lost` components.

    Raises:
        ValueError: where it does not go with what was found before.
    """
    found: F | None = getattr(doc._, component.attribute, None)
    if found is None:
        return component.absent(before, False)
    for name, left in component.without.items():
        found = left(found) if name in lost else found
    found = component.place(found, window)
    component.check(found, before)
    return found


def n_sentences_of(doc: Doc) -> int:
    """The number of sentences; a text that nothing has cut is one."""
    return sum(1 for _ in doc.sents) if doc.has_annotation("SENT_START") else int(len(doc) > 0)


def merge(windows: Sequence[Findings], n_keyterms: int = 10) -> Findings:
    """The findings of a document's windows as one."""
    if len(windows) == 1:
        return windows[0]
    whole = counted(windows, merge_keyterms([window.keyterms for window in windows], n_keyterms))
    for component in COMPONENTS:
        whole = whole.plus(component, component.merge([window.of(component) for window in windows]))
    return whole


def counted(windows: Sequence[Findings], keyterms: tuple[str, ...]) -> Findings:
    """The counts of a document's windows as one, with nothing found yet."""
    tokens, sentences = total(w.n_tokens for w in windows), total(w.n_sentences for w in windows)
    return Findings(tokens, sentences, keyterms)


def total(numbers: Iterable[int | None]) -> int | None:
    """Their sum, None where one is not known.

    >>> total([1, 2]), total([1, None])
    (3, None)
    """
    known = list(numbers)
    return None if None in known else sum(number for number in known if number is not None)


def merge_keyterms(lists: Iterable[Sequence[str]], n: int) -> tuple[str, ...]:
    """Each window votes for its terms, the better the place the more."""
    votes: dict[str, float] = {}
    for terms in lists:
        for place, term in enumerate(terms, start=1):
            votes[term] = votes.get(term, 0.0) + 1 / place
    return tuple(sorted(votes, key=lambda term: (-votes[term], term))[:n])
