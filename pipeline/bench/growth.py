"""What twice the text costs: every component over hostile patterns, as ratios in one run; 2 is linear, 4 a square."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.annotate import doc_of
from pipeline.article import Article
from pipeline.bench.hostile import PATTERNS, hostile
from pipeline.bench.sample import Sample
from pipeline.engines.worker import calm_collector
from pipeline.extractor import make_extractor
from pipeline.keyterms import keyterms
from pipeline.settings import Settings
from pipeline.windows import windows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CHARS = 6_000  # of the shortest text; four times that is half a window
LIMIT = 2.3  # what doubling may cost
_LONG_WINDOWS = 100  # windows are cut from texts of any length
_LEAST = 0.004  # seconds: below, the clock says little about ratios


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
    """How each stage grows on each pattern."""
    for name, pattern in patterns.items():
        texts = [hostile(pattern, chars * times) for times in (1, 2, 4)]
        yield Growth("windows", name, _thrice([_windowing(text) for text in texts], rounds))
        with nlp.memory_zone():
            docs = [doc_of(nlp, Article("a", "a.txt", text)) for text in texts]
            for stage, pipe in nlp.pipeline:
                if stage.startswith("onrecord_"):
                    yield Growth(stage, name, _thrice([_piping(pipe, doc) for doc in docs], rounds))
                else:
                    docs = [pipe(doc) for doc in docs]
            yield Growth("key terms", name, _thrice([lambda doc=doc: keyterms(doc, 10) for doc in docs], rounds))  # type: ignore[misc]


def _windowing(text: str) -> Callable[[], object]:
    longer = text * _LONG_WINDOWS
    return lambda: windows(longer, 50_000)


def _piping(pipe: Any, doc: Doc) -> Callable[[], object]:
    return lambda: pipe(doc)


def _thrice(works: Sequence[Callable[[], object]], rounds: int) -> tuple[float, float, float]:
    """The least time of each, in turns: whatever disturbs makes a turn longer, never shorter."""
    turns = [[_seconds(work) for work in works] for _ in range(rounds)]
    once, twice, four = (min(times) for times in zip(*turns, strict=True))
    return once, twice, four


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    begin = time.process_time()
    work()
    spent = time.process_time() - begin
    gc.enable()
    return spent
