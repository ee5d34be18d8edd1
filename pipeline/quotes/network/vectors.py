"""The token vectors of the shipped pipeline: a component keeps those that the second tok2vec overwrites."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language

from pipeline.quotes.network.columns import Floats

if TYPE_CHECKING:
    from spacy.tokens import Doc

FIRST, SECOND = "tok2vec", "ner_tok2vec"
KEEPER = "onrecord_vectors"
_KEY = "onrecord_vectors"


class VectorKeeper:
    """The component behind `tok2vec`: keeps `doc.tensor` where the second `tok2vec` does not reach it."""

    def __call__(self, doc: Doc) -> Doc:
        """Keep the vectors of one `Doc` until the quotes component has read them."""
        doc.user_data[_KEY] = doc.tensor
        return doc


@Language.factory(KEEPER)
def create(nlp: Language, name: str) -> VectorKeeper:
    """Make the component; it belongs right behind `tok2vec`."""
    return VectorKeeper()


def keep_vectors(nlp: Language) -> None:
    """Put the keeper into a pipeline that has both layers; others stay as they are."""
    if FIRST in nlp.pipe_names and SECOND in nlp.pipe_names and KEEPER not in nlp.pipe_names:
        nlp.add_pipe(KEEPER, after=FIRST)


def take_vectors(doc: Doc) -> Floats | None:
    """The kept vectors beside those of the recognizer, shape (tokens, both widths); None where none were kept.

    They are removed from the `Doc`, so that nobody serializes them.
    """
    kept = doc.user_data.pop(_KEY, None)
    if kept is None or len(kept) != len(doc) or len(doc.tensor) != len(doc):
        return None
    return np.concatenate([kept, doc.tensor], axis=1).astype(np.float32, copy=False)


def fingerprint(nlp: Language) -> str | None:
    """Hash of the weights of both layers: vectors of other weights mean other things. None where a layer is missing."""
    digest = blake2b(digest_size=16)
    for name in (FIRST, SECOND):
        if name not in nlp.pipe_names:
            return None
        layer: Any = nlp.get_pipe(name)
        for node in layer.model.walk():
            for parameter in sorted(node.param_names):
                if node.has_param(parameter):
                    digest.update(np.ascontiguousarray(node.get_param(parameter)).tobytes())
    return digest.hexdigest()
