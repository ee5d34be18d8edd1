"""What twice the text costs: every component over hostile patterns, as ratios in one run; 2 is linear, 4 a square."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pipeline.annotate import doc_of
from pipeline.article import Article
from pipeline.bench.hostile import PATTERNS, hostile
from pipeline.bench.sample import Sample
from pipeline.extraction.extractor import make_extractor
from pipeline.extraction.keyterms import keyterms
from pipeline.run.workers.worker_process import calm_collector
from pipeline.settings import Settings
from pipeline.text.windows import windows

if TYPE_CHECKING:
    from spacy.language import Language

CHARS = 4_000  # of the shortest text
LIMIT = 2.3  # what doubling may cost
_LONG = 100  # windows are cut from texts of any length
_WINDOW = 50_000
_LEAST = 0.008  # seconds: below, the clock says little about ratios
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds that a stage takes for a text, for twice and for four times the text."""

    stage: str
    pattern: str
    seconds: tuple[float, float, float]

    @property
    def ratio(self) -> float:
        """The dearer of the two doublings; 1 where all is over too soon to tell."""
        once, twice, four = self.seconds
        if four < _LEAST:
            return 1.0
        return max(four / twice, twice / once if twice >= _LEAST else 1.0)

    def least(self, other: Growth) -> Growth:
        """The same with the shorter of two measurements of each text."""
        once, twice, four = map(min, self.seconds, other.seconds)
        return replace(self, seconds=(once, twice, four))


def measure(samples: Sequence[Sample], rounds: int) -> Iterator[str]:
    """Lines of the table: for each stage its worst patterns, then whatever grows beyond the limit."""
    nlp = make_extractor(Settings()).nlp
    calm_collector()  # what was loaded is left alone, so that collecting before each turn costs little
    found = list(growths(nlp, PATTERNS, CHARS, rounds))
    yield f"### Growth: {len(PATTERNS)} hostile patterns, {CHARS:,}, {2 * CHARS:,} and {4 * CHARS:,} characters\n"
    yield from told(found)


def told(found: Sequence[Growth]) -> Iterator[str]:
    """Lines of the table: for each stage its worst pattern, then whatever grows beyond the limit."""
    yield "| stage | worst doubling | pattern | median doubling | longest, s |"
    yield "|---|---|---|---|---|"
    for stage in dict.fromkeys(one.stage for one in found):
        yield _stage_line(stage, [one for one in found if one.stage == stage])
    beyond = [f"{one.stage} on {one.pattern} ({one.ratio:.1f})" for one in found if one.ratio > LIMIT]
    yield f"\nMore than {LIMIT} times for twice the text: {'; '.join(beyond) or 'none'}."


def _stage_line(stage: str, own: Sequence[Growth]) -> str:
    ratios = sorted(one.ratio for one in own)
    worst = max(own, key=lambda one: one.ratio)
    longest = max(one.seconds[-1] for one in own)
    return f"| {stage} | {worst.ratio:.2f} | {worst.pattern} | {ratios[len(ratios) // 2]:.2f} | {longest:.2f} |"


def growths(nlp: Language, patterns: dict[str, str], chars: int, rounds: int) -> Iterator[Growth]:
    """How each stage grows on each pattern; what seems to grow too fast is measured again, as disturbances only add."""
    for name, pattern in patterns.items():
        found = _measured(nlp, name, pattern, chars)
        for turn in range(1, rounds):
            if all(one.ratio <= LIMIT for one in found):
                break
            # Some characters less, so that nothing is known from the turn before.
            again = _measured(nlp, name, pattern, chars - turn)
            found = [one.least(other) for one, other in zip(found, again, strict=True)]
        yield from found


def _measured(nlp: Language, name: str, pattern: str, chars: int) -> list[Growth]:
    texts = [hostile(pattern, chars * times) for times in (1, 2, 4)]
    found = [Growth("windows", name, _thrice(lambda text: windows(text, _WINDOW), [t * _LONG for t in texts]))]
    with nlp.memory_zone():
        docs = [doc_of(nlp, Article("a", "a.txt", text)) for text in texts]
        for stage, pipe in nlp.pipeline:
            if stage.startswith("onrecord_"):
                found.append(Growth(stage, name, _thrice(pipe, docs)))
            else:
                docs = [pipe(doc) for doc in docs]
        found.append(Growth("key terms", name, _thrice(lambda doc: keyterms(doc, 10), docs)))
    return found


def _thrice(work: Callable[[_T], object], given: Sequence[_T]) -> tuple[float, float, float]:
    once, twice, four = (_seconds(work, one) for one in given)
    return once, twice, four


def _seconds(work: Callable[[_T], object], given: _T) -> float:
    gc.collect()
    gc.disable()
    begin = time.process_time()
    work(given)
    spent = time.process_time() - begin
    gc.enable()
    return spent
