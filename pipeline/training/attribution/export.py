"""Weights out of torch into one `.npz`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.quotes.network.features import Vocabulary
from pipeline.training.attribution.nets import Finder, FinderShape
from pipeline.training.attribution.training_loop import forbidden, forbidden_start


def exported(net: Finder, known: Vocabulary, shape: FinderShape) -> dict[str, Any]:
    """The arrays of the file but for the confidence; `signed` completes the settings.

    Matrices are ready to be multiplied from the right, tables are float16.
    """
    arrays: dict[str, Any] = {}
    for name, value in net.state_dict().items():
        if name.startswith("roles.borders."):
            continue  # asked in training only
        array = value.detach().numpy()
        if name.endswith("weight") and array.ndim == 2:
            array = np.ascontiguousarray(array.T)
        arrays[name] = array.astype(np.float16) if array.dtype == np.float32 else array
    arrays["roles.transitions"] = np.maximum((net.roles.transitions + forbidden()).detach().numpy(), -6e4)
    arrays["roles.start"] = np.maximum((net.roles.start + forbidden_start()).detach().numpy(), -6e4)
    for column in ("dep", "tag", "entity", "shape", "lemma"):
        arrays[f"vocabulary.{column}"] = getattr(known, column)
    settings = {
        "encoder": list(shape.encoder),
        "roles": list(shape.roles),
    }
    arrays["settings"] = np.frombuffer(json.dumps(settings, sort_keys=True).encode(), dtype=np.uint8)
    return arrays


def signed(arrays: dict[str, Any], pipeline: str | None) -> dict[str, Any]:
    """The arrays with the fingerprint of the encoder that they were trained with."""
    settings = json.loads(bytes(arrays["settings"]).decode()) | {"pipeline": pipeline}
    return arrays | {"settings": np.frombuffer(json.dumps(settings, sort_keys=True).encode(), dtype=np.uint8)}


def save(path: Path, arrays: dict[str, Any]) -> None:
    """Write the file; the same arrays give the same bytes."""
    np.savez_compressed(path, **{name: arrays[name] for name in sorted(arrays)})
