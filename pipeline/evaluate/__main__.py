"""`make eval`: extract the development sets, score the tables, print our lines next to the baseline's.

The corpora, the gold and the scorers do not come with the project; `--shared` says where they lie.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.annotate import load
from pipeline.evaluate.baseline import textacy_quotes
from pipeline.evaluate.coreference import GENRES, measure, read_documents
from pipeline.evaluate.gap import read_gap

_QUOTES = ("a_exact_that", "b_token", "c_quoted", "c_e2e", "d_cue_overlap", "e_ar_pair")
_WITH_ERROR_ROWS = 3  # exit code of a run that finished and lists unusable inputs in the errors table
_POLNEAR = Path("corpora/polnear/dev.jsonl.gz")
_NAMES = (Path("gold/names/polnear_dev.jsonl"), Path("gold/names/bbc_dev.jsonl"))
_GAP = Path("corpora/gap/gap-development.tsv.gz")
_GUM = Path("corpora/ud/en_gum-dev.conllu.gz")
_FIGURES = ("value", "value+unit", "value+change", "value+unit+concept_partial")
_SETS = (
    (
        "figures",
        Path("gold/figures/newsquant.jsonl"),
        _FIGURES,
    ),
    ("dates", Path("gold/dates/timebank.jsonl"), ("relaxed", "strict", "value")),
    ("dates", Path("gold/dates/meantime.jsonl"), ("relaxed", "strict", "value")),
    ("dates", Path("gold/dates/gum_news.jsonl"), ("date",)),
)


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpora, gold and bench")
    shared = parser.parse_args().shared
    if not (shared / "bench" / "score.py").is_file():
        sys.exit(f"no scorers in {shared}: give the folder that holds corpora/, gold/ and bench/ with --shared")
    with tempfile.TemporaryDirectory() as folder:
        _quotes(shared, Path(folder))
        _names(shared, Path(folder))
        _gap(shared, Path(folder))
        _chains(shared)
        for number, (what, gold, measures) in enumerate(_SETS):
            scores = _score(what, shared, shared / gold, Path(folder) / str(number))
            _row(f"{what} {gold.stem}", {name: scores[name]["F1"] for name in measures})


def _quotes(shared: Path, folder: Path) -> None:
    gold = shared / _POLNEAR
    for scope in ("all", "speech"):
        scores = _score("quotes", shared, gold, folder / "quotes", "--scope", scope)["scores"]
        _row(f"quotes, {scope}", {name: 100 * scores[name]["F1"] for name in _QUOTES})
        _row(f"textacy, {scope}", _baseline(shared, gold, scope))


def _baseline(shared: Path, gold: Path, scope: str) -> dict[str, float]:
    sys.path.insert(0, str(shared / "bench"))
    scorer = import_module("quotes_scorer")
    with gzip.open(gold, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in lines]
    answers = [(article["id"], article["text"], article["attributions"]) for article in articles]
    scores = scorer.score(answers, textacy_quotes(load(components=()), articles), scope)["scores"]
    return {name: 100 * scores[name]["F1"] for name in _QUOTES}


def _names(shared: Path, folder: Path) -> None:
    """Full names of who speaks, and how many names are given where the article has none."""
    for gold in _NAMES:
        out = folder / gold.stem
        _extract(shared / gold, out)
        _print_of(shared / "bench" / "names.py", out, shared / gold)


def _gap(shared: Path, folder: Path) -> None:
    """Pronouns of GAP, where the resolver is tried apart from quotes."""
    passages = folder / "gap.jsonl"
    lines = [json.dumps({"id": one.name, "text": one.text}) for one in read_gap(shared / _GAP)]
    passages.write_text("\n".join(lines), encoding="utf8")
    _extract(passages, folder / "gap")
    _print_of(shared / "bench" / "gap.py", folder / "gap", shared / _GAP)


def _chains(shared: Path) -> None:
    """Coreference chains of GUM dev."""
    nlp = load(components=())
    documents = [d for d in read_documents(shared / _GUM, nlp) if d.genre in GENRES]
    for kind, tally in sorted(measure(documents, nlp).items()):
        print(f"GUM {tally.line(kind)}", flush=True)


def _print_of(scorer: Path, out: Path, gold: Path) -> None:
    """Print what a scorer of the bench prints, with the name of what it was asked of."""
    answer = subprocess.run(
        [sys.executable, str(scorer), str(out), str(gold)], check=True, capture_output=True, text=True
    )
    for line in answer.stdout.splitlines():
        print(f"{gold.stem:20s} {line}", flush=True)


def _score(what: str, shared: Path, gold: Path, out: Path, *options: str) -> dict[str, Any]:
    """Extract `gold` into `out` unless that is done, and return what the scorer says of it."""
    _extract(gold, out)
    found = out / f"{what}.json"
    scorer = shared / "bench" / "score.py"
    command = [sys.executable, *map(str, (scorer, what, out, gold, "--json", found)), *options]
    subprocess.run(command, check=True, capture_output=True)
    scores: dict[str, Any] = json.loads(found.read_text(encoding="utf8"))
    return scores


def _extract(gold: Path, out: Path) -> None:
    if out.is_dir():
        return
    extract = [sys.executable, "-m", "pipeline", "extract", str(gold), "-o", str(out)]
    code = subprocess.run(extract, capture_output=True).returncode
    if code not in (0, _WITH_ERROR_ROWS):
        raise subprocess.CalledProcessError(code, extract)


def _row(name: str, scores: dict[str, float]) -> None:
    print(f"{name:20s} " + "  ".join(f"{key} {value:5.1f}" for key, value in scores.items()), flush=True)


if __name__ == "__main__":
    main()
