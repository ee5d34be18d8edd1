"""Articles in, pyarrow tables out: the whole work of one process, an article that fails losing only itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline import annotate
from pipeline.article import Article, Problem, Stage
from pipeline.findings import Findings, findings, merge
from pipeline.keyterms import keyterms
from pipeline.rows import Row, rows
from pipeline.schemas import ERRORS, EXTRACT_TABLES
from pipeline.settings import Settings
from pipeline.store import to_table
from pipeline.text.reading import Window

if TYPE_CHECKING:
    import pyarrow as pa
    from spacy.language import Language
    from spacy.tokens import Doc

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """A loaded pipeline with its settings. Calling it turns articles into one pyarrow table per table name."""

    nlp: Language
    settings: Settings
    metadata: Mapping[str, str]

    def __call__(self, articles: Sequence[Article], problems: Sequence[Problem] = ()) -> dict[str, pa.Table]:
        """Extract from a batch; `problems`, and an article over which something raises, go to the errors."""
        try:
            return self._tables(list(self._each(articles)), problems)
        except Exception:  # over one of them; which, the second try says
            return self._tables([self._alone(article) for article in articles], problems)

    def _tables(self, parts: Sequence[Rows], problems: Sequence[Problem]) -> dict[str, pa.Table]:
        whole: Rows = {table.name: [row for part in parts for row in part[table.name]] for table in EXTRACT_TABLES}
        whole[ERRORS.name] += [problem_row(problem) for problem in problems]
        return {table.name: to_table(table, whole[table.name], self.metadata) for table in EXTRACT_TABLES}

    def _alone(self, article: Article) -> Rows:
        try:
            found = self._findings(article)
        except Exception as error:
            return _failed(article, "annotate", error)
        try:
            return _storable(rows(article, found))
        except Exception as error:
            return _failed(article, "extract", error)

    def _findings(self, article: Article) -> Findings:
        windows = annotate.annotate(self.nlp, [article], self.settings.window_chars)
        return merge([self._window(doc, window) for _, window, doc in windows], self.settings.keyterms)

    def _each(self, articles: Sequence[Article]) -> Iterator[Rows]:
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
        return findings(doc, window, lambda doc: keyterms(doc, self.settings.keyterms))


def _storable(part: Rows) -> Rows:
    """The same rows, once it is sure that they fit their columns, so that one article cannot spoil a whole shard."""
    for table in EXTRACT_TABLES:
        to_table(table, part[table.name])
    return part


def problem_row(problem: Problem) -> Row:
    """A problem as a row of `errors`."""
    return {name: getattr(problem, name) for name in ("source", "doc_id", "stage", "error", "message")}


def _failed(article: Article, stage: Stage, error: Exception) -> Rows:
    message = f"{error}; the article was left out: please report it with its text"
    row = problem_row(Problem(article.source, type(error).__name__, message, article.doc_id, stage))
    return {table.name: [row] if table is ERRORS else [] for table in EXTRACT_TABLES}


def make_extractor(settings: Settings) -> Extractor:
    """Load the model that the settings name and put the components on it. Takes seconds: do it once per process."""
    found = annotate.find_model(settings.model)
    return Extractor(annotate.load(found.path, settings.components), settings, file_metadata(settings, found.name))


def file_metadata(settings: Settings, model: str) -> dict[str, str]:
    """What every Parquet file says about how it was made, besides its schema."""
    from pipeline import __version__

    return {"onrecord_version": __version__, "model": model, "config_sha256": settings.config_sha256()}
