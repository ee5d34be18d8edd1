"""The answer stands in the text: quotations and who says them, found by the model that ships."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.annotate import load
from pipeline.quotes.quote import Quote

_MARKED = re.compile(r'<q by="(?P<by>[^"]*)">(?P<said>.*?)</q>', re.DOTALL)
_FILE = Path(__file__).parent / "gold" / "quotes.txt"


def _cases() -> list[tuple[str, str]]:
    cases = []
    for block in _FILE.read_text(encoding="utf8").split("\n---\n"):
        lines = block.strip().split("\n")
        comments = [line for line in lines if line.startswith("# ")]
        cases.append((comments[-1][2:], "\n".join(line for line in lines if not line.startswith("# "))))
    return cases


@lru_cache(maxsize=1)
def _nlp() -> Language:
    return load()


def _read(marked: str) -> tuple[str, list[tuple[str, str]]]:
    expected = [(_bare(match["said"]), match["by"]) for match in _MARKED.finditer(marked)]
    return _MARKED.sub(lambda match: match["said"], marked), expected


def _bare(said: str) -> str:
    return said.strip("\"“”«»`' ,.!?")


def _found(text: str) -> list[tuple[str, str | None]]:
    doc = _nlp()(text)
    cast = doc._.cast
    found = []
    for quote, who in zip(doc._.quotes, cast.of_quotes, strict=True):
        name = cast.speakers[who.speaker].name if who.speaker is not None else None
        if quote.kind != "indirect":
            found += [(_bare(text[start:end]), name) for start, end in quote.content]
    return found


@pytest.mark.parametrize(("what", "marked"), _cases(), ids=[what for what, _ in _cases()])
def test_every_quotation_is_found_with_its_speaker_and_no_other(what: str, marked: str) -> None:
    text, expected = _read(marked)
    assert sorted(_found(text), key=str) == sorted(expected, key=str)


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
