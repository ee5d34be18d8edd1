"""The model card: encoder, data, licences and measured scores, written beside the weights."""

from pathlib import Path
from typing import Any

ABOUT = {
    "name": "onrecord",
    "version": "0.2.0",
    "description": "English news: tags, morphology, lemmas, dependencies, sentences, names",
    "author": "the onrecord maintainers",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "all-MiniLM-L6-v2 (sentence-transformers), the encoder that training begins with",
            "license": "Apache 2.0",
        },
        {"name": "Universal Dependencies English Web Treebank", "license": "CC BY-SA 4.0"},
        {"name": "GUM, the genres with freely usable texts", "license": "texts CC BY, CC BY-SA or public domain"},
        {
            "name": "CoNLL++ (CoNLL-2003 English, labels corrected), train",
            "license": "labels Apache 2.0; no text is contained",
        },
        {"name": "Universal NER, EWT dev", "license": "CC BY-SA 4.0"},
        {"name": "PolNeAR 1.0.0, train (attributions)", "license": "none stated; no text is contained"},
    ],
}

_TEMPLATE = """# {lang}_{name} {version}

{description}. The spaCy pipeline that ships with onrecord: one component, `{components}`.

## Encoder, data and licences
{sources}

Made with `make model`. The first {layers} of six layers of the encoder are trained further, end to end: first with
heads for tags, morphology, lemmas, sentence starts, trees (biaffine) and names on the treebanks and the corpora of
names, then together with the networks that find attributions. The table of word pieces stays as it was pretrained. All
names are annotated by hand. `lemmas.json` lists forms and lemmas of the treebanks. The treebanks' share-alike licence
is carried on: {license}.

What ships computes with eight bits (onnxruntime). The same article gives the same bytes on the same kind of processor;
other processors add up in another order, by which a score may differ in its last digits.

## Scores
On the development parts, from raw text with our own tokenization.

| | tags | lemmas | UAS | LAS | sentences F1 |
|---|---|---|---|---|---|
{parse_rows}

| names | P | R | F1 |
|---|---|---|---|
| GUM dev (by hand, six kinds) | {gum_ents_p} | {gum_ents_r} | {gum_ents_f} |

| names, F1 | persons | organisations | places |
|---|---|---|---|
| CoNLL++ dev, in its own tokens | {reuters_PER} | {reuters_ORG} | {reuters_LOC} |

Size on disk: {size:.1f} MB. Speed: {speed:,} words a second in one process on the machine that trained it.

## Attributions
`attribution.npz` holds the networks that find attributions (cue, content, source), trained together with the encoder on
the attributions that PolNeAR train has by hand. They fit no other pipeline. They also read two word lists and what the
rules of `pipeline/quotes` find: `attribution.inputs.json` has digests of these. The weights refuse other lists; where
rules change, training again gives other weights. How well they do stands in the project's `docs/quality.md`.

## Labels
Dependencies: Universal Dependencies, with spaCy's usual English names where both mean the same (`dobj`, `nsubjpass`,
`poss`, `prt`, `relcl`, `ROOT`, …); `obl`, `nmod`, `case` and `cop` stay as they are. Names: PERSON, ORG, GPE, LOC,
NORP, EVENT.
"""

_BANKS = {"ewt": "English Web Treebank dev", "gum": "GUM dev"}
_PARSE = ("tag_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def write_card(meta: dict[str, Any], model: Path, layers: int) -> None:
    """Write `README.md` into the model's folder from the scores in `meta["performance"]`."""
    scores = meta["performance"]
    (model / "README.md").write_text(
        _TEMPLATE.format(
            **{key: meta[key] for key in ("lang", "name", "version", "description", "license")},
            **{name: f"{100 * score:.1f}" for name, score in scores.items() if name != "words_per_second"},
            components=", ".join(meta["pipeline"]),
            layers=("no", "one", "two", "three", "four", "five", "six")[layers],
            sources="\n".join(f"- {source['name']}: {source['license']}" for source in meta["sources"]),
            parse_rows="\n".join(_row(name, scores, bank) for bank, name in _BANKS.items()),
            speed=scores["words_per_second"],
            size=sum(file.stat().st_size for file in model.rglob("*") if file.is_file()) / 1e6,
        ),
        encoding="utf8",
    )


def _row(name: str, scores: dict[str, float], bank: str) -> str:
    return f"| {name} | " + " | ".join(f"{100 * scores[f'{bank}_{column}']:.1f}" for column in _PARSE) + " |"
