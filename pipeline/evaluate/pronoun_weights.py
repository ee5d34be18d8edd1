"""Learn the weights of the pronoun ranking from GUM's training documents.

`python -m pipeline.evaluate.pronoun_weights CONLLU [--model MODEL]` prints the two tables of
`pipeline/resources/speakers/pronouns.toml`. The present weights are the prior: what the treebank says little about
stays as it is.
"""

import argparse
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from pipeline.evaluate.coreference import GENRES, TreebankDocument, attributions, read_documents
from pipeline.speakers.discourse import Discourse
from pipeline.speakers.participant import Participant
from pipeline.speakers.pronouns import FEATURES, Choice, candidates, choose, weights
from pipeline.speakers.resolve import resolve_mentions

_STEPS = 3000
_RATE = 0.02
_KINDS = {"male": "person", "female": "person", "neuter": "thing", "plural": "thing"}


@dataclass(slots=True)
class PronounCase:
    """One pronoun: a row of features per candidate, which rows are right."""

    rows: list[tuple[float, ...]]
    right: list[bool]


@dataclass(slots=True)
class Collector:
    """Stands in for `choose`: notes the candidates and goes on with the right one, as the treebank has it."""

    document: TreebankDocument
    cases: dict[str, list[PronounCase]]
    chain_at: dict[int, str] = field(default_factory=dict)
    named: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up where each chain is mentioned."""
        for mention in self.document.mentions:
            start = self.document.spans[mention.head][0]
            self.chain_at.setdefault(start, mention.chain)
            self.named.setdefault(mention.chain, set()).add(start)

    def __call__(self, discourse: Discourse, at: int, kind: str) -> Choice:
        """Note one pronoun's candidates; answer with the right one, or as usual where the treebank has none."""
        found = candidates(discourse, at, kind)
        chain = self.chain_at.get(discourse.tokens.starts[at])
        right = [self._is(discourse, participant, chain) for participant, _ in found]
        if chain is not None and any(right) and not all(right):
            self.cases.setdefault(_KINDS[kind], []).append(PronounCase([row for _, row in found], right))
        if chain is None or not any(right):
            return choose(discourse, at, kind)
        return Choice(found[right.index(True)][0], 1.0)

    def _is(self, discourse: Discourse, participant: Participant, chain: str | None) -> bool:
        starts = self.named.get(chain or "", set())
        return any(
            any(discourse.tokens.starts[i] in starts for i in range(first, last))
            for first, last, kind in participant.mentions
            if kind != "pronoun"
        ) and any(self.chain_at.get(s) == chain for s in self._heads(discourse, participant))

    def _heads(self, discourse: Discourse, participant: Participant) -> list[int]:
        return [discourse.tokens.starts[s.at] for s in discourse.sightings if s.participant is participant]


def collect(documents: list[TreebankDocument], nlp: Language | None) -> dict[str, list[PronounCase]]:
    """MentionResolver through the documents with the right answers given; return the cases by table."""
    cases: dict[str, list[PronounCase]] = {}
    for document in documents:
        assert document.gold is not None
        doc = nlp(document.gold.text) if nlp else document.gold
        resolve_mentions(
            doc, tuple(quote for _, _, quote in attributions(document)), Collector(document, cases), eager=True
        )
    return cases


def fit(cases: list[PronounCase], prior: np.ndarray, strength: float) -> np.ndarray:
    """Maximise the likelihood of the right candidates, less `strength` times the squared distance from the prior."""
    w = prior.copy()
    momentum = np.zeros_like(w)
    data = [(np.array(case.rows), np.array(case.right)) for case in cases]
    for _ in range(_STEPS):
        gradient = -2 * strength * (w - prior)
        for rows, right in data:
            p = np.exp(rows @ w - np.max(rows @ w))
            p /= p.sum()
            gradient += (p * right / max(1e-9, (p * right).sum()) - p) @ rows
        momentum = 0.9 * momentum + gradient / max(1, len(data))
        w += _RATE * momentum
    return w


def accuracy(cases: list[PronounCase], w: np.ndarray) -> float:
    """Share of cases whose best-ranked candidate is right."""
    hits = [case.right[int(np.argmax(np.array(case.rows) @ w))] for case in cases]
    return sum(hits) / max(1, len(hits))


def main() -> None:
    """Print the learnt tables as TOML."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conllu", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--genres", default=",".join(GENRES))
    parser.add_argument("--strength", type=float, default=2.0)
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model) if arguments.model else None
    genres = arguments.genres.split(",")
    documents = [d for d in read_documents(arguments.conllu, nlp or spacy.blank("en")) if d.genre in genres]
    cases = collect(documents, nlp)
    for table, least in (("person", weights()["person"][-1]), ("thing", weights()["thing"][-1])):
        prior = np.array(weights()[table][:-1])
        learnt = fit(cases[table], prior, arguments.strength)
        before, after = accuracy(cases[table], prior), accuracy(cases[table], learnt)
        print(f"\n[{table}]  # {len(cases[table])} cases; right {before:.3f} before, {after:.3f} after")
        for name, weight in zip(FEATURES, learnt, strict=True):
            print(f"{name} = {weight:.2f}")
        print(f"least = {least}")


if __name__ == "__main__":
    main()
