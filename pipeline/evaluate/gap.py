"""The passages of GAP, each with one pronoun and two names that it may mean."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GapPassage:
    """A passage: where its pronoun stands, and for each of two names its span and whether the pronoun means it."""

    name: str
    text: str
    pronoun: int
    names: tuple[tuple[int, int, bool], tuple[int, int, bool]]


def read_gap(path: Path) -> Iterator[GapPassage]:
    """Yield the passages of a file of GAP (tab-separated, with or without gzip)."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t"):
        a, b = (_name(row, which) for which in "AB")
        yield GapPassage(row["ID"], row["Text"], int(row["Pronoun-offset"]), (a, b))


def _name(row: dict[str, str], which: str) -> tuple[int, int, bool]:
    start = int(row[f"{which}-offset"])
    return start, start + len(row[which]), row[f"{which}-coref"] == "TRUE"
