"""An article over which something raised, once more and step by step: what fails costs its own rows and no others.

Slower than a batch, so that only such articles go this way. What needs the rows that are missing does without them and
says so: quotes without the component of the speakers have none, and the reason; a figure in a quote that is lost stands
in none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.annotate import COMPONENTS, doc_of
from pipeline.article import Article, Problem
from pipeline.failures import Failures
from pipeline.findings import (
    SPEAKERS_FAILED,
    Findings,
    cast_of,
    dates_of,
    figures_of,
    merge,
    merge_casts,
    merge_keyterms,
    n_sentences_of,
    nobody,
    quotes_of,
)
from pipeline.quotes.network.vectors import take_vectors
from pipeline.quotes.quote import Quote
from pipeline.rows import Row, RowMaker
from pipeline.schemas import DOCUMENTS, EXTRACT_TABLES, Table
from pipeline.settings import Settings
from pipeline.speakers.speaker import Cast
from pipeline.store import to_table
from pipeline.text.reading import Reading, Window, read
from pipeline.windows import windows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

KeyTerms = Callable[["Doc"], Sequence[str]]
_LOST = {
    "onrecord_dates": "the dates there are missing, and some figures there may be parts of dates",
    "onrecord_figures": "the figures there are missing",
    "onrecord_quotes": "the quotes there are missing",
    "onrecord_speakers": "the speakers there are missing, and the quotes there have none",
}
_LAYOUT_LOST = "its lines were taken as they are"
_FOUND_WITHOUT = "the rest was found without it, which may be less"
_TABLE_LOST = {
    DOCUMENTS.name: "its key terms and counts are missing",
    "quotes": "its quotes are missing",
    "quote_spans": "the pieces of its quotes are missing",
    "speakers": "its speakers and their mentions are missing, and its quotes have none",
    "mentions": "the mentions of its speakers are missing",
    "figures": "its figures are missing",
    "dates": "its dates are missing",
}


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
                self._failures.note("annotate", name, where + _LOST.get(name, _without(listeners)), error)
                failed |= listeners
                if name not in COMPONENTS:
                    take_vectors(doc)  # the networks know no text that is annotated in part: the rules do it alone
        return doc, failed

    def _found(self, doc: Doc, window: Window, failed: set[str], where: str) -> Findings:
        """Take out what the components found, each on its own: it may be no value that they should give."""

        def taken(component: str, step: Callable[[], Any], instead: Any) -> Any:
            lost = where + _LOST.get(component, "the key terms are missing")
            return self._failures.attempt("extract", component, lost, step, instead)

        quotes = taken("onrecord_quotes", lambda: quotes_of(doc, window), None)
        cast = silent = nobody(len(quotes or ()), SPEAKERS_FAILED)
        if "onrecord_speakers" not in failed:
            cast = taken("onrecord_speakers", lambda: _cast(doc, quotes, window), silent)
        return Findings(
            n_tokens=len(doc),
            n_sentences=None if _cuts_sentences(self._nlp, failed) else n_sentences_of(doc),
            keyterms=taken("keyterms", lambda: tuple(self._keyterms(doc)), ()),
            quotes=quotes or (),
            figures=taken("onrecord_figures", lambda: figures_of(doc, window), ()),
            dates=taken("onrecord_dates", lambda: dates_of(doc, window), ()),
            cast=cast,
        )


def _run(pipe: Callable[[Doc], Doc], doc: Doc) -> Doc:
    annotated: object = pipe(doc)
    if not isinstance(annotated, type(doc)):
        raise TypeError(f"it gave back a {type(annotated).__name__}, not the document")
    return annotated


def _without(failed: set[str]) -> str:
    """What to say of a part of the model that failed, with those that need its vectors."""
    return f"{', '.join(sorted(failed))} could not run there, {_FOUND_WITHOUT}" if len(failed) > 1 else _FOUND_WITHOUT


def _cuts_sentences(nlp: Language, names: set[str]) -> bool:
    return any("doc.sents" in nlp.get_pipe_meta(name).assigns for name in names if nlp.has_pipe(name))


def _cast(doc: Doc, quotes: Sequence[Quote] | None, window: Window) -> Cast:
    """The cast, if all that names a speaker by its place names one; of quotes that are lost, nobody is the speaker."""
    if quotes is None:
        cast = replace(cast_of(doc, len(doc._.cast.of_quotes), window), of_quotes=())
    else:
        cast = cast_of(doc, len(quotes), window)
    places = {m.speaker for m in cast.mentions} | {q.speaker for q in cast.of_quotes if q.speaker is not None}
    if not places <= set(range(len(cast.speakers))):
        raise ValueError(f"there are {len(cast.speakers)} speakers, but places {sorted(places)}")
    return cast


def _merged(parts: Sequence[Findings], n_keyterms: int, failures: Failures) -> Findings:
    bare = [replace(part, keyterms=(), cast=Cast()) for part in parts]
    whole = merge(bare)
    quotes = len(whole.quotes)
    cast = failures.attempt(
        "extract",
        "merging of windows",
        _TABLE_LOST["speakers"],
        lambda: merge_casts([part.cast for part in parts]),
        nobody(quotes, SPEAKERS_FAILED),
    )
    keyterms: tuple[str, ...] = failures.attempt(
        "extract",
        "keyterms",
        "its key terms are missing",
        lambda: merge_keyterms([part.keyterms for part in parts], n_keyterms),
        (),
    )
    return replace(whole, cast=cast, keyterms=keyterms)


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
                failures.note(error.stage, table.name, _TABLE_LOST[table.name], error.cause)
                lost.add(table.name)
                found = _put_aside(found, table.name)
                break
        else:
            return made


class _TableError(Exception):
    """The rows of a table could not be made (extract), or do not fit it (store)."""

    def __init__(self, stage: Any, cause: Exception) -> None:
        super().__init__(str(cause))
        self.stage, self.cause = stage, cause


def _table_rows(table: Table, maker: RowMaker) -> list[Row]:
    stage = "extract"
    try:
        rows: list[Row] = getattr(maker, table.name)()
        stage = "store"
        to_table(table, rows)
    except Exception as error:
        raise _TableError(stage, error) from error
    return rows


def _put_aside(found: Findings, table: str) -> Findings:
    """What was found, without that from which the rows of a table are made; no row refers to one that is not there."""
    if table == DOCUMENTS.name:
        return replace(found, keyterms=(), n_tokens=None, n_sentences=None)
    if table == "quotes":
        return replace(found, quotes=(), cast=replace(found.cast, of_quotes=()))
    if table == "speakers":
        return replace(found, cast=nobody(len(found.quotes), SPEAKERS_FAILED))
    if table == "mentions":
        return replace(found, cast=replace(found.cast, mentions=()))
    if table == "figures":
        return replace(found, figures=())
    return replace(found, dates=()) if table == "dates" else found
