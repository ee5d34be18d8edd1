"""Word lists, units, currencies and SQL: data, read by the components that need them."""

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


@cache
def read_sql(room: str, name: str) -> str:
    """Return `pipeline/resources/ROOM/NAME.sql` as it is written.

    >>> "FROM quotes" in read_sql("views", "sayings")
    True

    Raises:
        FileNotFoundError: there is no such file.
    """
    return (files(__name__) / room / f"{name}.sql").read_text(encoding="utf8")


@cache
def listed_words(room: str, name: str, *path: str) -> frozenset[str]:
    """Return one list of words: under `path`, a list of strings or one string of words with blanks between them.

    >>> sorted(listed_words("speakers", "grammar", "words", "reflexives"))
    ['herself', 'himself', 'itself', 'themselves']

    Raises:
        KeyError: there is no such list.
    """
    listed: Any = read_lists(room, name)
    for key in path:
        listed = listed[key]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


def verbs_of_saying() -> frozenset[str]:
    """Forms of the plain verbs of saying, one list for all who look at words alone.

    >>> "told" in verbs_of_saying()
    True
    """
    return listed_words("text", "saying", "verbs")
