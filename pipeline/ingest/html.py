"""The article in a web page, by trafilatura; nothing is fetched."""

from __future__ import annotations

import codecs
import re
from typing import Any

_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)


class NoArticleError(ValueError):
    """The page holds no article text that could be found."""


def declared_charset(page: bytes) -> str | None:
    """The encoding that the head of a page declares, None where it declares none that is known.

    >>> declared_charset(b'<meta charset="windows-1252">')
    'windows-1252'
    """
    found = _CHARSET.search(page[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def extract_article(page: str) -> dict[str, object]:
    """The article's text and what the page says about it: title, outlet, author, url, published.

    Raises:
        NoArticleError: where there is no article text, or the page cannot be read.
    """
    import trafilatura

    try:
        found: Any = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    except Exception as error:  # a page is foreign input, and the parser may raise anything over it
        raise NoArticleError(f"{type(error).__name__}: {error}") from error
    if found is None or not (found.text or "").strip():
        raise NoArticleError("the page has no running text")
    return {
        "text": found.text,
        "title": found.title,
        "outlet": found.sitename or found.hostname,
        "author": found.author,
        "url": found.url,
        "published": found.date,
    }
