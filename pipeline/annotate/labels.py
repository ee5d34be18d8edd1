"""The labels that the heads of the encoder choose from, in the order of their numbers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self

# Names that are none of the others (titles of works, products): learned, so that they are taken for nothing else.
OTHER_NAME = "MISC"
ENTITIES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", OTHER_NAME)
# O, B-PERSON, I-PERSON, B-ORG, …
ENTITY_LABELS = 1 + 2 * len(ENTITIES)


@dataclass(frozen=True, slots=True)
class Labels:
    """Fine-grained tags; "UPOS|Feature=Value|…"; lemma scripts; dependency labels."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    deps: tuple[str, ...]

    def to_json(self) -> str:
        """One line a kind."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=0)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote.

        Raises:
            ValueError: where it is damaged.
            KeyError: where a kind is missing.
        """
        table = json.loads(text)
        return cls(*(tuple(table[kind]) for kind in ("tags", "morphs", "lemmas", "deps")))


def entity_label(name: str, begins: bool) -> int:
    """Number of an entity label.

    >>> entity_label("PERSON", True), entity_label("ORG", False)
    (1, 4)
    """
    return 1 + 2 * ENTITIES.index(name) + (not begins)
