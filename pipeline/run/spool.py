"""Articles on disk between reading and extracting: written once, then read by the workers by their place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from pipeline.article import Article
from pipeline.tables import store

_FIELDS = tuple(f.name for f in fields(Article))


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """One article in the spool: `order` decides its shard, `digest` changes with any of its fields.

    `content` changes with any of them but `source`: where an article stands changes nothing of what is found in it.
    """

    order: int
    digest: bytes
    offset: int
    length: int
    chars: int
    content: int = 0


def spool_path(work: Path) -> Path:
    """The spool file in the folder for work."""
    return work / "articles.jsonl"


class SpoolWriter:
    """Writes articles to the spool file, with `append` behind those in it; memory does not grow with their texts."""

    def __init__(self, path: Path, append: bool = False) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._stream = path.open("ab" if append else "wb")
        self._offset = self._stream.tell()

    def add(self, article: Article) -> ArticleRef:
        """Write one article and return its ref."""
        values = {name: json.dumps(getattr(article, name), default=date.isoformat) for name in _FIELDS}
        line = _line(values.values())
        with store.naming(self._path):
            self._stream.write(line)
        ref = ArticleRef(
            order_of(article.doc_id),
            blake2b(line, digest_size=16).digest(),
            self._offset,
            len(line),
            len(article.text),
            _number(_line(value for name, value in values.items() if name != "source")),
        )
        self._offset += len(line)
        return ref

    def close(self) -> None:
        """Finish the file."""
        with store.naming(self._path):
            self._stream.close()


def order_of(doc_id: str) -> int:
    """A number of 64 bits that spreads documents evenly over shards, whatever order they come in."""
    return _number(doc_id.encode("utf8", "surrogatepass"))


def _number(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def _line(values: Iterable[str]) -> bytes:
    return f"[{', '.join(values)}]\n".encode("ascii")


def read_articles(path: Path, places: Iterable[tuple[int, int]]) -> list[Article]:
    """The articles at (offset, length) places of a spool file."""
    return [_article(line) for line in read_lines(path, places)]


def read_all(path: Path) -> Iterator[Article]:
    """All articles of a spool file, one at a time."""
    with path.open("rb") as stream:
        for line in stream:
            yield _article(line)


def read_lines(path: Path, places: Iterable[tuple[int, int]]) -> list[bytes]:
    """The lines at (offset, length) places of a spool file."""
    with path.open("rb") as stream:
        return [_read_at(stream, offset, length) for offset, length in places]


def _read_at(stream: BinaryIO, offset: int, length: int) -> bytes:
    stream.seek(offset)
    return stream.read(length)


def _article(line: bytes) -> Article:
    values: Sequence[str | None] = json.loads(line)
    named = dict(zip(_FIELDS, values, strict=True))
    published = named.pop("published")
    return Article(**named, published=date.fromisoformat(published) if published else None)  # type: ignore[arg-type]
