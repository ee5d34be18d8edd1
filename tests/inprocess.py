"""A run without processes of its own, so that hundreds of them can be afforded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.article import Article
from pipeline.run.workers.local_pool import Done
from pipeline.settings import Settings
from tests.fakes import FakeExtractor

if TYPE_CHECKING:
    import pyarrow as pa

annotated: list[str] = []  # the articles that were, by their ids
FACTORY = f"{__name__}:make"


class Pool:
    """Does each task where it stands, as `LocalPool` would do it elsewhere."""

    def __init__(self, job: Any, size: int, seconds: Callable[[Any], float]) -> None:
        self._job, self._work, self._done = job, None, deque[Done]()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    @property
    def free(self) -> int:
        return 1 - len(self._done)

    @property
    def running(self) -> int:
        return len(self._done)

    def submit(self, task: Any) -> None:
        self._work = self._work or self._job.start()
        self._done.append(Done(task, self._work(task)))

    def wait(self) -> Done:
        return self._done.popleft()


class Recording(FakeExtractor):
    """Notes what it was given."""

    def __call__(self, articles: Sequence[Article]) -> dict[str, pa.Table]:
        annotated.extend(article.doc_id for article in articles)
        return super().__call__(articles)


def make(settings: Settings) -> Recording:
    """The factory that a run is given."""
    return Recording(settings)
