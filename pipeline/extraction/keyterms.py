"""The key terms of a document, by textacy's YAKE."""

from __future__ import annotations

from statistics import StatisticsError
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEEDED = ("POS", "LEMMA", "SENT_START")
_TOKENS = 300  # news says at its head what it is about; the whole text costs twice the time and names the same terms


def keyterms(doc: Doc, n: int) -> list[str]:
    """The `n` best key terms, best first, as lemmas; none where the `Doc` lacks parts of speech, lemmas or sentences.

    textacy is imported here because its import takes seconds.
    """
    if n == 0 or not len(doc) or not all(map(doc.has_annotation, _NEEDED)):
        return []
    from textacy.extract.keyterms.yake import yake

    head: Any = doc[:_TOKENS]  # a Span serves as well as the Doc that is asked for
    try:
        ranked = yake(head, normalize="lemma", ngrams=(1, 2), topn=n)
    except StatisticsError:  # it cannot weigh a single word
        return []
    # Equal scores come in no promised order.
    return [term for term, _ in sorted(ranked, key=lambda pair: (round(pair[1], 12), pair[0]))]
