"""The learned finder as the quotes component sees it: load it, ask whether it fits a pipeline, find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.quotes.learned.checked import checked
from pipeline.quotes.learned.confidence import quoted_kinds, sureness, traits
from pipeline.quotes.learned.merge import in_order, merged
from pipeline.quotes.learned.model import Finding, Network
from pipeline.quotes.learned.quotes import as_quote
from pipeline.quotes.learned.regularize import filled
from pipeline.quotes.learned.repairs import repaired
from pipeline.quotes.learned.vectors import fingerprint, keep_vectors, take_vectors
from pipeline.quotes.learned.words import Floats, Words, read_words
from pipeline.quotes.quote import Quote
from pipeline.quotes.regions import quotation_regions
from pipeline.text.layout import Layout, layout_of
from pipeline.tokens import text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class AttributionModel:
    """The networks, bound to the pipeline whose vectors they were trained on."""

    network: Network

    @classmethod
    def load(cls, path: Path) -> AttributionModel:
        """Read the weights.

        Raises:
            OSError: where the file cannot be read.
        """
        return cls(Network.load(path))

    def fits(self, nlp: Language) -> bool:
        """Whether the pipeline's vectors are those of the training; where not, the rules must do."""
        return fingerprint(nlp) == self.network.pipeline

    def join(self, nlp: Language) -> None:
        """Let a pipeline that fits keep the vectors that `find` needs."""
        keep_vectors(nlp)

    def find(self, doc: Doc, ruled: Sequence[Quote] = ()) -> tuple[Quote, ...] | None:
        """Attributions of one document in text order; None where the pipeline has kept no vectors for it.

        `ruled` is what the rules find: the networks take it as one more thing to know about a word.
        """
        return self.find_all([doc], [ruled])[0]

    def find_all(self, docs: Sequence[Doc], ruled: Sequence[Sequence[Quote]]) -> list[tuple[Quote, ...] | None]:
        """What `find` says of each of several documents, at less cost."""
        read = [_read(doc, rules) for doc, rules in zip(docs, ruled, strict=True)]
        known = [one for one in read if one is not None]
        if not known:
            return [None] * len(docs)
        findings = iter(self.network.findings_of_all([words for words, _ in known], [vectors for _, vectors in known]))
        return [
            None if one is None else self._quotes(doc, one[0], next(findings))
            for doc, one in zip(docs, read, strict=True)
        ]

    def _quotes(self, doc: Doc, words: Words, found: Sequence[Finding]) -> tuple[Quote, ...]:
        text = text_of(doc)
        findings = [filled(repaired(one, words), words) for one in found]
        kinds = quoted_kinds(findings, words)
        sure = sureness(traits(findings, kinds, words), kinds, self.network.weights["confidence"])
        parts = zip(findings, kinds, sure, strict=True)
        quotes = (as_quote(one, kind, words, doc, text, p) for one, kind, p in parts)
        return tuple(sorted((quote for quote in quotes if quote is not None), key=in_order))

    def find_with(self, doc: Doc, rules: tuple[Quote, ...]) -> tuple[Quote, ...]:
        """Attributions of one document, with the rules' findings for quotations that the networks leave alone."""
        return self.find_all_with([doc], [rules])[0]

    def find_all_with(self, docs: Sequence[Doc], ruled: Sequence[tuple[Quote, ...]]) -> list[tuple[Quote, ...]]:
        """What `find_with` says of each of several documents, at less cost."""
        return [
            rules if found is None else _completed(found, rules, text_of(doc), layout_of(doc))
            for doc, rules, found in zip(docs, ruled, self.find_all(docs, ruled), strict=True)
        ]


def _read(doc: Doc, ruled: Sequence[Quote]) -> tuple[Words, Floats] | None:
    """The words of a document and their vectors; None where the pipeline has kept none."""
    vectors = take_vectors(doc)
    if vectors is None:
        return None
    text = text_of(doc)
    words = read_words(doc, text, quotation_regions(text, layout_of(doc)), ruled)
    return words, vectors[words.token]


def _completed(found: tuple[Quote, ...], rules: tuple[Quote, ...], text: str, layout: Layout) -> tuple[Quote, ...]:
    return merged(checked(found, rules, text, layout), rules, quotation_regions(text, layout), text)
