"""The spaCy component `onrecord_quotes`: sets `doc._.quotes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.attributes import register_attributes
from pipeline.quotes.find import find_quotes
from pipeline.quotes.tidy import tidied
from pipeline.text.layout import layout_of
from pipeline.tokens import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from pipeline.quotes.learned.attribution import AttributionModel

_DOCS = 32
_TOKENS = 8_000  # in one batch: more would save no more time, only take more memory


@dataclass(frozen=True)
class QuotesComponent:
    """Callable over a `Doc`; sets `doc._.quotes`, a tuple of `Quote` in text order.

    With `learned`, the networks find and the rules fill in; without, the rules stand alone. It has no attribute
    `name`: spaCy would try to set it, and the dataclass is frozen.
    """

    learned: AttributionModel | None = None

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
        found = ruled if self.learned is None else self.learned.find_all_with(docs, ruled)
        for doc, quotes, rules in zip(docs, found, ruled, strict=True):
            doc._.quotes = tidied(quotes, rules, text_of(doc), layout_of(doc))
        return docs


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
