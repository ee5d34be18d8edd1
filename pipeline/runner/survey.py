"""Which shards stand whole, by their accounts, and what has become of those that do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pipeline.inventory as inventory
from pipeline.inventory import Account, AccountError
from pipeline.runner.plan import key_of
from pipeline.runner.records import Records
from pipeline.runner.spool import order_of
from pipeline.runner.standing import Standing
from pipeline.runner.target import Target
from pipeline.schemas import ERRORS, EXTRACT_TABLES

_KEY, _ARTICLES = "run_key", "articles"


@dataclass(slots=True)
class Survey:
    """What stands: whole shards of this run's kind, the rows of each by table, and what is wrong, in words.

    `unknown` are files that no account tells of.
    """

    standing: list[Standing] = field(default_factory=list)
    rows: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def without(self, damaged: Mapping[str, Sequence[str]]) -> None:
        """Leave out the shards of these files, for these reasons."""
        self.standing = [one for one in self.standing if one.file_name not in damaged]
        self.faults += [fault for faults in damaged.values() for fault in faults]


def made_of(run_key: str, records: Records) -> dict[str, str]:
    """What the account of a shard says of how it was made."""
    return {_KEY: run_key, _ARTICLES: records.packed()}


def articles_of(target: Target) -> dict[str, Records]:
    """The articles of each shard, of whatever making, by the name of its files, as the accounts of files tell."""
    found = {}
    for name, text in target.accounts().items():
        with suppress(AccountError, ValueError, KeyError):
            found[f"{name}.parquet"] = Records.unpacked(inventory.account_from(text).made[_ARTICLES])
    return found


def survey(target: Target, run_key: str) -> Survey:
    """Look at all that stands, by sizes alone where every look into a file is a journey."""
    sizes = {table.name: target.sizes(table.name) for table in EXTRACT_TABLES}
    found = Survey()
    known: set[str] = set()
    for name, text in target.accounts().items():
        try:
            account = inventory.account_from(text)
        except AccountError as error:
            found.faults.append(f"{inventory.ACCOUNTS}/{name}.json: {error}")
            continue
        known.update(account.files)
        if name == inventory.RECONCILE or account.made.get(_KEY, run_key) != run_key:
            continue
        faults = list(_faults(target, account, sizes, deep=not target.far))
        standing = None if faults else _standing(f"{name}.parquet", account, run_key)
        found.faults += faults
        if standing:
            found.standing.append(standing)
            rows = {file.partition("/")[0]: facts.rows for file, facts in account.files.items()}
            found.rows[standing.file_name] = Counter(rows)
    found.unknown = sorted({f"{table}/{name}" for table, files in sizes.items() for name in files} - known)
    return found


def _faults(target: Target, account: Account, sizes: Mapping[str, Mapping[str, int]], deep: bool) -> Iterator[str]:
    for file, facts in account.files.items():
        table, _, name = file.partition("/")
        load = (lambda table=table, name=name: target.load(table, name)) if deep else None
        if what := inventory.fault(facts, sizes.get(table, {}).get(name), load):
            yield f"{file} {what}"


def _standing(file_name: str, account: Account, run_key: str) -> Standing | None:
    """The shard of an account whose files are whole; none where it is of no shard, or its name tells of others."""
    if _ARTICLES not in account.made:
        return None
    try:
        records = Records.unpacked(account.made[_ARTICLES])
    except ValueError:
        return None
    whole = {f"{table.name}/{file_name}" for table in EXTRACT_TABLES} == set(account.files)
    if not whole or not file_name.endswith(f"-{key_of(run_key, records)}.parquet"):
        return None
    return Standing(file_name, records)


def damaged(target: Target, names: Sequence[str]) -> dict[str, list[str]]:
    """Which of these shards have other bytes than were written, with what is wrong: each file is read."""
    sizes = {table.name: target.sizes(table.name) for table in EXTRACT_TABLES}
    texts = target.accounts()
    found = {}
    for name in names:
        account = inventory.account_from(texts[Path(name).stem])
        if faults := list(_faults(target, account, sizes, deep=True)):
            found[name] = faults
    return found


def with_errors(target: Target, standing: Sequence[Standing], rows: Mapping[str, Counter[str]]) -> list[Standing]:
    """The same shards, in which all articles with rows of errors are to be done again."""
    return [_again(target, one) if rows[one.file_name][ERRORS.name] else one for one in standing]


def _again(target: Target, one: Standing) -> Standing:
    import numpy as np
    import pyarrow.parquet as pq

    stream = BytesIO(target.load(ERRORS.name, one.file_name))
    doc_ids = set(pq.ParquetFile(stream).read(["doc_id"]).column("doc_id").to_pylist())
    orders = np.array([order_of(doc_id) for doc_id in doc_ids if doc_id is not None], dtype=np.uint64)
    return Standing(one.file_name, one.records, one.records.where(np.isin(one.records.orders, orders)))
