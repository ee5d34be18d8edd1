"""The noun phrase that a number counts: by tags where there are any, else by the shape of the words."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.figures.lexicon import word_set
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.text.inflection import is_irregular, is_plural, singular
from pipeline.text.tokens import lefts
from pipeline.text.words import NUMBER, WORD

_LONGEST = 9  # pieces
_ENDS_PHRASE = word_set("grammar", "nouns_end_of_phrase")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Pieces `first` up to `last` (exclusive); `head` is the piece of the head noun."""

    first: int
    last: int
    head: int
    is_plural: bool


def noun_phrase_after(prepared: PreparedDoc, at: int, *, of_several: bool = False) -> NounPhrase | None:
    """Return the noun phrase (without what follows its head noun) that begins with piece `at`.

    `of_several` says that it must be a plural: then it ends with its last plural noun, which corrects taggers that
    take the verb in "five pumps leak" for a noun and parsers that end "four gun control measures" too early.
    """
    while prepared.pieces.lower(at) in word_set("nouns", "leave_out"):
        at += 1
    if prepared.pieces.at(at).kind != WORD or (at > 0 and prepared.breaks_between(at - 1, at)):
        return None
    head, last = _tagged_run(prepared, at) if prepared.has_tags else _shaped_run(prepared, at)
    if head < at:
        return None
    if prepared.has_tags:
        plural = next((i for i in range(head, at - 1, -1) if _is_plural_noun(prepared, i)), -1) if of_several else -1
        head = plural if plural >= at else _parsed_head(prepared, at, head)
        last = head + 1
    return NounPhrase(at, last, head, _is_plural(prepared, head))


def _tagged_run(prepared: PreparedDoc, at: int) -> tuple[int, int]:
    """Walk over modifiers and nouns as long as they make one phrase; return its head and its end."""
    pieces = prepared.pieces
    head, index = -1, at
    while index < min(len(pieces), at + _LONGEST):
        piece = pieces[index]
        if piece.kind == WORD and _starts_compound(prepared, index):
            end = _compound_end(prepared, index)
            if not _noun_follows(prepared, end) and _role(prepared, end - 1) != "noun":
                break
            head = end - 1 if _role(prepared, end - 1) == "noun" else head
            index = end
            continue
        if piece.kind == WORD:
            role = _role(prepared, index)
            if role == "noun":
                head = index
            elif (
                role == "stop"
                or (role == "adjective" and head >= 0 and not _noun_follows(prepared, index + 1))
                or (role in ("adverb", "verb") and not _before_noun(prepared, index, head))
                or (role == "joint" and not _joins(prepared, index, head))
            ):
                break
        elif not (piece.kind == NUMBER and head >= 0 and _number_in_name(prepared, index)) and not _is_inner_sign(
            prepared, index
        ):
            break
        index += 1
        if index < len(pieces) and prepared.breaks_between(index - 1, index):
            break
    return head, head + 1


def _before_noun(prepared: PreparedDoc, index: int, head: int) -> bool:
    """Whether an adverb or participle belongs to the phrase: at its head, or in "the town's most damaged piers"."""
    if _noun_follows(prepared, index + 1) and head < 0:
        return True
    if index - head > 3 or index + 1 >= len(prepared.pieces) or not prepared.pieces.lower(head).endswith("'s"):
        return False
    after = index + 1 + (_role(prepared, index + 1) == "adverb")
    return _noun_follows(prepared, after)


def _is_plural_noun(prepared: PreparedDoc, index: int) -> bool:
    if prepared.pieces[index].kind != WORD or prepared.pieces.lower(index + 1) in ("'", "-"):
        return False
    return prepared.token(index).tag_ in ("NNS", "NNPS") or prepared.pieces[index].lower in (
        "people",
        "staff",
        "police",
    )


def _starts_compound(prepared: PreparedDoc, index: int) -> bool:
    return _compound_end(prepared, index) > index + 1


def _compound_end(prepared: PreparedDoc, index: int) -> int:
    """The index after words joined by hyphens: "coal-fired" is one modifier."""
    pieces = prepared.pieces
    while pieces.at(index + 1).text == "-" and pieces[index + 1].glued and pieces.at(index + 2).glued:
        index += 2
    return index + 1


def _role(prepared: PreparedDoc, index: int) -> str:
    token = prepared.token(index)
    tag, pos = token.tag_, token.pos_
    lower = prepared.pieces[index].lower
    if lower in _ENDS_PHRASE:
        return "stop"
    if tag in ("NN", "NNS", "NNP", "NNPS", "FW", "GW") or (not tag and pos in ("NOUN", "PROPN")):
        return "noun"
    if tag in ("VBG", "VBN") or (not tag and pos == "VERB"):
        return "verb"
    if tag.startswith("JJ") or tag == "AFX" or (not tag and pos == "ADJ"):
        return "adjective"
    if tag.startswith("RB") and tag != "RP":
        return "adverb"
    if tag == "CC" and lower in ("and", "or"):
        return "joint"
    return "stop"


