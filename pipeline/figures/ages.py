"""Ages: "42-year-old", "aged 7 to 11", "Maddon, 66,", "she is 35"."""

from __future__ import annotations

from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import word_set
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.unitnames import Unit
from pipeline.text.signs import DASHES
from pipeline.text.words import WORD

_PRONOUNS = word_set("grammar", "ages_pronouns")
_BEING = word_set("grammar", "ages_being")
_AFTER_AGE = word_set("grammar", "ages_after_age")
_TITLES = word_set("grammar", "ages_titles")
_PEOPLE = word_set("grammar", "ages_people")
_OLDEST = 115
_WINDOW = 10
_AVERAGES = frozenset(("average", "mean", "median"))
_BEFORE_BEING = word_set("grammar", "ages_before_being")


def read_age(prepared: PreparedDoc, draft: FigureDraft) -> None:
    """Make an age of a figure that is one."""
    pieces = prepared.pieces
    if draft.unit is not None and draft.unit.kind == "duration" and draft.rate is None:
        end = _after_old(prepared, draft.last)
        if end is not None or pieces.lower(draft.first - 1) == "aged" or _is_age_of(prepared, draft):
            _set_age(draft, draft.unit.name, end or draft.last)
            if pieces.lower(draft.first - 1) == "aged":
                draft.first -= 1
        return
    if draft.unit is not None or draft.number.form == "fraction":
        return
    before = pieces.lower(draft.first - 1)
    if pieces.lower(draft.last) in ("yo", "y") and (
        pieces.lower(draft.last) == "yo" or pieces.lower(draft.last + 1) == "/"
    ):
        _set_age(draft, "year", draft.last + (1 if pieces.lower(draft.last) == "yo" else 3))
    elif before == "of" and pieces.lower(draft.first - 2) == "ages" and _is_lifetime(draft):
        _set_age(draft, "year", draft.last)
    elif before in ("aged", "age", "ages") and _is_lifetime(draft):
        _set_age(draft, "year", draft.last)
        draft.first -= before != "age"
    elif _is_average_age(prepared, draft) or (_is_lifetime(draft) and _is_persons_age(prepared, draft)):
        _set_age(draft, "year", draft.last)


def share_age(prepared: PreparedDoc, left: FigureDraft, right: FigureDraft) -> None:
    """As in "27 and 29 years old": the first is an age too."""
    joint = right.kind == "age" and prepared.shares("age", left.last, right.first)
    if joint and left.unit is None and _is_lifetime(left):
        left.unit, left.kind = right.unit, "age"


def _set_age(draft: FigureDraft, unit: str, last: int) -> None:
    draft.unit, draft.kind, draft.last = Unit(f"{unit} of age", "duration"), "age", last


def _after_old(prepared: PreparedDoc, at: int) -> int | None:
    """The index after "old", "-olds", "of age"."""
    pieces = prepared.pieces
    step = at + (pieces.at(at).text in DASHES)
    if pieces.lower(step) in ("old", "olds"):
        return step + 1
    if pieces.lower(at) == "of" and pieces.lower(at + 1) == "age":
        return at + 2
    return None


def _is_age_of(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """As in "under the age of 5 years"."""
    if "age" in prepared.lowers[draft.first : draft.number.first]:
        return True
    return prepared.pieces.lower(draft.first - 1) == "of" and prepared.pieces.lower(draft.first - 2) == "age"


def _is_lifetime(draft: FigureDraft) -> bool:
    values = draft.pair or ((draft.value,) if draft.value is not None else ())
    return bool(values) and all(v.denominator == 1 and 0 < v <= _OLDEST for v in values)


def _is_average_age(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """As in "life expectancy is around 73", "the average age was 41.5"."""
    value = draft.value
    if value is None or not 10 < value <= _OLDEST or not _nothing_counted(prepared, draft.last):
        return False
    near = prepared.lowers[max(0, draft.first - _WINDOW) : draft.first]
    if "expectancy" in near:
        return near[-1:] != ["("]
    return "age" in near and not _AVERAGES.isdisjoint(near) and near[-1:] in (["is"], ["was"], ["of"], ["at"])


def _nothing_counted(prepared: PreparedDoc, at: int) -> bool:
    after = prepared.pieces.at(at)
    return after.kind != WORD or after.lower in _AFTER_AGE


def _is_persons_age(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    return _nothing_counted(prepared, draft.last) and _is_said_of_person(prepared, draft)


def _is_said_of_person(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    pieces = prepared.pieces
    before = pieces.at(draft.first - 1)
    if before.lower in _BEING or before.lower == "be":
        step = draft.first - 2
        while pieces.lower(step) in _BEFORE_BEING:
            step -= 1
        word = pieces.lower(step)
        return word in _PRONOUNS - {"we", "they", "you"} or before.lower.startswith(("turn",))
    if before.lower.endswith(("she's", "he's", "i'm")):
        return True
    if before.lower in _PEOPLE and draft.bound != "exact" and draft.first < draft.number.first:
        return True  # "people under 30"
    return before.text in (",", "(") and _closes(prepared, draft) and _names_person(prepared, draft.first - 2)


def _closes(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    after = prepared.pieces.at(draft.last)
    return (
        after.text in (",", ")", ".", ";", ":", "–", "—", "―")
        and draft.number.form in ("digits", "range")
        and (draft.value or 0) >= 1
    )


def _names_person(prepared: PreparedDoc, at: int) -> bool:
    """A capitalised word before the comma that is not a place, a month or the like, as far as the pipeline knows."""
    piece = prepared.pieces.at(at)
    if piece.kind != WORD or not piece.text[0].isupper():
        return False
    token = prepared.token(at)
    if prepared.has_entities:
        return token.ent_type_ in ("PERSON", "PER") or (not token.ent_type_ and _two_capitals(prepared, at))
    return _two_capitals(prepared, at)


def _two_capitals(prepared: PreparedDoc, at: int) -> bool:
    before = prepared.pieces.at(at - 1)
    title = prepared.pieces.at(at - 2) if before.text == "." else before
    if title.lower in _TITLES:
        return True
    return before.kind == WORD and before.text[0].isupper() and len(before.text) > 1
