"""YAML front matter at the head of a text file."""

from __future__ import annotations

from pipeline.ingest.column_names import find_columns

_LIMIT = 20_000  # characters; front matter is short
_EMPTY = ("", "~", "null", "Null", "NULL")


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    r"""The metadata and the text that follows; no metadata where the head is not a YAML mapping with known fields.

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
    """The fields as they are written: the base loader makes no numbers or dates of them, and follows no merge keys.

    Merge keys double with every level (a bomb of a few lines), and "1:1:1:…" is a whole number of any size.
    """
    import yaml

    try:
        loaded = yaml.load(head, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    columns = find_columns(loaded)
    known = {*columns.taken.values(), *(key for _, key in columns.passed)} - {columns.taken.get("text")}
    return {name: None if value in _EMPTY else value for name, value in loaded.items() if name in known}
