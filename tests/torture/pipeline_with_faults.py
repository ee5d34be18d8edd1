"""A spaCy pipeline without weights, in which a component does what an article's text tells it to."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extraction.extractor import Extractor, make_extractor
from pipeline.settings import Settings

FACTORY = f"{__name__}:make"


def _raise(error: Exception) -> None:
    raise error


def _recurse(depth: int = 0) -> int:
    return _recurse(depth + 1) + 1


FAULTS: dict[str, Callable[[], object]] = {
    "TORTURE killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "TORTURE segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "TORTURE exit": lambda: os._exit(0),
    "TORTURE hang": lambda: time.sleep(3600),
    "TORTURE loop in C": lambda: sum(range(10**13)),
    "TORTURE raise": lambda: _raise(ValueError("it is a trap")),
    "TORTURE memory": lambda: bytearray(1 << 60),
    "TORTURE recursion": _recurse,
}


@Language.component("torture_faults")
def obey(doc: Doc) -> Doc:
    """Do what the beginning of the text says."""
    for word, fault in FAULTS.items():
        if doc.text.startswith(word):
            fault()
    return doc


@Language.component("torture_parse")
def parse(doc: Doc) -> Doc:
    """Hang all words of a sentence on its first one.

    Without heads, spaCy 3.8 crashes over `token.subtree` in texts with certain abbreviations.
    """
    heads, start = [], 0
    for token in doc:
        heads.append(start)
        if token.text in ".?!":
            start = token.i + 1
    offsets = np.array([[head - i, doc.vocab.strings.add("dep")] for i, head in enumerate(heads)]).reshape(-1, 2)
    return doc.from_array(["HEAD", "DEP"], offsets.astype("uint64")) if len(doc) else doc


def save_pipeline(folder: Path, *, faults: bool = False, parse: bool = False) -> Path:
    """A pipeline that loads in no time and has all names that onrecord asks for."""
    nlp = spacy.blank("en")
    nlp.add_pipe("torture_faults" if faults else "sentencizer", name="tagger")
    nlp.add_pipe("torture_parse" if parse else "sentencizer", name="parser")
    nlp.add_pipe("sentencizer", name="ner")
    nlp.to_disk(folder)
    return folder


def make(settings: Settings) -> Extractor:
    """The extractor of the product; importing this module is what makes the component known."""
    return make_extractor(settings)
