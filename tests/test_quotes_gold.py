"""The answer stands in the text: quotations and who says them, found by the model that ships."""

from __future__ import annotations

from functools import lru_cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import load
from pipeline.quotes.quote import Quote, QuoteKind
from pipeline.quotes.rules.find import find_quotes
from pipeline.speakers.resolve import resolve_speakers
from pipeline.speakers.speaker import Cast, Speaker
from tests.inline import Passage, read_passages

_MARKS = "\"“”„‟«»‘’`' ,.!?…—"
_CASES = read_passages("quotes_hard.txt")
_BY_RULES = [case for case in _CASES if "(the model only)" not in case.what]


@lru_cache(maxsize=1)
def _nlp() -> Language:
    return load()


@lru_cache(maxsize=len(_CASES))
def _read(text: str) -> Doc:
    return _nlp()(text)


def _bare(said: str) -> str:
    return said.strip(_MARKS)


Piece = tuple[str, str, QuoteKind, Speaker | None]


def _pieces(text: str, quotes: tuple[Quote, ...], cast: Cast) -> list[Piece]:
    """Words, speaker's name ("" for nobody), kind and speaker of every piece of content, in text order."""
    found = []
    for quote, who in zip(quotes, cast.of_quotes, strict=True):
        speaker = cast.speakers[who.speaker] if who.speaker is not None else None
        found += [((start, end), quote.kind, speaker) for start, end in quote.content]
    found.sort(key=lambda piece: piece[0])
    return [(_bare(text[slice(*span)]), who.name if who else "", kind, who) for span, kind, who in found]


def _check(case: Passage, pieces: list[Piece]) -> None:
    """Each quotation is found once with its speaker and nothing else is; an unquoted saying is among the indirect."""
    spans = sorted((span, marked.given) for marked in case.marked for span in marked.content)
    expected = [(_bare(case.text[slice(*span)]), given) for span, given in spans]
    quoting = [piece for piece in pieces if piece[2] != "indirect"]
    unquoted = [piece for piece in pieces if piece[2] == "indirect"]
    asked = [one for one in expected if _find(one, unquoted) is None]
    assert [(words, given["by"]) for words, given in asked] == [_as_asked(p, asked) for p in quoting]
    for words, given in expected:
        piece = _find((words, given), pieces)
        assert piece is not None
        for column, attribute in (("role", "role"), ("at", "affiliation")):
            assert column not in given or getattr(piece[3], attribute) == given[column]


def _find(one: tuple[str, dict[str, str]], pieces: list[Piece]) -> Piece | None:
    words, given = one
    return next((p for p in pieces if words in p[0] and p[1] == given["by"]), None)


def _as_asked(piece: Piece, asked: list[tuple[str, dict[str, str]]]) -> tuple[str, str]:
    """A mixed content may hold more of its clause than the quotation."""
    words, name, kind, _ = piece
    inside = [other for other, _ in asked if other in words]
    return (max(inside, key=len) if inside and kind == "mixed" else words), name


@pytest.mark.parametrize("case", _CASES, ids=[case.what for case in _CASES])
def test_every_quotation_is_found_with_its_speaker_and_no_other(case: Passage) -> None:
    doc = _read(case.text)
    _check(case, _pieces(case.text, doc._.quotes, doc._.cast))


@pytest.mark.parametrize("case", _BY_RULES, ids=[case.what for case in _BY_RULES])
def test_the_rules_alone_find_them_too(case: Passage) -> None:
    doc = _read(case.text)
    quotes = find_quotes(doc)
    _check(case, _pieces(case.text, quotes, resolve_speakers(doc, quotes)))


def test_an_indirect_statement_has_a_cue_a_source_and_a_content() -> None:
    text = "Tom Varga said that the bridge would close in May."
    (quote,) = (quote for quote in _nlp()(text)._.quotes if quote.kind == "indirect")
    assert _words(text, quote) == ("that the bridge would close in May", "said", "Tom Varga")


def test_according_to_names_its_source_and_leaves_the_rest_as_content() -> None:
    text = "The bridge will close in May, according to Tom Varga."
    (quote,) = _nlp()(text)._.quotes
    assert _words(text, quote) == ("The bridge will close in May", "according to", "Tom Varga")
    assert quote.attribution == "according_to"


def test_a_belief_is_an_attitude_and_a_statement_is_speech() -> None:
    acts = [
        _nlp()(text)._.quotes[0].act for text in ("Ada Moss believes that it rains.", "Ada Moss says that it rains.")
    ]
    assert acts == ["attitude", "speech"]


def _words(text: str, quote: Quote) -> tuple[str, str, str]:
    assert quote.cue is not None
    assert quote.source is not None
    return text[quote.start : quote.end], text[slice(*quote.cue)], text[slice(*quote.source)]
