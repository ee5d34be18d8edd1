"""RSS and Atom feeds, by feedparser: one article an entry, its HTML cleaned as that of pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

from pipeline.article import Item, Problem
from pipeline.ingest.html import fragment_text
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import Record, read_records

MAX_FILE = 100_000_000  # bytes


def read_feed(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of an `.rss`, `.atom` or `.xml` file, numbered from 1 in their `source`."""
    # Its fields have names of their own, whatever the columns of tables are called.
    own = Options(day_first=options.day_first)
    records = partial(_records, file)
    yield from read_records(file.source, own, records(), records)


def _records(file: InputFile) -> Iterator[Record | Problem]:
    import feedparser

    if (size := file.path.stat().st_size) > MAX_FILE:
        yield Problem(file.source, "too_large", f"the file has {size} bytes; split it, or write JSONL")
        return
    # Over a stream; what is given in another way it might take for a name or an address, and fetch that.
    found = feedparser.parse(BytesIO(file.path.read_bytes()), resolve_relative_uris=False, sanitize_html=False)
    if not found.get("version") and not found.entries:
        reason = f" ({found.bozo_exception})" if found.get("bozo") else ""
        yield Problem(file.source, "bad_feed", f"it is no RSS or Atom feed that can be read{reason}; save it anew")
        return
    outlet = fragment_text(found.feed.get("title") or "")
    for number, entry in enumerate(found.entries, start=1):
        yield Record(f"{file.source}:{number}", _fields(entry, outlet))
    if found.get("bozo") and not isinstance(found.bozo_exception, feedparser.CharacterEncodingOverride):
        message = f"the feed is damaged ({found.bozo_exception}); what could be read was read: save it anew"
        yield Problem(file.source, "bad_feed", message)


def _fields(entry: Any, outlet: str) -> dict[str, object]:
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    texts = [fragment_text(html) for html in (*contents, entry.get("summary") or "")]
    source = entry.get("source") or {}
    return {
        "id": entry.get("id"),
        "text": max(texts, key=len),
        "title": fragment_text(entry.get("title") or "") or None,
        "outlet": fragment_text(source.get("title") or "") or outlet or None,
        "author": entry.get("author"),
        "url": entry.get("link"),
        "published": entry.get("published") or entry.get("updated"),
    }
