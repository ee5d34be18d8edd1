"""The Python API: texts in, tables out, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.article import Article, Problem
from pipeline.ingest.options import FIELDS
from pipeline.ingest.record import article_from
from pipeline.settings import Settings, load_settings

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.extractor import Extractor

Input = str | Mapping[str, Any] | Article


def extract(texts: Input | Iterable[Input], model: str | Path | None = None) -> dict[str, pd.DataFrame]:
    """Extract from texts and return one pandas DataFrame per table.

    Args:
        texts: articles, each a string, a mapping with `text` and optionally `id`, `title`, `outlet`, `author`, `url`
            and `published`, or an `Article`. One alone is taken as a list of one.
        model: name or path of a spaCy pipeline, None for the one that ships.

    Returns:
        The tables `documents`, `quotes`, `quote_spans`, `speakers`, `mentions`, `figures`, `dates` and `errors`. An
        article that cannot be used is a row of `errors`.

    Raises:
        ModelError: where the model cannot be found or lacks something we need.
    """
    given = [texts] if isinstance(texts, str | Mapping | Article) else list(texts)
    return {name: table.to_pandas() for name, table in _tables(given, model).items()}


def extract_batch(batch: pa.RecordBatch, model: str | Path | None = None) -> dict[str, pa.Table]:
    """Extract from an Arrow batch with a column `text` and the other columns of the input; one table per name.

    Made for engines that hand out Arrow batches, such as Spark's `mapInArrow`. The model is loaded once per process.
    """
    return _tables(batch.to_pylist(), model)


def _tables(given: Iterable[Input], model: str | Path | None) -> dict[str, pa.Table]:
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    columns = {name: name for name in FIELDS}
    for number, one in enumerate(given, start=1):
        record = {"text": one} if isinstance(one, str) else one
        source = f"input:{number}"
        for item in [record] if isinstance(record, Article) else article_from(source, record, columns):
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
    from pipeline.extractor import make_extractor

    return make_extractor(settings)
