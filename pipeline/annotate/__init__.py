"""Load a spaCy pipeline, put our components on it, and run it over documents."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from pipeline.components import COMPONENTS, NAMES
from pipeline.factories import missing_from
from pipeline.text.layout import keep_lines
from pipeline.text.reading import Window, read
from pipeline.text.tokens import make_doc
from pipeline.text.windows import windows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.article import Article

PARAGRAPHS, ENCODER = "onrecord_paragraphs", "onrecord_encoder"
_NEEDED = ("tagger", "parser", "ner")
_SHIPPED = "en_onrecord"
_BATCH = 32  # documents in one memory zone …
_BATCH_CHARS = 50_000  # … and their characters: the models need some 25 kB a token while they run


class ModelError(ValueError):
    """The spaCy pipeline cannot be found or lacks something we need."""


@dataclass(frozen=True, slots=True)
class ModelFound:
    """A spaCy pipeline on disk: its folder, and the name and version that its `meta.json` gives."""

    path: Path
    name: str


def find_model(model: str | Path | None = None) -> ModelFound:
    """Find a spaCy pipeline by name or path, the one that ships with onrecord for None, without importing spaCy.

    The environment variable ONRECORD_MODEL stands in for None.

    Raises:
        ModelError: where there is none.
    """
    wanted = model or os.environ.get("ONRECORD_MODEL") or None
    for folder in _candidates(wanted):
        # An installed package keeps its data one folder deeper, under its name and version.
        for meta in (folder / "meta.json", *sorted(folder.glob("*-*/meta.json"))):
            if meta.is_file() and (meta.parent / "config.cfg").is_file():
                return ModelFound(meta.parent, _full_name(meta))
    if wanted is None:
        raise ModelError("the model that ships with onrecord is not there; make it with `make model`, or name another")
    raise ModelError(
        f"no spaCy pipeline {str(wanted)!r}: it is no folder with a config.cfg and no installed package; "
        f"install it (python -m spacy download {wanted}) or give the path of its folder"
    )


def _full_name(meta: Path) -> str:
    try:
        about = json.loads(meta.read_text(encoding="utf8"))
        return f"{about['lang']}_{about['name']}-{about['version']}"
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(meta.parent, f"meta.json: {type(error).__name__}: {error}") from error


def _damaged(folder: Path, why: str) -> ModelError:
    one_line = " ".join(why.split())
    return ModelError(
        f"{folder} cannot be loaded as a spaCy pipeline ({one_line}); "
        "install or copy it anew, or name another with --model"
    )


def _candidates(wanted: str | Path | None) -> list[Path]:
    here = Path(__file__).parents[1]
    if wanted is None:
        return [here / "model", here.parent / "models" / _SHIPPED]
    folders = [Path(wanted)]
    if str(wanted).isidentifier() and (spec := find_spec(str(wanted))) and spec.origin:
        folders.append(Path(spec.origin).parent)
    return folders


def model_digest(path: Path) -> str:
    """Hash of all files of a model, so that tables made with other weights are made anew."""
    digest = blake2b(digest_size=16)
    for file in sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts):
        digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()


def load(model: str | Path | None = None, components: Sequence[str] = NAMES) -> Language:
    """Load the spaCy pipeline `model` (see `find_model`) and put our components on it.

    Raises:
        ModelError: where it is not found, cannot be loaded, has no tagger, parser or entity recognizer, or was trained
            on other word lists.
    """
    import spacy

    found = find_model(model)
    _register(components)
    try:
        nlp = spacy.load(found.path)
    except Exception as error:  # spaCy and its plugins raise many kinds
        raise _damaged(found.path, f"{type(error).__name__}: {error}") from error
    if missing := missing_from(nlp, _NEEDED):
        raise ModelError(f"{found.name} has no {' and no '.join(missing)}; take a pipeline with {', '.join(_NEEDED)}")
    nlp.add_pipe(PARAGRAPHS, before=next(name for name in nlp.pipe_names if name in ("parser", ENCODER)))
    _add(nlp, components, found.path)
    return nlp


def _add(nlp: Language, components: Sequence[str], folder: Path) -> None:
    from pipeline.quotes.network.inputs import OtherListsError

    for name in components:
        try:
            nlp.add_pipe(name)
        except OtherListsError as error:
            raise ModelError(str(error)) from error
        except (OSError, BadZipFile, KeyError, ValueError) as error:  # it reads weights that lie in the model's folder
            raise _damaged(folder, f"{name}: {type(error).__name__}: {error}") from error


def _register(components: Sequence[str]) -> None:
    """Import the modules of the factories; entry points do this only where the project is installed."""
    import_module("pipeline.text.paragraphs")
    import_module("pipeline.annotate.encoder")
    for component in COMPONENTS:
        if component.name in components:
            import_module(f"pipeline.{component.room}.component")


def annotate(
    nlp: Language, documents: Iterable[Article], window_chars: int = 50_000
) -> Iterator[tuple[Article, Window, Doc]]:
    """Yield every document as annotated `Doc`s: (article, the window of its reading, `Doc`).

    What is annotated is the reading of a document (`pipeline.text.reading`); the window knows the way back to its text.
    A document longer than `window_chars` gives several, cut at paragraph borders; others give one, with offset 0.
    A `Doc` lives in a memory zone until the next batch is begun: take from it what you need before you go on.
    """
    batch: list[tuple[Article, Window, int]] = []
    chars = 0
    for article in documents:
        reading = read(article.text)
        for start, end in windows(reading.text, window_chars):
            if batch and (len(batch) >= _BATCH or chars + end - start > _BATCH_CHARS):
                yield from _annotate_batch(nlp, batch)
                batch, chars = [], 0
            batch.append((article, Window(reading, start), end))
            chars += end - start
    if batch:
        yield from _annotate_batch(nlp, batch)


def doc_of(nlp: Language, article: Article, reading: str | None = None) -> Doc:
    """The tokens of an article's reading, or of a stretch of it, with what the components ask of it besides."""
    from pipeline.factories import register_attributes

    register_attributes("published", *(component.attribute for component in COMPONENTS))
    doc = keep_lines(make_doc(nlp, read(article.text).text if reading is None else reading))
    doc._.published = article.published
    return doc


def _annotate_batch(nlp: Language, batch: list[tuple[Article, Window, int]]) -> Iterator[tuple[Article, Window, Doc]]:
    with nlp.memory_zone():
        docs = [doc_of(nlp, article, window.reading.text[window.offset : end]) for article, window, end in batch]
        for (article, window, _), doc in zip(batch, nlp.pipe(docs), strict=True):
            yield article, window, doc
