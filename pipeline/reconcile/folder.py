"""Reconcile a folder of tables: read, decide, write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.reconcile.claims import find_claims
from pipeline.reconcile.entities import find_entities
from pipeline.reconcile.overrides import Override, read_overrides
from pipeline.reconcile.read_tables import read_documents, read_figures, read_mentions, read_quotes, read_speakers
from pipeline.reconcile.statements import find_statements
from pipeline.reconcile.table_rows import DocumentRow, FigureRow, MentionRow, QuoteRow, SpeakerRow
from pipeline.tables import inventory, store
from pipeline.tables.schemas import RECONCILE_TABLES
from pipeline.tables.stale import MADE_FROM, fingerprint

Row = dict[str, Any]
_FILE = "all.parquet"
_MADE = ("onrecord_version", "model", "config_sha256")


class NothingToReconcileError(FileNotFoundError):
    """The folder holds no tables of extract."""


@dataclass(frozen=True, slots=True)
class ReconcileResult:
    """How many rows each table got, and the overrides that found nothing to act on."""

    rows: Mapping[str, int]
    unused_overrides: Sequence[str]


def reconcile(out: Path, overrides: Path | None = None) -> ReconcileResult:
    """Read the tables of extract under `out` and write those of reconcile beside them.

    Raises:
        NothingToReconcileError: where `out` holds no documents.
        OverridesError: where the overrides cannot be understood.
    """
    if not store.files(out, "documents"):
        raise NothingToReconcileError(f"{out} holds no table `documents`; is it the folder that extract wrote?")
    made_from = fingerprint(out)  # of what is read now, whatever a run of extract does meanwhile
    decided = read_overrides(overrides) if overrides else []
    tables, unused = reconcile_rows(
        read_documents(out), read_speakers(out), read_mentions(out), read_quotes(out), read_figures(out), decided
    )
    metadata = _metadata(out) | {MADE_FROM: made_from}
    files = {}
    for table in RECONCILE_TABLES:
        written = store.to_table(table, tables[table.name], metadata)
        for stale in store.files(out, table.name):
            if stale.name != _FILE:
                stale.unlink()
        store.write(written, out / table.name / _FILE, out / store.WORK)
        files[f"{table.name}/{_FILE}"] = inventory.file_facts(out / table.name / _FILE, written.num_rows)
    inventory.write_inventory(out, inventory.RECONCILE, inventory.Inventory(files))
    with suppress(OSError):  # an interrupted extract still needs what it left there
        (out / store.WORK).rmdir()
    return ReconcileResult({name: len(rows) for name, rows in tables.items()}, unused)


def reconcile_rows(
    documents: Mapping[str, DocumentRow],
    speakers: Sequence[SpeakerRow],
    mentions: Iterable[MentionRow],
    quotes: Sequence[QuoteRow],
    figures: Sequence[FigureRow],
    overrides: Sequence[Override] = (),
) -> tuple[dict[str, list[Row]], list[str]]:
    """The rows of all six tables, and the overrides that found nothing to act on."""
    entities = find_entities(documents, speakers, mentions, overrides, quotes)
    statements, statement_quotes = find_statements(quotes, documents, entities)
    claims, claim_figures = find_claims(figures, documents, entities)
    tables = {
        "entities": entities.rows,
        "entity_speakers": entities.links,
        "statements": statements,
        "statement_quotes": statement_quotes,
        "claims": claims,
        "claim_figures": claim_figures,
    }
    return tables, entities.unused_overrides


def _metadata(out: Path) -> dict[str, str]:
    """How the tables were made that these are made from."""
    found = store.read_schema(store.files(out, "documents")[0]).metadata or {}
    return {name: found[name.encode()].decode() for name in _MADE if name.encode() in found}
