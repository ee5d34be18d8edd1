"""What a reader needs to know besides the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

FIELDS = ("id", "text", "title", "outlet", "author", "url", "published")


@dataclass(frozen=True, slots=True)
class Options:
    """`columns` says where each field of `FIELDS` stands in a table; one under its own name may have a synonym.

    `encoding` is the one declared for input that is not UTF-8, None where it has to be detected. `skip` is a folder
    that is no input wherever it lies: that of the tables. `day_first` says what comes first in 05/06/2022, None where
    the other dates of its table have to tell. `first_line_title` says whether the first line of a text without a title
    is one: where it looks like a headline, always, or never.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: {name: name for name in FIELDS})
    encoding: str | None = None
    skip: Path | None = None
    day_first: bool | None = None
    first_line_title: Literal["auto", "yes", "no"] = "auto"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read: where it lies, what the tables call it, and the folder above which nothing is looked up.

    Where there is a `url`, the file lies there, and `path` only tells its name.
    """

    path: Path
    source: str
    root: Path
    url: str | None = None
