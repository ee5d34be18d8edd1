"""Word lists, units and currencies: data, read by the components that need them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_lists(room: str, name: str) -> dict[str, Any]:
    """Return `pipeline/resources/ROOM/NAME.toml`, read once: nobody may change what is returned.

    >>> read_lists("dates", "lexicon")["months"]["july"]
    7

    Raises:
        FileNotFoundError: there are no such lists.
    """
    return tomllib.loads((files(__name__) / room / f"{name}.toml").read_text(encoding="utf8"))
