"""The Python API: texts in, tables out, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.article import Article, Problem
from pipeline.ingest.in_memory import columns_of, records
from pipeline.ingest.record import article_from
from pipeline.settings import Settings, load_settings

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.extraction.extractor import Extractor

OneText = str | Mapping[str, Any] | Article


def extract(
    texts: OneText | Iterable[OneText] | pd.DataFrame, model: str | Path | None = None
) -> dict[str, pd.DataFrame]:
    """Extract from texts and return one pandas DataFrame per table.

    Args:
        texts: articles, each a string, a mapping with `text` and optionally `id`, `title`, `outlet`, `author`, `url`
            and `published`, or an `Article`. One alone is taken as a list of one. A DataFrame or an Arrow table has
            these as columns; what is missing there (NaN, NaT, None) is absent.
        model: name or path of a spaCy pipeline, None for the one that ships.

    Returns:
        `documents`, the tables of each component (`quotes`, `figures`, …; `onrecord schema` tells all of them with
        their columns) and `errors`, of which an article that cannot be used is a row.

    Raises:
        TypeError: where something else is given: a file's name or a `Path` is no text.
        ValueError: where a DataFrame has no column `text`.
        ModelError: where the model cannot be found or lacks something we need.
    """
    return {name: table.to_pandas() for name, table in _tables(texts, model).items()}


def extract_batch(batch: pa.RecordBatch, model: str | Path | None = None) -> dict[str, pa.Table]:
    """Extract from an Arrow batch with a column `text` and the other columns of the input; one table per name.

    Made for engines that hand out Arrow batches, such as Spark's `mapInArrow`. The model is loaded once per process.

    Raises:
        TypeError: where it is no Arrow batch.
    """
    if not hasattr(batch, "to_pylist"):
        raise TypeError(
            f"extract_batch takes a pyarrow RecordBatch, not {type(batch).__name__}; extract takes the rest"
        )
    return _tables(batch, model)


def _tables(given: object, model: str | Path | None) -> dict[str, pa.Table]:
    if model is not None and not isinstance(model, str | Path):
        raise TypeError(f"model is the name or path of a spaCy pipeline, not {type(model).__name__}")
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for number, record in enumerate(list(records(given)), start=1):  # all, so that what is wrong is told at once
        source = f"input:{number}"
        found = [record] if isinstance(record, Article) else article_from(source, record, columns_of(record))
        for item in found:
            if isinstance(item, Problem):
                problems.append(item)
            elif item.doc_id in articles:
                message = f"the id {item.doc_id!r} is taken by {articles[item.doc_id].source}; give it one of its own"
                problems.append(Problem(item.source, "duplicate_id", message))
            else:
                articles[item.doc_id] = item
    settings = load_settings({"model": None if model is None else str(model)})
    return _extractor(settings)(list(articles.values()), problems)


@lru_cache(maxsize=2)
def _extractor(settings: Settings) -> Extractor:
    from pipeline.extraction.extractor import make_extractor

    return make_extractor(settings)
