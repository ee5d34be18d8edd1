"""What a number counts: the noun phrase after it, or the one before it that it stands for."""

from __future__ import annotations

from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.lexicon import word_set
from pipeline.figures.nouns import NounPhrase, lemma_of, noun_phrase_after
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.unitnames import Unit, word_units
from pipeline.text.inflection import singular
from pipeline.text.numbers.lists import number_words
from pipeline.text.tokens import children
from pipeline.text.words import NUMBER, WORD

_COMPARING = word_set("grammar", "counted_comparing")
_CASUALTIES = word_set("grammar", "counted_casualties")
_PREDICATES = word_set("grammar", "counted_predicates")
_APPROXIMATE = word_set("grammar", "counted_approximate")
_IN_ORDER = word_set("grammar", "counted_in_order")
_SUBJECTS = ("nsubj", "nsubjpass", "nsubj:pass")
_OBJECTS = ("dobj", "obj", "pobj")
_HIGHEST = 7
_FARTHEST = 2  # sentences between "of them" and what it stands for


def read_counted(prepared: PreparedDoc, draft: FigureDraft, earlier: list[FigureDraft]) -> None:
    """Set what is counted, by the text after the number, else by the figures before it."""
    phrase = _phrase_of(prepared, draft)
    if phrase is not None:
        if not _is_unit_after_words(prepared, draft, phrase):
            _take(prepared, draft, phrase)
        return
    if draft.unit is not None:
        return
    if prepared.pieces.lower(draft.first - 1) == "their" and draft.number.form == "vague":
        _take_from_clause(prepared, draft)
    elif _is_anaphoric(prepared, draft):
        _take_from_before(prepared, draft, [other for other in earlier if other.counted is not None], _FARTHEST)
    elif _stands_alone(prepared, draft):
        _take_from_before(prepared, draft, earlier, 0)


def _phrase_of(prepared: PreparedDoc, draft: FigureDraft) -> NounPhrase | None:
    pieces = prepared.pieces
    at = draft.last
    if draft.kind == "percent" or draft.number.form in ("fraction", "ratio"):
        return _after_of(prepared, at, several=draft.number.form == "ratio") or (
            _direct(prepared, draft) if draft.kind != "percent" else None
        )
    if draft.unit is not None or draft.kind in ("score", "age"):
        return None
    if pieces.lower(at) == "of":
        return _after_of(prepared, at, several=True)
    if pieces.lower(at) in ("more", "other", "others", "further") and pieces.lower(at + 1) == "of":
        return _after_of(prepared, at + 1, several=True)
    return _direct(prepared, draft)


def _direct(prepared: PreparedDoc, draft: FigureDraft) -> NounPhrase | None:
    at = draft.last
    hyphen = prepared.pieces.at(at)
    if hyphen.text == "-" and hyphen.glued and prepared.pieces.at(at + 1).glued:
        return _hyphened_word(prepared, at + 1)
    elif hyphen.glued and hyphen.kind == WORD:
        return None
    if draft.number.form == "fraction":
        at = _over_determiners(prepared, at)
    phrase = noun_phrase_after(prepared, at, of_several=not _is_single(draft)) or _people_said_to_be(prepared, at)
    if phrase is not None and not prepared.has_tags and not (phrase.is_plural or _is_single(draft)):
        return None  # without tags only a plural can be trusted to be a noun
    return phrase


def _hyphened_word(prepared: PreparedDoc, at: int) -> NounPhrase | None:
    """As in "a 54-person majority": persons are counted, not majorities."""
    if prepared.pieces.at(at).kind != WORD:
        return None
    return NounPhrase(at, at + 1, at, is_plural=True)


def _people_said_to_be(prepared: PreparedDoc, at: int) -> NounPhrase | None:
    """As in "14 dead", "200 injured"."""
    if prepared.pieces.lower(at) not in _CASUALTIES:
        return None
    return NounPhrase(at, at + 1, at, is_plural=True)


def _is_single(draft: FigureDraft) -> bool:
    return draft.number.form == "fraction" or (draft.value is not None and abs(draft.value) <= 1)


def _over_determiners(prepared: PreparedDoc, at: int) -> int:
    while prepared.pieces.lower(at) in word_set("nouns", "determiners"):
        at += 1
    return at


def _over_number(prepared: PreparedDoc, at: int) -> int:
    """The index after the number in "11 of 14 counts", "one of the roughly 100 stations"."""
    pieces = prepared.pieces
    while pieces.lower(at) in _APPROXIMATE or (pieces.lower(at) in _IN_ORDER and pieces.at(at + 1).kind == NUMBER):
        at += 1
    words, first = number_words(), at
    while at < first + 3 and (pieces.at(at).kind == NUMBER or pieces.lower(at) in words.small):
        at += 1
    return first if pieces.at(at).text == "-" else at  # "five of the three-ton satellites"


