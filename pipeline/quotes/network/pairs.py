"""What a word is to a cue: position, path in the tree, quotation marks, other cues. All pairs of a `Doc` at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.quotes.network.columns import Ints, WordColumns
from pipeline.quotes.network.features import edges

REACH = 120  # words to either side of a cue, within its paragraph
CUES_AWAY = 6  # a window ends at the sixth other cue: a long paragraph full of cues would have too many pairs
_CLIMB = 24  # steps up the tree; deeper words count as unrelated
POSITIONS = 41
LEVELS = 4
STEPS = 6
SENTENCES = 7
REGIONS = 11
CUES = 9
OWN = 5  # no proposal of the rules for this cue; outside of it; in its content, source, cue


@dataclass(frozen=True, slots=True)
class Pairs:
    """All (cue, word) pairs in cue order: `cue` and `word` are indices, `features` has shape (pairs, 7)."""

    cue: Ints
    word: Ints
    features: Ints
    first: Ints  # index of each cue's first pair, with the total at the end
    heads: Ints  # the word of each cue that the others hang on


def sizes(labels: int) -> list[int]:
    """Table sizes of the columns of `Pairs.features`, for `labels` dependency labels (with 0)."""
    return [POSITIONS, (LEVELS + 1) * labels, STEPS * LEVELS + 1, SENTENCES, REGIONS, CUES, OWN]


def head_of(words: WordColumns, first: int, last: int) -> int:
    """The word of a cue `[first, last)` whose head lies outside of it; the first one where several do."""
    if last - first == 1:
        return first
    above = words.head[first:last]
    return first + int(np.argmax((above < first) | (above >= last) | (above == np.arange(first, last))))


def cue_heads(words: WordColumns, first: Ints, last: Ints) -> Ints:
    """What `head_of` says of each cue `[first[i], last[i])`."""
    heads = first.copy()
    for i in np.flatnonzero(last - first > 1).tolist():
        heads[i] = head_of(words, int(first[i]), int(last[i]))
    return heads


def make_pairs(words: WordColumns, dep: Ints, labels: int, first: Ints, last: Ints) -> Pairs:
    """Pair every cue `[first[i], last[i])` with its paragraph, at most `REACH` words and `CUES_AWAY` cues away."""
    paragraph_start, paragraph_end = edges(words.paragraph)
    before = np.concatenate([np.zeros(CUES_AWAY, dtype=np.int64), last])[: len(first)]
    after = np.concatenate([first, np.full(CUES_AWAY, len(words.head))])[CUES_AWAY:]
    low = np.maximum.reduce([paragraph_start[first], first - REACH, np.minimum(before, first)])
    high = np.minimum.reduce([paragraph_end[first], last + REACH, np.maximum(after, last)])
    length = high - low
    offset = np.concatenate([[0], np.cumsum(length)])
    cue = np.repeat(np.arange(len(first)), length)
    word = np.arange(offset[-1]) - offset[cue] + low[cue]
    heads = cue_heads(words, first, last)
    columns = [
        _position(word, first[cue], last[cue]),
        *_tree(words, dep, labels, cue, word, heads, low, offset),
        np.clip(words.sentence[word] - words.sentence[heads[cue]], -3, 3) + 3,
        _region(words, word, heads[cue]),
        _cues(word, cue, first, last, len(words.head)),
        _own(words, first, last, low, offset),
    ]
    return Pairs(cue, word, np.array(columns, dtype=np.int64).T, offset, heads)


def _position(word: Ints, first: Ints, last: Ints) -> Ints:
    """Signed distance to the cue: 20 inside, then exact up to 8, then by powers of about 1.5."""
    before, after = first - word, word - last + 1
    distance = np.maximum(np.maximum(before, after), 0)
    coarse = np.minimum(8 + np.log(np.maximum(distance, 8) / 8.0) / np.log(1.5), 19).astype(np.int64)
    step = np.where(distance <= 8, distance, np.minimum(coarse + 1, 20))
    signed: Ints = np.where(before > 0, 20 - step, 20 + step)
    return signed


def _tree(
    words: WordColumns, dep: Ints, labels: int, cue: Ints, word: Ints, heads: Ints, low: Ints, offset: Ints
) -> tuple[Ints, Ints]:
    """Where the paths of word and cue meet: level above the cue with the label of the branch, and steps to there."""
    level = np.full(len(word), -1, dtype=np.int64)
    span = np.diff(offset)
    climber, live = heads.copy(), np.arange(len(heads))
    for step in range(_CLIMB):
        within = (climber[live] >= low[live]) & (climber[live] < low[live] + span[live])
        there = live[within]
        at = offset[there] + climber[there] - low[there]
        level[at] = np.where(level[at] < 0, step, level[at])
        moved = words.head[climber[live]]
        going = moved != climber[live]
        climber[live] = moved
        live = live[going]
        if not len(live):
            break
    met = np.full(len(word), -1, dtype=np.int64)
    branch, steps = np.zeros(len(word), dtype=np.int64), np.zeros(len(word), dtype=np.int64)
    live = np.flatnonzero(words.sentence[word] == words.sentence[heads][cue])
    at_word = word[live]
    came = np.zeros(len(live), dtype=np.int64)
    for step in range(_CLIMB):
        owner = cue[live]
        place = at_word - low[owner]
        within = (place >= 0) & (place < span[owner])
        reached = np.where(within, level[offset[owner] + np.clip(place, 0, span[owner] - 1)], -1)
        hit = reached >= 0
        met[live[hit]] = reached[hit]
        branch[live[hit]] = came[hit]
        steps[live[hit]] = step
        going = ~hit & (words.head[at_word] != at_word)
        live, at_word = live[going], at_word[going]
        if not len(live):
            break
        came = dep[at_word]
        at_word = words.head[at_word]
    high = np.minimum(met, LEVELS - 1)
    relation = np.where(met < 0, 0, 1 + high)
    path = np.where(met < 0, 0, 1 + high * STEPS + np.minimum(steps, STEPS - 1))
    return relation * labels + branch, path


def _region(words: WordColumns, word: Ints, head: Ints) -> Ints:
    """How many quotation regions lie between: 0 outside; 1 same region as the cue; 2-10 one so far before or after."""
    inside = words.region[word] >= 0
    ahead = words.region[word] > words.region[head]
    own = words.regions_before[head]
    away = words.regions_before[word] - own
    same = inside & (words.region[word] == words.region[head])
    # regions_before of a word inside a region counts that region: the next one after an outside cue is 1 away.
    far = np.clip(np.where(ahead & (away > 0), away, away - (words.region[head] < 0)), -4, 4)
    return np.where(~inside, 0, np.where(same, 1, far + 6))


def _cues(word: Ints, cue: Ints, first: Ints, last: Ints, count: int) -> Ints:
    """How many other cues stand between (-3 to 3), or that the word is itself within another cue (7, 8)."""
    starts = np.zeros(count + 1, dtype=np.int64)
    np.add.at(starts, first, 1)
    inside = np.zeros(count + 1, dtype=np.int64)
    np.add.at(inside, first, 1)
    np.add.at(inside, last, -1)
    begun, within = np.cumsum(starts)[:count], np.cumsum(inside)[:count] > 0
    between = begun[word] - begun[first[cue]]
    own = (word >= first[cue]) & (word < last[cue])
    other = within[word] & ~own
    return np.where(other, 7 + (word > first[cue]), np.clip(between, -3, 3) + 3)


def _own(words: WordColumns, first: Ints, last: Ints, low: Ints, offset: Ints) -> Ints:
    """What the rules make of the word for the same cue."""
    parts = np.zeros(int(offset[-1]), dtype=np.int64)
    for proposal in words.proposals:
        if proposal.cue is None:
            continue
        begin = int(np.searchsorted(last, proposal.cue[0], side="right"))
        end = int(np.searchsorted(first, proposal.cue[1], side="left"))
        for i in range(begin, end):
            window = parts[int(offset[i]) : int(offset[i + 1])]
            window[:] = 1
            for span, part in proposal.parts():
                window[max(span[0] - int(low[i]), 0) : max(span[1] - int(low[i]), 0)] = part
    return parts
