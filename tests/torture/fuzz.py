"""Running a check over very many cases: what raises is grouped by the place that raised, with a short text."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

Case = tuple[str, date | None]  # a text and the day it was published
Check = Callable[[str, date | None], object]
ROOT = Path(__file__).parent.parent.parent
_TRIES = 300  # shorter texts that are tried for one failure


@dataclass(slots=True)
class Failure:
    """What raised at one place: how often, what it said, and the shortest text that did it."""

    site: str
    text: str
    published: date | None
    times: int = 1

    def __str__(self) -> str:
        return f"{self.times} x {self.site}\n    {self.text!r}, published {self.published}"


@dataclass(slots=True)
class Fuzzed:
    """How many cases there were, and what failed, by place."""

    cases: int = 0
    strings: int = 0
    seconds: float = 0.0
    failures: dict[str, Failure] = field(default_factory=dict)

    def add(self, other: Fuzzed) -> None:
        """Count what happened elsewhere as well."""
        self.cases, self.seconds = self.cases + other.cases, self.seconds + other.seconds
        for site, failure in other.failures.items():
            known = self.failures.setdefault(site, failure)
            if known is not failure:
                known.times += failure.times

    def told(self) -> str:
        """One line."""
        failed = sum(failure.times for failure in self.failures.values())
        of = f" of {self.strings:,} strings" if self.strings else ""
        return f"{self.cases:,} texts{of}, {failed} exceptions at {len(self.failures)} places, {self.seconds:,.0f} s"

    def assert_none_failed(self) -> None:
        """Raise with all that failed.

        Raises:
            AssertionError: where anything did.
        """
        failures = sorted(self.failures.values(), key=lambda failure: -failure.times)
        assert not failures, "\n".join([self.told(), *map(str, failures)])


def fuzz(cases: Iterable[Case], check: Check) -> Fuzzed:
    """Check every case; a place that raises first has its text made shorter."""
    found = Fuzzed()
    began = time.monotonic()
    for text, published in cases:
        found.cases += 1
        site = raised_at(check, text, published)
        if site in found.failures:
            found.failures[site].times += 1
        elif site is not None:
            found.failures[site] = Failure(site, shortest(check, text, published, site), published)
            print(found.failures[site], file=sys.stderr, flush=True)
    found.seconds = time.monotonic() - began
    return found


def fuzz_batch(cases: Sequence[Case], check_all: Callable[[Sequence[Case]], object], check: Check) -> Fuzzed:
    """Check many cases at once, and each alone where that raises."""
    began = time.monotonic()
    site = raised_at(lambda _text, _day: check_all(cases), "", None)
    if site is None:
        return Fuzzed(len(cases), seconds=time.monotonic() - began)
    found = fuzz(cases, check)
    if not found.failures:
        found.failures[site] = Failure(f"{site}, in a batch only", repr(cases), None)
    return found


def raised_at(check: Check, text: str, published: date | None) -> str | None:
    """The place in the project where the check of a text raises, with the error; None where it does not."""
    try:
        check(text, published)
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
        last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno} {last.name}"
        said = str(error).partition(": ")[0] if isinstance(error, AssertionError) else ""
        return f"{type(error).__name__} {said} at {Path(last.filename).parent.name}/{where}"
    return None


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(ROOT) and "site-packages" not in path.parts


def shortest(check: Check, text: str, published: date | None, site: str) -> str:
    """The text with pieces left out, as long as the same place raises."""
    tried = 0
    size = max(1, len(text) // 2)
    while size and tried < _TRIES:
        for shorter in islice(_without(text, size), _TRIES):
            tried += 1
            if raised_at(check, shorter, published) == site:
                text = shorter
                break
        else:
            size //= 2
        size = min(size, len(text))
    return text


def _without(text: str, size: int) -> Iterator[str]:
    yield from (text[:at] + text[at + size :] for at in range(0, len(text), size))
