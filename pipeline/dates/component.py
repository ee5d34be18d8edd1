"""The spaCy component "onrecord_dates": sets `doc._.dates`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.dates.find import find_dates
from pipeline.factories import register_attributes, warn_of_missing

_READS = ("tagger", "parser")
_MISSED = "whether 'on Monday' lies ahead or behind is not read from the verb"  # without them


@dataclass(frozen=True)
class DateFinder:
    """Finds the dates of a document, seen from `doc._.published` if that is set.

    It has no attribute `name`: spaCy would try to set it, and the dataclass is frozen.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.dates` to the tuple of `Timex`, sorted by start."""
        doc._.dates = find_dates(doc, doc._.published)
        return doc


@Language.factory("onrecord_dates", assigns=["doc._.dates"])
def create(nlp: Language, name: str) -> DateFinder:
    """Make the component for a pipeline.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("onrecord_dates")
    >>> [timex.value for timex in nlp("It opened in May 2021.")._.dates]
    ['2021-05']
    """
    register_attributes("published", "dates")
    warn_of_missing(nlp, "onrecord_dates", _READS, _MISSED)
    return DateFinder()
