"""YAML front matter at the head of a text file."""

from __future__ import annotations

from pipeline.ingest.options import FIELDS

_LIMIT = 20_000  # characters; front matter is short, and an alias bomb needs room


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    r"""The metadata and the text that follows; no metadata where the head is not a YAML mapping of known fields.

    >>> split_front_matter("---\ntitle: Rain\n---\nIt rained.")
    ({'title': 'Rain'}, 'It rained.')
    >>> split_front_matter("---\nIt rained.")
    ({}, '---\nIt rained.')
    """
    if not text.startswith("---\n"):
        return {}, text
    end = text.find("\n---\n", 3, _LIMIT)
    if end < 0:
        return {}, text
    fields = _mapping(text[4 : end + 1])
    return (fields, text[end + 5 :]) if fields else ({}, text)


def _mapping(head: str) -> dict[str, object]:
    import yaml

    try:
        loaded = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {name: loaded[name] for name in FIELDS if name != "text" and name in loaded}
