"""From what stands and what was read to the plan of a run: the looks into files that the plan itself does without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Protocol

from pipeline import store
from pipeline.article import Article
from pipeline.ids import bytes_hash
from pipeline.runner.plan import Limits
from pipeline.runner.records import Builder, Records
from pipeline.runner.spool import SpoolWriter, order_of
from pipeline.runner.standing import Gone, Plan, Standing, make_plan
from pipeline.runner.survey import Survey, damaged, with_errors
from pipeline.runner.target import Target
from pipeline.schemas import DOCUMENTS

_FIELDS = tuple(field.name for field in fields(Article))


class How(Protocol):
    """The flags that matter here."""

    @property
    def force(self) -> bool:
        """Whether everything that was read is annotated anew."""
        ...

    @property
    def retry_errors(self) -> bool:
        """Whether articles with rows of errors are."""
        ...

    @property
    def gone(self) -> Gone:
        """What becomes of articles that stand and were not read."""
        ...


def decide(target: Target, wanted: Records, found: Survey, run_key: str, limits: Limits, how: How) -> Plan:
    """What is to be done; where a look into a file is a journey, only those that rows are taken from are read."""
    while True:
        plan = make_plan(wanted, _standing(target, found, how), run_key, limits, how.gone)
        donors = {taken.file_name for one in plan.todo for taken in one.taken}
        broken = damaged(target, found, sorted(donors)) if target.far else {}
        if not broken:
            return plan
        found.without(broken)


def _standing(target: Target, found: Survey, how: How) -> list[Standing]:
    if how.force:
        return [Standing(one.file_name, one.records, one.records) for one in found.standing]
    return with_errors(target, found) if how.retry_errors else found.standing


def with_kept(target: Target, found: Survey, wanted: Records, spool: Path) -> Records:
    """The records of what was read and of articles in older tables that were not: their texts go to the spool too.

    Rows that other settings, another model or other code have made cannot be taken over, but articles can.
    """
    there = Records.joined([wanted, *(one.records for one in found.standing)])
    orders = set(there.orders.tolist())
    builder = Builder()
    writer = SpoolWriter(spool, append=True)
    for article in _older(target, found):
        if order_of(article.doc_id) not in orders:
            record = writer.add(article)
            orders.add(record.order)
            builder.add(record)
    writer.close()
    return Records.joined([wanted, builder.finish()])


def _older(target: Target, found: Survey) -> Iterator[Article]:
    for name in (*found.older, *found.left_over(DOCUMENTS.name)):
        if name in target.sizes(DOCUMENTS.name):
            data = target.load(DOCUMENTS.name, name)
            facts = found.files.get(name, {}).get(f"{DOCUMENTS.name}/{name}")
            if facts is None or facts.digest == bytes_hash(data):
                yield from _articles(data)


def _articles(data: bytes) -> Iterator[Article]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = store.conform(DOCUMENTS, pq.ParquetFile(BytesIO(data)).read()).to_pylist()
    except (pa.ArrowException, OSError, LookupError, ValueError, OverflowError):
        return  # damaged; the run has named it
    for row in rows:
        if None not in (row["doc_id"], row["source"], row["text"]):
            yield Article(**{name: row[name] for name in _FIELDS})
