"""A spaCy pipeline with all that we need of one, small and untrained: what it says means nothing, but it runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

_LABELS = {"tagger": ("NN", "VBD"), "parser": ("nsubj", "ROOT", "dep"), "ner": ("PERSON",)}


def tiny_pipeline(*without: str) -> Language:
    """A new pipeline, without some of its components if that is asked for."""
    nlp = spacy.blank("en")
    for name, labels in _LABELS.items():
        if name not in without:
            pipe = nlp.add_pipe(name)
            for label in labels:
                pipe.add_label(label)
    nlp.initialize()
    return nlp


@cache
def _bytes() -> bytes:
    return tiny_pipeline().to_bytes()


def tiny_model(folder: Path, *without: str) -> Path:
    """The same on disk."""
    nlp = tiny_pipeline(*without)
    if not without:
        nlp.from_bytes(_bytes())
    nlp.to_disk(folder)
    return folder
