"""Units and currencies: from a written form to a normalised name or an ISO 4217 code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from pipeline.figures.lexicon import Phrases, table
from pipeline.text.inflection import is_plural, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

UnitKind = Literal["duration", "percent", "measure", "money"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `name` is normalised and singular, an ISO 4217 code for money; `is_word` says how it was written."""

    name: str
    kind: UnitKind
    is_word: bool = True


@cache
def word_units() -> Phrases[Unit]:
    """Units by the lower-cased words that name them, money names among them."""
    phrases: Phrases[Unit] = Phrases()
    for kind, name, forms in _unit_rows():
        for word in forms["words"]:
            phrases.add(word, Unit(name, kind))
            if forms.get("plural", True) and not is_plural(word):
                phrases.add(plural(word), Unit(name, kind))
    for key in ("names", "subunits"):
        for word, name in table("money")[key].items():
            phrases.add(word, Unit(name, "money"))
            if not is_plural(word):
                phrases.add(plural(word), Unit(name, "money"))
    for word, code in _cldr_names().items():
        phrases.add(word, Unit(code, "money"))
    return phrases


def names_unit(lowers: list[str], at: int) -> bool:
    """Whether the word at `at` begins the name of a unit."""
    return word_units().find(lowers, at) is not None


@cache
def symbol_units() -> Phrases[Unit]:
    """Units by the signs and abbreviations that stand for them; here the case counts."""
    phrases: Phrases[Unit] = Phrases()
    for kind, name, forms in _unit_rows():
        for symbol in forms.get("symbols", ()):
            phrases.add(symbol, Unit(name, kind, is_word=False))
    for symbol, name in table("money")["subunit_symbols"].items():
        phrases.add(symbol, Unit(name, "money", is_word=False))
    for symbol, code in table("money")["symbols"].items():
        phrases.add(symbol, Unit(code, "money", is_word=False))
    for code in currency_codes():
        phrases.add(code, Unit(code, "money", is_word=False))
    return phrases


@cache
def currency_signs() -> Phrases[Unit]:
    """What stands before the number: "US$", "£", "EUR"."""
    phrases: Phrases[Unit] = Phrases()
    for symbol, code in table("money")["symbols"].items():
        phrases.add(symbol, Unit(code, "money", is_word=False), backwards=True)
    for code in currency_codes():
        phrases.add(code, Unit(code, "money", is_word=False), backwards=True)
    return phrases


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217 codes that CLDR knows, but for those that are words of their own ("ALL", "TOP", "TRY")."""
    from babel import Locale

    codes = {str(code) for code in Locale("en").currencies}
    codes = {code for code in codes if len(code) == 3 and not code.startswith("X")}
    return frozenset(codes - set(table("money")["codes_that_are_words"]))


def _unit_rows() -> Iterator[tuple[UnitKind, str, dict[str, Any]]]:
    """Kind, name and written forms of every unit of the word list."""
    for kind, units in table("units").items():
        for name, forms in units.items():
            yield cast("UnitKind", kind), name, forms


def _cldr_names() -> dict[str, str]:
    """Full names of currencies, singular and plural, lower-cased, of those that countries use today."""
    from babel import Locale
    from babel.numbers import get_currency_name

    names: dict[str, str] = {}
    for code in sorted(str(code) for code in Locale("en").currencies):
        for count in (1, 2):
            name = get_currency_name(code, count, locale="en").lower()
            if " " in name and "(" not in name:
                names.setdefault(name, code)
    return names
