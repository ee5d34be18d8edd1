"""A `Doc` as plain lists: many small look-ups in lists cost a tenth of the same look-ups through spaCy's tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, ORTH, SENT_START, TAG

from pipeline.text.layout import layout_of
from pipeline.text.quotations import regions_of
from pipeline.text.signs import SENTENCE_ENDS
from pipeline.text.tokens import looked_up, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLUMNS = [ORTH, IDX, LENGTH, TAG, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]
_UNSIGNED = 0xFFFFFFFFFFFFFFFF  # the array is signed, hashes are not

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TokenLists:
    """One list entry per token; `tags` and `deps` hold "" where the pipeline set none, `heads` the token itself.

    `sentence` and `paragraph` number the tokens' sentences and paragraphs from 0; `ends_line` says whether a line ends
    in a token, `quoted` whether it stands between quotation marks; `entities` are (first token, token after, label).
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentence: list[int]
    paragraph: list[int]
    ends_line: list[bool]
    quoted: list[bool]
    entities: list[tuple[int, int, str]]

    def overlapping(self, start: int, end: int) -> tuple[int, int]:
        """First token and token after of a character span; a token counts when it overlaps the span."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def entities_in(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """The entities that share a token with `[first, last)`."""
        begin = bisect_right(self.entities, first, key=lambda entity: entity[1])
        return self.entities[begin : bisect_left(self.entities, last, key=lambda entity: entity[0])]

    def string(self, first: int, last: int) -> str:
        """The text of tokens `[first, last)`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def attached(self, i: int) -> bool:
        """Whether token `i` follows the one before it without white space."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def begins_sentence(self, i: int) -> bool:
        """Whether token `i` is the first word of its sentence, opening quotation marks and white space aside."""
        k = i - 1
        while k >= 0 and self.sentence[k] == self.sentence[i] and not self.words[k][0].isalnum():
            k -= 1
        return k < 0 or self.sentence[k] != self.sentence[i] or self.words[k + 1 : k + 2] in (['"'], ["“"], [":"])


def list_tokens(doc: Doc, quoted_spans: Iterable[tuple[int, int]] = ()) -> TokenLists:
    """Copy what the component needs out of a `Doc`; `quoted_spans` are known verbatim stretches, in characters."""
    table = doc.to_array(_COLUMNS).astype("int64").T
    orth, starts, length, tag, dep, head, sent, mark, label = table
    words = looked_up(doc, orth)
    breaks = _line_ends(layout_of(doc).starts, starts, starts + length)
    paragraph = np.cumsum(breaks) - breaks
    tokens = TokenLists(
        text=text_of(doc),
        words=words,
        lower=list(map(str.lower, words)),
        starts=starts.tolist(),
        ends=(starts + length).tolist(),
        tags=looked_up(doc, tag),
        deps=looked_up(doc, dep),
        heads=(np.arange(len(doc)) + head).tolist(),
        sentence=_sentences(words, sent, breaks),
        paragraph=paragraph.tolist(),
        ends_line=(breaks != 0).tolist(),
        quoted=_in_regions(doc, starts),
        entities=_entities(doc, mark, label),
    )
    for start, end in quoted_spans:
        first, last = tokens.overlapping(start, end)
        tokens.quoted[first:last] = [True] * (last - first)
    return tokens


def _line_ends(ends: Sequence[int], starts: Ints, after: Ints) -> Ints:
    """1 for each token in which a line ends, 0 for the others."""
    found: Ints = np.searchsorted(ends, after) - np.searchsorted(ends, starts)
    return np.minimum(found, 1)


def _sentences(words: list[str], sent: Ints, breaks: Ints) -> list[int]:
    """Numbers of sentences; a line break ends one, whatever the parser thinks."""
    if sent[1:].any():
        begins = sent == 1
    else:
        begins = np.array([False, *(word in SENTENCE_ENDS for word in words[:-1])], dtype=bool)
    after_break = np.concatenate([[0], breaks[:-1]])
    begins = begins & (after_break == 0)
    begins[:1] = False
    numbers: list[int] = np.cumsum(begins + after_break).tolist()
    return numbers


def _entities(doc: Doc, marks: Ints, labels: Ints) -> list[tuple[int, int, str]]:
    """Entities from spaCy's begin (3) and inside (1) marks; `doc.ents` costs ten times as much."""
    found = []
    inside: list[int] = marks.tolist()
    for i in np.flatnonzero((marks == 3) & (labels != 0)).tolist():
        end = i + 1
        while end < len(inside) and inside[end] == 1:
            end += 1
        found.append((i, end, doc.vocab.strings[int(labels[i]) & _UNSIGNED]))
    return found


def _in_regions(doc: Doc, starts: Ints) -> list[bool]:
    """Whether each token stands in a quotation region, opening mark included."""
    regions = np.array([(region.start, region.inner_end) for region in regions_of(doc)], dtype=np.int64).reshape(-1, 2)
    opened = np.searchsorted(regions[:, 0], starts, side="right")
    closed = np.searchsorted(regions[:, 1], starts, side="right")
    found: list[bool] = (opened > closed).tolist()
    return found
