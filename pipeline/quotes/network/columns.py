"""The words of a parsed `Doc` as arrays: what the learned finder reads.

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

from pipeline.text.layout import Layout, layout_of
from pipeline.text.marks import Region

if TYPE_CHECKING:
    from pipeline.quotes.quote import Quote

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Span = tuple[int, int]

_COLUMNS = [DEP, TAG, ENT_TYPE, LEMMA, SHAPE, HEAD, SENT_START, IS_SPACE, IDX, LENGTH, ENT_IOB, LOWER]
_STRINGS = {"dep": DEP, "tag": TAG, "entity": ENT_TYPE, "lemma": LEMMA, "shape": SHAPE, "lower": LOWER}
QUOTE_STATES = 7  # of a word and the quotation region that it stands in; `_in_regions` tells them


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
class WordColumns:
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


def read_words(doc: Doc, text: str, regions: tuple[Region, ...], ruled: Sequence[Quote] = ()) -> WordColumns:
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
    return WordColumns(
        start=start,
        end=end,
        # A head that is white space cannot be: the token becomes its own root.
        head=np.where(blank[head], np.arange(len(kept)), number[head]),
        sentence=np.cumsum(column[SENT_START].view(np.int64) == 1)[kept],
        paragraph=_paragraphs(layout_of(doc), start),
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


def _paragraphs(layout: Layout, start: Ints) -> Ints:
    """Number of line ends before each word, made into running numbers."""
    before = np.searchsorted(np.array(layout.starts, dtype=np.int64), start)
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


def joined(parts: Sequence[WordColumns]) -> tuple[WordColumns, Ints]:
    """The words of all parts, one part behind the other, and where each begins, with the total at the end.

    No sentence, paragraph or quotation region runs over a border. The offsets and tokens stay those of each document.
    """
    begins = np.cumsum([0, *(len(one.start) for one in parts)])
    if len(parts) == 1:
        return parts[0], begins

    def column(name: str) -> Ints:
        return np.concatenate([getattr(one, name) for one in parts])

    def renumbered(name: str) -> Ints:
        columns = [getattr(one, name) for one in parts]
        more = np.cumsum([0, *(int(numbers.max(initial=-1)) + 1 for numbers in columns[:-1])])
        return np.concatenate([np.where(own < 0, own, own + k) for own, k in zip(columns, more.tolist(), strict=True)])

    together = WordColumns(
        start=column("start"),
        end=column("end"),
        head=np.concatenate([one.head + at for one, at in zip(parts, begins.tolist(), strict=False)]),
        sentence=renumbered("sentence"),
        paragraph=renumbered("paragraph"),
        region=renumbered("region"),
        regions_before=column("regions_before"),
        quote_state=column("quote_state"),
        entity_begins=column("entity_begins"),
        strings={name: np.concatenate([one.strings[name] for one in parts]) for name in parts[0].strings},
        token=column("token"),
        counted=np.concatenate([one.counted for one in parts]),
        proposals=tuple(_moved(parts, begins)),
    )
    return together, begins


def _moved(parts: Sequence[WordColumns], begins: Ints) -> Iterator[Proposal]:
    for one, by in zip(parts, begins.tolist(), strict=False):
        for proposal in one.proposals:
            yield Proposal(
                cue=_shifted(proposal.cue, by) if proposal.cue else None,
                content=tuple(_shifted(span, by) for span in proposal.content),
                source=_shifted(proposal.source, by) if proposal.source else None,
                quoted=proposal.quoted,
            )


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
