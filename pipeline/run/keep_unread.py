"""What stands and was not read is taken into the run: articles by the table `documents`, errors by their rows.

An article that is kept is one of the run like any other. Its rows are taken over, or made anew from the text in the
table where settings, model or onrecord have changed: rows of two makings never stand side by side.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.article import Article
from pipeline.extraction.extractor import problem_row
from pipeline.run.article_refs import ArticleRefs, ArticleRefsBuilder
from pipeline.run.existing import articles_of
from pipeline.run.flags import Flags
from pipeline.run.gather import Gathered
from pipeline.run.output import Output
from pipeline.run.reporter import Reporter
from pipeline.run.spool import SpoolWriter, order_of, read_all
from pipeline.run.unread import Origins, ReadNow, UnreadItem, groups, look, origins_from, places, stays
from pipeline.tables.manifest import read_manifest
from pipeline.tables.schemas import DOCUMENTS, ERRORS

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


_FIELDS = tuple(f.name for f in fields(Article) if f.name in DOCUMENTS.column_names())


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands and was not read: articles by the file that holds them, rows of errors, and files nobody can read."""

    articles: dict[str, list[UnreadItem]] = field(default_factory=dict)
    errors: list[Row] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def stood(self) -> list[UnreadItem]:
        """All of it."""
        return [*(one for file in self.articles.values() for one in file), *map(_stood, self.errors)]


@dataclass(frozen=True, slots=True)
class Kept:
    """What of it stays: the articles, which lie in the spool now, and rows of errors; or how many articles go.

    `groups` is what the manifest of the run says of it.
    """

    refs: ArticleRefs = field(default_factory=lambda: ArticleRefsBuilder().finish())
    errors: tuple[Row, ...] = ()
    stood: tuple[UnreadItem, ...] = ()
    groups: list[dict[str, Any]] = field(default_factory=list)
    removed: int = 0

    def among(self, parts: Iterable[ArticleRefs]) -> int:
        """How many of the articles are among these refs."""
        import numpy as np

        return sum(int(np.isin(part.orders, self.refs.orders).sum()) for part in parts) if len(self.refs) else 0

    @property
    def lost(self) -> int:
        """Inputs that the rows of errors tell of and no article came from."""
        ids = {one.doc_id for one in self.stood if one.content is not None}
        lone = [row["doc_id"] for row in self.errors if row["doc_id"] not in ids]
        return lone.count(None) + len(set(lone) - {None})


def find_unread(output: Output, gathered: Gathered) -> Unread:
    """What stands under `output` and is neither among the articles nor among the problems that were read.

    Only files are opened that hold some of it, as far as their inventories tell.
    """
    ids_read = _IdsRead(gathered.refs)
    found = Unread()
    met: set[str] = set()
    whole = {name for name, refs in articles_of(output) if ids_read.all_of(refs)}
    for name in sorted(output.sizes(DOCUMENTS.name).keys() - whole):
        for row in ids_read.rows(_read(output, DOCUMENTS.name, name, ("doc_id", "source", "content_hash"), found)):
            if row["doc_id"] not in met:
                met.add(row["doc_id"])
                found.articles.setdefault(name, []).append(UnreadItem(*row.values()))
    told = {tuple(problem_row(problem).items()) for problem in gathered.problems}
    for name in sorted(output.sizes(ERRORS.name).keys() - whole):
        for row in ids_read.rows(_read(output, ERRORS.name, name, ERRORS.column_names(), found)):
            if (key := tuple(row.items())) not in told:
                told.add(key)
                found.errors.append(row)
    return found


class _IdsRead:
    """Tells what was not read, by the ids of articles."""

    def __init__(self, refs: ArticleRefs) -> None:
        import numpy as np

        self._orders = np.sort(refs.orders)

    def all_of(self, refs: ArticleRefs) -> bool:
        """Whether all of these were read."""
        return bool(self._read(refs.orders).all())

    def rows(self, table: pa.Table | None) -> list[Row]:
        """The rows of articles that were not read, and of no article."""
        import numpy as np

        rows: list[Row] = table.to_pylist() if table else []
        read = self._read(np.array([order_of(row["doc_id"] or "") for row in rows], dtype=np.uint64))
        return [row for row, known in zip(rows, read.tolist(), strict=True) if row["doc_id"] is None or not known]

    def _read(self, orders: Any) -> Any:
        """Whether each was read."""
        import numpy as np

        if not len(self._orders):
            return np.zeros(len(orders), bool)
        places = np.searchsorted(self._orders, orders).clip(max=len(self._orders) - 1)
        return self._orders[places] == orders


