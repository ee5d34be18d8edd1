"""Trained weights as the spaCy pipeline that ships."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from pipeline.annotate.encoder import GRAPH, LABELS, LEMMAS, NAME, PIECES, RELATIONS, EncoderComponent
from pipeline.annotate.labels import Labels
from pipeline.training.encoder.graph import write_graph
from pipeline.training.encoder.net import Encoder, Heads


def graph_of(encoder: Encoder, heads: Heads, *, quantized: bool = True) -> bytes:
    """The bytes of the graph of both."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / GRAPH
        write_graph(encoder, heads, file, quantized=quantized)
        return file.read_bytes()


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What the component knows of words beside its weights: labels, word pieces (their file's text), lemmas by tag."""

    labels: Labels
    pieces: str
    lemmas: dict[str, dict[str, str]]


def files_of(encoder: Encoder, heads: Heads, known: KnownWords, *, quantized: bool = True) -> dict[str, bytes]:
    """The contents of the component's folder."""
    relations = BytesIO()
    last = heads.relations
    np.savez(relations, weight=last.weight.detach().numpy().T, bias=last.bias.detach().numpy())
    return {
        GRAPH: graph_of(encoder, heads, quantized=quantized),
        PIECES: known.pieces.encode(),
        LABELS: known.labels.to_json().encode(),
        LEMMAS: json.dumps(known.lemmas, ensure_ascii=False, sort_keys=True).encode(),
        RELATIONS: relations.getvalue(),
    }


def pipeline_of(files: dict[str, bytes]) -> Language:
    """An English pipeline with the encoder alone."""
    nlp = spacy.blank("en")
    component = nlp.add_pipe(NAME)
    assert isinstance(component, EncoderComponent)
    component.filled(files)
    return nlp


def write_pipeline(nlp: Language, out: Path) -> None:
    """Write it anew."""
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