def _noun_follows(prepared: PreparedDoc, index: int, far: int = 3) -> bool:
    """Whether a noun comes after at most `far` more modifiers."""
    for step in range(index, min(index + far + 2, len(prepared.pieces))):
        if prepared.pieces[step].kind != WORD:
            if prepared.pieces[step].text == "-" and prepared.pieces[step].glued:
                continue
            return False
        role = _role(prepared, step)
        if role == "noun":
            return True
        if role in ("stop", "adverb"):
            return False
    return False


def _joins(prepared: PreparedDoc, index: int, head: int) -> bool:
    """As in "digital and physical sales": the conjunction stands between two modifiers of a later noun."""
    if head >= 0 and head == index - 1:
        return _joins_names(prepared, index)
    return (
        index + 1 < len(prepared.pieces)
        and prepared.pieces[index + 1].kind == WORD
        and _role(prepared, index + 1) in ("adjective", "verb")
        and _noun_follows(prepared, index + 2)
    )


def _joins_names(prepared: PreparedDoc, index: int) -> bool:
    """As in "460 Kia and Hyundai vehicles": two names before one plural noun."""
    pieces = prepared.pieces
    if pieces.at(index + 1).kind != WORD:
        return False
    if _compound_end(prepared, index + 1) > index + 2:  # "violent and co-ordinated offenders"
        return _noun_follows(prepared, _compound_end(prepared, index + 1))
    if pieces.at(index + 2).kind != WORD:
        return False
    singular_before = not is_plural(pieces[index - 1].lower)
    plural_after = is_plural(pieces[index + 2].lower)
    return singular_before and plural_after and all(_role(prepared, index + step) == "noun" for step in (1, 2))


def _is_inner_sign(prepared: PreparedDoc, index: int) -> bool:
    """A hyphen, slash, apostrophe or ampersand between two glued words of the phrase."""
    pieces = prepared.pieces
    piece, after = pieces[index], pieces.at(index + 1)
    if piece.text == "'" and piece.glued:
        return True
    if piece.text in ("-", "/", "&", "'", "."):
        return piece.glued and after.glued and after.kind in (WORD, NUMBER) and pieces[index - 1].kind in (WORD, NUMBER)
    return False


def _number_in_name(prepared: PreparedDoc, index: int) -> bool:
    """As in "63,000 Model 3 sedans": a number between a capitalised word and more of the phrase."""
    before, after = prepared.pieces[index - 1], prepared.pieces.at(index + 1)
    return before.text[:1].isupper() and after.kind == WORD and _role(prepared, index + 1) == "noun"


def _parsed_head(prepared: PreparedDoc, at: int, head: int) -> int:
    """Let the parser shorten the phrase: a noun that hangs on something outside of it ends it."""
    if head < at or not prepared.has_tree:
        return head
    first, last = prepared.token(at), prepared.token(head)
    for index in range(at, head):
        token = prepared.token(index)
        if prepared.pieces[index].kind != WORD or _role(prepared, index) != "noun" or token.i == last.i:
            continue
        inside = first.i <= token.head.i <= last.i
        outward = not inside and token.dep_ not in ("dep", "punct") and token.head.i < first.i
        if outward and any(child.i < first.i and child.dep_ in ("nummod", "advmod") for child in lefts(token)):
            return index
    return head


def _shaped_run(prepared: PreparedDoc, at: int) -> tuple[int, int]:
    """Without tags: words up to a function word; a plural in -s ends the phrase unless a plural follows."""
    pieces = prepared.pieces
    stop = word_set("nouns", "stop")
    head = -1
    for index in range(at, min(len(pieces), at + 4)):
        piece = pieces[index]
        if piece.kind != WORD or piece.lower in stop or (index > at and prepared.breaks_between(index - 1, index)):
            break
        head = index
        if is_plural(piece.lower):
            break
    return head, head + 1


# ---- number of a noun -----------------------------------------------------------------------------------------------
def _is_plural(prepared: PreparedDoc, head: int) -> bool:
    if prepared.has_tags:
        token = prepared.token(head)
        if token.tag_:
            return token.tag_ in ("NNS", "NNPS") or prepared.pieces[head].lower in ("people", "staff")
    return is_plural(prepared.pieces[head].lower)


def lemma_of(prepared: PreparedDoc, head: int) -> str:
    """Return the lemma of a head noun, by rule: a trained lemmatizer guesses at words it has not seen."""
    piece = prepared.pieces[head]
    word = piece.lower.removesuffix("'s")
    if prepared.has_tags and prepared.token(head).tag_ in ("NN", "NNP") and not is_irregular(word):
        return word
    return singular(word)
