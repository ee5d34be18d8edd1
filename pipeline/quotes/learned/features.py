"""A parsed `Doc` as arrays: what the learned finder knows about every token.

White-space tokens are left out; every index below counts the remaining tokens ("words" of the arrays).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, LOWER, SENT_START, SHAPE, TAG
from spacy.tokens import Doc

from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.regions import Region

if TYPE_CHECKING:
    from pipeline.quotes.quote import Quote

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_COLUMNS = [DEP, TAG, ENT_TYPE, LEMMA, SHAPE, HEAD, SENT_START, IS_SPACE, IDX, LENGTH, ENT_IOB, LOWER]
_STRINGS = {"dep": DEP, "tag": TAG, "entity": ENT_TYPE, "lemma": LEMMA, "shape": SHAPE, "lower": LOWER}
LEMMA_BUCKETS = 512
EDGE_BUCKETS = 8
QUOTE_STATES = 7
# Parts of what the rules propose: none, cue, source, content with and without quotation marks.
PROPOSED = 5
LEXICON = 6
Span = tuple[int, int]
CHILD_SETS = 64


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules find, in words: each span `[first, last)`."""

    cue: Span | None
    content: tuple[Span, ...]
    source: Span | None
    quoted: bool

    def parts(self) -> Iterator[tuple[Span, int]]:
        """Each span with its number: 2 content, 3 source, 4 cue."""
        yield from ((span, 2) for span in self.content)
        if self.source is not None:
            yield self.source, 3
        if self.cue is not None:
            yield self.cue, 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one `Doc`, `n` of them.

    `start`, `end`: character offsets; `head`: index of the syntactic head; `sentence`, `paragraph`: running numbers;
    `region`: number of the quotation region, -1 outside; `regions_before`: how many regions opened before the word;
    `token`: index in the `Doc`; `counted`: whether there is a letter or digit in it, as punctuation decides nothing
    about a quotation; the columns of `strings`: hashes of dependency label, tag, entity type, lemma, shape, lower-case
    form.
    """

    start: Ints
    end: Ints
    head: Ints
    sentence: Ints
    paragraph: Ints
    region: Ints
    regions_before: Ints
    quote_state: Ints
    entity_begins: Ints
    strings: dict[str, npt.NDArray[np.uint64]]
    token: Ints
    counted: npt.NDArray[np.bool_]
    proposals: tuple[Proposal, ...]


def read_words(doc: Doc, text: str, regions: tuple[Region, ...], ruled: Sequence[Quote] = ()) -> Words:
    """Take the columns of a parsed `Doc` that the finder needs; `ruled` is what the rules find in it."""
    table = doc.to_array(_COLUMNS)
    blank = table[:, _COLUMNS.index(IS_SPACE)] != 0
    kept = np.flatnonzero(~blank)
    column = dict(zip(_COLUMNS, np.ascontiguousarray(table.T), strict=True))
    number = np.cumsum(~blank) - 1
    head = (np.arange(len(table)) + column[HEAD].astype(np.int64))[kept]
    start = column[IDX][kept].astype(np.int64)
    end = start + column[LENGTH][kept].astype(np.int64)
    region, before, state = _in_regions(start, end, regions)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    return Words(
        start=start,
        end=end,
        # A head that is white space cannot be: the token becomes its own root.
        head=np.where(blank[head], np.arange(len(kept)), number[head]),
        sentence=np.cumsum(column[SENT_START].view(np.int64) == 1)[kept],
        paragraph=_paragraphs(codes, start),
        region=region,
        regions_before=before,
        quote_state=state,
        entity_begins=(column[ENT_IOB][kept] == 3).astype(np.int64),
        strings={name: column[attribute][kept] for name, attribute in _STRINGS.items()},
        token=kept,
        counted=_counted(codes, start, end),
        proposals=_proposals(ruled, start, end),
    )


def _proposals(ruled: Sequence[Quote], start: Ints, end: Ints) -> tuple[Proposal, ...]:
    spans = [span for quote in ruled for span in (quote.cue, quote.source, *quote.content) if span is not None]
    words = iter(spans_in_words(spans, start, end))
    return tuple(
        Proposal(
            cue=next(words) if quote.cue else None,
            source=next(words) if quote.source else None,
            content=tuple(next(words) for _ in quote.content),
            quoted=quote.kind != "indirect",
        )
        for quote in ruled
    )


def spans_in_words(spans: Sequence[Span], start: Ints, end: Ints) -> list[Span]:
    """Spans of characters as `[first, last)` of the words that they touch, all in one search: it is called often."""
    table = np.array(spans, dtype=np.int64).reshape(len(spans), 2)
    first = np.searchsorted(end, table[:, 0], side="right").tolist()
    return list(zip(first, np.searchsorted(start, table[:, 1], side="left").tolist(), strict=True))


def _paragraphs(codes: npt.NDArray[np.uint32], start: Ints) -> Ints:
    """Number of line breaks before each word, made into running numbers."""
    breaks = np.flatnonzero((codes == 10) | (codes == 13))
    before = np.searchsorted(breaks, start)
    return np.cumsum(np.diff(before, prepend=before[:1]) != 0) if len(before) else before


@lru_cache(maxsize=1)
def _letters_and_digits() -> npt.NDArray[np.bool_]:
    """Which code points of the first plane are letters or digits; those of the other planes count as one, the last."""
    return np.array([chr(code).isalnum() for code in range(0xFFFF)] + [True])


def _counted(codes: npt.NDArray[np.uint32], start: Ints, end: Ints) -> npt.NDArray[np.bool_]:
    before = np.concatenate([[0], np.cumsum(_letters_and_digits()[np.minimum(codes, 0xFFFF)])])
    return before[end] > before[start]


def _in_regions(start: Ints, end: Ints, regions: tuple[Region, ...]) -> tuple[Ints, Ints, Ints]:
    """Region number (-1 outside), regions opened before, and state of each word.

    States: 0 outside, 1 opening mark, 2 closing mark, 3 first inside, 4 inside, 5 inside an unclosed region, 6 last.
    """
    count = len(start)
    inside = np.full(count, -1, dtype=np.int64)
    state = np.zeros(count, dtype=np.int64)
    opened = np.zeros(count + 1, dtype=np.int64)
    outer = spans_in_words([(region.start, region.end) for region in regions], start, end)
    inner = spans_in_words([(region.inner_start, region.inner_end) for region in regions], start, end)
    for number, region in enumerate(regions):
        (first, last), (inner_first, inner_last) = outer[number], inner[number]
        if last <= first:
            continue
        inside[first:last] = number
        opened[first] += 1
        state[first:inner_first] = 1
        state[inner_last:last] = 2
        state[inner_first:inner_last] = 4 if region.closed else 5
        if region.closed and inner_last > inner_first:
            state[inner_last - 1] = 6
        state[inner_first : inner_first + 1] = 3
    return inside, np.cumsum(opened)[:count], state


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
                QUOTE_STATES, CHILD_SETS, *edges_, PROPOSED, LEXICON]  # fmt: skip


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


def token_features(words: Words, vocabulary: Vocabulary) -> Ints:
    """Feature numbers, shape (n, 16); column k stays below `vocabulary.sizes()[k]`."""
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
        _in_lexicon(words.strings["lemma"]),
    ]
    return np.array(columns, dtype=np.int64).T


def _proposed(words: Words) -> Ints:
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
def _lexicon() -> tuple[npt.NDArray[np.uint64], Ints]:
    """Hashes of the cue words, sorted, and their classes: 1-3 verbs, 4-5 nouns."""
    from spacy.strings import get_string_id

    lexicon = cue_lexicon()
    classes = {word: 4 if act == "speech" else 5 for word, act in lexicon.nouns.items()}
    classes |= {word: 1 if act == "speech" else 2 for word, act in lexicon.verbs.items()}
    classes |= dict.fromkeys(lexicon.needs_clause, 3)
    hashes = np.array([get_string_id(word) for word in classes], dtype=np.uint64)
    order = np.argsort(hashes)
    return hashes[order], np.array([*classes.values()], dtype=np.int64)[order]


def _in_lexicon(lemmas: npt.NDArray[np.uint64]) -> Ints:
    known, classes = _lexicon()
    found = numbered(lemmas, known)
    return np.where(found > 0, classes[found - 1], 0)


@lru_cache(maxsize=1)
def _child_bits() -> tuple[npt.NDArray[np.uint64], Ints]:
    """Hashes of the labels that count, sorted, and the bit of each, behind that of all others."""
    from spacy.strings import get_string_id

    bits = {get_string_id(label): bit for label, bit in _CHILD_BITS.items()}
    hashes = sorted(bits)
    return np.array(hashes, dtype=np.uint64), np.array([0, *(bits[one] for one in hashes)])


def child_sets(words: Words) -> Ints:
    """Which kinds of dependents a word has, as a bit set below `CHILD_SETS`."""
    known, bit = _child_bits()
    bits = bit[numbered(words.strings["dep"], known)]
    counting = np.flatnonzero(bits)
    sets = np.zeros(len(words.head), dtype=np.int64)
    np.bitwise_or.at(sets, words.head[counting], bits[counting])
    return sets
