"""The spaCy component "onrecord_figures"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.factories import register_attributes, warn_of_missing
from pipeline.figures.find import find_figures

if TYPE_CHECKING:
    from spacy.tokens import Doc

_READS = ("tagger", "parser")
_MISSED = "what a number counts is read from the order of words alone"  # without them


@dataclass(frozen=True)
class FiguresComponent:
    """Sets `doc._.figures`; has no settings."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the figures of one document."""
        doc._.figures = find_figures(doc)
        return doc


@Language.factory("onrecord_figures", assigns=["doc._.figures"])
def create(nlp: Language, name: str) -> FiguresComponent:
    """Make the component; it may run on a blank pipeline, and wants "onrecord_dates" before it.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("onrecord_figures")
    >>> [figure.value for figure in nlp("It cost $1.2 million.")._.figures]
    [1200000.0]
    """
    register_attributes("dates", "figures")
    warn_of_missing(nlp, "onrecord_figures", _READS, _MISSED)
    return FiguresComponent()
