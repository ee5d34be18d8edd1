"""The spaCy component `onrecord_quotes`: sets `doc._.quotes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.attributes import register_attributes
from pipeline.quotes.find import find_quotes
from pipeline.quotes.tidy import tidied
from pipeline.tokens import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.quotes.learned.attribution import AttributionModel


@dataclass(frozen=True)
class QuotesComponent:
    """Callable over a `Doc`; sets `doc._.quotes`, a tuple of `Quote` in text order.

    With `learned`, the networks find and the rules fill in; without, the rules stand alone. It has no attribute
    `name`: spaCy would try to set it, and the dataclass is frozen.
    """

    learned: AttributionModel | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of one document."""
        rules = find_quotes(doc)
        quotes = rules if self.learned is None else self.learned.find_with(doc, rules)
        doc._.quotes = tidied(quotes, rules, text_of(doc))
        return doc


@Language.factory("onrecord_quotes", assigns=["doc._.quotes"])
def create(nlp: Language, name: str) -> QuotesComponent:
    """Build the component; without a parse only what the marks and the tags show is found.

    The learned finder joins where the pipeline is the one that it was trained on: its weights lie in the pipeline's
    folder. Any other pipeline gets the rules.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("onrecord_quotes")
    >>> nlp('"The bridge stays shut until the spring," she said.')._.quotes[0].kind
    'direct'
    """
    register_attributes()
    return QuotesComponent(_learned(nlp))


def _learned(nlp: Language) -> AttributionModel | None:
    weights = nlp.path / "attribution.npz" if nlp.path is not None else None
    if weights is None or not weights.is_file():
        return None
    from pipeline.quotes.learned.attribution import AttributionModel

    model = AttributionModel.load(weights)
    if not model.fits(nlp):
        return None
    model.join(nlp)
    return model
