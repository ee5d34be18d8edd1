"""What a speaker says as evidence of who it is: two names with the same long words in their mouths are one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

from pipeline.reconcile.quote_words import plain_letters
from pipeline.reconcile.table_rows import QuoteRow

_RUN = 5  # words
_ONE_IN = 2  # runs are kept, the same ones everywhere
SAME_WORDS = 2  # runs that two speakers must share


def speech_samples(quotes: Iterable[QuoteRow]) -> dict[str, frozenset[int]]:
    """Hashes of some runs of five words that each speaker says.

    >>> said = speech_samples([QuoteRow("q", "d", "direct", "one two three four five six seven eight nine", "s")])
    >>> 0 < len(said["s"]) <= 5
    True
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    for quote in quotes:
        if quote.speaker_id is not None:
            words = plain_letters(quote.text).split()
            runs = (crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(len(words) - _RUN + 1))
            found[quote.speaker_id].update(run for run in runs if run % _ONE_IN == 0)
    return {speaker_id: frozenset(runs) for speaker_id, runs in found.items()}
