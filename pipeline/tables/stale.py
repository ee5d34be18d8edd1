"""Whether the tables of reconcile were made from the tables of extract that stand beside them now."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES, RECONCILE_TABLES, TABLES

MADE_FROM = "made_from"  # in the metadata of every file of reconcile


class StaleError(RuntimeError):
    """The tables of reconcile do not fit those of extract; the message says how to renew them."""


def fingerprint(out: Path) -> str:
    """A hash of what reconcile reads: the names of the files, which change with their articles, and their sizes."""
    digest = blake2b(digest_size=16)
    for table in EXTRACT_TABLES:
        if table is not TABLES["errors"]:
            for path in store.files(out, table.name):
                digest.update(f"{table.name}/{path.name} {path.stat().st_size}\n".encode("utf8", "surrogateescape"))
    return digest.hexdigest()


def staleness(out: Path) -> str | None:
    """Why the tables of reconcile under `out` are not to be used, and what renews them.

    None where they fit, or where there are none.

    >>> staleness(Path("no such folder"))
    """
    made = {table.name: store.files(out, table.name) for table in RECONCILE_TABLES}
    if not any(made.values()):
        return None
    renew = f"make them anew with: onrecord reconcile {out}"
    if missing := [name for name, files in made.items() if not files]:
        return f"the tables of reconcile are not whole: {', '.join(missing)} is missing; {renew}"
    now = fingerprint(out).encode()
    try:
        if all(_made_from(path) == now for files in made.values() for path in files):
            return None
    except store.DamagedTableError as error:
        return str(error)
    return f"the tables of reconcile (entities, statements, claims) were made before those of extract changed; {renew}"


def _made_from(path: Path) -> bytes | None:
    found: bytes | None = (store.read_schema(path).metadata or {}).get(MADE_FROM.encode())
    return found


def check_fresh(out: Path) -> None:
    """Make sure that the tables of reconcile, where there are any, fit those of extract.

    Raises:
        StaleError: where they do not.
    """
    if words := staleness(out):
        raise StaleError(words)
