"""The recipes of CONTRIBUTING.md, followed to the letter in a copy of the program: what they promise is so."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "en_onrecord"
RESOURCES = "pipeline/resources"
VERBS, CURRENCIES, UNITS, REFUSALS, DAYS = (
    f"{RESOURCES}/{name}.toml"
    for name in ("quotes/cues", "figures/money", "figures/units", "figures/refusals/digits", "dates/rules/days")
)
BERTH = '  { when = "before=berth", example = "It lay at berth [40]." },\n'
SHROVE = (
    '  { pattern = "the eve of day=HOLIDAY", value = "Holiday(day)", '
    'example = "It closed on [the eve of Easter].", gives = "2022-04-17" },\n'
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which the recipes for words and rules have been followed."""
    folder = tmp_path_factory.mktemp("recipes")
    shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__", "training"))
    edit(folder / VERBS, r'(\[verbs\]\s*\nspeech = """\n)', r"\1harrumph ")
    edit(folder / CURRENCIES, r"(\[symbols\]\n)", '\\1"₰" = "DEM"\n')
    edit(folder / UNITS, r"(\[measure\]\n)", '\\1span = {words = ["span"], symbols = ["spn"]}\n')
    edit(folder / REFUSALS, r"(codes = \[\n)", "\\1" + BERTH)
    edit(folder / DAYS, r"(rules = \[\n)", "\\1" + SHROVE)
    return folder


def edit(file: Path, where: str, line: str) -> None:
    text, changes = re.subn(where, line, file.read_text(encoding="utf8"), count=1)
    assert changes == 1, f"{file.name} is not as the recipe says"
    file.write_text(text, encoding="utf8")


def run(package: Path, program: str) -> str:
    """What a program prints that runs with the copy."""
    command = [sys.executable, "-W", "ignore", "-c", f"import spacy\n{program}"]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(command, cwd=package, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def alone(component: str, text: str, printed: str) -> str:
    return f"nlp = spacy.blank('en'); nlp.add_pipe({component!r}); doc = nlp({text!r}); print({printed})"


def test_a_verb_written_into_the_list_attributes(package: Path) -> None:
    program = (
        f"from pipeline import annotate; nlp = annotate.load({str(MODEL)!r}, ['onrecord_quotes'])\n"
        "doc = nlp('\"The wall will hold until the spring,\" harrumphed Edda Holm.')\n"
        "print([doc.text[slice(*quote.cue)] for quote in doc._.quotes])"
    )
    assert run(package, program) == "['harrumphed']"


def test_a_currency_written_into_the_list_is_read(package: Path) -> None:
    program = alone("onrecord_figures", "It cost ₰40,000 in all.", "[(f.value, f.unit) for f in doc._.figures]")
    assert run(package, program) == "[(40000.0, 'DEM')]"


def test_a_unit_written_into_the_list_is_read(package: Path) -> None:
    program = alone("onrecord_figures", "It is 40 spans long, or 41 spn.", "[(f.value, f.unit) for f in doc._.figures]")
    assert run(package, program) == "[(40.0, 'span'), (41.0, 'span')]"


def test_a_refusal_written_into_the_list_is_heard(package: Path) -> None:
    program = alone("onrecord_figures", "They took 30 lamps from berth 40.", "[f.value for f in doc._.figures]")
    assert run(package, program) == "[30.0]"


def test_a_rule_written_into_the_list_is_read(package: Path) -> None:
    program = alone(
        "onrecord_dates", "It closed on the eve of Easter.", "[doc.text[d.start : d.end] for d in doc._.dates]"
    )
    assert run(package, program) == "['the eve of Easter']"


@pytest.mark.parametrize("recipe", re.findall(r"^## (Add .+)$", (ROOT / "CONTRIBUTING.md").read_text("utf8"), re.M))
def test_every_file_that_a_recipe_names_is_there(recipe: str) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8")
    body = page.partition(f"## {recipe}\n")[2].partition("\n## ")[0]
    named = re.findall(r"`((?:pipeline|tests|docs|models)/[\w./-]+)`", body)
    assert named, recipe
    assert [path for path in named if not (ROOT / path).exists()] == []
