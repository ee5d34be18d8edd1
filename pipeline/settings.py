"""One frozen `Settings`: the file `onrecord.toml`, overridden by the environment, overridden by flags."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.components import NAMES

CONFIG_FILE = "onrecord.toml"
_PREFIX = "ONRECORD_"
FirstLine = Literal["auto", "yes", "no"]


class SettingsError(ValueError):
    """A setting that is unknown or has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Fields marked `output` change what the tables say and enter `config_sha256`.

    `model` is None for the pipeline that ships with onrecord, else a name or path. `workers` 0 means one per core.
    The `*_column` names say where a table keeps each field. `day_first` says what comes first in 05/06/2022, None where
    the other dates of a table have to tell; `first_line_title` whether a text's first line is its title. `encoding` is
    the declared encoding of input that is not UTF-8. `timeout` is how many seconds an article may take, a long one for
    each `window_chars`. `shard_*` bound one output file, `unit_*` one piece of work handed to a worker. `debug`
    keeps the traceback of what fails in the table `errors`; no other table changes with it.

    >>> Settings(workers=2).workers
    2
    """

    model: str | None = None
    workers: int = 0
    components: tuple[str, ...] = field(default=NAMES, metadata={"output": True})
    window_chars: int = field(default=50_000, metadata={"output": True})
    keyterms: int = field(default=10, metadata={"output": True})
    encoding: str | None = None
    day_first: bool | None = None
    first_line_title: FirstLine = "auto"
    id_column: str = "id"
    text_column: str = "text"
    title_column: str = "title"
    outlet_column: str = "outlet"
    author_column: str = "author"
    url_column: str = "url"
    published_column: str = "published"
    timeout: int = 300
    shard_documents: int = 512
    shard_chars: int = 4_000_000
    unit_documents: int = 64
    unit_chars: int = 40_000
    debug: bool = False

    def config_sha256(self) -> str:
        """Hash of the settings that change what the tables say; the same on every machine."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.metadata.get("output")}
        return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()

    def column_names(self) -> dict[str, str]:
        """Which column of the input holds which field.

        >>> Settings(text_column="body").column_names()["text"]
        'body'
        """
        names = ("id", "text", "title", "outlet", "author", "url", "published")
        return {name: getattr(self, f"{name}_column") for name in names}


def load_settings(
    flags: Mapping[str, Any] | None = None, file: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Combine file, environment and flags, the later over the earlier; a flag of None was not given.

    Without `file`, `onrecord.toml` of the working directory is read where there is one.

    Raises:
        SettingsError: for an unknown key, a value of the wrong type, or a file that is missing or is not TOML.

    >>> load_settings({"workers": 3}, environ={"ONRECORD_WORKERS": "2", "ONRECORD_KEYTERMS": "5"}).workers
    3
    """
    environ = os.environ if environ is None else environ
    known = {f.name: f for f in fields(Settings)}
    values = _from_file(file)
    values |= {k: environ[_PREFIX + k.upper()] for k in known if environ.get(_PREFIX + k.upper())}
    values |= {k: v for k, v in (flags or {}).items() if v is not None}
    if unknown := sorted(set(values) - set(known)):
        raise SettingsError(f"unknown setting {unknown[0]!r}; known are: {', '.join(known)}")
    return _checked(Settings(**{k: _convert(k, v, known[k].default) for k, v in values.items()}))


def _from_file(file: Path | None) -> dict[str, Any]:
    path = file or Path(CONFIG_FILE)
    if file is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise SettingsError(f"cannot read the settings file {path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} is not valid TOML: {error}") from error


def _convert(name: str, value: object, default: object) -> Any:
    if isinstance(default, tuple):
        parts = value.split(",") if isinstance(value, str) else value
        if isinstance(parts, list | tuple) and all(isinstance(part, str) for part in parts):
            return tuple(part.strip() for part in parts if part.strip())
        raise SettingsError(f"{name} must be a list of names, not {value!r}")
    if isinstance(default, bool) or name == "day_first":
        return _switch(name, value)
    if isinstance(default, int):
        try:
            return int(str(value))
        except ValueError as error:
            raise SettingsError(f"{name} must be a whole number, not {value!r}") from error
    if isinstance(value, str):
        return value
    raise SettingsError(f"{name} must be text, not {value!r}")


def _switch(name: str, value: object) -> bool:
    if str(value).lower() in ("true", "yes", "1", "false", "no", "0"):
        return str(value).lower() in ("true", "yes", "1")
    raise SettingsError(f"{name} must be true or false, not {value!r}")


def _checked(settings: Settings) -> Settings:
    if unknown := [name for name in settings.components if name not in NAMES]:
        raise SettingsError(f"unknown component {unknown[0]!r}; known are: {', '.join(NAMES)}")
    if settings.first_line_title not in get_args(FirstLine):
        raise SettingsError(f"first_line_title must be auto, yes or no, not {settings.first_line_title!r}")
    for f in fields(Settings):
        lowest = 0 if f.name in ("workers", "keyterms") else 1
        if isinstance(f.default, int) and not isinstance(f.default, bool) and getattr(settings, f.name) < lowest:
            raise SettingsError(f"{f.name} must be at least {lowest}, not {getattr(settings, f.name)}")
    return settings
