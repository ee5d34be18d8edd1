"""Both components together on texts that no newspaper prints: nothing is raised and every row is grounded."""

from __future__ import annotations

import random
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.annotate import load
from pipeline.text.tokens import make_doc

ROOT = Path(__file__).parent.parent
_BYTES = 200_000
_FILES = [
    *("pyproject.toml", "Makefile", "README.md", "data/raw/metadata.csv", "data/raw/wire-briefs.jsonl"),
    *("data/raw/bulletin-cup-final.html", "pipeline/resources/dates/lexicon.toml", "tests/gold/figures.txt"),
    *("models/en_onrecord/vocab/strings.json", "models/en_onrecord/ner/model", "models/en_onrecord/config.cfg"),
]


def blank() -> Language:
    nlp = spacy.blank("en")
    for name in ("dates", "figures"):
        __import__(f"pipeline.{name}.component")
        nlp.add_pipe(f"onrecord_{name}")
    return nlp


def check(nlp: Language, text: str) -> None:
    """Run the components and look at what every row promises."""
    doc = make_doc(nlp, text)
    doc._.published = date(2022, 7, 13)
    doc = nlp(doc)
    for rows in (doc._.dates, doc._.figures):
        end = 0
        for row in rows:
            assert end <= row.start < row.end <= len(text)
            assert text[row.start : row.end].strip()
            end = row.end
    for figure in doc._.figures:
        assert figure.start <= figure.number_start < figure.number_end <= figure.end
        assert figure.counted is None or figure.counted in text
    lasting = [timex for timex in doc._.dates if timex.type != "DURATION"]
    for figure in doc._.figures:
        assert not any(t.start < figure.number_end and figure.number_start < t.end for t in lasting if t.type != "SET")


def strings(seed: int, count: int) -> list[str]:
    """Strings of any code points, surrogates aside, half of them mixed with digits and words of dates."""
    source = random.Random(seed)
    signs = [chr(point) for point in range(0x11000) if unicodedata.category(chr(point)) != "Cs"]
    telling = [
        "May",
        "12",
        "2022",
        "per cent",
        "$",
        "half",
        "of them",
        "ended",
        "-",
        "/",
        "C",
        "odds",
        "to",
        "by",
        "\n",
    ]
    return [
        (" " if source.random() < 0.5 else "").join(
            source.choice(telling if n % 2 and source.random() < 0.5 else signs) for _ in range(source.randrange(80))
        )
        for n in range(count)
    ]


def test_a_thousand_random_unicode_strings_do_no_harm() -> None:
    nlp = blank()
    for text in strings(1, 1000):
        check(nlp, text)


def test_random_strings_do_no_harm_with_tags_and_a_parse() -> None:
    nlp = load(components=("onrecord_dates", "onrecord_figures"))
    for text in strings(2, 60):
        check(nlp, text)


@pytest.mark.parametrize("name", _FILES)
def test_the_first_200_kb_of_any_file_do_no_harm(name: str) -> None:
    if not (path := ROOT / name).is_file():
        pytest.skip(f"no {name} here")
    with path.open("rb") as file:
        head = file.read(_BYTES)
    # Bytes that are no UTF-8 become question marks in it, and all kinds of letters in Latin-1.
    check(blank(), head.decode("latin-1" if name.endswith("model") else "utf-8", errors="replace"))
