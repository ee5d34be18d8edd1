"""Run all of it, or the parts that are named: `python -m tests.torture [kills faults fuzz-strings …]`."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

PARTS = ("kills", "faults", "same", "memory", "resume", "incremental", "fuzz-strings", "fuzz-passages")


def main() -> None:
    """Run the parts and print what they say; an AssertionError ends it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.torture", description="Torture the runner and the components."
    )
    parser.add_argument("parts", nargs="*", default=PARTS, choices=[*PARTS, []], help="which parts [all]")
    for name in parser.parse_args().parts:
        part: Callable[[Path], str] = import_module(f"tests.torture.{name.replace('-', '_')}").torture
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"torture-{name}-") as folder:
            print(f"{name}: {part(Path(folder))} ({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
