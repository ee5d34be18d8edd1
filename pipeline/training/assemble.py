"""Put the separately trained parts together into the one pipeline that ships."""

import shutil
from pathlib import Path

import spacy

from pipeline.training.measure import measure
from pipeline.training.model_card import write_card

_ABOUT = {
    "name": "onrecord",
    "version": "0.1.0",
    "description": "English news: tags, morphology, lemmas, dependencies, named entities",
    "author": "the onrecord maintainers",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "Universal Dependencies English Web Treebank", "license": "CC BY-SA 4.0"},
        {
            "name": "GUM, the genres with freely usable texts",
            "license": "texts CC BY, CC BY-SA or public domain",
        },
        {"name": "PolNeAR 1.0.0, train (silver entities and trees; no text is contained)", "license": "none stated"},
    ],
}


def assemble(parse: Path, ner: Path, out: Path) -> None:
    """Write the pipeline made of the parser's components and the recognizer's to `out`, with `out/README.md`.

    The recognizer keeps its own tok2vec, under the name `ner_tok2vec`.
    """
    nlp = spacy.load(parse)
    recognizer = spacy.load(ner)
    for name in ("ner_tok2vec", "ner"):
        nlp.add_pipe(name, source=recognizer)
    # What the second round of training needed is no part of the pipeline.
    nlp.config["initialize"].update(before_init=None)
    nlp.meta.update(_ABOUT)
    nlp.meta["performance"] = {}
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)


def describe(model: Path, work: Path) -> None:
    """Measure the pipeline at `model` on the development files under `work` and write its card beside the weights."""
    nlp = spacy.load(model)
    nlp.meta["performance"] = measure(nlp, work)
    nlp.to_disk(model)
    write_card(nlp.meta, model)
