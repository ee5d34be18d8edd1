"""How a run tells what it does: a progress bar on a terminal, plain lines in a log; and how it is stopped."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from pipeline.run.reporter import Reporter, Silent

_LOG_EVERY = 10.0  # seconds between plain lines
# What a terminal obeys to or that changes the order in which it shows characters; and halves of surrogate pairs, which
# cannot be printed. Joiners stay: scripts and emoji need them.
_OBEYED = (
    *(range(0x00, 0x20), range(0x7F, 0xA0), range(0x61C, 0x61D), range(0x200E, 0x2010), range(0x2028, 0x202F)),
    *(range(0x2066, 0x206A), range(0xD800, 0xE000), range(0xFFF9, 0xFFFC), range(0xE0000, 0xE0080)),
)
_SHOWN = {code: repr(chr(code))[1:-1] for codes in _OBEYED for code in codes}
_LINES = {code: shown for code, shown in _SHOWN.items() if chr(code) not in "\n\t"}


def plain(text: str, *, lines: bool = False) -> str:
    r"""The text with control characters written out, so that a name or title cannot command the terminal.

    All that is printed and was not written in this program goes through here. `lines` keeps line breaks and tabs.

    >>> plain("Bo \x1b[31mBeck\u202e")
    'Bo \\x1b[31mBeck\\u202e'
    """
    return text.translate(_LINES if lines else _SHOWN)


def shown(text: str) -> str:
    """The text for a line that rich prints: neither the terminal nor rich takes a part of it for a command."""
    from rich.markup import escape

    return escape(plain(text))


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def reporter(quiet: bool) -> Iterator[Reporter]:
    """The reporter that fits where we run: none, a progress bar, or plain lines; all on standard error."""
    if quiet:
        yield Silent()
    elif sys.stderr.isatty():
        from pipeline.terminal.progress import ProgressBar

        with ProgressBar(lambda text: plain(text, lines=True)) as bar:
            yield bar
    else:
        yield PlainLines()


class PlainLines:
    """A line now and then, for logs."""

    def __init__(self) -> None:
        self._total = self._done = self._errors = 0
        self._began = self._told = time.monotonic()

    def reading(self, articles: int, problems: int) -> None:
        """Tell how far reading is, if the last line is some time ago."""
        if self._is_time():
            self.note(f"read {articles:,} articles, {problems:,} problems")

    def planned(self, articles: int, done: int, workers: int) -> None:
        """Tell what there is to do."""
        self._total, self._began = articles - done, time.monotonic()
        self.note(f"{articles:,} articles, {done:,} done already, {self._total:,} to do with up to {workers} workers")

    def advanced(self, articles: int, errors: int) -> None:
        """Count, and tell how far it is, if the last line is some time ago."""
        self._done, self._errors = self._done + articles, self._errors + errors
        if self._is_time() or self._done == self._total:
            seconds = time.monotonic() - self._began
            left = (self._total - self._done) * seconds / self._done
            rate = f"{self._done / seconds:.1f} articles/s" if seconds else ""
            self.note(f"{self._done:,} of {self._total:,}, {rate}, {left:.0f} s left, {self._errors:,} errors")

    def note(self, message: str) -> None:
        """Print one line."""
        self._told = time.monotonic()
        print(f"onrecord: {plain(message, lines=True)}", file=sys.stderr, flush=True)

    def _is_time(self) -> bool:
        return time.monotonic() - self._told >= _LOG_EVERY
