"""Learn the weights of the pronoun ranking from coreference chains of GUM and, where it is given, from GAP.

`python -m pipeline.evaluate.pronoun_weights CONLLU --gap TSV [--model MODEL]` writes the two tables of
`pipeline/resources/speakers/pronouns.toml` to standard output. It starts from
`pipeline/resources/evaluate/pronoun_priors.toml`: what the corpora say little about stays near what stands there.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import load
from pipeline.evaluate.coreference import TreebankDocument, read_documents
from pipeline.evaluate.gap import GapPassage, read_gap
from pipeline.evaluate.pronoun_cases import PronounCase, cases_of_gap, cases_of_gum
from pipeline.resources import read_lists
from pipeline.speakers.pronoun_features import FEATURES

Weights = NDArray[np.float64]
_STEPS, _RATE = 1500, 0.05
_MEAN, _SPREAD = 0.9, 0.999  # of Adam
_FIRM = 20.0
_STRENGTH = {"person": 2.0, "thing": 4.0}
_HEAD = """\
# Weights of the pronoun ranking (pipeline/speakers/pronouns.py), learnt by pipeline/evaluate/pronoun_weights.py.
# "least" is the probability below which a pronoun stays open.
"""


def fit(cases: Sequence[PronounCase], prior: Weights, strength: Weights) -> Weights:
    """Maximise the likelihood of the right candidates, less `strength` times the squared distance from the prior."""
    rows = np.concatenate([case.rows for case in cases]).astype(float)
    right = np.concatenate([case.right for case in cases]).astype(float)
    number = np.repeat(np.arange(len(cases)), [len(case.rows) for case in cases])
    w, mean, spread = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
    for step in range(1, _STEPS + 1):
        gradient = rows.T @ _surprise(rows @ w, right, number, len(cases)) - strength * (w - prior)
        mean = _MEAN * mean + (1 - _MEAN) * gradient
        spread = _SPREAD * spread + (1 - _SPREAD) * gradient**2
        slow = 1.0 if step < 0.7 * _STEPS else 0.2
        w += slow * _RATE * mean / (1 - _MEAN**step) / (np.sqrt(spread / (1 - _SPREAD**step)) + 1e-8)
    return w


def _surprise(scores: Weights, right: Weights, number: NDArray[np.int64], cases: int) -> Weights:
    """For each candidate: its share among the right ones of its case, less its share among all."""
    best = np.full(cases, -np.inf)
    np.maximum.at(best, number, scores)
    raised = np.exp(scores - best[number])
    share = raised / np.bincount(number, raised, cases)[number]
    good = share * right
    return np.asarray(good / np.maximum(1e-9, np.bincount(number, good, cases))[number] - share)


def accuracy(cases: Sequence[PronounCase], w: Weights) -> float:
    """Share of cases whose best-ranked candidate is right."""
    hits = [case.right[int(np.argmax(np.array(case.rows) @ w))] for case in cases]
    return sum(hits) / max(1, len(hits))


def learn(
    treebank: Sequence[tuple[TreebankDocument, Doc]], passages: Sequence[tuple[GapPassage, Doc]]
) -> tuple[str, dict[str, float]]:
    """The tables as TOML, and how many cases of each are ranked right."""
    cases = cases_of_gum(treebank)
    cases.setdefault("person", []).extend(cases_of_gap(passages))
    priors = read_lists("evaluate", "pronoun_priors")
    firm = np.array([_FIRM if name in priors["firm"].split() else 1.0 for name in FEATURES])
    text, right = _HEAD, {}
    for table in ("person", "thing"):
        prior = np.array([float(priors[table].get(name, 0.0)) for name in FEATURES])
        w = fit(cases[table], prior, _STRENGTH[table] * firm) if cases.get(table) else prior
        right[table] = accuracy(cases.get(table, []), w)
        lines = [f"{name} = {weight:.2f}" for name, weight in zip(FEATURES, w, strict=True)]
        text += "\n".join([f"\n[{table}]", *lines, f"least = {priors[table]['least']}\n"])
    return text, right


def main() -> None:
    """Print the learnt tables as TOML."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conllu", type=Path)
    parser.add_argument("--gap", type=Path, help="gap-development.tsv or its gzip")
    parser.add_argument("--model", help="spaCy pipeline to parse with; the one that ships where left out")
    arguments = parser.parse_args()
    nlp: Language = spacy.load(arguments.model) if arguments.model else load(components=("onrecord_quotes",))
    documents = list(read_documents(arguments.conllu, nlp))
    treebank = [(document, nlp(document.gold.text)) for document in documents if document.gold is not None]
    passages = list(read_gap(arguments.gap)) if arguments.gap else []
    text, right = learn(treebank, [(passage, nlp(passage.text)) for passage in passages])
    print(text, end="")
    print("".join(f"# {table}: {share:.1%} of the cases ranked right\n" for table, share in right.items()), end="")


if __name__ == "__main__":
    main()
