"""PolNeAR articles."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.training.gum_entities import ner_label

# CoreNLP's one MISC class holds nationalities and parties, but also laws, prizes and languages. A single capitalised
# word is nearly always the former; the rest is left unlabelled.
_SILVER = {"PERSON": "PERSON", "ORG": "ORG"}


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of `train.jsonl.gz` or `dev.jsonl.gz` as they stand in the file."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def silver_label(label: str, text: str) -> str | None:
    """Map a CoreNLP label to ours, None where it is no name.

    >>> silver_label("MISC", "Republican"), silver_label("LOC", "Ohio"), silver_label("MONEY", "$5")
    ('NORP', 'GPE', None)
    """
    if label == "LOC":
        return ner_label("place", text)
    if label == "MISC" and text[:1].isupper() and text.isalpha():
        return "NORP"
    return _SILVER.get(label)
