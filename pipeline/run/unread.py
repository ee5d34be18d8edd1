"""What stands in the tables and was not read this time: what of it stays, for nobody asked to remove it.

An article is known by its id. One without an id of its own has another when its text changes; where the same input was
read again, its file tells that the old text is no article more. Pure functions; `keep_unread` reads and writes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.article import Article
from pipeline.ingest.local_files import STDIN
from pipeline.ingest.remote import is_url
from pipeline.tables.ids import bytes_hash

_ROW = re.compile(r":\d+$")
InputPaths = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnreadItem:
    """An article in the tables; `content`, the hash of its text, is None where all that stands is that it failed.

    Without `doc_id`, an error of an input that gave no article.
    """

    doc_id: str | None
    source: str
    content: str | None = None


@dataclass(frozen=True, slots=True)
class ReadNow:
    """What was read this time, as far as it bears on what stands: sources, files, and texts by their file.

    `paths` are those of the run, None where they do not tell one input from another; `whole` says that nothing was
    left unread.
    """

    paths: InputPaths | None
    whole: bool = True
    sources: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    texts: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Origins:
    """The paths that things in the tables were read from: some by doc_id or source, the `rest` all from one place."""

    rest: InputPaths | None = None
    doc_ids: Mapping[str, InputPaths | None] = field(default_factory=dict)
    sources: Mapping[str, InputPaths | None] = field(default_factory=dict)

    def of(self, one: UnreadItem) -> InputPaths | None:
        """Where it was read; None where nobody knows."""
        if one.doc_id is not None:
            return self.doc_ids.get(one.doc_id, self.rest)
        return self.sources.get(one.source, self.rest)


def places(paths: Sequence[str]) -> InputPaths | None:
    """InputPaths by which the same input is known again; None where one is standard input, which is never the same.

    >>> places(["s3://bucket/in"]), places(["-"])
    (('s3://bucket/in',), None)
    """
    if STDIN in paths:
        return None
    return tuple(path if is_url(path) else os.path.abspath(path) for path in paths)  # noqa: PTH100 (a glob is no Path)


def file_of(source: str) -> str:
    """The file that a source lies in.

    >>> file_of("2022/a.jsonl:17"), file_of("b.txt")
    ('2022/a.jsonl', 'b.txt')
    """
    return _ROW.sub("", source)


def look(
    stood: Sequence[UnreadItem],
    paths: InputPaths | None,
    whole: bool,
    articles: Iterable[Article],
    others: Iterable[str],
) -> ReadNow:
    """What of the `articles` that were read, and of the sources of `others`, problems, bears on what stood."""
    sources = {one.source for one in stood}
    files = {file_of(source) for source in sources}
    met: set[str] = set(others)
    met_files = {file_of(source) for source in met}
    texts = set()
    for article in articles:
        file = file_of(article.source)
        if file in files:
            met.add(article.source)
            met_files.add(file)
            texts.add((file, bytes_hash(article.text.encode())))
    return ReadNow(paths, whole, frozenset(met & sources), frozenset(met_files & files), frozenset(texts))


def stays(one: UnreadItem, read: ReadNow, origins: Origins) -> bool:
    """Whether something that stands and was not read is kept.

    Not where the same input was read again and says otherwise: a file that holds another text now, a row whose text
    stands in another row of its file, an error in a file that was read anew.

    >>> stays(UnreadItem("d_1", "a.txt", "hash"), ReadNow(("/in",), sources=frozenset({"a.txt"})), Origins(("/in",)))
    False
    """
    if read.paths is None or origins.of(one) != read.paths:
        return True
    if one.doc_id is None:
        return one.source not in read.sources and not (read.whole and file_of(one.source) in read.files)
    if file_of(one.source) == one.source:
        return one.source not in read.sources
    return (file_of(one.source), one.content) not in read.texts


def origins_from(manifests: Iterable[Mapping[str, Any] | None]) -> Origins:
    """Where what stands was read, by the manifests of runs, the last one first; None for one that cannot be read.

    Runs that were broken off after the last complete one may have added articles; only where they read the same paths
    is it known from where.
    """
    met: set[InputPaths | None] = set()
    for manifest in manifests:
        paths = _paths(manifest.get("read_from")) if manifest else None
        met.add(paths)
        if manifest and manifest.get("status") == "complete":
            return _with_kept(manifest.get("kept_from"), paths if met == {paths} else None)
    return Origins(met.pop() if len(met) == 1 else None)


def _with_kept(found: object, rest: InputPaths | None) -> Origins:
    doc_ids: dict[str, InputPaths | None] = {}
    sources: dict[str, InputPaths | None] = {}
    for group in found if isinstance(found, list) else []:
        if isinstance(group, dict):
            paths = _paths(group.get("read_from"))
            doc_ids |= dict.fromkeys(_paths(group.get("doc_ids")) or (), paths)
            sources |= dict.fromkeys(_paths(group.get("sources")) or (), paths)
    return Origins(rest, doc_ids, sources)


def _paths(value: object) -> InputPaths | None:
    return tuple(map(str, value)) if isinstance(value, list | tuple) and value else None


def groups(kept: Iterable[UnreadItem], origins: Origins) -> list[dict[str, Any]]:
    """What the manifest of this run says of what is kept, for `origins_from` of the next."""
    found: dict[InputPaths | None, dict[str, Any]] = {}
    for one in kept:
        paths = origins.of(one)
        group = found.setdefault(paths, {"read_from": paths and list(paths), "doc_ids": [], "sources": []})
        if one.doc_id is not None:
            group["doc_ids"].append(one.doc_id)
        else:
            group["sources"].append(one.source)
    return list(found.values())