def take_in(
    output: Output, gathered: Gathered, spool: Path, paths: Sequence[str], flags: Flags, reporter: Reporter
) -> Kept:
    """Add to what was read what stands and stays, or find how much of it goes; tell how much and what to do."""
    there = find_unread(output, gathered)
    for file in there.damaged:
        reporter.note(f"{file} is damaged: articles in it that are not in this input cannot be kept")
    if not there.stood:
        return Kept()
    origins = origins_from(map(read_manifest, output.manifests()))
    sources = (problem.source for problem in gathered.problems)
    read = look(there.stood, places(paths), flags.limit is None, read_all(spool), sources)
    if flags.prune:
        kept = Kept(removed=sum(stays(one, read, origins) for file in there.articles.values() for one in file))
    else:
        kept = keep(output, there, spool, read, origins)
        gathered.refs = ArticleRefs.joined([gathered.refs, kept.refs])
    if words := told(kept, output.name, flags.dry_run):
        reporter.note(words)
    return kept


def told(kept: Kept, out: str, dry_run: bool = False) -> str | None:
    """What a person has to know of articles that were not read.

    >>> told(Kept(removed=2), "out")
    '2 articles that stand in out and are not in this input are removed (--prune)'
    """
    where = f"in {out} and"
    if kept.removed:
        stand, are = ("stands", "is") if kept.removed == 1 else ("stand", "are")
        verb = "would be" if dry_run else are
        return f"{_articles_in(kept.removed)} that {stand} {where} {are} not in this input {verb} removed (--prune)"
    articles, lost = len(kept.refs), kept.lost
    parts = [_articles_in(articles)] * bool(articles) + [
        f"{lost:,} {'error of an input' if lost == 1 else 'errors of inputs'}"
    ] * bool(lost)
    if not parts:
        return None
    stand, are = ("stands", "is") if articles + lost == 1 else ("stand", "are")
    return (
        f"{' and '.join(parts)} that {stand} {where} {are} not in this input {are} kept; "
        "--prune removes what is not in the input (with make: PRUNE=1)"
    )


def _articles_in(number: int) -> str:
    return f"{number:,} {'article' if number == 1 else 'articles'}"


def keep(output: Output, there: Unread, spool: Path, read: ReadNow, origins: Origins) -> Kept:
    """Take into the spool what stays of what was not read."""
    staying = {name: [one for one in file if stays(one, read, origins)] for name, file in there.articles.items()}
    writer = SpoolWriter(spool, append=True)
    refs, articles = ArticleRefsBuilder(), {}
    for name, file in staying.items():
        wanted = {one.doc_id: one for one in file}
        for article in _articles(output, name, wanted, there):
            refs.add(writer.add(article))
            articles[article.doc_id] = wanted[article.doc_id]
    writer.close()
    gone = {one.doc_id for file in there.articles.values() for one in file} - articles.keys()
    errors = [row for row in there.errors if row["doc_id"] not in gone and _error_stays(row, articles, read, origins)]
    stood = [*articles.values(), *(one for one in map(_stood, errors) if one.doc_id not in articles)]
    return Kept(refs.finish(), tuple(errors), tuple(stood), groups(stood, origins))


def _error_stays(row: Row, articles: Mapping[str, UnreadItem], read: ReadNow, origins: Origins) -> bool:
    if row["doc_id"] in articles:
        return bool(row["stage"] == "ingest")  # what went wrong later is made with the rows of its article
    return stays(_stood(row), read, origins)


def _stood(row: Row) -> UnreadItem:
    return UnreadItem(row["doc_id"], row["source"])


def _articles(output: Output, name: str, ids: Container[str | None], there: Unread) -> Iterator[Article]:
    table = _read(output, DOCUMENTS.name, name, _FIELDS, there)
    for batch in table.to_batches(max_chunksize=64) if table else ():
        yield from (Article(**row) for row in batch.to_pylist() if row["doc_id"] in ids)


def _read(output: Output, table: str, name: str, columns: Sequence[str], there: Unread) -> pa.Table | None:
    """Some columns of a file; None for one that is damaged, which is noted."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = output.load(table, name)
    try:
        return pq.ParquetFile(BytesIO(data)).read(list(columns)).select(list(columns))
    except (pa.ArrowException, OSError, KeyError):
        there.damaged.append(f"{table}/{name}")
        return None
