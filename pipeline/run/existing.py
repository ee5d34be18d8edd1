"""Which shards stand whole, by their accounts, and what has become of those that do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO

from pipeline.run.article_refs import Records
from pipeline.run.output import Target
from pipeline.run.plan import Standing
from pipeline.run.shards import key_of
from pipeline.run.spool import order_of
from pipeline.tables import inventory
from pipeline.tables.inventory import Account, AccountError, Facts
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES

_SHARD = re.compile(r"([01]+|all)-[0-9a-f]{16}\.parquet")
_KEY, _ARTICLES = "run_key", "articles"
_TOLD = 5  # files that are not as they were written


@dataclass(slots=True)
class Survey:
    """What stands: whole shards of this run's kind, what the files of each are, and what is wrong, in words.

    `accounts` are the names of all accounts; `unknown` are files that none of them tells of, `older` the shards that
    other settings, another model or other code have made.
    """

    standing: list[Standing] = field(default_factory=list)
    files: dict[str, Mapping[str, Facts]] = field(default_factory=dict)
    accounts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    broken_off: bool = False  # a run before this one has left results of units

    def rows(self, file_name: str) -> Counter[str]:
        """How many rows of each table a shard has."""
        return Counter({name.partition("/")[0]: facts.rows for name, facts in self.files[file_name].items()})

    def without(self, damaged: Mapping[str, Sequence[str]]) -> None:
        """Leave out the shards of these files, for these reasons."""
        self.standing = [one for one in self.standing if one.file_name not in damaged]
        self.faults += [fault for faults in damaged.values() for fault in faults]

    def left_over(self, table: str) -> list[str]:
        """The files of a table that no account tells of and that have the name of a shard's."""
        files = (name.split("/") for name in self.unknown)
        return [name for folder, name in files if folder == table and _SHARD.fullmatch(name)]

    def told(self) -> list[str]:
        """What is not as it was written, in a few lines for a person."""
        lines = [f"{fault}: this run makes it anew" for fault in self.faults]
        # A run that is broken off while it writes a shard leaves some files without account; that is no news.
        unknown = [name for name in self.unknown if not (self.broken_off and _SHARD.search(name))]
        lines += [f"{name} is in no account of a run: this run removes it, or makes it anew" for name in unknown]
        more = len(lines) - _TOLD
        return lines if more <= 0 else [*lines[:_TOLD], f"and so it is with {more:,} more files"]


def made_of(run_key: str, records: Records) -> dict[str, str]:
    """What the account of a shard says of how it was made."""
    return {_KEY: run_key, _ARTICLES: records.packed()}


def articles_of(target: Target) -> Iterator[tuple[str, Records]]:
    """The articles of each shard, of whatever making, with the name of its files, as the accounts of files tell."""
    for name, text in target.accounts():
        with suppress(AccountError, ValueError, KeyError):
            yield f"{name}.parquet", Records.unpacked(inventory.account_from(text).made[_ARTICLES])


def survey(target: Target, run_key: str) -> Survey:
    """Look at all that stands, by sizes alone where every look into a file is a journey."""
    sizes = {table.name: target.sizes(table.name) for table in EXTRACT_TABLES}
    found = Survey(broken_off=any((target.work / "parts").glob("*")))
    known: set[str] = set()
    for name, text in target.accounts():
        found.accounts.append(name)
        try:
            account = inventory.account_from(text)
        except AccountError as error:
            found.faults.append(f"{inventory.ACCOUNTS}/{name}.json: {error}")
            continue
        known.update(account.files)
        if name == inventory.RECONCILE:
            continue
        file_name = f"{name}.parquet"
        if account.made.get(_KEY, run_key) != run_key:
            found.older.append(file_name)
            found.files[file_name] = account.files
            continue
        faults = list(_faults(target, account.files, sizes, deep=not target.far))
        standing = None if faults else _standing(file_name, account, run_key)
        found.faults += faults
        found.files[file_name] = account.files
        if standing:
            found.standing.append(standing)
        elif _ARTICLES in account.made:
            found.older.append(file_name)
    found.unknown = sorted({f"{table}/{name}" for table, files in sizes.items() for name in files} - known)
    return found


def _faults(
    target: Target, files: Mapping[str, Facts], sizes: Mapping[str, Mapping[str, int]], deep: bool
) -> Iterator[str]:
    for file, facts in files.items():
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


def damaged(target: Target, found: Survey, names: Iterable[str]) -> dict[str, list[str]]:
    """Which of these shards have other bytes than were written, with what is wrong: each file is read."""
    sizes = {table.name: target.sizes(table.name) for table in EXTRACT_TABLES}
    faults = {name: list(_faults(target, found.files[name], sizes, deep=True)) for name in names}
    return {name: some for name, some in faults.items() if some}


def with_errors(target: Target, found: Survey) -> list[Standing]:
    """The shards that stand, in which all articles with rows of errors are to be done again."""
    return [_again(target, one) if found.rows(one.file_name)[ERRORS.name] else one for one in found.standing]


def _again(target: Target, one: Standing) -> Standing:
    import numpy as np
    import pyarrow.parquet as pq

    stream = BytesIO(target.load(ERRORS.name, one.file_name))
    doc_ids = set(pq.ParquetFile(stream).read(["doc_id"]).column("doc_id").to_pylist())
    orders = np.array([order_of(doc_id) for doc_id in doc_ids if doc_id is not None], dtype=np.uint64)
    return Standing(one.file_name, one.records, one.records.where(np.isin(one.records.orders, orders)))
