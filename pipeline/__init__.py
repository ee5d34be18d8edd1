"""onrecord: who said what, how many, and when. News articles in, normalized tables out.

`pipeline.extract(texts)` gives pandas DataFrames, `pipeline.extract_batch(batch)` pyarrow tables;
`pipeline.load(folder)` asks the tables that are written there.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import extract, extract_batch
    from pipeline.loaded import load

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "extract_batch", "load"]


def __getattr__(name: str) -> Any:
    """Load the API when it is first asked for: `onrecord --help` must not wait for it."""
    if name in ("extract", "extract_batch"):
        return getattr(import_module("pipeline.api"), name)
    if name == "load":
        return import_module("pipeline.loaded").load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
