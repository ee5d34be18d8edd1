"""The spaCy component `onrecord_quotes`: sets `doc._.quotes`."""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attributes import register_attributes
from pipeline.quotes.find import find_quotes


@dataclass(frozen=True)
class QuotesComponent:
    """Callable over a `Doc`; sets `doc._.quotes`, a tuple of `Quote` in text order.

    It has no attribute `name`: spaCy would try to set it, and the dataclass is frozen.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of one document."""
        doc._.quotes = find_quotes(doc)
        return doc


@Language.factory("onrecord_quotes", assigns=["doc._.quotes"])
def create(nlp: Language, name: str) -> QuotesComponent:
    """Build the component; without a parse only what the marks and the tags show is found.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("onrecord_quotes")
    >>> nlp('"The bridge stays shut until the spring," she said.')._.quotes[0].kind
    'direct'
    """
    register_attributes()
    return QuotesComponent()
