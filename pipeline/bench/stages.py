"""A batch of articles sent through the pipeline one stage after the other, with the time that each stage takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.annotate import PARAGRAPHS, doc_of
from pipeline.article import Article
from pipeline.components import NAMES
from pipeline.extraction.doc_findings import findings
from pipeline.extraction.extractor import Extractor
from pipeline.extraction.keyterms import keyterms
from pipeline.extraction.rows import rows
from pipeline.tables.schemas import EXTRACT_TABLES
from pipeline.tables.store import to_table
from pipeline.text.reading import WHOLE

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARSE = "bare parse"
_OURS = (PARAGRAPHS, *NAMES)  # on top of the encoder, or of the pipeline that stands in for it
_T = TypeVar("_T")


@dataclass(slots=True)
class Clock:
    """Seconds by stage, and the tokens that took them.

    Processor time of this process: other programs on the machine disturb it less than the clock on the wall.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    tokens: int = 0

    def timed(self, stage: str, work: Callable[[], _T]) -> _T:
        """Do the work and add its time to the stage.

        >>> clock = Clock()
        >>> clock.timed("adding", lambda: 1 + 1), list(clock.seconds)
        (2, ['adding'])
        """
        begin = time.process_time()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - begin
        return result


def send_through(extractor: Extractor, batch: Sequence[Article]) -> Clock:
    """All stages for a batch of articles, as a worker does them; whatever is not ours counts as the bare parse."""
    clock = Clock()
    with extractor.nlp.memory_zone():
        docs = _annotated(extractor, batch, clock)
        _tabled(extractor, batch, docs, clock)
        clock.tokens += sum(len(doc) for doc in docs)
    return clock


def _annotated(extractor: Extractor, batch: Sequence[Article], clock: Clock) -> list[Doc]:
    docs = clock.timed(PARSE, lambda: [doc_of(extractor.nlp, article) for article in batch])
    for name, pipe in extractor.nlp.pipeline:
        stage = name if name in _OURS else PARSE
        docs = clock.timed(stage, lambda pipe=pipe, docs=docs: _piped(pipe, docs))  # type: ignore[misc]
    return docs


def _piped(pipe: Any, docs: list[Doc]) -> list[Doc]:
    return list(pipe.pipe(docs, batch_size=len(docs))) if hasattr(pipe, "pipe") else [pipe(doc) for doc in docs]


def _tabled(extractor: Extractor, batch: Sequence[Article], docs: list[Doc], clock: Clock) -> None:
    def tables() -> None:
        found = [findings(doc, WHOLE, lambda _, own=own: own) for doc, own in zip(docs, terms, strict=True)]  # type: ignore[misc]
        made = [rows(article, one) for article, one in zip(batch, found, strict=True)]
        for table in EXTRACT_TABLES:
            to_table(table, [row for part in made for row in part[table.name]], extractor.metadata)

    terms = clock.timed("key terms", lambda: [keyterms(doc, extractor.settings.keyterms) for doc in docs])
    clock.timed("rows and tables", tables)
