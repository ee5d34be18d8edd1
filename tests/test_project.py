"""The project itself: Make targets, README, documentation, import layers, and what the wheel carries."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.imports import imported

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "en_onrecord"
ONLY_IN_THE_REPOSITORY = ("training", "evaluate", "bench")
TARGETS = {"help", "setup", "extract", "test", "check", "docs", "model", "eval", "bench", "clean"}


def make(*arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Run make with none of the variables that a make around these tests hands down."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = [shutil.which("make") or "make", "-C", str(folder), "--no-print-directory", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_make_alone_prints_every_target_with_a_line_about_it() -> None:
    printed = make()
    assert printed.returncode == 0, printed.stderr
    targets = dict(re.findall(r"^  ([a-z]+) +(\S.*)$", printed.stdout, re.MULTILINE))
    assert set(targets) >= TARGETS
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf8"), re.MULTILINE)
    assert phony and set(phony[1].split()) == set(targets)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/dependencies.md"])
def test_every_make_target_that_the_documentation_names_exists(page: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / page).read_text(encoding="utf8"), re.MULTILINE))
    for target in sorted(named):
        assert make("--dry-run", "--question", target).returncode in (0, 1), target


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with our Makefile and a `.venv` whose `onrecord` ends with the exit code in EXIT_CODE."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    for stamp in (".made", ".lean"):
        (tmp_path / ".venv" / stamp).touch()
    program = tmp_path / ".venv" / "bin" / "onrecord"
    program.write_text('#!/bin/sh\necho "called: $*"\nexit $(cat exit_code)\n', encoding="utf8")
    program.chmod(0o755)
    return tmp_path


def test_make_extract_removes_articles_only_where_it_is_told_to(checkout: Path) -> None:
    (checkout / "exit_code").write_text("0", encoding="utf8")
    assert "--prune" not in make("extract", folder=checkout).stdout
    assert "--prune" in make("extract", "PRUNE=1", folder=checkout).stdout


@pytest.mark.parametrize(("exit_code", "succeeds"), [(0, True), (1, False), (2, False), (3, True)])
def test_make_extract_fails_only_where_the_extraction_failed(checkout: Path, exit_code: int, succeeds: bool) -> None:
    (checkout / "exit_code").write_text(str(exit_code), encoding="utf8")
    done = make("extract", folder=checkout)
    assert (done.returncode == 0) is succeeds, done.stderr
    assert ("exit code 3" in done.stdout) is (exit_code == 3)


def test_make_extract_hands_its_variables_on(checkout: Path) -> None:
    (checkout / "exit_code").write_text("0", encoding="utf8")
    assert make("extract", folder=checkout).stdout.strip() == "called: extract data/raw -o data/processed"
    done = make("extract", "RAW=in put/*.txt", "OUT=out", "MODEL=en_core_web_lg", "N=2", folder=checkout)
    assert done.stdout.strip() == "called: extract in put/*.txt -o out --model en_core_web_lg --workers 2"


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
)
def test_links_inside_the_documentation_lead_somewhere(page: str | Path) -> None:
    path = ROOT / page
    for link in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf8")):
        assert link.startswith("https://") or (path.parent / link).exists(), link


def test_the_page_about_the_command_line_is_as_the_commands_are() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "write_cli.py"))["cli_page"]()
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf8") == page, "run `make docs`"


def test_the_page_about_the_views_is_as_the_views_are() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "write_views.py"))["views_page"]()
    assert (ROOT / "docs" / "views.md").read_text(encoding="utf8") == page, "run `make docs`"


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from a copy, so that nothing is written into the checkout."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "pipeline", source / "pipeline", ignore=ignored)
    if MODEL.is_dir():
        shutil.copytree(MODEL, source / "models" / "en_onrecord", ignore=ignored)
    build = [sys.executable, "-c", "from hatchling.build import build_wheel; build_wheel('dist')"]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    (built,) = (source / "dist").glob("onrecord-*.whl")
    return built


def test_the_wheel_carries_the_model_and_the_word_lists(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    model = {f"pipeline/model/{file.relative_to(MODEL).as_posix()}" for file in MODEL.rglob("*") if file.is_file()}
    lists = [file.relative_to(ROOT) for file in _data_files(ROOT / "pipeline" / "resources")]
    resources = {file.as_posix() for file in lists if file.parts[2] not in ONLY_IN_THE_REPOSITORY}
    assert "pipeline/model/config.cfg" in model
    assert resources
    assert model | resources <= held


def test_the_wheel_leaves_out_what_only_those_need_who_make_onrecord(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = archive.namelist()
        code = {name: archive.read(name).decode() for name in held if name.endswith(".py")}
    assert "pipeline/extraction/extractor.py" in code
    for room in ONLY_IN_THE_REPOSITORY:
        assert (ROOT / "pipeline" / room).is_dir()
        assert not [name for name in held if f"/{room}/" in name]
        assert not [name for name, source in code.items() if any(_lies_in(room, module) for module in imported(source))]


def _lies_in(room: str, module: str) -> bool:
    return module.split(".")[1:2] == [room]


def _data_files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts]


def test_the_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:  # what `pip install --no-deps --target` does with a wheel like ours
        archive.extractall(installed)
    article = json.dumps({"id": "a", "text": '"It rained for two days," said Edda Holm, the mayor.'})
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", "-", "-o", "out", "--workers", "1"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(installed), "ONRECORD_MODEL": ""},
        input=article + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    import pyarrow.parquet as pq

    quotes = pq.read_table(elsewhere / "out" / "quotes").to_pylist()
    assert [(quote["text"].rstrip(","), quote["speaker"]) for quote in quotes] == [
        ("It rained for two days", "Edda Holm")
    ]
    manifest = sorted((elsewhere / "out" / "_runs").glob("*.json"))
    assert manifest, "the run left no account of itself"
