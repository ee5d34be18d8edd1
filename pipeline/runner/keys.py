"""What tables depend on besides the documents: settings, model, schema and the code that makes them."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from pipeline.annotate import ModelFound, model_digest
from pipeline.schemas import SCHEMA_VERSION
from pipeline.settings import Settings

# Rooms whose code does not change what a document's rows say.
_ELSEWHERE = {
    *("training", "evaluate", "engines", "runner", "ingest", "cli", "reconcile", "report"),
    *("model", "console", "explain", "progress", "show", "summary", "verify", "dictionary"),
    *("inventory", "checks", "untouched", "stale"),
}


def run_key(settings: Settings, model: ModelFound, factory: str) -> str:
    """A hash that changes whenever the same documents could give other tables."""
    parts = (SCHEMA_VERSION, settings.config_sha256(), model.name, model_digest(model.path), code_digest(), factory)
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@cache
def code_digest() -> str:
    """Hash of the code and word lists that make the rows, so that a new version of them does its work anew."""
    package = Path(__file__).parent.parent
    digest = blake2b(digest_size=16)
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if path.is_file() and Path(parts[0]).stem not in _ELSEWHERE and "__pycache__" not in parts:
            digest.update("/".join(parts).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
