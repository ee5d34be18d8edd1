"""Read all inputs into the spool: what there is to do, before anything is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Article, Item, Problem
from pipeline.runner.records import Builder, Records
from pipeline.runner.report import Reporter
from pipeline.runner.spool import SpoolWriter, read_articles

_TELL_EVERY = 1000


@dataclass(slots=True)
class Gathered:
    """The articles of a run, each id once, and the problems met in reading them."""

    records: Records
    problems: list[Problem]

    @property
    def inputs(self) -> int:
        """Articles, and inputs that gave none."""
        return len(self.records) + sum(problem.doc_id is None for problem in self.problems)


def gather(items: Iterable[Item], spool: Path, reporter: Reporter, limit: int | None = None) -> Gathered:
    """Write the articles to the spool; with `limit`, stop after so many."""
    writer = SpoolWriter(spool)
    records = Builder()
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if limit is not None and len(records) >= limit:
            break
        records.add(writer.add(item))
        if len(records) % _TELL_EVERY == 0:
            reporter.reading(len(records), len(problems))
    writer.close()
    return _without_duplicates(records.finish(), problems, spool)


def _without_duplicates(records: Records, problems: list[Problem], spool: Path) -> Gathered:
    """Keep the first article of every id; the others become problems."""
    dropped: list[int] = []
    for first, again in records.same_order():
        one, other = read_articles(spool, [(records[at].offset, records[at].length) for at in (first, again)])
        if one.doc_id == other.doc_id:  # two ids of one hash: it will hardly happen, and does no harm
            problems.append(_duplicate(one, other))
            dropped.append(again)
    return Gathered(records.without(dropped), list(dict.fromkeys(problems)))


def _duplicate(first: Article, other: Article) -> Problem:
    same = "the same text" if first.text == other.text else "another text"
    message = f"the id {other.doc_id!r} is taken by {first.source} with {same}, which is kept; give it an id of its own"
    return Problem(other.source, "duplicate_id", message)
