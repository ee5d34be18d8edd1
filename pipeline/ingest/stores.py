"""The stores behind URLs, by fsspec: whether they can be used, and if not, why, in words for people."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Thread
from typing import Any, TypeVar

PATIENCE = 30.0  # seconds that a store may take for its first answer
_Answer = TypeVar("_Answer")
_WITH_BUCKETS = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "r2", "b2"}
_REMOTE = "pip install 'onrecord[remote]'"
_INSTALL = {
    **dict.fromkeys(("s3", "s3a"), _REMOTE + " s3fs"),
    **dict.fromkeys(("gs", "gcs"), _REMOTE + " gcsfs"),
    **dict.fromkeys(("abfs", "abfss", "az"), _REMOTE + " adlfs"),
}
_LOOK = "look at the name of the bucket, the credentials and the network"
_OURS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class StoreError(OSError):
    """A store behind a URL cannot be used; the message says why and what to look at."""


def file_system(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it.

    Raises:
        StoreError: where fsspec, or what it needs for this kind of URL, is not installed.
    """
    try:
        from fsspec.core import url_to_fs

        fs, path = url_to_fs(url)
    except ImportError as error:
        raise StoreError(f"{url}: {error}; install it with: {_INSTALL.get(protocol(url), _REMOTE)}") from error
    except ValueError as error:
        raise StoreError(f"{url}: {error}; is the part before :// right?") from error
    except Exception as error:
        raise _cannot_be_used(url, error) from error
    return fs, str(path)


def protocol(url: str) -> str:
    """The part of a URL before the `://`.

    >>> protocol("S3://bucket/articles")
    's3'
    """
    return url.partition("://")[0].lower()


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Turn what a store raises, of whatever kind, into a StoreError that names the URL and what to look at.

    Errors of this machine's own disk stay what they are.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # each kind of store has errors of its own, few of them errors of the system
        if isinstance(error, OSError) and error.errno in _OURS:
            raise
        raise _cannot_be_used(url, error) from error


def _cannot_be_used(url: str, error: Exception) -> StoreError:
    return StoreError(f"{url}: the store cannot be used ({type(error).__name__}: {error}); {_LOOK}")


def within(seconds: float, url: str, ask: Callable[[], _Answer]) -> _Answer:
    """What a store answers.

    Some clients try for many minutes to reach a store that is not there; nobody waits for that.

    Raises:
        StoreError: where it refuses, or has not answered after so many seconds.
    """
    answers: Queue[_Answer | Exception] = Queue()

    def put() -> None:
        try:
            with reaching(url):
                answers.put(ask())
        except Exception as error:
            answers.put(error)

    Thread(target=put, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise StoreError(f"{url}: the store has not answered in {seconds:g} seconds; {_LOOK}") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def check_bucket(url: str, seconds: float = PATIENCE) -> None:
    """Make sure that the bucket of a URL is there: writing would make some that are misspelt, and not find others.

    Raises:
        StoreError: where it is not, or the store cannot be reached.
    """
    fs, path = file_system(url)
    bucket = path.lstrip("/").partition("/")[0]
    if protocol(url) in _WITH_BUCKETS and not within(seconds, url, lambda: fs.exists(bucket)):
        raise StoreError(f"{url}: there is no bucket {bucket!r}, or it is not open to you; {_LOOK}")
