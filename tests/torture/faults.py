"""Twenty inputs that do harm among a thousand: exactly those are in the errors, or usable; all others are untouched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES
from pipeline.tables.verify import all_hold, verify
from tests.torture.corpus import articles, write
from tests.torture.pipeline_with_faults import FAULTS, save_pipeline
from tests.torture.runs import Run, strays

# What the errors say of each that the component obeys to.
OBEYED = {
    **dict.fromkeys(("TORTURE killed", "TORTURE segfault", "TORTURE exit"), "worker_died"),
    **dict.fromkeys(("TORTURE hang", "TORTURE loop in C"), "timed_out"),
    "TORTURE raise": "ValueError",
    "TORTURE memory": "MemoryError",
    "TORTURE recursion": "RecursionError",
}
# What errors say of articles that were read.
_READ = {None, "lone_surrogates", *OBEYED.values()}


def hostile_texts(size: int) -> dict[str, str]:
    """Texts that are legal and unkind; all must become rows of `documents`. `size` is that of the largest."""
    return {
        "one-word": "rain" * (size // 4),
        "one-word-again-and-again": "rain " * (size // 50),
        "nuls": "It rained.\0\0\0 The river rose.\0",
        "surrogates": "It rained \ud800 and \udfff rained.",
        "quotation-marks": '"' * (size // 100),
        "open-quotations": '"We said “he said ' * (size // 2000),
        "brackets": "(" * (size // 100) + "rain" + ")" * (size // 100),
        "digits": "1" * (size // 100),
        "numbers": "1,234.5 million and " * (size // 2000),
        "line-breaks": "rain\n" * (size // 100),
        "combining": "e\u0301\u0302\u0303" * (size // 400),
        "directions": "\u202e\u2066rain\u200b\ufeff " * (size // 2000),
    }


def plant(folder: Path, size: int, n: int, obeyed: Mapping[str, str]) -> Mapping[str, str | None]:
    """Write the articles and what harms among them; the error that each is to give, None where it is to be usable."""
    expected: dict[str, str | None] = {}
    lines: list[str] = [json.dumps(article) for article in articles(n)]
    for i, (word, error) in enumerate(obeyed.items()):
        lines.insert(i * n // 10, json.dumps({"id": f"obeyed-{i}", "text": f"{word}. It rained."}))
        expected[f"obeyed-{i}"] = error
    for i, (name, text) in enumerate(hostile_texts(size).items()):
        lines.insert(i * n // 13 + 5, json.dumps({"id": name, "text": text}))
        expected[name] = "lone_surrogates" if name == "surrogates" else None
    folder.mkdir()
    (folder / "articles.jsonl").write_text("\n".join(lines))
    (folder / "deep.html").write_text("<div>" * (size // 100) + "<p>It rained." + "</div>" * (size // 100))
    (folder / "nested.jsonl").write_text('{"text": "a", "x": ' + "[" * (size // 100))
    (folder / "binary.txt").write_bytes(b"\x89PNG\0\1\2")
    (folder / "broken.parquet").write_bytes(b"PAR1" + bytes(1000))
    (folder / "away.txt").symlink_to("/etc/hosts")
    expected |= {
        "deep.html": "no_article",
        "nested.jsonl:1": "bad_json",
        "binary.txt": "not_text",
        "broken.parquet": "bad_parquet",
        "away.txt": "outside_folder",
    }
    return expected


def faults(folder: Path, n: int, size: int, settings: Mapping[str, Any], obeyed: Mapping[str, str] = OBEYED) -> str:
    """Run with and without what harms and compare.

    Raises:
        AssertionError: where another row than theirs differs, or one of them is not where it belongs.
    """
    assert set(obeyed) <= set(FAULTS)
    model = save_pipeline(folder / "model", faults=True)
    write(articles(n), folder / "clean" / "articles.jsonl")
    clean = Run([folder / "clean"], folder / "without", model, settings).finish()
    expected = plant(folder / "planted", size, n, obeyed)
    _compare(Run([folder / "planted"], folder / "with", model, settings).finish(), clean, expected)
    return f"{n} articles with {len(expected)} that do harm: {_told(expected)}; all other rows as without them"


def _compare(out: Path, clean: Path, expected: Mapping[str, str | None]) -> None:
    assert not strays(out) and all_hold(verify(out))
    errors = store.read(out, "errors").to_pylist()
    found = {row["doc_id"] or row["source"]: row["error"] for row in errors}
    assert found == {key: error for key, error in expected.items() if error}, found
    assert len(errors) == len(found)
    documents = set(store.read(out, "documents", ["doc_id"]).column("doc_id").to_pylist())
    planted = set(expected)
    read = {key for key, error in expected.items() if error in _READ}  # whatever becomes of what is looked for in them
    assert read <= documents and not documents & (planted - read)
    for table in EXTRACT_TABLES:
        if table.name != "errors":
            left = _rows(out, table.name)
            others = left.filter(pc.invert(pc.is_in(left["doc_id"], pa.array(list(planted), pa.string()))))
            assert _same(others, _rows(clean, table.name), table.sort), table.name


def _rows(out: Path, table: str) -> pa.Table:
    return pa.concat_tables([store.read(out, table)]).unify_dictionaries()


def _same(one: pa.Table, other: pa.Table, sort: tuple[str, ...]) -> bool:
    """Row for row, leaving aside where an article stood in its file and which file of the tables holds it."""
    one, other = ([{**row, "source": None} for row in table.to_pylist()] for table in (one, other))
    return sorted(map(repr, one)) == sorted(map(repr, other))


def _told(expected: Mapping[str, str | None]) -> str:
    named = sum(error is not None for error in expected.values())
    return f"{named} in errors under their names, {len(expected) - named} without an error, all in documents"


def torture(folder: Path) -> str:
    """A thousand articles, 25 of them harmful, and 10 MB of one word."""
    return faults(folder, 1000, 10_000_000, {"workers": 2, "timeout": 20})
