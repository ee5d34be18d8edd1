"""The files of a shard, of what workers have made and of rows that stand already; its inventory is written last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.run.article_refs import ArticleRefs
from pipeline.run.existing import made_of
from pipeline.run.extract_units import read_part
from pipeline.run.output import Output
from pipeline.run.plan import ShardPlan, TakenOver
from pipeline.run.spool import order_of, read_articles
from pipeline.tables import store
from pipeline.tables.inventory import INVENTORIES, RECONCILE, FileFacts, Inventory
from pipeline.tables.schemas import DOCUMENTS, ERRORS, EXTRACT_TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

_INVENTORIES = INVENTORIES.partition("/")[2]


class Publisher:
    """Writes shards into their place, one file of every table each; `rows` counts what it wrote."""

    def __init__(self, output: Output, spool: Path, run_key: str, metadata: Mapping[str, str]) -> None:
        self._output, self._spool, self._key, self._metadata = output, spool, run_key, metadata
        self.rows: Counter[str] = Counter()

    def publish_parts(self, plan: ShardPlan, parts: Sequence[Path]) -> None:
        """Write a shard from the results of its units."""
        self.publish(plan, [read_part(part) for part in parts])

    def publish(self, plan: ShardPlan, results: Sequence[Mapping[str, pa.Table]]) -> None:
        """Write a shard from results and from the rows that it takes over."""
        taken_over = [_RowsTakenOver(self._output, taken, self._spool) for taken in plan.taken]
        files = {}
        for table in EXTRACT_TABLES:
            rows = [*(result[table.name] for result in results), *(one.rows(table) for one in taken_over)]
            whole = store.concat(table, rows, self._metadata)
            files[table.name] = self._put(table, plan.shard.file_name, whole)
        self._write_inventory(plan.shard.file_name, files, made_of(self._key, ArticleRefs.of(plan.shard.refs)))

    def publish_problems(self, table: pa.Table, file_name: str) -> None:
        """Write what was met in reading."""
        self._write_inventory(file_name, {ERRORS.name: self._put(ERRORS, file_name, table)}, {})

    def _put(self, table: Table, file_name: str, whole: pa.Table) -> FileFacts:
        self.rows[table.name] += whole.num_rows
        return self._output.put(table.name, file_name, whole)

    def _write_inventory(self, file_name: str, files: Mapping[str, FileFacts], made: Mapping[str, str]) -> None:
        inventory = Inventory({f"{table}/{file_name}": facts for table, facts in files.items()}, made)
        self._output.put_json(f"{_INVENTORIES}/{Path(file_name).stem}.json", inventory.to_json())


class _RowsTakenOver:
    """What a shard takes over from the files of another, or of its own earlier state."""

    def __init__(self, output: Output, taken: TakenOver, spool: Path) -> None:
        self._output, self._taken = output, taken
        orders = set(taken.refs.orders.tolist())
        read = [self._read(table, ["doc_id"]).column("doc_id").to_pylist() for table in (DOCUMENTS, ERRORS)]
        self._doc_ids = [doc_id for doc_id in {*read[0], *read[1]} if doc_id is not None and order_of(doc_id) in orders]
        moved = read_articles(spool, [(ref.offset, ref.length) for ref in taken.moved])
        self._sources = {article.doc_id: article.source for article in moved}

    def rows(self, table: Table) -> pa.Table:
        """The rows of one table, those of articles that moved with the place where they stand now."""
        import pyarrow as pa
        import pyarrow.compute as pc

        found = self._read(table)
        found = found.filter(pc.is_in(found["doc_id"], value_set=pa.array(self._doc_ids, pa.string())))
        if "source" in found.column_names and self._sources:
            pairs = zip(found["doc_id"].to_pylist(), found["source"].to_pylist(), strict=True)
            sources = pa.array([self._sources.get(doc_id, source) for doc_id, source in pairs], pa.string())
            found = found.set_column(found.column_names.index("source"), "source", sources)
        return store.conform(table, found)

    def _read(self, table: Table, columns: Sequence[str] | None = None) -> pa.Table:
        import pyarrow.parquet as pq

        stream = BytesIO(self._output.load(table.name, self._taken.file_name))
        return pq.ParquetFile(stream).read(columns)


def remove_others(output: Output, keep: Iterable[tuple[str, str]], inventories: Iterable[str]) -> int:
    """Remove the files of the extracted tables that are not among the (table, file name) pairs; return how many.

    `inventories` are those that stood when the run began; those of such files go too.
    """
    files = {*keep}
    stems = {Path(name).stem for _, name in files}
    # An inventory first: files without one are removed by the next run, one without files would be missed by it.
    for name in inventories:
        if name not in stems and name != RECONCILE:
            output.remove_inventory(name)
    removed = 0
    for table in EXTRACT_TABLES:
        for name in output.sizes(table.name):
            if (table.name, name) not in files:
                output.remove(table.name, name)
                removed += 1
    return removed
