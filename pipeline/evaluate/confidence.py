"""`python -m pipeline.evaluate.confidence GOLD [OTHER ...]`: fit how sure a row is of passage and name, and check it.

GOLD is a file like `gold/names/polnear_dev.jsonl`: articles with their attributions, each with `speaker`, `speaker_ok`.
Its table is of articles held out of the fit, a tenth at a time; that of each OTHER is of the fit on all of GOLD.
`--write` puts the weights into `pipeline/resources/quotes/confidence.toml`. Names are compared as in `--shared`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.annotate import annotate, load
from pipeline.article import Article
from pipeline.components.confidence import TRAITS, traits
from pipeline.components.quotes import QUOTES
from pipeline.components.speakers import SPEAKERS
from pipeline.extraction.doc_findings import findings
from pipeline.quotes.quote import Offsets, Quote
from pipeline.quotes.settle.overlap import shared, size
from pipeline.speakers.speaker import Speaker

Doubles = npt.NDArray[np.float64]
Words = Callable[[str | None], frozenset[str]]
_WEIGHTS = Path(__file__).parents[1] / "resources" / "quotes" / "confidence.toml"
_FOLDS, _RIDGE, _STEPS = 10, 2.0, 40
_ALIKE = 0.5  # of the characters of two contents, to be of one passage
_BINS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)
_HEAD = """\
# What the confidence of a row weighs, in log odds. Written by `python -m pipeline.evaluate.confidence GOLD --write`.

[weights]
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows of articles: what is weighed, whether passage and name are right, and which article each is of."""

    traits: Doubles
    right: Doubles
    article: npt.NDArray[np.int64]


def judged(gold: Sequence[dict[str, Any]], words: Words) -> Judged:
    """Read the articles with the pipeline that ships, and judge what it finds."""
    articles = [Article(str(one["id"]), str(one["id"]), one["text"]) for one in gold]
    number = {article.doc_id: i for i, article in enumerate(articles)}
    rows, right, owner = [], [], []
    for article, window, doc in annotate(load(components=(QUOTES.name, SPEAKERS.name)), articles):
        found = findings(doc, window)
        quotes, cast = found.of(QUOTES), found.of(SPEAKERS)
        for quote, who in zip(quotes, cast.of_quotes, strict=True):
            speaker = None if who.speaker is None else cast.speakers[who.speaker]
            verdict = is_right(quote, speaker, gold[number[article.doc_id]]["attributions"], words)
            if verdict is not None:
                rows.append(traits(quote, quote.source and article.text[slice(*quote.source)], speaker))
                right.append(verdict)
                owner.append(number[article.doc_id])
    return Judged(np.array(rows), np.array(right, dtype=np.float64), np.array(owner))


def is_right(quote: Quote, speaker: Speaker | None, gold: Sequence[dict[str, Any]], words: Words) -> bool | None:
    """Whether an attribution of the gold has this passage and this speaker; None where the gold leaves that open."""
    best = max(gold, key=lambda one: _alike(quote, one), default=None)
    if best is None or _alike(quote, best) < _ALIKE:
        return False
    if best.get("document_source") or best.get("marginal"):
        return None
    if not best.get("speaker"):
        return speaker is None or speaker.type not in ("person", "org") or not speaker.name[0].isupper()
    accepted = [words(name) for name in (best["speaker"], *best.get("speaker_ok", []))]
    return speaker is not None and words(speaker.name) in accepted


def _alike(quote: Quote, one: dict[str, Any]) -> float:
    content: list[Offsets] = [(start, end) for start, end in one["content"]]
    both = shared(quote.content, content)
    return both / max(size(quote.content) + size(content) - both, 1)


def fitted(rows: Doubles, right: Doubles) -> Doubles:
    """Weights of a logistic model; those without a say are kept small.

    >>> weights = fitted(np.array([[1.0, 0.0], [1.0, 1.0]] * 40), np.array([0.0, 1.0] * 40))
    >>> bool(weights[1] > 1)
    True
    """
    weights = np.zeros(rows.shape[1])
    ridge = _RIDGE * np.eye(rows.shape[1])
    ridge[0, 0] = 0.01
    for _ in range(_STEPS):
        p = predicted(rows, weights)
        slope = rows.T @ (right - p) - ridge @ weights
        weights = weights + np.linalg.solve((rows * (p * (1 - p))[:, None]).T @ rows + ridge, slope)
    return weights


def predicted(rows: Doubles, weights: Doubles) -> Doubles:
    """The probability of each row."""
    p: Doubles = 1 / (1 + np.exp(-(rows @ weights)))
    return p


def held_out(known: Judged) -> Doubles:
    """The probability of each row by a model that has not seen its article."""
    p = np.zeros(len(known.right))
    for fold in range(_FOLDS):
        inside = known.article % _FOLDS == fold
        p[inside] = predicted(known.traits[inside], fitted(known.traits[~inside], known.right[~inside]))
    return p


def table(p: Doubles, right: Doubles) -> Iterator[str]:
    """Lines that say of each bin how sure the rows were and how many were right."""
    upper = 1.01
    for lower in _BINS:
        inside = (p >= lower) & (p < upper)
        if inside.any():
            said, true = 100 * p[inside].mean(), 100 * right[inside].mean()
            yield f"| {lower:.2f}–{min(upper, 1):.2f} | {inside.sum()} | {said:.1f} | {true:.1f} |"
        upper = lower
    yield f"| all | {len(p)} | {100 * p.mean():.1f} | {100 * right.mean():.1f} |"


def main() -> None:
    """Read the command line, fit, check and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="articles with their attributions by name, JSON lines")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds bench/, the scorers")
    parser.add_argument("--write", action="store_true", help="keep the weights")
    flags = parser.parse_args()
    if not (flags.shared / "bench" / "names.py").is_file():
        sys.exit(f"no scorer in {flags.shared}: give the folder that holds bench/names.py with --shared")
    sys.path.insert(0, str(flags.shared / "bench"))
    words: Words = import_module("names").words
    first, *others = [judged(_read(path), words) for path in flags.gold]
    weights = fitted(first.traits, first.right)
    checked = [(held_out(first), first), *((predicted(one.traits, weights), one) for one in others)]
    for path, (p, known) in zip(flags.gold, checked, strict=True):
        print(f"\n{path.name}\n\n| confidence | rows | said, % | right, % |\n|---|---|---|---|")
        print(*table(p, known.right), sep="\n")
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(TRAITS, weights, strict=True)]
    print("", *lines, sep="\n")
    if flags.write:
        _WEIGHTS.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf8")


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
