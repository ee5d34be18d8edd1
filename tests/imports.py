"""Which of our modules a source imports, read from its syntax, so that no import inside a function hides."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "pipeline"


def imported(source: str) -> set[str]:
    """Names of our modules, and of what is taken from them, that stand in the imports of a source."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, "imports name their module in full"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.split(".")[0] == PACKAGE}


def file_of(root: Path, module: str) -> Path | None:
    """The file of a module under `root`; None for what is no module but a name in one."""
    path = root.joinpath(*module.split("."))
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()), None)


def imported_in_the_end(root: Path, entries: list[str]) -> dict[str, Path]:
    """All modules that the entries import, directly or not, with their files."""
    found: dict[str, Path] = {}
    waiting = list(entries)
    while waiting:
        module = waiting.pop()
        file = file_of(root, module)
        if module not in found and file is not None:
            found[module] = file
            waiting += sorted(
                {part for name in imported(file.read_text(encoding="utf8")) for part in _with_rooms(name)}
            )
    return found


def _with_rooms(name: str) -> Iterator[str]:
    """A module, and the rooms it lies in, whose `__init__` runs first: but not the package as such."""
    parts = name.split(".")
    return (".".join(parts[:n]) for n in range(2, len(parts) + 1))
