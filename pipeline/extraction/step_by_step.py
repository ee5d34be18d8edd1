"""An article over which something raised, once more and step by step: what fails costs its own rows and no others.

Slower than a batch, so that only such articles go this way. What needs the rows that are missing does without them and
says so: quotes without the component of the speakers have none, and the reason; a figure in a quote that is lost stands
in none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.annotate import doc_of
from pipeline.article import Article, Problem, Stage
from pipeline.components import COMPONENTS, NAMES
from pipeline.components.document import Row
from pipeline.components.interface import Component, FilledTable, Findings
from pipeline.extraction.doc_findings import counted, finding, merge_keyterms, n_sentences_of
from pipeline.extraction.failures import Failures
from pipeline.extraction.rows import FILLED, RowMaker
from pipeline.settings import Settings
from pipeline.tables.schemas import DOCUMENTS, EXTRACT_TABLES, Table
from pipeline.tables.store import to_table
from pipeline.text.reading import Reading, Window, read
from pipeline.text.windows import windows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

F = TypeVar("F")
KeyTerms = Callable[["Doc"], Sequence[str]]
_LOST = {component.name: component.lost for component in COMPONENTS}
_LAYOUT_LOST = "its lines were taken as they are"
_FOUND_WITHOUT = "the rest was found without it, which may be less"


def carefully(
    nlp: Language, article: Article, settings: Settings, keyterms: KeyTerms
) -> tuple[dict[str, list[Row]], list[Problem]]:
    """The rows of one article that can be made, and what failed.

    Raises:
        Exception: where not even the row of the document can be made.
    """
    failures = Failures(article, settings.debug)
    steps = _Steps(nlp, article, keyterms, failures)
    as_it_is = Reading(article.text)
    reading = failures.attempt("annotate", "layout", _LAYOUT_LOST, lambda: read(article.text), as_it_is)
    cuts = windows(reading.text, settings.window_chars)
    parts = [steps.window(Window(reading, start), end) for start, end in cuts]
    found = parts[0] if len(parts) == 1 else _merged(parts, settings.keyterms, failures)
    return _rows(article, found, failures), failures.problems


class _Steps:
    """The way of one window from its text to what was found, each step on its own."""

    def __init__(self, nlp: Language, article: Article, keyterms: KeyTerms, failures: Failures) -> None:
        self._nlp, self._article, self._keyterms, self._failures = nlp, article, keyterms, failures

    def window(self, window: Window, end: int) -> Findings:
        first, last = window.reading.place(window.offset, end)
        where = f"in characters {first} to {last} "
        with self._nlp.memory_zone():
            doc = self._failures.attempt(
                "annotate",
                "tokenizer",
                f"nothing was looked for {where}",
                lambda: doc_of(self._nlp, self._article, window.reading.text[window.offset : end]),
                None,
            )
            if doc is None:
                return Findings(n_tokens=None, n_sentences=None)
            doc, failed = self._annotated(doc, where)
            return self._found(doc, window, failed, where)

    def _annotated(self, doc: Doc, where: str) -> tuple[Doc, set[str]]:
        """Run the pipes one after another; tell the names of those that failed, or could not run without one."""
        failed: set[str] = set()
        for name, pipe in self._nlp.pipeline:
            if name in failed:
                continue
            try:
                doc = _run(pipe, doc)
            except Exception as error:
                listeners = {name, *getattr(pipe, "listening_components", ())}
                self._failures.note("annotate", name, where + _LOST.get(name, _found_without(listeners)), error)
                failed |= listeners
        return doc, failed

    def _found(self, doc: Doc, window: Window, failed: set[str], where: str) -> Findings:
        """Take out what the components found, each on its own: it may be no value that they should give."""
        terms: tuple[str, ...] = self._failures.attempt(
            "extract", "keyterms", f"{where}the key terms are missing", lambda: tuple(self._keyterms(doc)), ()
        )
        n_sentences = None if _cuts_sentences(self._nlp, failed) else n_sentences_of(doc)
        found = Findings(len(doc), n_sentences, terms)
        lost = failed.intersection(NAMES)
        for component in COMPONENTS:
            if component.name not in lost:
                try:
                    found = found.plus(component, finding(component, doc, window, found, lost))
                    continue
                except Exception as error:
                    self._failures.note("extract", component.name, where + component.lost, error)
                    lost.add(component.name)
            found = found.plus(component, component.absent(found, True))
        return found


def _run(pipe: Callable[[Doc], Doc], doc: Doc) -> Doc:
    annotated: object = pipe(doc)
    if not isinstance(annotated, type(doc)):
        raise TypeError(f"it gave back a {type(annotated).__name__}, not the document")
    return annotated


def _found_without(failed: set[str]) -> str:
    """What to say of a part of the model that failed, with those that need its vectors."""
    return f"{', '.join(sorted(failed))} could not run there, {_FOUND_WITHOUT}" if len(failed) > 1 else _FOUND_WITHOUT


def _cuts_sentences(nlp: Language, names: set[str]) -> bool:
    return any("doc.sents" in nlp.get_pipe_meta(name).assigns for name in names if nlp.has_pipe(name))


def _merged(parts: Sequence[Findings], n_keyterms: int, failures: Failures) -> Findings:
    def merged(component: Component[F]) -> F:
        found = [part.of(component) for part in parts]
        lost, instead = component.tables[0].lost, component.absent(whole, True)
        return failures.attempt("extract", "merging of windows", lost, lambda: component.merge(found), instead)

    terms = [part.keyterms for part in parts]
    keyterms: tuple[str, ...] = failures.attempt(
        "extract", "keyterms", "its key terms are missing", lambda: merge_keyterms(terms, n_keyterms), ()
    )
    whole = counted(parts, keyterms)
    for component in COMPONENTS:
        whole = whole.plus(component, merged(component))
    return whole


def _rows(article: Article, found: Findings, failures: Failures) -> dict[str, list[Row]]:
    """The rows of all tables; for a table that fails, what was found for it is put aside, and all are made anew."""
    lost: set[str] = set()
    while True:
        maker = RowMaker(article, found)
        made: dict[str, list[Row]] = {}
        for table in EXTRACT_TABLES:
            try:
                made[table.name] = [] if table.name in lost - {DOCUMENTS.name} else _table_rows(table, maker)
            except _TableError as error:
                if table is DOCUMENTS and table.name in lost:
                    raise
                found = _put_aside(found, table, error, failures)
                lost.add(table.name)
                break
        else:
            return made


class _TableError(Exception):
    """The rows of a table could not be made (extract), or do not fit it (store)."""

    def __init__(self, stage: Stage, cause: Exception) -> None:
        super().__init__(str(cause))
        self.stage, self.cause = stage, cause


def _table_rows(table: Table, maker: RowMaker) -> list[Row]:
    stage: Stage = "extract"
    try:
        rows = maker.rows(table)
        stage = "store"
        to_table(table, rows)
    except Exception as error:
        raise _TableError(stage, error) from error
    return rows


def _put_aside(found: Findings, table: Table, error: _TableError, failures: Failures) -> Findings:
    """What was found, without that from which the rows of a table are made; no row refers to one that is not there."""
    if table is DOCUMENTS:
        failures.note(error.stage, table.name, "its key terms and counts are missing", error.cause)
        return replace(found, keyterms=(), n_tokens=None, n_sentences=None)
    component, filled = FILLED[table.name]
    failures.note(error.stage, table.name, filled.lost, error.cause)
    return _without(found, component, filled)


def _without(found: Findings, component: Component[Any], filled: FilledTable[Any]) -> Findings:
    if filled.rest is not None:
        return found.plus(component, filled.rest(found.of(component)))
    found = found.plus(component, component.absent(found, True))
    for other in COMPONENTS:
        if component.name in other.without:
            found = found.plus(other, other.without[component.name](found.of(other)))
    return found
