"""What each file of the tables was when it was written: rows, bytes and a digest, so that a changed one is seen.

Files that are written together share one inventory, `OUT/_runs/files/<name>.json`; it is written last. That of a
shard has the name of its files, that of the tables of reconcile is called `reconcile`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.tables import store
from pipeline.tables.ids import bytes_hash

INVENTORIES = f"{store.RUNS}/files"
RECONCILE = "reconcile"


class InventoryError(ValueError):
    """An inventory that cannot be read."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file as it was written."""

    rows: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """Files that were written together, by "table/name", and what else their writer has to remember of them."""

    files: Mapping[str, FileFacts]
    made: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The inventory as a file holds it; the same files give the same bytes."""
        return json.dumps({"files": {name: asdict(facts) for name, facts in self.files.items()}, "made": self.made})


def inventory_from(text: str | bytes) -> Inventory:
    """The inventory that a file holds.

    Raises:
        InventoryError: where it holds none.

    >>> inventory_from(Inventory({"dates/a.parquet": FileFacts(2, 100, "0a")}).to_json()).files["dates/a.parquet"].rows
    2
    """
    try:
        found = json.loads(text)
        files = {
            name: FileFacts(int(f["rows"]), int(f["size"]), str(f["digest"])) for name, f in found["files"].items()
        }
        return Inventory(files, {str(name): str(value) for name, value in found["made"].items()})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InventoryError(f"it is no account of files: {type(error).__name__}: {error}") from error


def file_facts(path: Path, rows: int) -> FileFacts:
    """What a file is that was just written with so many rows."""
    data = path.read_bytes()
    return FileFacts(rows, len(data), bytes_hash(data))


def fault(facts: FileFacts, size: int | None, load: Callable[[], bytes] | None) -> str | None:
    """What is wrong with a file of this size (None: there is none), in words; without `load`, by its size alone.

    >>> fault(FileFacts(2, 100, "0a"), 0, None)
    'is empty (0 bytes)'
    """
    if size is None:
        return "is missing"
    if not size:
        return "is empty (0 bytes)"
    if size != facts.size:
        return f"has {size:,} bytes instead of {facts.size:,}"
    if load is not None and bytes_hash(load()) != facts.digest:
        return f"has other bytes than were written ({size:,}, as before)"
    return None


def write_inventory(out: Path, name: str, inventory: Inventory) -> None:
    """Write an inventory of tables in a folder, atomically."""
    with store.atomic_path(out / INVENTORIES / f"{name}.json", out / store.WORK) as temporary:
        temporary.write_text(inventory.to_json(), "utf8")


def read_inventories(out: Path) -> dict[str, Inventory | None]:
    """The inventories of tables in a folder by name; None for one that cannot be read."""
    found: dict[str, Inventory | None] = {}
    for path in sorted((out / INVENTORIES).glob("*.json")):
        try:
            found[path.stem] = inventory_from(path.read_bytes())
        except InventoryError:
            found[path.stem] = None
    return found
