"""The corpora as documents with labels: treebanks (trees, tags, GUM's names), and names alone."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.annotate.chunks import SpacedWords, spaced_words
from pipeline.annotate.labels import OTHER_NAME, Labels, entity_label
from pipeline.annotate.lemmas import script_of
from pipeline.text.tokens import make_doc
from pipeline.training import treebank
from pipeline.training.conllu import TreebankSentence, read_conllu
from pipeline.training.encoder.taught import Taught
from pipeline.training.gum_entities import our_label

BANKS = ("en_ewt", "en_gum")
_LEAST = 3  # how often a lemma script must be seen
_O = 1

Lesson = tuple[SpacedWords, Taught]


@dataclass(frozen=True, slots=True)
class Named:
    """A document of a corpus of names: tokens, their BIO labels, and where its sentences begin."""

    words: list[str]
    labels: list[str]
    sentences: list[int]


def treebank_groups(corpora: Path, part: str) -> list[tuple[str, list[TreebankSentence]]]:
    """The documents of both treebanks with the bank's name."""
    return [
        (bank, group)
        for bank in BANKS
        for group in treebank.documents(read_conllu(corpora / "ud" / f"{bank}-{part}.conllu.gz"))
    ]


def treebank_lessons(nlp: Language, groups: Iterable[tuple[str, list[TreebankSentence]]]) -> Iterator[Lesson]:
    """Each document, and a second time with other quotation marks where it has some, in our own tokenization."""
    for i, (bank, group) in enumerate(groups):
        named = bank == "en_gum"
        yield _lesson(nlp, treebank.to_doc(nlp.vocab, group, with_entities=named), named)
        variant = treebank.quotation_variant(group, i)
        if variant:
            yield _lesson(nlp, treebank.to_doc(nlp.vocab, variant, with_entities=named), named)


def _lesson(nlp: Language, gold: Doc, named: bool) -> Lesson:
    doc = make_doc(nlp, gold.text)
    aligned = Example(doc, gold)
    heads, deps = aligned.get_aligned_parse(projectivize=False)  # type: ignore[no-untyped-call]
    words = spaced_words(doc)
    place = {token: i for i, token in enumerate(words.token)}
    tags, pos, morphs, lemmas = (aligned.get_aligned(kind, as_string=True) for kind in ("TAG", "POS", "MORPH", "LEMMA"))
    starts = aligned.get_aligned_sent_starts()  # type: ignore[no-untyped-call]
    entities = [_allowed(label) for label in aligned.get_aligned_ner()] if named else [0] * len(doc)
    at = words.token
    return words, Taught(
        tags=[tags[i] for i in at],
        morphs=[None if pos[i] is None else f"{pos[i]}|{morphs[i] or ''}".rstrip("|") for i in at],
        lemmas=[None if not lemmas[i] else script_of(doc[i].text, lemmas[i]) for i in at],
        deps=[deps[i] for i in at],
        heads=[place.get(heads[i], -1) if heads[i] is not None else -1 for i in at],
        starts=[int(starts[i]) for i in at],
        entities=[entities[i] for i in at],
    )


def _allowed(label: str | None) -> int:
    """Bits of what a label in spaCy's scheme (B, I, L, U, O) allows."""
    if label is None or label == "-":
        return 0
    if label == "O":
        return _O | _bits("NORP", OTHER_NAME)  # peoples as adjectives and works are no names in GUM, in CoNLL they are
    scheme, _, kind = label.partition("-")
    return 1 << entity_label(kind, scheme in "BU")


def _bits(*kinds: str) -> int:
    return sum(1 << entity_label(kind, begins) for kind in kinds for begins in (True, False))


def label_tables(lessons: Sequence[Lesson]) -> Labels:
    """The labels seen, in alphabetical order; lemma scripts that are seen often enough."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("tags", "morphs", "lemmas", "deps")}
    for _, taught in lessons:
        for kind, count in counts.items():
            count.update(one for one in getattr(taught, kind) if one)
    frequent = {
        kind: tuple(sorted(one for one, seen in count.items() if kind != "lemmas" or seen >= _LEAST))
        for kind, count in counts.items()
    }
    return Labels(**frequent)


def read_named(path: Path) -> Iterator[Named]:
    """The documents of a corpus of names: `word … label` lines of CoNLL-2003, or numbered ones of Universal NER."""
    found = Named([], [], [])
    fresh = True
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith(("-DOCSTART-", "# newdoc")):
                if found.words:
                    yield found
                found = Named([], [], [])
            fields = line.split()
            if not fields or line.startswith(("-DOCSTART-", "# ")):
                fresh = True
                continue
            numbered = "\t" in line
            if fresh:
                found.sentences.append(len(found.words))
                fresh = False
            found.words.append(fields[1] if numbered else fields[0])
            found.labels.append(fields[2] if numbered else fields[-1])
    if found.words:
        yield found


def named_lessons(documents: Iterable[Named], *, other_kinds: bool, chance: random.Random) -> Iterator[Lesson]:
    """Names alone. Without `other_kinds` the corpus says nothing of peoples, events and works.

    The corpora have lost their white space: half of the documents get it back as far as that goes, and sentences stand
    in lines of their own or together.
    """
    for document in documents:
        written, together = chance.random() < 0.7, chance.random() < 0.5
        starts = set(document.sentences)
        spacing = []
        for i, word in enumerate(document.words):
            if i in starts and (i == 0 or not together or chance.random() < 0.3):
                spacing.append(2)
            elif written and i and _against(document.words[i - 1], word):
                spacing.append(0)
            else:
                spacing.append(1)
        entities = [_bits_of_name(document, i, other_kinds) for i in range(len(document.words))]
        words = SpacedWords(list(range(len(entities))), document.words, spacing)
        yield words, Taught.names_only(entities)


def _against(before: str, word: str) -> bool:
    return (
        word in {".", ",", ";", ":", "?", "!", ")", "'s", "n't", "'", "%"}
        or before in {"(", "$"}
        or word.startswith("'")
    )


def _bits_of_name(document: Named, at: int, other_kinds: bool) -> int:
    label = document.labels[at]
    if label == "O":
        return _O if other_kinds else _O | _bits("NORP", "EVENT", OTHER_NAME)
    begins, kind = label[0] == "B", label[2:]
    first, last = at, at + 1
    while document.labels[first][0] == "I":
        first -= 1
    while last < len(document.labels) and document.labels[last][0] == "I":
        last += 1
    name = " ".join(document.words[first:last])
    own = our_label("PERSON" if kind == "PER" else kind, name)
    if own is None:  # a work, a law, a championship
        return sum(1 << entity_label(one, begins) for one in ("EVENT", OTHER_NAME))
    return 1 << entity_label(own, begins)
