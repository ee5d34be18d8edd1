import io
import os
import signal

import pytest
from rich.console import Console

from pipeline import console, progress
from pipeline.runner.report import Silent


def test_a_request_to_end_ends_a_run_as_ctrl_c_does():
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), console.interruptible():
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_lines_in_a_log_tell_what_there_is_to_do_and_that_it_is_done(capsys):
    lines = console.PlainLines()
    lines.planned(1200, 200, 4)
    lines.advanced(999, 1)
    lines.advanced(1, 0)
    first, last = capsys.readouterr().err.splitlines()
    assert "1,200 articles, 200 done already, 1,000 to do" in first
    assert "1,000 of 1,000" in last and "1 errors" in last


def test_lines_in_a_log_come_now_and_then_only(capsys, monkeypatch):
    clock = iter(range(0, 1000, 3))
    monkeypatch.setattr(console.time, "monotonic", lambda: next(clock))
    lines = console.PlainLines()
    for count in range(1, 21):
        lines.reading(count * 1000, 0)
    printed = capsys.readouterr().err.splitlines()
    assert 3 <= len(printed) <= 7 and "articles, 0 problems" in printed[0]


def test_what_fits_a_pipe_is_lines_and_quiet_is_silent():
    with console.reporter(quiet=False) as plain, console.reporter(quiet=True) as silent:
        assert isinstance(plain, console.PlainLines) and isinstance(silent, Silent)


def test_a_terminal_gets_a_bar(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda stderr: Console(file=stream, force_terminal=True, width=100))
    monkeypatch.setattr(console.sys.stderr, "isatty", lambda: True, raising=False)
    with console.reporter(quiet=False) as bar:
        bar.reading(5, 0)
        bar.planned(10, 4, 2)
        bar.advanced(6, 2)
        bar.note("a worker [died]")
    shown = stream.getvalue()
    assert "4 of 10 articles are done already" in shown and "a worker [died]" in shown
    assert "6/6" in shown and "2 errors" in shown
