"""What the weights stand on beside the articles: word lists and the rules, whose digests lie in a file beside them.

The lists' digests are checked when the weights are loaded: other lists than those of the training mean other features,
with which the networks would quietly find less. The rules are code; that they find in the sample corpus what they found
in the training is a matter for a test (`pipeline.training.attribution.inputs` makes their digests).
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.quotes.network.classes import cue_classes, digest
from pipeline.quotes.network.senses import senses

# The lists that training writes or reads, by their files under `pipeline/resources/quotes`.
CUES, SENSES = "network_cues.toml", "senses.toml"


class OtherListsError(ValueError):
    """The word lists are not those that the weights were trained on."""


def inputs_file(weights: Path) -> Path:
    """Where the digests of some weights lie.

    >>> inputs_file(Path("model/attribution.npz")).name
    'attribution.inputs.json'
    """
    return weights.with_suffix(".inputs.json")


def list_digests() -> dict[str, str]:
    """Digests of what the networks read from each list, which comments and layout do not change."""
    table = senses()
    return {CUES: digest([cue_classes()]), SENSES: digest([*table.words, table.tags])}


def check_lists(weights: Path) -> None:
    """See that the lists are those of the training.

    Raises:
        OtherListsError: where one is not, or where nothing beside the weights says what they were trained on.
    """
    file = inputs_file(weights)
    if not file.is_file():
        raise OtherListsError(
            f"{file} is missing, which says what {weights.name} was trained on: restore it, or train anew (make model)"
        )
    trained = json.loads(file.read_text(encoding="utf8"))["lists"]
    other = [name for name, own in list_digests().items() if trained.get(name) != own]
    if other:
        raise OtherListsError(
            f"{' and '.join(other)} in pipeline/resources/quotes changed since {weights} was trained, which reads it: "
            "restore it, or train anew (make model)"
        )
