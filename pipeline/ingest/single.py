"""Files that hold one article each: `.txt`, `.md`, `.html`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.article import Item, Problem
from pipeline.ingest.column_names import find_columns
from pipeline.ingest.encodings import Decoded, NotTextError, decode
from pipeline.ingest.frontmatter import split_front_matter
from pipeline.ingest.headline import title_of
from pipeline.ingest.html import NoArticleError, declared_charset, extract_article
from pipeline.ingest.jsonl import guessed_encoding
from pipeline.ingest.options import FIELDS, InputFile, Options
from pipeline.ingest.record import article_from, order_given, taken, with_problems

MAX_FILE = 100_000_000  # bytes held in memory for one article
_SAME = {name: name for name in FIELDS}


def read_text(file: InputFile, options: Options, metadata: Mapping[str, object]) -> Iterator[Item]:
    """Yield the article of a `.txt` or `.md` file; front matter goes before `metadata`, both before its first line."""
    decoded = _decoded(file, options.encoding)
    if isinstance(decoded, Problem):
        yield decoded
        return
    own, text = split_front_matter(decoded.text.replace("\r\n", "\n"))
    columns = find_columns(own)
    yield from taken(file.source, columns)
    fields = {**metadata, **{field: own[key] for field, key in columns.taken.items() if field != "text"}, "text": text}
    if not fields.get("title") and file.source.lower().endswith(".txt"):
        fields["title"] = title_of(text, options.first_line_title)
    yield from article_of_file(file, fields, {}, options, decoded)


def read_html(file: InputFile, options: Options, metadata: Mapping[str, object]) -> Iterator[Item]:
    """Yield the article of an `.html` file; what `metadata` says goes before what the page says."""
    decoded = _decoded(file, options.encoding, html=True)
    if isinstance(decoded, Problem):
        yield decoded
        return
    try:
        own = extract_article(decoded.text)
    except NoArticleError as error:
        yield Problem(file.source, "no_article", f"no article text was found ({error}); save it as .txt")
        return
    yield from article_of_file(file, own, metadata, options, decoded)


def article_of_file(
    file: InputFile,
    own: Mapping[str, object],
    metadata: Mapping[str, object],
    options: Options,
    decoded: Decoded | None = None,
) -> Iterator[Item]:
    """Yield the article of a file from the fields that it gives itself, over which `metadata` goes but for the text."""
    guessed = (guessed_encoding(file.source, decoded.encoding),) if decoded and decoded.guessed else ()
    fields = {**own, **metadata, "text": own["text"]}
    yield from with_problems(article_from(file.source, fields, _SAME, lambda: order_given(options)), guessed)


def _decoded(file: InputFile, declared: str | None, *, html: bool = False) -> Decoded | Problem:
    size = file.path.stat().st_size
    if size == 0:
        return Problem(file.source, "empty", "the file is empty; fill it or take it out")
    if size > MAX_FILE:
        return Problem(file.source, "too_large", f"the file has {size} bytes; split it, or write JSONL")
    data = file.path.read_bytes()
    try:
        return decode(data, declared or (declared_charset(data) if html else None))
    except NotTextError as error:
        message = f"the file was left out: {error}; if it is text, give its encoding with --encoding"
        return Problem(file.source, "not_text", message)
