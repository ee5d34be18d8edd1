"""Whether a figure says that something went up or down."""

from __future__ import annotations

from functools import cache

from pipeline.figures.figure import Change
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import table, word_set
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.text.words import WORD

_FARTHEST = 7  # pieces between the verb and the figure
_APPROXIMATE = word_set("grammar", "changes_approximate")
_CLAUSE_WORDS = word_set("grammar", "changes_clause_words")
_BEING = word_set("grammar", "changes_being")
_AFTER = {"up": "up", "down": "down", "higher": "up", "lower": "down"}
_BEFORE_VERB = word_set("grammar", "changes_before_verb")
_BEFORE_UNTAGGED_NOUN = word_set("grammar", "changes_before_untagged_noun")
_BEFORE_NOUN = word_set("grammar", "changes_before_noun")


@cache
def _words() -> dict[str, Change]:
    words: dict[str, Change] = dict.fromkeys(table("change")["up"], "up")
    words |= dict.fromkeys(table("change")["down"], "down")
    return words


def is_change_word(prepared: PreparedDoc, at: int) -> bool:
    """Whether a piece is a word of change, or a filler after one."""
    return _change_before(prepared, at + 1) is not None


def _change_before(prepared: PreparedDoc, first: int) -> tuple[Change, int] | None:
    fillers = word_set("change", "fillers")
    pieces = prepared.pieces
    by = first - 1
    while pieces.lower(by) in _APPROXIMATE:
        by -= 1
    if pieces.lower(by) == "by":
        return _verb_before_by(prepared, by)
    for at in range(first - 1, max(-1, first - 1 - _FARTHEST), -1):
        lower = pieces.lower(at)
        if lower in _words():
            # "up to 400" is a bound, "picked up 3 points" no change of three points
            return (_words()[lower], at) if pieces.lower(at + 1) != "to" or lower != "up" else None
        if pieces[at].kind != WORD or lower not in fillers:
            return None
    return None


def _verb_before_by(prepared: PreparedDoc, by: int) -> tuple[Change, int] | None:
    """As in "cut the rate by 25 basis points": between the verb and "by" stands what changes."""
    for at in range(by - 1, max(-1, by - 1 - _FARTHEST), -1):
        if prepared.pieces.lower(at) in _words():
            return _words()[prepared.pieces.lower(at)], at
        if prepared.pieces[at].kind != WORD:
            return None
    return None


def _verb_before_to(prepared: PreparedDoc, to: int) -> Change | None:
    """As in "cut its forecast to 2%": between the verb and "to" stands what changes."""
    for at in range(to - 1, max(-1, to - 1 - _FARTHEST), -1):
        lower = prepared.pieces.lower(at)
        if lower in word_set("change", "of_an_object"):
            return _words()[lower] if at < to - 1 and not _is_noun(prepared, at) else None
        if prepared.pieces[at].kind != WORD or lower in _CLAUSE_WORDS:
            return None
    return None


def read_change(prepared: PreparedDoc, draft: FigureDraft) -> None:
    """Set `change` from the verb or adverb before the figure, or from "5% up" after it."""
    if draft.kind == "score":
        return
    first = draft.first
    pieces = prepared.pieces
    if pieces.lower(first - 1) == "+" or pieces.at(first).text == "+":
        draft.change = "up"
        return
    to_target = pieces.lower(first - 1) == "to"
    found = _change_before(prepared, first - 1 if to_target else first)
    if found is not None and _says_change(prepared, draft, found[1]):
        draft.change = found[0]
        return
    moved = _verb_before_to(prepared, first - 1) if to_target else None
    if moved is not None:
        draft.change = moved
        return
    after = _AFTER.get(pieces.lower(draft.last))
    if after and draft.unit is not None and pieces.lower(draft.last + 1) not in ("than", "to", "the"):
        draft.change = "up" if after == "up" else "down"


def _says_change(prepared: PreparedDoc, draft: FigureDraft, at: int) -> bool:
    word = prepared.pieces.lower(at)
    if word in ("up", "down") and not _is_direction(prepared, draft, at):
        return False
    has_by = "by" in prepared.lowers[at + 1 : draft.first + 1]
    if word in word_set("change", "also_nouns") and not has_by and _is_noun(prepared, at):
        return False
    if draft.number.form == "range" and prepared.pieces.lower(draft.first) == "from":
        return True  # "cut from 30 to 20" says itself that it changed
    if prepared.pieces.lower(draft.first - 1) == "to" and word in word_set("change", "of_an_object"):
        return True  # "was raised to 7p"
    if word in word_set("change", "only_of_share"):
        shares = draft.kind == "percent" or (draft.number.form == "fraction" and draft.unit is None)
        shares |= draft.kind == "money" and word in word_set("change", "also_of_money")
        shares |= draft.kind == "measure" and word.startswith("los")
        return shares or has_by or prepared.pieces.lower(draft.number_last) in (
            "point", "points")  # fmt: skip
    return True


def _is_noun(prepared: PreparedDoc, at: int) -> bool:
    before = prepared.pieces.lower(at - 1)
    if before in _BEFORE_VERB:
        return False
    if before in _BEFORE_NOUN or not prepared.has_tags:
        return before in _BEFORE_UNTAGGED_NOUN
    return prepared.token(at).tag_ in ("NN", "NNS", "NNP", "JJ")


def change_verb_of(prepared: PreparedDoc, draft: FigureDraft) -> int:
    """Return the piece of the word of change that a figure hangs on, -1 if there is none."""
    if draft.change is None:
        return -1
    first = draft.first
    while prepared.pieces.lower(first - 1) in ("to", "+"):
        first -= 1
    found = _change_before(prepared, first)
    return found[1] if found is not None else -1


def _is_direction(prepared: PreparedDoc, draft: FigureDraft, at: int) -> bool:
    """As in "up 5%", "was down 3 points" against "brought up 18 anchors"."""
    before = prepared.pieces.at(at - 1)
    if before.lower in word_set("change", "phrasal"):
        return False
    if before.kind != WORD or before.lower in _BEING:
        return True
    return draft.kind in ("percent", "money") or prepared.pieces.lower(draft.number_last) in ("point", "points")
