"""The articles that are timed: those that come with the project, repeated, and the development articles of PolNeAR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.annotate import PARAGRAPHS, doc_of, load
from pipeline.article import Article
from pipeline.ingest import read

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_CHARS = 50_000  # some 11,000 tokens: enough for steady medians, little enough to repeat
_BATCH = 8  # articles that go through together
_POLNEAR = Path("corpora/polnear/dev.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles to time, under a name for the table."""

    name: str
    articles: tuple[Article, ...]

    def batches(self) -> list[tuple[Article, ...]]:
        """The articles in pieces small enough to take turns in: a disturbance then hits one turn of one piece."""
        return [self.articles[at : at + _BATCH] for at in range(0, len(self.articles), _BATCH)]

    @property
    def n_words(self) -> int:
        """Words as white space parts them."""
        return sum(len(article.text.split()) for article in self.articles)


def samples(raw: Path, shared: Path) -> list[Sample]:
    """The sample from `raw`, and one of PolNeAR where `shared` has it."""
    found = [Sample("sample articles, repeated", tuple(_repeated(_articles(raw))))]
    if (shared / _POLNEAR).is_file():
        found.append(Sample("PolNeAR dev", tuple(_up_to(_articles(shared / _POLNEAR)))))
    return found


def parsed(nlp: Language, article: Article) -> Doc:
    """The article as the pipeline gives it, outside of any memory zone: it may be kept."""
    return nlp(doc_of(nlp, article))


@contextmanager
def bare() -> Iterator[Language]:
    """The model that ships, with nothing running on top of it."""
    nlp = load(components=())
    with nlp.select_pipes(disable=[PARAGRAPHS]):
        yield nlp


def _articles(path: Path) -> list[Article]:
    return [item for item in read([str(path)]) if isinstance(item, Article)]


def _up_to(articles: list[Article]) -> Iterator[Article]:
    chars = 0
    for article in articles:
        yield article
        chars += len(article.text)
        if chars >= _CHARS:
            return


def _repeated(articles: list[Article]) -> Iterator[Article]:
    """The articles again and again, each time under other ids, until they are long enough together."""
    size = max(1, sum(len(article.text) for article in articles))
    for turn in range(-(-_CHARS // size)):
        yield from (replace(article, doc_id=f"{article.doc_id}-{turn}") for article in articles)
