"""What the learned finder knows about every word, as numbers of table rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.quotes.network.classes import CUE_CLASSES, Classes, cue_classes
from pipeline.quotes.network.columns import QUOTE_STATES, Ints, WordColumns
from pipeline.quotes.network.senses import senses, senses_of

LEMMA_BUCKETS = 512
EDGE_BUCKETS = 8
# Parts of what the rules propose: none, cue, source, content with and without quotation marks.
PROPOSED = 5
CHILD_SETS = 64


def bucketed(distance: Ints) -> Ints:
    """Distances 0, 1, 2, 3-4, 5-8, … as small numbers, at most `EDGE_BUCKETS - 1`."""
    grown = np.ceil(np.log2(np.maximum(distance, 1))).astype(np.int64) + (distance > 0)
    return np.minimum(grown, EDGE_BUCKETS - 1)


def edges(numbers: Ints) -> tuple[Ints, Ints]:
    """For running numbers (of sentences, paragraphs): index of the first and after the last word of each word's run."""
    count = len(numbers)
    if not count:
        return numbers, numbers
    changes = np.flatnonzero(np.diff(numbers)) + 1
    starts = np.concatenate([[0], changes])
    ends = np.concatenate([changes, [count]])
    run = np.zeros(count, dtype=np.int64)
    run[changes] = 1
    run = np.cumsum(run)
    return starts[run], ends[run]


_CHILD_BITS = {
    "nsubj": 1, "nsubjpass": 1, "ccomp": 2, "parataxis": 2, "xcomp": 4, "mark": 8, "case": 8, "prep": 8, "dobj": 16,
    "obj": 16, "aux": 32, "auxpass": 32, "cop": 32,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sorted string hashes of dependency labels, tags, entity types and frequent lemmas; number 0 is for the rest."""

    dep: npt.NDArray[np.uint64]
    tag: npt.NDArray[np.uint64]
    entity: npt.NDArray[np.uint64]
    shape: npt.NDArray[np.uint64]
    lemma: npt.NDArray[np.uint64]

    def sizes(self) -> list[int]:
        """Table sizes of the columns of `token_features`."""
        deps, tags, lemmas = len(self.dep) + 1, len(self.tag) + 1, len(self.lemma) + 1 + LEMMA_BUCKETS
        edges_ = [EDGE_BUCKETS] * 4
        return [deps, tags, 2 * (len(self.entity) + 1), len(self.shape) + 1, lemmas, lemmas, deps, deps,
                QUOTE_STATES, CHILD_SETS, *edges_, PROPOSED, CUE_CLASSES, senses().count]  # fmt: skip


def numbered(hashes: npt.NDArray[np.uint64], known: npt.NDArray[np.uint64]) -> Ints:
    """Position of each hash in the sorted `known`, plus one; 0 where it is not known."""
    if not len(known):
        return np.zeros(len(hashes), dtype=np.int64)
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, place + 1, 0)


def lemma_numbers(hashes: npt.NDArray[np.uint64], known: npt.NDArray[np.uint64]) -> Ints:
    """As `numbered`, with unknown lemmas spread over `LEMMA_BUCKETS` shared numbers after the known ones."""
    found = numbered(hashes, known)
    bucket = (hashes % np.uint64(LEMMA_BUCKETS)).astype(np.int64)
    return np.where(found > 0, found, len(known) + 1 + bucket)


def token_features(words: WordColumns, vocabulary: Vocabulary) -> Ints:
    """Feature numbers, shape (n, 17); column k stays below `vocabulary.sizes()[k]`."""
    dep = numbered(words.strings["dep"], vocabulary.dep)
    lemma = lemma_numbers(words.strings["lemma"], vocabulary.lemma)
    entity = 2 * numbered(words.strings["entity"], vocabulary.entity) + words.entity_begins
    sentence_start, sentence_end = edges(words.sentence)
    paragraph_start, paragraph_end = edges(words.paragraph)
    at = np.arange(len(dep))
    columns = [
        dep,
        numbered(words.strings["tag"], vocabulary.tag),
        entity,
        numbered(words.strings["shape"], vocabulary.shape),
        lemma,
        lemma[words.head],
        dep[words.head],
        dep[words.head[words.head]],
        words.quote_state,
        child_sets(words),
        bucketed(at - sentence_start),
        bucketed(sentence_end - 1 - at),
        bucketed(at - paragraph_start),
        bucketed(paragraph_end - 1 - at),
        _proposed(words),
        cue_classes().look_up(words.strings["lemma"]),
        senses_of(words.strings["tag"], words.strings["lemma"], words.strings["lower"]),
    ]
    return np.array(columns, dtype=np.int64).T


def _proposed(words: WordColumns) -> Ints:
    parts = np.zeros(len(words.start), dtype=np.int64)
    for proposal in words.proposals:
        for first, last in proposal.content:
            parts[first:last] = 3 if proposal.quoted else 4
    for proposal in words.proposals:
        for span, part in ((proposal.source, 2), (proposal.cue, 1)):
            if span is not None:
                parts[span[0] : span[1]] = part
    return parts


@lru_cache(maxsize=1)
def _child_bits() -> Classes:
    return Classes.of(_CHILD_BITS)


def child_sets(words: WordColumns) -> Ints:
    """Which kinds of dependents a word has, as a bit set below `CHILD_SETS`."""
    bits = _child_bits().look_up(words.strings["dep"])
    counting = np.flatnonzero(bits)
    sets = np.zeros(len(words.head), dtype=np.int64)
    np.bitwise_or.at(sets, words.head[counting], bits[counting])
    return sets
