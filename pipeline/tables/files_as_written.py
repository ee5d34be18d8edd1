"""Whether the files of the tables are those that were written: none changed, missing or foreign."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.tables import inventory
from pipeline.tables.checks import Check
from pipeline.tables.inventory import Account, Facts
from pipeline.tables.manifest import latest
from pipeline.tables.schemas import TABLES, Table


def as_written(out: Path, tables: Iterable[Table]) -> Check:
    """Compare every file of these tables with the account that its writer gave of it."""
    check = Check("every file is as it was written: none changed, missing or foreign")
    accounts = inventory.read(out)
    remedy = {"extract": f"make it anew: {extract_again(out)}", "reconcile": f"make it anew: {reconcile_again(out)}"}
    known: set[str] = set()
    for name, account in accounts.items():
        stage = "reconcile" if name == inventory.RECONCILE else "extract"
        if account is None:
            check.fail(f"{inventory.ACCOUNTS}/{name}.json cannot be read; {remedy[stage]}")
            known |= {f"{table.name}/{_file_of(name)}" for table in TABLES.values()}
            continue
        known |= set(account.files)
        for file, what in _faults(out, account):
            check.fail(f"{file} {what}; {remedy[stage]}")
        check.looked_at += len(account.files)
    for name in _without_account(out, accounts):
        check.fail(f"{name} has no account in {inventory.ACCOUNTS}; {remedy['extract']}")
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


def _file_of(account: str) -> str:
    return "all.parquet" if account == inventory.RECONCILE else f"{account}.parquet"


def _faults(out: Path, account: Account) -> Iterator[tuple[str, str]]:
    for name, facts in account.files.items():
        path = out / name
        size = path.stat().st_size if path.is_file() else None
        if what := inventory.fault(facts, size, path.read_bytes):
            yield name, what + _rows_told(path, facts)


def _rows_told(path: Path, facts: Facts) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError):
        return ""
    return "" if rows == facts.rows else f" and {rows:,} rows instead of {facts.rows:,}"


def _without_account(out: Path, accounts: Mapping[str, object]) -> Iterator[str]:
    """Shards that the last whole run made or found."""
    for shard in (latest(out) or {}).get("shards", ()):
        if Path(shard["file"]).stem not in accounts:
            yield shard["file"]


def _foreign(out: Path, table: Table, known: set[str]) -> Iterator[str]:
    folder = out / table.name
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"{table.name}/{path.name}"
        if name not in known:
            yield name
