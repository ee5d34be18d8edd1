"""Read all inputs into the spool: what there is to do, before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.article import Article, Item, Problem
from pipeline.runner.report import Reporter
from pipeline.runner.spool import Record, SpoolWriter, read_articles

_TELL_EVERY = 1000


@dataclass(slots=True)
class Gathered:
    """The articles of a run, each id once, and the problems met in reading them."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def inputs(self) -> int:
        """Articles, and inputs that gave none."""
        return len(self.records) + sum(problem.doc_id is None for problem in self.problems)


def gather(items: Iterable[Item], spool: Path, reporter: Reporter, limit: int | None = None) -> Gathered:
    """Write the articles to the spool; with `limit`, stop after so many."""
    writer = SpoolWriter(spool)
    records: list[Record] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if limit is not None and len(records) >= limit:
            break
        records.append(writer.add(item))
        if len(records) % _TELL_EVERY == 0:
            reporter.reading(len(records), len(problems))
    writer.close()
    return _without_duplicates(records, problems, spool)


def _without_duplicates(records: Sequence[Record], problems: list[Problem], spool: Path) -> Gathered:
    """Keep the first article of every id; the others become problems."""
    met: dict[int, Record] = {}
    kept: list[Record] = []
    for record in records:
        first = met.setdefault(record.order, record)
        if first is record:
            kept.append(record)
            continue
        one, other = read_articles(spool, [(r.offset, r.length) for r in (first, record)])
        if one.doc_id == other.doc_id:
            problems.append(_duplicate(one, other))
        else:  # two ids of one hash: it will hardly happen, and does no harm
            kept.append(record)
    return Gathered(kept, list(dict.fromkeys(problems)))


def _duplicate(first: Article, other: Article) -> Problem:
    same = "the same text" if first.text == other.text else "another text"
    message = f"the id {other.doc_id!r} is taken by {first.source} with {same}, which is kept; give it an id of its own"
    return Problem(other.source, "duplicate_id", message)
