"""ReadNow all inputs into the spool: what there is to do, before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Article, ColumnChoice, Item, Problem
from pipeline.run.article_refs import ArticleRefs, ArticleRefsBuilder
from pipeline.run.reporter import Reporter
from pipeline.run.spool import SpoolWriter, read_articles

_TELL_EVERY = 1000
_UNDATED = (
    "no article has a publication date, so what depends on it (on Tuesday, last month) stays open in the dates: "
    "give one in a column such as published, or in a metadata.csv"
)
_EXAMPLES = 3  # inputs named when it is told how they are read


@dataclass(slots=True)
class Gathered:
    """The articles of a run, each id once, and the problems met in reading them."""

    refs: ArticleRefs
    problems: list[Problem]

    @property
    def inputs(self) -> int:
        """Articles, and inputs that gave none."""
        return len(self.refs) + sum(problem.doc_id is None for problem in self.problems)


def gather(items: Iterable[Item], spool: Path, reporter: Reporter, limit: int | None = None) -> Gathered:
    """Write the articles to the spool; with `limit`, stop after so many."""
    writer = SpoolWriter(spool)
    refs = ArticleRefsBuilder()
    problems: list[Problem] = []
    readings: list[ColumnChoice] = []
    dated = False
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if isinstance(item, ColumnChoice):
            readings.append(item)
            continue
        if limit is not None and len(refs) >= limit:
            break
        dated = dated or item.published is not None
        refs.add(writer.add(item))
        if len(refs) % _TELL_EVERY == 0:
            reporter.reading(len(refs), len(problems))
    writer.close()
    for note in (*how_read(readings), *_libraries(problems), *((_UNDATED,) if refs and not dated else ())):
        reporter.note(note)
    return _without_duplicates(refs.finish(), problems, spool)


def how_read(readings: Iterable[ColumnChoice]) -> Iterator[str]:
    """Which columns were taken for what, in a line for all inputs that are read alike.

    >>> list(how_read([ColumnChoice("a.csv", (("text", "story"), ("title", "Headline")), (("text", "lead"),))]))
    ["text from 'story' (not 'lead'), title from 'Headline': in a.csv"]
    """
    alike: dict[str, list[str]] = {}
    for reading in readings:
        columns = []
        for field, key in reading.columns:
            others = ", ".join(repr(other[:50]) for of, other in reading.passed if of == field)
            columns.append(f"{field} from {key[:50]!r}" + (f" (not {others})" if others else ""))
        alike.setdefault(", ".join(columns), []).append(reading.source)
    for columns_told, sources in alike.items():
        more = len(sources) - _EXAMPLES
        yield f"{columns_told}: in {', '.join(sources[:_EXAMPLES])}" + (f" and {more:,} more" if more > 0 else "")


def _libraries(problems: Iterable[Problem]) -> Iterator[str]:
    """That files were left out for want of a library, once for all of them."""
    number = sum(problem.error == "missing_library" for problem in problems)
    if number:
        yield f"{number:,} files were left out for want of a library: pip install 'onrecord[formats]' reads them"


def _without_duplicates(refs: ArticleRefs, problems: list[Problem], spool: Path) -> Gathered:
    """Keep the first article of every id; the others become problems."""
    dropped: list[int] = []
    for first, again in refs.same_order():
        one, other = read_articles(spool, [(refs[at].offset, refs[at].length) for at in (first, again)])
        if one.doc_id == other.doc_id:  # two ids of one hash: it will hardly happen, and does no harm
            problems.append(_duplicate(one, other))
            dropped.append(again)
    return Gathered(refs.without(dropped), list(dict.fromkeys(problems)))


def _duplicate(first: Article, other: Article) -> Problem:
    same = "the same text" if first.text == other.text else "another text"
    message = f"the id {other.doc_id!r} is taken by {first.source} with {same}, which is kept; give it an id of its own"
    return Problem(other.source, "duplicate_id", message)
