"""The states of the shipped encoder, with which the networks were trained, and a fingerprint of its weights."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.quotes.network.columns import Floats

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ENCODER = "onrecord_encoder"


def take_vectors(doc: Doc) -> Floats | None:
    """The states of the tokens, shape (tokens, width); None where no encoder has read the document."""
    tensor: Any = doc.tensor
    if tensor.ndim != 2 or len(tensor) != len(doc):
        return None
    states: Floats = tensor.astype(np.float32, copy=False)
    return states


def fingerprint(nlp: Language) -> str | None:
    """Hash of the encoder's files: states of other weights mean other things. None where a pipeline has no encoder."""
    if ENCODER not in nlp.pipe_names:
        return None
    component: Any = nlp.get_pipe(ENCODER)
    return digest_of(component.files)


def digest_of(files: dict[str, bytes]) -> str:
    """Hash of files by their names.

    >>> digest_of({"a": b"1"}) == digest_of({"a": b"2"})
    False
    """
    digest = blake2b(digest_size=16)
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name])
    return digest.hexdigest()
