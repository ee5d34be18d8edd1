"""Articles in, pyarrow tables out: the whole work of one process, what fails losing only its own rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline import annotate
from pipeline.article import Article, Problem
from pipeline.components.document import Row
from pipeline.components.interface import Findings
from pipeline.extraction.doc_findings import findings, merge
from pipeline.extraction.failures import Failures, storable
from pipeline.extraction.keyterms import keyterms
from pipeline.extraction.rows import rows
from pipeline.extraction.step_by_step import carefully
from pipeline.settings import Settings
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES
from pipeline.tables.store import to_table
from pipeline.text.reading import Window

if TYPE_CHECKING:
    import pyarrow as pa
    from spacy.language import Language
    from spacy.tokens import Doc

TableRows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """A loaded pipeline with its settings. Calling it turns articles into one pyarrow table per table name."""

    nlp: Language
    settings: Settings
    metadata: Mapping[str, str]

    def __call__(self, articles: Sequence[Article], problems: Sequence[Problem] = ()) -> dict[str, pa.Table]:
        """Extract from a batch; `problems`, and what raises over an article, go to the errors."""
        with suppress(Exception):  # over one of them; which, the second look says
            return self._tables(list(self._each(articles)), problems)
        return self._tables([self._alone(article) for article in articles], problems)

    def _tables(self, parts: Sequence[TableRows], problems: Sequence[Problem]) -> dict[str, pa.Table]:
        whole: TableRows = {table.name: [row for part in parts for row in part[table.name]] for table in EXTRACT_TABLES}
        whole[ERRORS.name] += [problem_row(problem) for problem in problems]
        return {table.name: to_table(table, whole[table.name], self.metadata) for table in EXTRACT_TABLES}

    def _alone(self, article: Article) -> TableRows:
        with suppress(Exception):
            (part,) = self._each([article])
            return _storable(part)
        try:
            part, failed = carefully(self.nlp, article, self.settings, self._keyterms)
        except Exception as error:
            part, failed = {table.name: [] for table in EXTRACT_TABLES}, _left_out(article, error, self.settings.debug)
        part[ERRORS.name] += [problem_row(problem) for problem in failed]
        return part

    def _each(self, articles: Sequence[Article]) -> Iterator[TableRows]:
        current: Article | None = None
        windows: list[Findings] = []
        for article, window, doc in annotate.annotate(self.nlp, articles, self.settings.window_chars):
            if current is not None and article is not current:
                yield rows(current, merge(windows, self.settings.keyterms))
                windows = []
            current = article
            windows.append(self._window(doc, window))
        if current is not None:
            yield rows(current, merge(windows, self.settings.keyterms))

    def _window(self, doc: Doc, window: Window) -> Findings:
        return findings(doc, window, self._keyterms)

    def _keyterms(self, doc: Doc) -> list[str]:
        return keyterms(doc, self.settings.keyterms)


def _storable(part: TableRows) -> TableRows:
    """The same rows, once it is sure that they fit their columns, so that one article cannot spoil a whole shard."""
    for table in EXTRACT_TABLES:
        to_table(table, part[table.name])
    return part


def problem_row(problem: Problem) -> Row:
    """A problem as a row of `errors`; it may quote what no table can hold."""
    values = {name: getattr(problem, name) for name in ERRORS.column_names()}
    return {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}


def _left_out(article: Article, error: Exception, debug: bool) -> list[Problem]:
    failures = Failures(article, debug)
    failures.note("store", "documents", "the article was left out", error)
    return failures.problems


def make_extractor(settings: Settings) -> Extractor:
    """Load the model that the settings name and put the components on it. Takes seconds: do it once per process."""
    found = annotate.find_model(settings.model)
    return Extractor(annotate.load(found.path, settings.components), settings, file_metadata(settings, found.name))


def file_metadata(settings: Settings, model: str) -> dict[str, str]:
    """What every Parquet file says about how it was made, besides its schema."""
    from pipeline import __version__

    return {"onrecord_version": __version__, "model": model, "config_sha256": settings.config_sha256()}
