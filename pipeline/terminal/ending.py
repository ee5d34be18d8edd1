"""How a command ends: what ends it early becomes a line for people and an exit code."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

FAILED = 1


@contextmanager
def explained(debug: bool = False) -> Iterator[None]:
    """Turn what ends a command into a line for people and an exit code; the traceback is for `debug`."""
    try:
        yield
    except (BrokenPipeError, typer.Exit):  # whoever read our output has had enough; or all is said
        raise
    except KeyboardInterrupt as error:
        _stop(f"interrupted; {str(error) or 'nothing was begun'}. To go on from here:\n  {_command()}", FAILED)
    except Exception as error:
        from pipeline.terminal.explain import details, explain

        if debug:
            typer.echo(details(error), err=True)
        told = explain(error)
        _stop(told.message, told.code)


def _command() -> str:
    """The command that was given, to be given again."""
    program = [sys.executable, "-m", "pipeline"] if sys.argv[0].endswith("__main__.py") else sys.argv[:1]
    return shlex.join([*program, *sys.argv[1:]])


def _stop(message: str, code: int) -> None:
    from pipeline.terminal.console import plain

    typer.echo(f"onrecord: {plain(message, lines=True)}", err=True)
    raise typer.Exit(code)
