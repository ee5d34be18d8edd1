"""What raised over an article, told so that it can be reported: which part of the program, where, and what is lost."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TypeVar

from pipeline.article import Article, Problem, Stage

T = TypeVar("T")
REPORT = "please report it with this row and, if you can tell which, the sentence; --retry-errors --debug adds more"
_PACKAGE = __name__.split(".")[0]
# Those that catch what is raised: they stand in every traceback and tell nothing.
_WATCHING = {
    f"{_PACKAGE}.{name}"
    for name in ("extraction.failures", "extraction.step_by_step", "extraction.extractor", "annotate")
}
_LONGEST = 300  # characters of what an exception says: some hold the whole text


class Failures:
    """Collects what fails over one article. Plain words are kept, nothing that holds a `Doc`."""

    def __init__(self, article: Article, debug: bool = False) -> None:
        self._article, self._debug = article, debug
        self._problems: dict[tuple[str, str], Problem] = {}

    @property
    def problems(self) -> list[Problem]:
        """One for each thing that failed."""
        return list(self._problems.values())

    def attempt(self, stage: Stage, component: str, lost: str, step: Callable[[], T], instead: T) -> T:
        """What `step` gives, or `instead` where it raises."""
        try:
            return step()
        except Exception as error:
            self.note(stage, component, lost, error)
            return instead

    def note(self, stage: Stage, component: str, lost: str, error: Exception) -> None:
        """Keep that a part of the program raised, and what is missing for it."""
        place = place_of(error)
        kind, words = type(error).__name__, _words(error)
        message = f"{component} failed at {place} ({kind}{': ' * bool(words)}{words}); {lost}: {REPORT}"
        way = way_to(error) if self._debug else None
        article = self._article
        problem = Problem(article.source, kind, message, article.doc_id, stage, component, place, way)
        self._problems.setdefault((stage, message), problem)  # two windows may fail alike


def place_of(error: BaseException) -> str:
    """File and line that raised: the innermost in this package, as `dates/clock.py:92`, else the innermost of all.

    >>> import json
    >>> try:
    ...     json.loads("no")
    ... except ValueError as error:
    ...     place_of(error).split(":")[0]
    'json/decoder.py'
    """
    steps = [(frame, line) for frame, line in _steps(error) if frame.f_globals.get("__name__") not in _WATCHING]
    ours = [step for step in steps if str(step[0].f_globals.get("__name__")).split(".")[0] == _PACKAGE]
    found = (ours or steps or list(_steps(error)))[-1:]
    return next((f"{_file(frame).removeprefix(_PACKAGE + '/')}:{line}" for frame, line in found), "unknown")


def way_to(error: BaseException) -> str:
    """The traceback without the folders of this machine, so that it is the same on every one."""
    lines = [f"{_file(frame)}:{line} {frame.f_code.co_name}" for frame, line in _steps(error)]
    if error.__cause__ is not None:
        lines.insert(0, f"{way_to(error.__cause__)}\nwhich led to")
    if len(lines) > 2 * _SHOWN:  # a recursion without end
        lines[_SHOWN:-_SHOWN] = [f"... {len(lines) - 2 * _SHOWN} more"]
    return "\n".join([*lines, f"{type(error).__name__}: {_words(error)}"])


_SHOWN = 30  # lines at both ends


def _steps(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    return traceback.walk_tb(error.__traceback__)


def _file(frame: FrameType) -> str:
    """The file as its module names it: as many folders as the module's name has."""
    name, module = Path(frame.f_code.co_filename).name, str(frame.f_globals.get("__name__", ""))
    folders = module.split(".") if name == "__init__.py" else module.split(".")[:-1]
    return "/".join([*folders, name])


def _words(error: BaseException) -> str:
    """What an exception says, in short."""
    try:
        return storable(str(error))[:_LONGEST]
    except Exception:  # it may be one that cannot be printed
        return ""


def storable(words: str) -> str:
    r"""The words with halves of surrogate pairs replaced, which fit no table.

    >>> storable("a\ud800b")
    'a?b'
    """
    return words.encode("utf8", "replace").decode("utf8")
