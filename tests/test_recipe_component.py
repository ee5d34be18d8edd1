"""The recipe "Add a component" of CONTRIBUTING.md, followed in a copy of the program with a component of places."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parent.parent
MOST_FILES = 5  # that were there before and change
NEW = {
    "pipeline/places/__init__.py": '"""Places that a text names."""',
    "pipeline/places/place.py": """
from dataclasses import dataclass

@dataclass(frozen=True)
class Place:
    start: int
    end: int
""",
    "pipeline/places/find.py": """
from pipeline.places.place import Place

def find_places(doc):
    if "QZX" in doc.text:
        raise KeyError("a trap")
    named = (token for token in doc[1:] if token.is_title and token.nbor(-1).text == "in")
    return tuple(Place(token.idx, token.idx + len(token)) for token in named)
""",
    "pipeline/places/component.py": """
from spacy.language import Language
from pipeline.factories import register_attributes, warn_of_missing
from pipeline.places.find import find_places

class PlacesComponent:
    def __call__(self, doc):
        doc._.places = find_places(doc)
        return doc

@Language.factory("onrecord_places", assigns=["doc._.places"])
def create(nlp, name):
    register_attributes("places")
    warn_of_missing(nlp, "onrecord_places", (), "nothing")
    return PlacesComponent()
""",
    "pipeline/components/places.py": """
from pipeline.tables import schemas
from pipeline.components.interface import FilledTable, listing, placed
from pipeline.tables.ids import unique_ids

def _rows(places, document):
    spans = [(place.start, place.end) for place in places]
    parts = zip(unique_ids("p", document.doc_id, spans), spans, document.quotes_around(spans))
    return [
        {"place_id": i, "doc_id": document.doc_id, **document.span(*span), "quote_id": document.quote_id(quote)}
        for i, span, quote in parts
    ]

PLACES = listing(
    "onrecord_places", "places", "the places there are missing", placed,
    FilledTable(schemas.PLACES, _rows, "its places are missing"),
)
""",
}
_IMPORT = "from pipeline.components."
# What stands there, and what stands there then.
CHANGED = {
    "pipeline/tables/schemas.py": [
        ("DATES, ERRORS)", "DATES, PLACES, ERRORS)"),
        (
            "ERRORS = Table(",
            """PLACES = Table(
    "places", "one place", "extract",
    (_text("place_id", "key"), _DOC_ID, _text("text", "the words"), _START, _END,
     _text("quote_id", "the quote in whose content it stands", nullable=True)),
    key=("place_id",), sort=("doc_id", "start", "end", "place_id"), grounded=True,
    references=(("doc_id", "documents"), ("quote_id", "quotes")),
)

ERRORS = Table(""",
        ),
    ],
    "pipeline/components/__init__.py": [
        (
            "from pipeline.components.quotes",
            "from pipeline.components.places import PLACES\nfrom pipeline.components.quotes",
        ),
        ("SPEAKERS)", "SPEAKERS, PLACES)"),
    ],
    "pyproject.toml": [
        ("onrecord_quotes = ", 'onrecord_places = "pipeline.places.component:create"\nonrecord_quotes = '),
        ('"dates"', '"dates | places"'),
        ('"pipeline.dates", ', '"pipeline.dates", "pipeline.places", '),
    ],
    "docs/tables.md": [],  # `make docs` writes it
    "README.md": [("| `errors` |", "| `places` | a place, and the quote in which it is named |\n| `errors` |")],
}
MODEL = str(ROOT / "models" / "en_onrecord")
COMMANDS = [
    ["extract", "in", "-o", "out", "--workers", "1", "--model", MODEL],
    ["verify", "out"],
    ["info", "--model", MODEL],
    ["schema", "--write", "docs/tables.md"],
]
DRIVER = """
import json, sys
from typer.testing import CliRunner
from pipeline.cli import app
from pipeline.run.run_key import MAKES_ROWS
said = [CliRunner().invoke(app, command) for command in json.loads(sys.argv[1])]
print(json.dumps({"codes": [one.exit_code for one in said], "said": [one.output for one in said], "key": MAKES_ROWS}))
"""
TEXTS = {
    "a": 'It rained in Lowgate. "We met in Avonby," said Edda Holm.',
    "b": '"They lost 40 homes in Lowgate," said Edda Holm. QZX.',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The copy, and what its commands did with two articles."""
    folder = tmp_path_factory.mktemp("recipe")
    left_out = shutil.ignore_patterns("__pycache__", "training", "evaluate", "bench")
    shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=left_out)
    for name, changes in CHANGED.items():
        text = (ROOT / name).read_text(encoding="utf8")
        for old, new in changes:
            assert text.count(old) == 1, f"{name} has another shape: change the recipe, here and in CONTRIBUTING.md"
            text = text.replace(old, new)
        write(folder / name, text)
    for name, text in NEW.items():
        assert not (folder / name).exists()
        write(folder / name, text)
    for name, text in TEXTS.items():
        write(folder / "in" / f"{name}.txt", text)
    return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")


@pytest.fixture(scope="module")
def told(folder):
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", DRIVER, json.dumps(COMMANDS)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def rows(folder, table):
    parts = [pq.ParquetFile(path).read().to_pylist() for path in sorted((folder / "out" / table).glob("*.parquet"))]
    return [row for part in parts for row in part]


def test_the_recipe_names_every_file_and_they_are_few():
    written = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8")
    recipe = written.split("## Add a component\n")[1].split("\n## ")[0]
    assert [name for name in CHANGED if name not in recipe] == [] and len(CHANGED) <= MOST_FILES
    assert "`places/` in `pipeline`" in recipe and "`places.py` in `pipeline/components`" in recipe


def test_its_rows_are_a_table_of_their_own_and_know_their_quotes(folder, told):
    assert told["codes"] == [3, 0, 0, 0], told["said"]
    (outside, inside) = sorted(rows(folder, "places"), key=lambda row: row["start"])
    assert [(row["text"], TEXTS["a"][row["start"] : row["end"]]) for row in (outside, inside)] == [
        ("Lowgate", "Lowgate"),
        ("Avonby", "Avonby"),
    ]
    (quote,) = (row for row in rows(folder, "quotes") if row["doc_id"] == inside["doc_id"])
    assert outside["quote_id"] is None and inside["quote_id"] == quote["quote_id"]


def test_where_it_fails_its_own_rows_are_lost_and_told(folder, told):
    (error,) = rows(folder, "errors")
    assert (error["source"], error["component"], error["place"]) == ("b.txt", "onrecord_places", "places/find.py:6")
    assert "the places there are missing" in error["message"]
    lost = error["doc_id"]
    assert all(lost in {row["doc_id"] for row in rows(folder, table)} for table in ("documents", "quotes", "figures"))


def test_summary_verify_settings_docs_and_the_key_of_a_run_know_it(folder, told):
    summary, verified, facts, _ = told["said"]
    assert "Places  2" in summary
    assert "FAILS" not in verified and "grounded" in verified
    assert "onrecord_places" in facts and "places" in told["key"]
    assert "### places" in (folder / "docs" / "tables.md").read_text(encoding="utf8")
