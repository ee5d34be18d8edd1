"""The run that is tortured, in a process group of its own: `python -m tests.torture.child AIM ARGUMENTS`.

Workers import this module too, so that an aimed kill also meets what they do.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

CALLS = ("replace", "fsync", "unlink", "rmdir")


def aim(call: str, kind: str, number: int, when: str) -> None:
    """Kill the whole process group before or after the `number`-th call of os.`call` on a path with `kind` in it."""
    real: Callable[..., Any] = getattr(os, call)
    seen = 0

    def deadly(*arguments: Any, **more: Any) -> Any:
        nonlocal seen
        seen += kind in " ".join(map(_name, arguments))
        if seen == number and when == "before":
            os.killpg(0, signal.SIGKILL)
        result = real(*arguments, **more)
        if seen == number:
            os.killpg(0, signal.SIGKILL)
        return result

    setattr(os, call, deadly)


def _name(argument: object) -> str:
    return str(Path(f"/proc/self/fd/{argument}").readlink()) if isinstance(argument, int) else str(argument)


def main(arguments: dict[str, Any]) -> None:
    """Run with these paths, output folder, settings and extractor."""
    from pipeline.run import Flags, Interrupted, run
    from pipeline.settings import Settings
    from pipeline.terminal.console import interruptible

    with suppress(Interrupted), interruptible():
        run(
            arguments["paths"],
            Path(arguments["out"]),
            Settings(**arguments["settings"]),
            Flags(**arguments.get("flags", {})),
            factory=arguments["factory"],
        )


if __name__ in ("__main__", "__mp_main__") and len(sys.argv) == 3 and sys.argv[1] != "-":
    call, kind, number, when = sys.argv[1].split(":")
    aim(call, kind, int(number), when)
if __name__ == "__main__":
    main(json.loads(sys.argv[2]))
