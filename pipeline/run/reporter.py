"""What a run tells while it runs; who shows it is another matter."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """Hears what a run does."""

    def reading(self, articles: int, problems: int) -> None:
        """So many articles were read so far."""
        ...

    def planned(self, articles: int, done: int, workers: int) -> None:
        """So many articles there are, of which so many need not be done again."""
        ...

    def advanced(self, articles: int, errors: int) -> None:
        """So many articles more are done, with so many errors."""
        ...

    def note(self, message: str) -> None:
        """Something that is worth a line."""
        ...


class Silent:
    """Says nothing."""

    def reading(self, articles: int, problems: int) -> None:
        """Say nothing."""

    def planned(self, articles: int, done: int, workers: int) -> None:
        """Say nothing."""

    def advanced(self, articles: int, errors: int) -> None:
        """Say nothing."""

    def note(self, message: str) -> None:
        """Say nothing."""


class Counting:
    """Tells another reporter, and keeps count of what is done."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.articles = self.done = 0

    def reading(self, articles: int, problems: int) -> None:
        """Pass it on."""
        self._reporter.reading(articles, problems)

    def planned(self, articles: int, done: int, workers: int) -> None:
        """Pass it on; what is done already counts."""
        self.articles, self.done = articles, done
        self._reporter.planned(articles, done, workers)

    def advanced(self, articles: int, errors: int) -> None:
        """Pass it on and count."""
        self.done += articles
        self._reporter.advanced(articles, errors)

    def note(self, message: str) -> None:
        """Pass it on."""
        self._reporter.note(message)
