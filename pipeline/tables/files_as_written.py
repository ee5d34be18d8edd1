"""Whether the files of the tables are those that were written: none changed, missing or foreign."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.tables.checks import Check
from pipeline.tables.inventory import INVENTORIES, RECONCILE, FileFacts, Inventory, fault, read_inventories
from pipeline.tables.manifest import latest
from pipeline.tables.schemas import TABLES, Table


def as_written(out: Path, tables: Iterable[Table]) -> Check:
    """Compare every file of these tables with the inventory that its writer gave of it."""
    check = Check("every file is as it was written: none changed, missing or foreign")
    inventories = read_inventories(out)
    remedy = {"extract": f"make it anew: {extract_again(out)}", "reconcile": f"make it anew: {reconcile_again(out)}"}
    known: set[str] = set()
    for name, inventory in inventories.items():
        stage = "reconcile" if name == RECONCILE else "extract"
        if inventory is None:
            check.fail(f"{INVENTORIES}/{name}.json cannot be read; {remedy[stage]}")
            known |= {f"{table.name}/{_file_of(name)}" for table in TABLES.values()}
            continue
        known |= set(inventory.files)
        for file, what in _faults(out, inventory):
            check.fail(f"{file} {what}; {remedy[stage]}")
        check.looked_at += len(inventory.files)
    for name in _without_inventory(out, inventories):
        check.fail(f"{name} has no account in {INVENTORIES}; {remedy['extract']}")
    for table in tables:
        for file in _foreign(out, table, known):
            check.fail(
                f"{file} is in no account of a run; move it away, or if it is of extract or reconcile, "
                f"{remedy[table.stage]}"
            )
    return check


def extract_again(out: Path) -> str:
    """The command of the last run of extract, without its flags."""
    paths = (latest(out, None) or {}).get("paths") or ["INPUTS"]
    return shlex.join(["onrecord", "extract", *map(str, paths), "-o", str(out)])


def reconcile_again(out: Path) -> str:
    """The command that makes the tables of reconcile.

    >>> reconcile_again(Path("tables"))
    'onrecord reconcile tables'
    """
    return shlex.join(["onrecord", "reconcile", str(out)])


def _file_of(name: str) -> str:
    return "all.parquet" if name == RECONCILE else f"{name}.parquet"


def _faults(out: Path, inventory: Inventory) -> Iterator[tuple[str, str]]:
    for name, facts in inventory.files.items():
        path = out / name
        size = path.stat().st_size if path.is_file() else None
        if what := fault(facts, size, path.read_bytes):
            yield name, what + _rows_told(path, facts)


def _rows_told(path: Path, facts: FileFacts) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError):
        return ""
    return "" if rows == facts.rows else f" and {rows:,} rows instead of {facts.rows:,}"


def _without_inventory(out: Path, inventories: Mapping[str, object]) -> Iterator[str]:
    """Shards that the last whole run made or found."""
    for shard in (latest(out) or {}).get("shards", ()):
        if Path(shard["file"]).stem not in inventories:
            yield shard["file"]


def _foreign(out: Path, table: Table, known: set[str]) -> Iterator[str]:
    folder = out / table.name
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"{table.name}/{path.name}"
        if name not in known:
            yield name
