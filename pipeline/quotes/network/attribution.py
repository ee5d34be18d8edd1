"""The networks as the quotes component sees them: load them, ask whether they fit a pipeline, read documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.quotes.network.columns import Floats, WordColumns, read_words
from pipeline.quotes.network.findings import Finding, Network
from pipeline.quotes.network.inputs import check_lists
from pipeline.quotes.network.vectors import fingerprint, take_vectors
from pipeline.quotes.quote import Quote
from pipeline.text.quotations import regions_of
from pipeline.text.tokens import text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class NetworkReading:
    """What the networks make of one document, in words; `confidence` are the weights that say how sure it is."""

    words: WordColumns
    findings: Sequence[Finding]
    confidence: Floats


@dataclass(frozen=True, slots=True)
class AttributionModel:
    """The networks, bound to the pipeline whose encoder they were trained with."""

    network: Network

    @classmethod
    def load(cls, path: Path) -> AttributionModel:
        """Read the weights.

        Raises:
            OSError: where the file cannot be read.
            OtherListsError: where the word lists are not those that they were trained on.
        """
        check_lists(path)
        return cls(Network.load(path))

    def fits(self, nlp: Language) -> bool:
        """Whether the pipeline's encoder is that of the training; where not, the rules must do."""
        return fingerprint(nlp) == self.network.pipeline

    def read(self, docs: Sequence[Doc], ruled: Sequence[Sequence[Quote]]) -> list[NetworkReading | None]:
        """Read documents, many at a time, as that costs less; None where no encoder has read one.

        `ruled` is what the rules find: the networks take it as one more thing to know about a word.
        """
        inputs = [_inputs(doc, rules) for doc, rules in zip(docs, ruled, strict=True)]
        known = [one for one in inputs if one is not None]
        if not known:
            return [None] * len(docs)
        found = iter(self.network.findings_of_all([words for words, _ in known], [vectors for _, vectors in known]))
        sure = self.network.weights["confidence"]
        return [None if one is None else NetworkReading(one[0], next(found), sure) for one in inputs]


def _inputs(doc: Doc, ruled: Sequence[Quote]) -> tuple[WordColumns, Floats] | None:
    """The words of a document and their states; None where it has none."""
    vectors = take_vectors(doc)
    if vectors is None:
        return None
    words = read_words(doc, text_of(doc), regions_of(doc), ruled)
    return words, vectors[words.token]
