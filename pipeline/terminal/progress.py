"""Progress on a terminal, by rich."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn


class ProgressBar:
    """A bar with articles per second, the time left and the number of errors. Use it as a context manager.

    `plain` takes out of a text what the terminal would obey to.
    """

    def __init__(self, plain: Callable[[str], str]) -> None:
        self._plain = plain
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("[red]{task.fields[errors]}"),
            console=Console(stderr=True),
        )
        self._task = self._progress.add_task("reading", total=None, rate="", errors="")
        self._errors = 0

    def __enter__(self) -> ProgressBar:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def reading(self, articles: int, problems: int) -> None:
        """Show how many articles were read."""
        self._progress.update(self._task, completed=articles)

    def planned(self, articles: int, done: int, workers: int) -> None:
        """Begin the bar."""
        if done:
            self.note(f"{done:,} of {articles:,} articles are done already")
        self._progress.reset(self._task, description="extracting", total=articles - done, rate="", errors="")

    def advanced(self, articles: int, errors: int) -> None:
        """Move the bar."""
        self._errors += errors
        self._progress.advance(self._task, articles)
        speed = self._progress.tasks[0].speed
        self._progress.update(
            self._task,
            rate=f"{speed:.1f} articles/s" if speed else "",
            errors=f"{self._errors:,} errors" if self._errors else "",
        )

    def note(self, message: str) -> None:
        """Print a line above the bar."""
        self._progress.console.print(self._plain(message), markup=False, highlight=False)
