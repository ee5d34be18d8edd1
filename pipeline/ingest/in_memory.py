"""What the Python API is given, as records for ingest; what is none is refused with words before any work is done."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeGuard

from pipeline.article import Article
from pipeline.ingest.column_names import find_columns
from pipeline.ingest.record import present

if TYPE_CHECKING:
    import pandas as pd

GivenRecord = Article | Mapping[str, object]
_EXPECTED = "a text, a mapping with `text`, or an Article"
_LONGEST_NAME = 1000  # characters; no text of this length is taken for a file's name


def records(given: object) -> Iterator[GivenRecord]:
    """Yield an article or a mapping of its fields for each text, mapping, Article, or row of a table.

    Raises:
        TypeError: where something is given that is none of these, or names a file instead of holding a text.
        ValueError: where a DataFrame has no column with the text.

    >>> list(records(["It rained."]))
    [{'text': 'It rained.'}]
    """
    if isinstance(given, str | Mapping | Article | PurePath | bytes | bytearray):
        yield _record(given, "")
    elif _is_frame(given):
        yield from _rows(given)
    elif hasattr(given, "to_pylist") and hasattr(given, "schema"):  # a table or a batch of Arrow
        yield from (_filled(row, f"row {number}: ") for number, row in enumerate(given.to_pylist(), start=1))
    elif hasattr(given, "iloc") and isinstance(given, Iterable):  # a Series: as a column of a DataFrame
        yield from (_filled({"text": one}, f"number {number}: ") for number, one in enumerate(given, start=1))
    elif isinstance(given, Iterable) and not hasattr(given, "read"):
        yield from (_record(one, f"number {number}: ") for number, one in enumerate(given, start=1))
    else:
        raise TypeError(f"extract takes {_EXPECTED}, a list of them, or a DataFrame, not {_kind(given)}")


def _record(one: object, where: str) -> GivenRecord:
    """One thing given; `where` says which of several."""
    if isinstance(one, Article):
        return one
    if isinstance(one, str | PurePath):
        return _filled({"text": one}, where)
    if isinstance(one, Mapping):
        return _filled(one, where)
    hint = "; decode it" if isinstance(one, bytes | bytearray) else ""
    raise TypeError(f"{where}extract takes {_EXPECTED}, not {_kind(one)}{hint}")


def _refuse_name(text: object, where: str) -> None:
    if isinstance(text, PurePath) or (isinstance(text, str) and _names_a_file(text)):
        raise TypeError(
            f"{where}{str(text)!r} is the name of a file or folder, and extract takes texts: read it "
            f"(pathlib.Path(...).read_text()), or let `onrecord extract {text} -o tables/` do it"
        )


def _names_a_file(text: str) -> bool:
    if len(text) > _LONGEST_NAME or "\n" in text or "\0" in text:
        return False
    try:
        return Path(text).is_file() or (("/" in text or "\\" in text) and Path(text).is_dir())
    except (OSError, ValueError):
        return False


def _kind(one: object) -> str:
    """The type of a thing and how it looks, in short."""
    looks = repr(one)
    return f"{type(one).__name__} {looks if len(looks) <= 60 else looks[:59] + '…'}"


def _is_frame(given: object) -> TypeGuard[pd.DataFrame]:
    """Whether it is a DataFrame, without importing pandas: who gives one has imported it."""
    return hasattr(given, "columns") and hasattr(given, "to_dict") and hasattr(given, "itertuples")


def _rows(frame: pd.DataFrame) -> Iterator[GivenRecord]:
    names = [str(name) for name in frame.columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"the DataFrame has several columns {twice[0]!r}; rename one")
    if "text" not in columns_of(names):
        raise ValueError(f"the DataFrame has no column 'text' ({present(names)}); rename the one that holds the text")
    for number, row in enumerate(frame.itertuples(index=False, name=None), start=1):
        yield _filled(dict(zip(names, row, strict=True)), f"row {number}: ")


def columns_of(names: Iterable[str]) -> Mapping[str, str]:
    """Which of these columns, or keys of a mapping, holds which field: the one place where the API decides it.

    >>> columns_of(["Body", "n"])["text"]
    'Body'
    """
    return find_columns(names).taken


def _filled(fields: Mapping[Any, object], where: str) -> dict[str, object]:
    """The fields that hold something, as plain Python values."""
    plain = {str(name): value for name, one in fields.items() if (value := _plain(one)) is not None}
    _refuse_name(plain.get(columns_of(plain).get("text", "text")), where)
    return plain


def _plain(value: object) -> object:
    """A value of pandas or numpy as one of Python; None for one that is missing (NaN, NaT, NA)."""
    if type(value).__name__ in ("NaTType", "NAType") or (isinstance(value, float) and math.isnan(value)):
        return None
    if type(value).__name__ == "datetime64":
        return None if str(value) == "NaT" else str(value)
    if type(value).__module__ == "numpy" and hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        return _plain(value.item())
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return value.tolist()
    return value