def _after_of(prepared: PreparedDoc, at: int, *, several: bool) -> NounPhrase | None:
    """The phrase in "of the fans", without its determiners; "of them" has none."""
    pieces = prepared.pieces
    if pieces.lower(at) != "of":
        return None
    at = _over_determiners(prepared, at + 1)
    at = _over_number(prepared, at)
    if pieces.at(at).kind != WORD:
        return None
    return noun_phrase_after(prepared, at, of_several=several)


def _take(prepared: PreparedDoc, draft: FigureDraft, phrase: NounPhrase) -> None:
    pieces = prepared.pieces
    draft.counted = (pieces[phrase.first].start, pieces[phrase.last - 1].end)
    draft.counted_head = lemma_of(prepared, phrase.head)
    draft.head = phrase.head


def _is_unit_after_words(prepared: PreparedDoc, draft: FigureDraft, phrase: NounPhrase) -> bool:
    """As in "517 rushing yards", "50 previous years": the noun counted is a unit with words before it."""
    if draft.kind not in ("count", "range") or draft.unit is not None or draft.number.form == "fraction":
        return False
    for at in (phrase.head - 1, phrase.head):
        found = word_units().find(prepared.lowers, at) if at >= phrase.first else None
        if found is not None and found[1] == phrase.head + 1 and found[0].kind in ("duration", "measure"):
            draft.unit, draft.last = found[0], found[1]
            draft.kind = found[0].kind
            return True
    return False


def _is_anaphoric(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """As in "1,644 of them", "two of these", "of which 300", "another 20"."""
    pieces = prepared.pieces
    at = draft.last
    if pieces.lower(at) == "of" and pieces.lower(at + 1) in word_set("nouns", "anaphora"):
        return True
    if pieces.lower(draft.first - 1) == "which" and pieces.lower(draft.first - 2) == "of":
        return True
    first = pieces.lower(draft.first)
    return (
        first in ("another", "a") and pieces.lower(draft.first + 1) in ("further", str(draft.value))
    ) or first == "another"


def _stands_alone(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """A bare number in a list or a comparison: "compared with 63", "to 7,425"."""
    if draft.kind not in ("count", "range") or draft.number.form == "ordinal":
        return False
    return (
        prepared.pieces.lower(draft.first - 1) in _COMPARING
        or prepared.pieces.lower(draft.last) in _PREDICATES
        or _ends_clause(prepared, draft)
    )


def _ends_clause(prepared: PreparedDoc, draft: FigureDraft) -> bool:
    """As in "Mori named five men, Sato named six.": a bare number after a verb."""
    if not prepared.has_tags or draft.first == 0 or prepared.pieces.at(draft.last).kind == WORD:
        return False
    return prepared.token(draft.first - 1).pos_ == "VERB"


def _take_from_before(prepared: PreparedDoc, draft: FigureDraft, earlier: list[FigureDraft], sentences: int) -> None:
    here = prepared.sentence_of(prepared.pieces[draft.first].start)
    for other in reversed(earlier):
        if here - prepared.sentence_of(prepared.pieces[other.first].start) > sentences:
            return
        if other.kind in ("score", "age", "duration", "ordinal", "ratio") or (other.kind == "percent"):
            continue
        if other.counted is None and other.unit is None:
            continue
        draft.counted, draft.counted_head, draft.head = other.counted, other.counted_head, other.head
        draft.unit, draft.rate, draft.borrowed = other.unit, other.rate, True
        if other.unit is not None:
            draft.kind = other.kind if draft.pair is None else draft.kind
        return


def _take_from_clause(prepared: PreparedDoc, draft: FigureDraft) -> None:
    """As in "they blame fans for arriving in their thousands": the subject of the verb, else the object of its verb."""
    if not prepared.has_tree:
        return
    token = prepared.token(draft.number.first)
    roles: tuple[str, ...] = _SUBJECTS
    for _ in range(_HIGHEST):
        if token.pos_ in ("VERB", "AUX"):
            nouns = [t for role in roles for t in children(token) if t.dep_ == role and t.tag_ in ("NNS", "NNPS")]
            if nouns:
                draft.counted = (nouns[0].idx, nouns[0].idx + len(nouns[0]))
                draft.counted_head = singular(nouns[0].lower_)
                return
            roles = _SUBJECTS + _OBJECTS if token.dep_ == "conj" else _OBJECTS + _SUBJECTS
        token = token.head


def read_rate_of_count(prepared: PreparedDoc, draft: FigureDraft, rate: tuple[str, int] | None) -> None:
    """As in "three thousand tests per day": a unit made of the noun and what it is counted over."""
    if rate is None or draft.unit is not None or draft.counted_head is None:
        return
    draft.unit = Unit(draft.counted_head, "measure")
    draft.rate, draft.last = rate
