"""Commands of the program on the fake extractor, as a person would give them in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline import run as runner
from pipeline.cli import app
from tests.fakes import write_model

FAKE = "tests.fakes:make"
Command = Callable[..., Result]


def fake_extractor(monkeypatch: pytest.MonkeyPatch, factory: str = FAKE) -> None:
    """Let every run take this extractor, where the test asks for no other."""
    real = runner.run

    def run(*arguments: Any, **more: Any) -> Any:
        return real(*arguments, **({"factory": factory} | more))

    monkeypatch.setattr(runner, "run", run)


def commands(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Command:
    """A function that gives a command in the folder; extract writes to `out` there, if nothing else is said."""
    monkeypatch.chdir(folder)
    fake_extractor(monkeypatch)
    model = write_model(folder / "model")

    def call(*arguments: object) -> Result:
        more: list[object] = ["--model", model, "-n", 1] if arguments[0] == "extract" else []
        if more and "-o" not in arguments:
            more += ["-o", "out"]
        return CliRunner().invoke(app, [str(one) for one in (*arguments, *more)])

    return call
