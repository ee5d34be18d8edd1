"""The model card: data, licences and measured scores, written beside the weights."""

from pathlib import Path
from typing import Any

_TEMPLATE = """# {lang}_{name} {version}

{description}. The spaCy pipeline that ships with onrecord: {components}.

## Data and licences
{sources}

Made with `make model`. Entities: persons, organisations, places and events of GUM are annotated by hand; those of
PolNeAR come from another program (silver), and so do most training examples of the recognizer. The parser has learned
from the treebanks, then from the treebanks and the trees that a larger parser of ours, trained on the same treebanks,
finds in PolNeAR train (`pipeline/training/teacher`). No text of any corpus is contained in the weights' folder. The
treebanks' share-alike licence is carried on: {license}.

## Scores
On the development parts, from raw text with our own tokenization.

| | tags | lemmas | UAS | LAS | sentences F1 |
|---|---|---|---|---|---|
{parse_rows}

| entities | P | R | F1 |
|---|---|---|---|
{entity_rows}

Size on disk: {size:.1f} MB. Speed: {speed:,} words a second in one process on the machine that trained it.

## Attributions
`attribution.npz` holds the networks that find attributions (cue, content, source), trained on the attributions that
PolNeAR train has by hand, on top of this pipeline's token vectors. They fit no other pipeline. They also
read two word lists and what the rules of `pipeline/quotes` find: `attribution.inputs.json` has digests of these. The
weights refuse other lists; where rules change, training again gives other weights. How well they do stands in the
project's `docs/quality.md`.

## Labels
Dependencies: Universal Dependencies, with spaCy's usual English names where both mean the same (`dobj`, `nsubjpass`,
`poss`, `prt`, `relcl`, `ROOT`, …); `obl`, `nmod`, `case` and `cop` stay as they are.
"""

_BANKS = {"ewt": "English Web Treebank dev", "gum": "GUM dev"}
_ENTITIES = {"gum": "GUM dev (by hand)", "silver": "PolNeAR dev (silver)"}


def write_card(meta: dict[str, Any], model: Path) -> None:
    """Write `README.md` into the model's folder from the scores in `meta["performance"]`."""
    scores = meta["performance"]
    (model / "README.md").write_text(
        _TEMPLATE.format(
            **{key: meta[key] for key in ("lang", "name", "version", "description", "license")},
            components=", ".join(meta["pipeline"]),
            sources="\n".join(f"- {source['name']}: {source['license']}" for source in meta["sources"]),
            parse_rows="\n".join(_row(name, scores, bank, _PARSE) for bank, name in _BANKS.items()),
            entity_rows="\n".join(_row(name, scores, part, _ENTS) for part, name in _ENTITIES.items()),
            speed=scores["words_per_second"],
            size=sum(file.stat().st_size for file in model.rglob("*") if file.is_file()) / 1e6,
        ),
        encoding="utf8",
    )


_PARSE = ("tag_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
_ENTS = ("ents_p", "ents_r", "ents_f")


def _row(name: str, scores: dict[str, float], part: str, columns: tuple[str, ...]) -> str:
    cells = (f"{100 * scores[f'{part}_{column}']:.1f}" for column in columns)
    return f"| {name} | " + " | ".join(cells) + " |"
