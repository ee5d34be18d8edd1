"""PolNeAR articles."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of `train.jsonl.gz` or `dev.jsonl.gz` as they stand in the file."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
