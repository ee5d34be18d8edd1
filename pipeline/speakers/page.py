"""A `Doc` as plain lists: many small look-ups in lists cost a tenth of the same look-ups through spaCy's tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, ORTH, SENT_START, SPACY, TAG

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SENTENCE_ENDS = frozenset((".", "!", "?"))
_CLOSING = frozenset(("”", "''", "»"))
_OPENING = frozenset(("“", "„", "``", "«"))
_NEUTRAL = frozenset(('"', "＂"))


@dataclass(frozen=True, slots=True)
class Page:
    """One list entry per token; `tags` and `deps` hold "" where the pipeline set none, `heads` the token itself.

    `sentence` and `paragraph` number the tokens' sentences and paragraphs from 0; `quoted` says whether a token stands
    between quotation marks; `entities` are (first token, token after, label).
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
    quoted: list[bool]
    entities: list[tuple[int, int, str]]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """First token and token after of a character span; a token counts when it overlaps the span."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

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


def read_page(doc: Doc, quoted_spans: Iterable[tuple[int, int]] = ()) -> Page:
    """Copy what the component needs out of a `Doc`; `quoted_spans` are known verbatim stretches, in characters."""
    table = doc.to_array([ORTH, IDX, TAG, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE, SPACY]).astype("int64").T.tolist()
    strings: dict[int, str] = {0: ""}
    words, tags, deps = (_strings(doc, table[k], strings) for k in (0, 2, 3))
    starts = table[1]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    begins = table[5] if any(table[5][1:]) else None
    sentence, paragraph = _numbered(words, begins)
    page = Page(
        text="".join([word + " " if space else word for word, space in zip(words, table[8], strict=True)]),
        words=words,
        lower=[word.lower() for word in words],
        starts=starts,
        ends=ends,
        tags=tags,
        deps=deps,
        heads=[i + offset for i, offset in enumerate(table[4])],
        sentence=sentence,
        paragraph=paragraph,
        quoted=_between_marks(words, paragraph),
        entities=_entities(table[6], _strings(doc, table[7], strings)),
    )
    for start, end in quoted_spans:
        first, last = page.tokens_of(start, end)
        page.quoted[first:last] = [True] * (last - first)
    return page


def _entities(marks: list[int], labels: list[str]) -> list[tuple[int, int, str]]:
    """Entities from spaCy's begin (3) and inside (1) marks; `doc.ents` costs ten times as much."""
    found = []
    for i, mark in enumerate(marks):
        if mark == 3 and labels[i]:
            end = i + 1
            while end < len(marks) and marks[end] == 1:
                end += 1
            found.append((i, end, labels[i]))
    return found


def _strings(doc: Doc, hashes: Sequence[int], known: dict[int, str]) -> list[str]:
    for value in set(hashes) - known.keys():
        known[value] = doc.vocab.strings[value & 0xFFFFFFFFFFFFFFFF]  # the array is signed, hashes are not
    return [known[value] for value in hashes]


def _numbered(words: list[str], begins: list[int] | None) -> tuple[list[int], list[int]]:
    """Sentence and paragraph numbers; a line break ends both, whatever the parser thinks."""
    sentences, paragraphs = [], []
    sentence = paragraph = 0
    fresh = True
    for i, word in enumerate(words):
        broken = "\n" in word
        starts = begins[i] == 1 if begins is not None else i > 0 and words[i - 1] in _SENTENCE_ENDS
        if not fresh and starts:
            sentence += 1
        sentences.append(sentence)
        paragraphs.append(paragraph)
        fresh = broken
        if broken:
            sentence += 1
            paragraph += 1
    return sentences, paragraphs


def _between_marks(words: list[str], paragraph: list[int]) -> list[bool]:
    """Whether each token stands inside double quotation marks; a mark left open ends with its paragraph."""
    inside, current = False, -1
    found = []
    for word, number in zip(words, paragraph, strict=True):
        if number != current:
            inside, current = False, number
        if word in _NEUTRAL:
            inside = not inside
        elif word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        found.append(inside)
    return found
