"""What stands in and around a number, or another stretch of the text, as the rows of `refusals.py` ask for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.figures.nouns import noun_phrase_after
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.temperatures import degrees_at
from pipeline.figures.unitnames import names_unit, symbol_units, word_units
from pipeline.text.inflection import is_plural
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.written import Number
from pipeline.text.terms import yes_no
from pipeline.text.words import NUMBER, WORD

VALUES = frozenset(("value", "scale", "place", "form", "kind"))
_NUMERIC_LABELS = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE", "TIME", "ORDINAL"})
_NEAR = 40  # pieces


@dataclass(frozen=True, slots=True)
class Around:
    """The pieces from `first` to `last`, exclusive; `number` is what was read there, `kind` the kind of its figure."""

    prepared: PreparedDoc
    first: int
    last: int
    number: Number | None = None
    kind: str = ""

    @property
    def values(self) -> Mapping[str, Any]:
        """What a row may compare."""
        told = {name: getattr(self.number, name) for name in VALUES - {"kind"}} if self.number is not None else {}
        return {**told, "kind": self.kind}

    @property
    def near(self) -> list[str]:
        """The words not far before."""
        return self.prepared.lowers[max(0, self.first - _NEAR) : self.first]


Asked = Callable[[Around], str]

# Pieces by where they stand: those before the stretch, its first and last, those after it.
_BEFORE = {"before": -1, "before2": -2, "before3": -3, "before4": -4, "first": 0}
_AFTER = {"last": -1, "after": 0, "after2": 1, "after3": 2, "after4": 3}


def _has_unit(prepared: PreparedDoc, at: int) -> bool:
    return names_unit(prepared.lowers, at) or symbol_units().find(prepared.texts, at) is not None


def _unit_kind(prepared: PreparedDoc, at: int) -> str:
    found = word_units().find(prepared.lowers, at)
    return found[0].kind if found is not None else ""


def _belongs_to_number(prepared: PreparedDoc, at: int) -> bool:
    """Whether letters glued to a number are a unit or a magnitude ("256GB", "1.5bn"), not a part of a code."""
    pieces = prepared.pieces
    found = symbol_units().find(prepared.texts, at) or word_units().find(prepared.lowers, at)
    if found is not None and not (pieces.at(found[1]).glued and pieces.at(found[1]).kind in (WORD, NUMBER)):
        return True
    if degrees_at(prepared, at) is not None:
        return True
    if pieces.at(at).text in number_words().short_scales or pieces.lower(at) in ("st", "nd", "rd", "th", "x"):
        return not (pieces.at(at + 1).glued and pieces.at(at + 1).kind == NUMBER)
    return False


def _opens_line(prepared: PreparedDoc, at: int) -> bool:
    return 0 <= at < len(prepared.pieces) and prepared.is_line_start(at)


# What is asked of the piece at a place; without an attribute, its small letters.
_ATTRIBUTES: dict[str, Callable[[PreparedDoc, int], str]] = {
    "text": lambda prepared, at: prepared.texts[at] if 0 <= at < len(prepared.texts) else "",
    "kind": lambda prepared, at: prepared.pieces.kinds[at] if 0 <= at < len(prepared.texts) else "",
    "length": lambda prepared, at: str(len(prepared.texts[at])) if 0 <= at < len(prepared.texts) else "0",
    "glued": lambda prepared, at: yes_no(0 < at < len(prepared.texts) and prepared.pieces.is_glued(at)),
    "capital": lambda prepared, at: yes_no(prepared.pieces.at(at).text[:1].isupper()),
    "digits": lambda prepared, at: yes_no(prepared.pieces.at(at).text.isdigit()),
    "plural": lambda prepared, at: yes_no(is_plural(prepared.pieces.lower(at))),
    "opens_line": lambda prepared, at: yes_no(_opens_line(prepared, at)),
    "unit": lambda prepared, at: yes_no(names_unit(prepared.lowers, at)),
    "unit_or_sign": lambda prepared, at: yes_no(_has_unit(prepared, at)),
    "unit_kind": _unit_kind,
    "of_number": lambda prepared, at: yes_no(_belongs_to_number(prepared, at)),
    "phrase": lambda prepared, at: yes_no(noun_phrase_after(prepared, at) is not None),
    "tag": lambda prepared, at: prepared.token(at).tag_,
    "pos": lambda prepared, at: prepared.token(at).pos_,
}


def _is_inside_name(around: Around) -> bool:
    """Inside a name that the pipeline found, but not at its head: "Liverpool 1894", or at its head: "10 Downing"."""
    doc, token = around.prepared.doc, around.prepared.token(around.first)
    if not token.ent_type_ or token.ent_type_ in _NUMERIC_LABELS:
        return False
    if token.ent_iob_ == "I":
        return True
    following = doc[token.i + 1] if token.i + 1 < len(doc) else token
    return following.ent_iob_ == "I" and following.text[:1].isupper() and not following.text.endswith("s")


_FACTS: dict[str, Asked] = {
    "single": lambda around: yes_no(around.last == around.first + 1),
    "tagged": lambda around: yes_no(around.prepared.has_tags),
    "inside_name": lambda around: yes_no(_is_inside_name(around)),
}


def asked(name: str, attribute: str | None) -> Asked:
    """How to find what a term is about: a fact, or a place with an attribute of its piece.

    Raises:
        ValueError: where there is no such thing to ask for.

    >>> import spacy
    >>> prepared = PreparedDoc(spacy.blank("en")("Section 3 fell."))
    >>> asked("before", None)(Around(prepared, 1, 2)), asked("before", "capital")(Around(prepared, 1, 2))
    ('section', 'yes')
    """
    if attribute is None and name in _FACTS:
        return _FACTS[name]
    if name not in _BEFORE | _AFTER or (attribute is not None and attribute not in _ATTRIBUTES):
        raise ValueError(f"there is no {name}{'.' + attribute if attribute else ''} to ask for")
    step = (_BEFORE | _AFTER)[name]
    if attribute is None:
        if name in _BEFORE:
            return lambda around: around.prepared.pieces.lower(around.first + step)
        return lambda around: around.prepared.pieces.lower(around.last + step)
    of_piece = _ATTRIBUTES[attribute]
    if name in _BEFORE:
        return lambda around: of_piece(around.prepared, around.first + step)
    return lambda around: of_piece(around.prepared, around.last + step)
