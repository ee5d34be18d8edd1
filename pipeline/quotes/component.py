"""The spaCy component `onrecord_quotes`: sets `doc._.quotes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.factories import register_attributes, warn_of_missing
from pipeline.quotes.rules.find import find_quotes
from pipeline.quotes.settle.order import CORRECTIONS, Corrections, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from pipeline.quotes.network.attribution import AttributionModel

_DOCS = 32
_TOKENS = 8_000  # in one batch: more would save no more time, only take more memory
_READS = ("tagger", "parser")
_MISSED = "indirect speech and most sources are missed, and what is found stands in quotation marks"  # without them


@dataclass(frozen=True)
class QuotesComponent:
    """Callable over a `Doc`; sets `doc._.quotes`, a tuple of `Quote` in text order.

    With `networks`, these find and the rules fill in; without, the rules stand alone. It has no attribute
    `name`: spaCy would try to set it, and the dataclass is frozen.
    """

    networks: AttributionModel | None = None
    corrections: Corrections = CORRECTIONS

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of one document."""
        return self._quoted([doc])[0]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _DOCS) -> Iterator[Doc]:
        """Find the quotes of many documents, some at a time: that costs less, and finds the same."""
        batch: list[Doc] = []
        tokens = 0
        for doc in stream:
            batch.append(doc)
            tokens += len(doc)
            if len(batch) >= batch_size or tokens >= _TOKENS:
                yield from self._quoted(batch)
                batch, tokens = [], 0
        yield from self._quoted(batch)

    def _quoted(self, docs: list[Doc]) -> list[Doc]:
        ruled = [find_quotes(doc) for doc in docs]
        readings = [None] * len(docs) if self.networks is None else self.networks.read(docs, ruled)
        for doc, rules, reading in zip(docs, ruled, readings, strict=True):
            doc._.quotes = settled(doc, rules, reading, self.corrections)
        return docs


@Language.factory("onrecord_quotes", assigns=["doc._.quotes"])
def create(nlp: Language, name: str) -> QuotesComponent:
    """Build the component; without a parse only what the marks and the tags show is found.

    The networks join where the pipeline is the one that they were trained on: their weights lie in the
    pipeline's folder. Any other pipeline gets the rules.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("onrecord_quotes")
    >>> nlp('"The bridge stays shut until the spring," she said.')._.quotes[0].kind
    'direct'
    """
    register_attributes("quotes")
    warn_of_missing(nlp, "onrecord_quotes", _READS, _MISSED)
    return QuotesComponent(_networks(nlp))


def _networks(nlp: Language) -> AttributionModel | None:
    weights = nlp.path / "attribution.npz" if nlp.path is not None else None
    if weights is None or not weights.is_file():
        return None
    from pipeline.quotes.network.attribution import AttributionModel

    model = AttributionModel.load(weights)
    return model if model.fits(nlp) else None
