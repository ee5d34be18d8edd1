"""What tables depend on besides the documents: settings, model, schema and the code that makes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from pipeline.annotate import ModelFound, model_digest
from pipeline.components import COMPONENTS
from pipeline.settings import Settings
from pipeline.tables.schemas import SCHEMA_VERSION

# What decides what a document's rows say: the rooms and modules that the extractor and the components import, and the
# word lists of the same names. A test walks those imports and fails where this says too little or too much.
MAKES_ROWS = (
    *(component.room for component in COMPONENTS),
    "annotate", "article", "components", "extraction", "factories", "resources", "settings", "tables/__init__",
    "tables/ids", "tables/schemas", "tables/store", "text",
)  # fmt: skip


def run_key(settings: Settings, model: ModelFound, factory: str) -> str:
    """A hash that changes whenever the same documents could give other tables."""
    code = code_digest(Path(__file__).parent.parent)
    parts = (SCHEMA_VERSION, settings.config_sha256(), model.name, model_digest(model.path), code, factory)
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@cache
def code_digest(package: Path) -> str:
    """Hash of the code and word lists that make the rows, so that a new version of them does its work anew."""
    digest = blake2b(digest_size=16)
    for file in sorted(file for name in MAKES_ROWS for file in _files(package, name)):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(package: Path, name: str) -> Iterator[Path]:
    """The code of a room or module, and its word lists: of `resources` itself the code only."""
    folder = package / name
    yield from folder.rglob("*.py")
    yield from folder.parent.glob(f"{folder.name}.py")
    yield from (file for file in (package / "resources" / name).rglob("*.*") if file.suffix != ".pyc")
