"""Check a folder of tables against what they promise: files, schemas, grounding, keys, references, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.tables import store
from pipeline.tables.checks import Check as Check
from pipeline.tables.checks import all_hold as all_hold
from pipeline.tables.files_as_written import as_written, extract_again
from pipeline.tables.ids import bytes_hash
from pipeline.tables.manifest import latest, unreadable
from pipeline.tables.schemas import EXTRACT_TABLES, RECONCILE_TABLES, TABLES, Table
from pipeline.tables.stale import staleness

if TYPE_CHECKING:
    import pyarrow as pa


def verify(out: Path) -> list[Check]:
    """Check all tables under `out`, those of reconcile where they are there.

    Raises:
        FileNotFoundError: where `out` holds no tables.
    """
    if not store.files(out, "documents"):
        raise FileNotFoundError(f"{out} holds no table `documents`; is it the folder that extract wrote?")
    tables = [table for table in TABLES.values() if table in EXTRACT_TABLES or (out / table.name).is_dir()]
    files = as_written(out, tables)
    schemas = _schemas(out, tables, thoroughly=bool(files.failures))
    if schemas.failures:
        return [files, schemas]
    return [
        files,
        schemas,
        _vocabularies(out, tables),
        _grounding(out, tables),
        _keys(out, tables),
        _references(out, tables),
        _quotes_hold_together(out),
        _numbers_agree(out),
        _nothing_lost(out),
        *_reconciled(out, tables),
    ]


def _schemas(out: Path, tables: Iterable[Table], thoroughly: bool) -> Check:
    import pyarrow as pa
    import pyarrow.parquet as pq

    check = Check("every file has the declared columns and says how it was made")
    for table in tables:
        files = store.files(out, table.name)
        if not files:
            check.fail(f"{table.name}: no file")
        for path in files:
            check.looked_at += 1
            where = f"{table.name}/{path.name}"
            try:
                found = pq.read_schema(path)
                if thoroughly:  # the other checks read all of it
                    pq.ParquetFile(path).read().validate(full=True)
            except (pa.ArrowException, OSError) as error:
                check.fail(f"{where}: cannot be read: {error}")
                continue
            for problem in _schema_problems(found, store.arrow_schema(table)):
                check.fail(f"{where}: {problem}")
    return check


def _schema_problems(found: pa.Schema, declared: pa.Schema) -> Iterator[str]:
    for column in declared:
        if column.name not in found.names:
            yield f"column {column.name} is missing"
        elif found.field(column.name).type != column.type:
            yield f"column {column.name} is {found.field(column.name).type}, not {column.type}"
    metadata: Mapping[bytes, bytes] = found.metadata or {}
    for key in ("schema_version", "table"):
        if metadata.get(key.encode()) != declared.metadata[key.encode()]:
            yield f"its metadata says {key} = {metadata.get(key.encode())!r}"
    for key in ("onrecord_version", "model", "config_sha256"):
        if key.encode() not in metadata:
            yield f"its metadata lacks {key}"


def _vocabularies(out: Path, tables: Iterable[Table]) -> Check:
    check = Check("closed vocabularies hold, and nothing is empty that must not be")
    for table in tables:
        for part in store.read_parts(out, table.name):
            check.looked_at += part.num_rows
            for column in table.columns:
                values = part.column(column.name)
                if values.null_count and not column.nullable:
                    check.fail(f"{table.name}.{column.name}: {values.null_count} empty")
                if column.values:
                    for value in set(values.unique().to_pylist()) - {*column.values, None}:
                        check.fail(f"{table.name}.{column.name}: {value!r}")
    return check


def _grounding(out: Path, tables: Iterable[Table]) -> Check:
    check = Check("every row is grounded: documents.text[start:end] is its text")
    grounded = [table for table in tables if table.grounded]
    for path in store.files(out, "documents"):
        documents = _columns(path, "doc_id", "text")
        texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
        for table in grounded:
            same_shard = out / table.name / path.name
            if not same_shard.is_file():
                check.fail(f"{table.name}/{path.name} is missing")
                continue
            for prefix in _prefixes_of_spans(table):
                _check_spans(check, table, same_shard, texts, prefix)
    return check


def _prefixes_of_spans(table: Table) -> list[str]:
    """What stands before text, start and end in the names of the columns that tell a stretch of the text."""
    names = table.column_names()
    prefixes = [name.removesuffix("text") for name in names if name.endswith("text")]
    return [prefix for prefix in prefixes if {f"{prefix}start", f"{prefix}end"} <= set(names)]


def _check_spans(check: Check, table: Table, path: Path, texts: Mapping[str, str], prefix: str) -> None:
    names = (f"{prefix}text", f"{prefix}start", f"{prefix}end")
    columns = _columns(path, "doc_id", *names)
    for doc_id, text, start, end in zip(columns["doc_id"], *(columns[name] for name in names), strict=True):
        if (text, start, end) == (None, None, None):
            continue
        check.looked_at += 1
        if None in (start, end) or not 0 <= start < end or texts.get(doc_id, "")[start:end] != text:
            check.fail(f"{table.name}: {doc_id} {start}:{end} {text!r}")


def _columns(path: Path, *names: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = store.read_file(path, names).to_pydict()
    return found


def _keys(out: Path, tables: Iterable[Table]) -> Check:
    import pyarrow.compute as pc

    check = Check("keys are unique")
    for table in tables:
        keys = _plain(store.read(out, table.name, table.key))
        check.looked_at += keys.num_rows
        counted = keys.append_column("n", [[1] * keys.num_rows]).group_by(list(table.key)).aggregate([("n", "sum")])
        for row in counted.filter(pc.greater(counted["n_sum"], 1)).to_pylist():
            check.fail(f"{table.name}: {', '.join(str(row[name]) for name in table.key)} stands {row['n_sum']} times")
    return check


def _plain(table: pa.Table) -> pa.Table:
    import pyarrow as pa

    for i, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type):
            table = table.set_column(i, column.name, table.column(i).cast(pa.string()))
    return table


def _references(out: Path, tables: Iterable[Table]) -> Check:
    import pyarrow.compute as pc

    check = Check("references lead to a row")
    for table in tables:
        for column, other in table.references:
            values = store.read(out, table.name, [column]).column(column).drop_null()
            key = TABLES[other].key[0]
            known = store.read(out, other, [key]).column(key)
            check.looked_at += len(values)
            lost = values.filter(pc.invert(pc.is_in(values, value_set=known.combine_chunks())))
            for value in lost.to_pylist():
                check.fail(f"{table.name}.{column}: {value} is not in {other}")
    return check


def _quotes_hold_together(out: Path) -> Check:
    """What is said of quotes beside the single columns: their sentences, and what they go on."""
    check = Check("a quote's sentences hold its content, cue and source, and what it goes on comes before it")
    spans = [f"{prefix}{end}" for prefix in ("", "cue_", "source_", "sentence_") for end in ("start", "end")]
    for path in store.files(out, "quotes"):
        columns = _columns(path, "quote_id", "doc_id", "seq", "continues", *spans)
        quotes = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        by_id = {quote["quote_id"]: quote for quote in quotes}
        lengths = _lengths(out / "documents" / path.name)
        for quote in quotes:
            check.looked_at += 1
            starts, ends = ([quote[name] for name in spans[k:6:2] if quote[name] is not None] for k in (0, 1))
            inside = quote["sentence_end"] <= lengths.get(quote["doc_id"], quote["sentence_end"])
            if not (inside and 0 <= quote["sentence_start"] <= min(starts) < max(ends) <= quote["sentence_end"]):
                check.fail(f"quotes: {quote['quote_id']} reaches beyond its sentences")
            before = by_id.get(quote["continues"], quote if quote["continues"] else None)
            if before and (before["doc_id"] != quote["doc_id"] or before["seq"] >= quote["seq"]):
                check.fail(f"quotes: {quote['quote_id']} goes on {quote['continues']}, which does not stand before it")
    return check


def _lengths(documents: Path) -> dict[str, int]:
    """Characters of each document of a file; none where that is missing, which another check tells."""
    if not documents.is_file():
        return {}
    columns = _columns(documents, "doc_id", "n_chars")
    return dict(zip(columns["doc_id"], columns["n_chars"], strict=True))


def _numbers_agree(out: Path) -> Check:
    check = Check("lengths, hashes and counts agree with what they count")
    for path in store.files(out, "documents"):
        rows = _columns(path, "doc_id", "text", "n_chars", "content_hash")
        for doc_id, text, n_chars, content_hash in zip(*rows.values(), strict=True):
            check.looked_at += 1
            if len(text) != n_chars or bytes_hash(text.encode()) != content_hash:
                check.fail(f"documents: {doc_id} has another length or hash")
    for table, column in (("quotes", "n_quotes"), ("mentions", "n_mentions")):
        found = Counter(store.read(out, table, ["speaker_id"]).column("speaker_id").to_pylist())
        speakers = store.read(out, "speakers", ["speaker_id", column]).to_pydict()
        for speaker_id, n in zip(*speakers.values(), strict=True):
            check.looked_at += 1
            if found[speaker_id] != n:
                check.fail(f"speakers: {speaker_id} has {column} {n}, but {found[speaker_id]} rows")
    return check


def _nothing_lost(out: Path) -> Check:
    check = Check("documents and errors together are the inputs")
    for path in unreadable(out):
        check.fail(f"{path} is no account of a run: it was cut off, or is none of ours; remove it")
    manifest = latest(out)
    if manifest is None:
        check.fail("no manifest of a complete run; run extract again to its end")
        return check
    documents = set(store.read(out, "documents", ["doc_id"]).column("doc_id").to_pylist())
    failed = store.read(out, "errors", ["doc_id"]).column("doc_id").to_pylist()
    lost = failed.count(None) + len(set(failed) - documents - {None})
    inputs = sum(number for number in map(manifest.get, ("inputs", "kept")) if isinstance(number, int))
    check.looked_at = inputs
    last = latest(out, None) or manifest
    if last != manifest:
        check.fail(f"the last run is {last['status']}, not complete; run it again to its end: {extract_again(out)}")
    if len(documents) + lost != inputs:
        check.fail(f"{len(documents)} documents and {lost} lost to errors, but {inputs} inputs were read or kept")
    return check


def _reconciled(out: Path, tables: Sequence[Table]) -> Iterator[Check]:
    if any(table in RECONCILE_TABLES for table in tables):
        check = Check("the tables of reconcile were made from these tables of extract", len(RECONCILE_TABLES))
        if words := staleness(out):
            check.fail(words)
        yield check
