"""An extractor that needs no model, so that tests of the run take seconds: capitalised words in quotes are speakers."""

from __future__ import annotations

import errno
import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.article import Article, Problem
from pipeline.components.interface import Findings
from pipeline.extraction.extractor import problem_row
from pipeline.extraction.rows import rows
from pipeline.figures.figure import Figure
from pipeline.quotes.quote import Quote
from pipeline.settings import Settings
from pipeline.speakers.speaker import Cast, Mention, QuoteSpeaker, Speaker
from pipeline.tables.schemas import EXTRACT_TABLES
from pipeline.tables.store import to_table

if TYPE_CHECKING:
    import pyarrow as pa

METADATA = {"onrecord_version": "0", "model": "fake-1", "config_sha256": "0"}
_SAID = re.compile(r'"([^"\n]{1,200})" said (\w+)')
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class FakeExtractor:
    """Does what an article's text tells it to: DIE kills the process, DIE ONCE only the first time.

    HANG never ends, STOP raises, FULL raises what a full disk does, BUG what an error of ours does.
    """

    settings: Settings

    def __call__(self, articles: Sequence[Article]) -> dict[str, pa.Table]:
        whole = {table.name: [] for table in EXTRACT_TABLES}
        for article in articles:
            for name, some in self._rows(article).items():
                whole[name] += some
        return {table.name: to_table(table, whole[table.name], METADATA) for table in EXTRACT_TABLES}

    def _rows(self, article: Article) -> dict[str, list[dict[str, object]]]:
        if "DIE ONCE" in article.text:
            marker = Path(article.title or "")
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        elif "DIE" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "HANG" in article.text:
            time.sleep(600)
        if "STOP" in article.text:
            raise OSError("no space left on the disk")
        if "FULL" in article.text:
            raise OSError(errno.ENOSPC, "No space left on device", "/there/parts/a.arrows")
        if "BUG" in article.text:
            return {"errors": [vars(None)]}
        if "BAD" in article.text:
            return {"errors": [problem_row(Problem(article.source, "Bad", "it is bad", article.doc_id, "annotate"))]}
        return rows(article, find(article.text))


def find(text: str) -> Findings:
    """Quotes, speakers and figures of a text."""
    said = list(_SAID.finditer(text))
    names = list(dict.fromkeys(match.group(2) for match in said))
    quotes = tuple(
        Quote(
            (match.span(1),), (match.end(1) + 2, match.end(1) + 6), match.span(2), "direct", "speech", "inverted", 0.9
        )
        for match in said
    )
    cast = Cast(
        tuple(Speaker(name, "person") for name in names),
        tuple(Mention(*match.span(2), "name", names.index(match.group(2))) for match in said),
        tuple(QuoteSpeaker(names.index(match.group(2))) for match in said),
    )
    figures = tuple(
        Figure(*match.span(), *match.span(), "count", float(match.group()), None, None, match.group())
        for match in _NUMBER.finditer(text)
    )
    n = len(text.split())
    found = {"quotes": quotes, "figures": figures, "cast": cast}
    return Findings(n_tokens=n, n_sentences=1, keyterms=("rain",), by_attribute=found)


def make(settings: Settings) -> FakeExtractor:
    """The factory that a run is given."""
    return FakeExtractor(settings)


def make_broken(settings: Settings) -> FakeExtractor:
    """A factory that cannot make what it should."""
    raise ValueError("the fake model is broken")


def make_dying(settings: Settings) -> FakeExtractor:
    """A factory over which every worker dies."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def write_model(folder: Path, name: str = "fake") -> Path:
    """A folder that looks like a spaCy pipeline from outside."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("meta.json").write_text(f'{{"lang": "en", "name": "{name}", "version": "1"}}')
    folder.joinpath("config.cfg").write_text("")
    return folder
