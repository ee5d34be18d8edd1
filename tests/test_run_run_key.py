"""Which changes of the program have finished work done anew."""

import ast
import shutil
import tomllib
from pathlib import Path

import pytest

from pipeline.run.run_key import MAKES_ROWS, code_digest
from tests.imports import imported_in_the_end

ROOT = Path(__file__).parent.parent
READERS = ("read_lists", "listed_words")


def modules_that_make_rows() -> dict[str, Path]:
    """All that the extractor and the spaCy factories import, directly or not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    factories = [entry.partition(":")[0] for entry in project["entry-points"]["spacy_factories"].values()]
    return imported_in_the_end(ROOT, ["pipeline.extraction.extractor", *factories])


def test_what_the_key_is_made_from_is_what_the_extractor_and_the_components_import() -> None:
    rooms = {name for name in MAKES_ROWS if (ROOT / "pipeline" / name).is_dir()}
    files = [file.relative_to(ROOT / "pipeline").with_suffix("") for file in modules_that_make_rows().values()]
    assert set(MAKES_ROWS) == {file.parts[0] if file.parts[0] in rooms else file.as_posix() for file in files}


def test_the_word_lists_that_make_rows_lie_in_rooms_that_the_key_is_made_from() -> None:
    asking = (file for file in modules_that_make_rows().values() if file.parent.name != "resources")
    read = {room for file in asking for room in _rooms_of_lists(file)}
    assert read and read <= set(MAKES_ROWS)


def _rooms_of_lists(file: Path) -> set[str]:
    """The first argument of every call of `read_lists` or `listed_words`, which must be written out."""
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))) if isinstance(node, ast.Call)]
    asked = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id in READERS]
    assert all(isinstance(room, ast.Constant) for room in asked), f"{file}: name the room of the lists"
    return {room.value for room in asked if isinstance(room, ast.Constant)}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.mark.parametrize(
    "changed", ["figures/find.py", "quotes/network/findings.py", "extraction/rows.py", "resources/quotes/cues.toml"]
)
def test_a_change_of_what_makes_rows_changes_the_key(package: Path, tmp_path: Path, changed: str) -> None:
    before = code_digest(package)
    (package / changed).write_text("", encoding="utf8")
    moved = package.rename(tmp_path / "changed")  # it is remembered by its place
    assert code_digest(moved) != before


@pytest.mark.parametrize(
    "changed",
    ["api.py", "bench/parts.py", "run/whole_run.py", "tables/verify.py", "resources/reconcile/words.toml", "new.py"],
)
def test_a_change_of_anything_else_keeps_finished_work(package: Path, tmp_path: Path, changed: str) -> None:
    before = code_digest(package)
    (package / changed).write_text("", encoding="utf8")
    moved = package.rename(tmp_path / "changed")
    assert code_digest(moved) == before == code_digest(ROOT / "pipeline")
