"""Fractions without a number before them: "half of", "a third of", "by half", and verbs such as "doubled"."""

from __future__ import annotations

from fractions import Fraction

from pipeline.figures.around import Around
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import word_set
from pipeline.figures.measured import unit_at
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.refusals import is_refused
from pipeline.figures.unitnames import Unit
from pipeline.text.numbers.lists import number_words
from pipeline.text.numbers.written import Number

_AFTER_SHARE = word_set("grammar", "shares_after_share")
_BEFORE_SHARE = word_set("grammar", "shares_before_share")


def read_loose_fraction(prepared: PreparedDoc, at: int) -> FigureDraft | None:
    """Return "a third of", "a fifth", "doubled" at piece `at` where they are figures."""
    pieces, words = prepared.pieces, number_words()
    lower = pieces[at].lower
    if lower in words.verbs:
        return _verb(prepared, at)
    if lower == "half" and pieces.lower(at - 1) == "a" and pieces.lower(at - 2) == "and":
        return _and_a_half(prepared, at)
    if lower not in words.fractions or lower in ("half", "halves") or pieces.lower(at - 1) != "a":
        return None
    share = pieces.lower(at + 1) == "of" or (
        pieces.lower(at - 2) in _BEFORE_SHARE and pieces.lower(at + 1) in _AFTER_SHARE
    )  # fmt: skip
    if not share or lower.endswith("s") or pieces[at].text[0].isupper():
        return None
    if lower == "quarter" and pieces.lower(at + 2) in ("a", "an"):
        return None  # "a quarter of a million", "of an hour": the number grammar reads these
    number = Number(at - 1, at + 1, Fraction(1, words.fractions[lower]), form="fraction")
    return FigureDraft(at - 1, at + 1, number, at + 1, number.value)


def is_loose_fraction(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """Whether "half" or "quarter" stands without anything it could be a share of: "the first half"."""
    number = draft.number
    if number.form != "fraction" or draft.unit is not None or number.last - number.first > 2:
        return False
    return is_refused("fractions", Around(prepared, number.first, number.last, number))


def _verb(prepared: PreparedDoc, at: int) -> FigureDraft | None:
    """As in "sales doubled": a figure of its own, unless the number it leads to follows ("doubled to 500")."""
    pieces = prepared.pieces
    if prepared.has_tags and prepared.token(at).tag_ not in ("VBD", "VBN", ""):
        return None
    if pieces.lower(at + 1) in ("down", "up", "over", "back", "as"):
        return None
    if any(pieces.lower(step) in ("to", "from") for step in range(at + 1, at + 5)):
        return None
    value = number_words().verbs[pieces[at].lower]
    number = Number(at, at + 1, value, form="fold")
    draft = FigureDraft(at, at + 1, number, at + 1, value, "measure", Unit("time", "measure"))
    draft.change = "up" if value > 1 else "down"
    return draft


def _and_a_half(prepared: PreparedDoc, at: int) -> FigureDraft | None:
    """As in "an hour and a half", "a mile and a half"."""
    pieces = prepared.pieces
    unit = unit_at(prepared, at - 3)
    if unit is None or pieces.lower(at - 4) not in ("a", "an") or unit[0].kind not in ("duration", "measure"):
        return None
    number = Number(at - 4, at + 1, Fraction(3, 2), Fraction(1, 10), form="words")
    return FigureDraft(at - 4, at + 1, number, at + 1, number.value, unit[0].kind, unit[0], at - 3)
