"""The article in a web page, by trafilatura; nothing is fetched."""

from __future__ import annotations

import codecs
import re
from html import unescape
from string import ascii_lowercase, ascii_uppercase
from typing import Any

_STYLE = f"translate(@style, '{ascii_uppercase} \t\n', '{ascii_lowercase}')"  # small, and without blanks
# What a browser does not show. While a dialog stands open, a page tells screen readers to leave out the article itself.
_HIDDEN = [
    f"//body//*[contains({_STYLE}, 'display:none') or contains({_STYLE}, 'visibility:hidden')]",
    "//body//*[@hidden and not(@hidden = 'until-found')]",
    "//body//*[@aria-hidden = 'true' and not(descendant-or-self::article or descendant-or-self::main or .//h1)]",
]
_NO_TEXT = "//script | //style | //template | //iframe"
_CANNOT_STAND = re.compile(r"</?(?:html|body)\b[^<>]*>", re.IGNORECASE)  # in a piece that is put into a page
# Before and after each of these a new line begins.
_BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "ul", "ol")
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


# A date that the page marks as its own. Any date in its text would do otherwise: a day that the article tells of.
_MARKED_DATES = {"extensive_search": False, "original_date": True}


def extract_article(page: str) -> dict[str, object]:
    """The article's text and what the page says about it: title, outlet, author, url, published.

    Raises:
        NoArticleError: where there is no article text, or the page cannot be read.
    """
    found = _extracted(page)
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


def fragment_text(fragment: str) -> str:
    r"""The text of a piece of HTML that is an article or the start of one, as feeds carry it.

    >>> fragment_text("<p>It rained.</p><p>The Tarn rose &amp; fell.</p><p hidden>Advertisement</p>")
    'It rained.\nThe Tarn rose & fell.'
    """
    if "<" not in fragment:
        return unescape(fragment).strip()
    fragment = _CANNOT_STAND.sub("", fragment.encode("utf8", "replace").decode("utf8"))
    try:
        found = _extracted(f"<html><body><article>{fragment}</article></body></html>", with_metadata=False)
    except NoArticleError:
        found = None
    text = ((found.text if found else None) or "").strip()
    whole = _all_text(fragment)
    return text if 2 * len(text) > len(whole) else whole


def _extracted(page: str, *, with_metadata: bool = True) -> Any:
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            with_metadata=with_metadata,
            date_extraction_params=_MARKED_DATES,
            prune_xpath=_HIDDEN,
        )
    except Exception as error:  # a page is foreign input, and the parser may raise anything over it
        raise NoArticleError(f"{type(error).__name__}: {error}") from error


def _all_text(fragment: str) -> str:
    """All that is shown of a piece of HTML, a line for each block: it may be too short for `trafilatura` to see it."""
    from lxml import etree, html

    try:
        tree: Any = html.fromstring(f"<html><body><div>{fragment}</div></body></html>")
    except (etree.LxmlError, ValueError):
        return ""
    left_out = {element for expression in (*_HIDDEN, _NO_TEXT) for element in tree.xpath(expression)}
    walk = etree.iterwalk(tree, events=("start", "end"))
    parts: list[str] = []
    for event, element in walk:
        shown = element not in left_out and isinstance(element.tag, str)
        if event == "start" and not shown:
            walk.skip_subtree()
        text = (element.text if shown else None) if event == "start" else element.tail
        parts += ["\n" if element.tag in _BLOCKS else "", text or ""]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
