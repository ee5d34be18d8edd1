import io
import os
import signal
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipeline.reconcile import ReconcileResult
from pipeline.run.reporter import Silent
from pipeline.tables import store
from pipeline.tables.schemas import RECONCILE_TABLES, TABLES
from pipeline.tables.stale import MADE_FROM, fingerprint
from pipeline.tables.verify import Check
from pipeline.terminal import console, progress, show
from pipeline.terminal.errors import read_errors
from pipeline.terminal.summary import summarize
from tests.test_terminal_summary import filled


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


HOSTILE = "Bo \x1b[2J\x9b31m\x07\u202e\u2066kceB\u200f\x7f\r\u2028"


def raw(printed):
    """What a terminal would obey to, but for line breaks."""
    return [char for char in printed if char != "\n" and (unicodedata.category(char) == "Cc" or char in BIDI)]


BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029\u2066\u2067\u2068\u2069"


@given(st.text())
def test_no_control_character_gets_through_and_other_text_is_as_it_was(text):
    found = console.plain(text)
    assert not raw(found) and "\n" not in found
    found.encode("utf8")
    if not raw(text) and "\n" not in text and text.isprintable():
        assert found == text


def test_letters_of_all_scripts_and_joined_emoji_stay():
    text = "Zoë Ōta, علی‌رضا, नमस्ते, 👩‍🚒 [Bo]"
    assert console.plain(text) == text and console.plain("a\n\tb", lines=True) == "a\n\tb"


def test_notes_of_a_run_command_no_terminal(capsys):
    console.PlainLines().note(HOSTILE)
    assert not raw(capsys.readouterr().err)


def test_notes_above_a_bar_command_no_terminal(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda stderr: Console(file=stream, width=100))
    monkeypatch.setattr(console.sys.stderr, "isatty", lambda: True, raising=False)
    with console.reporter(quiet=False) as bar:
        bar.note(HOSTILE)
    assert "Bo \\x1b" in stream.getvalue() and not raw(stream.getvalue())


def test_no_value_of_any_table_commands_the_terminal_wherever_it_is_printed(tmp_path):
    """All that people are shown, with a hostile text in every column that takes one."""
    for table in TABLES.values():
        row = filled(table, **{c.name: HOSTILE for c in table.columns if c.type == "string"})
        row |= {c.name: [HOSTILE] for c in table.columns if c.type == "strings"}
        row |= {c.name: 20 for c in table.columns if c.type in ("int", "float")}
        row |= {"kind": "count"} if table.name == "figures" else {}
        row |= {"status": "conflict"} if table.name == "claims" else {}
        row |= {"diff": HOSTILE, "relation": "variant"} if table.name == "statement_quotes" else {}
        made_from = {MADE_FROM: fingerprint(tmp_path)} if table in RECONCILE_TABLES else {}
        store.write(store.to_table(table, [row], made_from), tmp_path / table.name / "a.parquet", tmp_path)
    stream = io.StringIO()
    out = Console(file=stream, width=100)
    show.print_summary(summarize(tmp_path), tmp_path / "a\x1b", out)
    show.print_errors(read_errors(tmp_path), out)
    show.print_checks([Check("it holds", 1, 1, [HOSTILE])], out)
    show.print_reconciled(ReconcileResult({"statements": 1, "statement_quotes": 1}, (HOSTILE,)), tmp_path, out)
    printed = stream.getvalue()
    assert printed.count("Bo \\x1b") > 8 and not raw(printed), raw(printed)
