"""`make model`: corpora in, `models/en_onrecord` out. `python -m pipeline.training.build CORPORA`."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.training.assemble import assemble, describe
from pipeline.training.prepare import mix, prepare

_CONFIGS = Path("models/configs")
_LEMMAS = Path("pipeline/training/lemmas.py")
_TEACHER = ("-m", "pipeline.training.teacher")


def build(corpora: Path, work: Path, out: Path) -> None:
    """Train all parts and put them together.

    The entity recognizer has a tok2vec of its own, so it is trained beside the parser, and so is the teacher, whose
    trees of the news the parser learns from in a second round. Everything runs on CPU with fixed seeds and one BLAS
    thread per process: the same corpora give the same weights.

    Raises:
        FileNotFoundError: a corpus is missing.
        subprocess.CalledProcessError: a training run failed; its output stands in `work/*.log`.
    """
    prepare(corpora, work)
    parse = _start("parse.cfg", work / "parse", _paths(work, "parse"), work / "parse.log")
    ner = _start("ner.cfg", work / "ner", _paths(work, "ner"), work / "ner.log")
    nets = ["--nets", str(work / "teacher.pt")]
    teacher = _run([*_TEACHER, "train", str(corpora), *nets], work / "teacher.log")
    _wait(parse)
    _wait(teacher)
    base = work / "parse" / "model-best"
    silver = ["--model", str(base), "--out", str(work / "silver.spacy")]
    _wait(_run([*_TEACHER, "parse", str(corpora), *nets, *silver], work / "silver.log"))
    mix(work / "parse-train.spacy", work / "silver.spacy", work / "mixed-train.spacy")
    paths = _paths(work, "parse") | {"paths.train": work / "mixed-train.spacy", "paths.base": base}
    _wait(_start("silver.cfg", work / "student", paths | {"code": _LEMMAS}, work / "student.log"))
    _wait(ner)
    assemble(work / "student" / "model-best", work / "ner" / "model-best", out)
    describe(out, work)
    _wait(_start_attribution(corpora, out, work / "attribution.log"))


def _paths(work: Path, part: str) -> dict[str, Path]:
    return {"paths.train": work / f"{part}-train.spacy", "paths.dev": work / f"{part}-dev.spacy"}


def _start(config: str, out: Path, overrides: dict[str, Path], log: Path) -> subprocess.Popen[bytes]:
    shutil.rmtree(out, ignore_errors=True)
    options = [part for key, path in overrides.items() for part in (f"--{key}", str(path))]
    return _run(["-m", "spacy", "train", str(_CONFIGS / config), "--output", str(out), *options], log)


def _run(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    print(f"{' '.join(arguments[1:4])}: see {log}", flush=True)
    fixed = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, *arguments], env=os.environ | fixed, stdout=output, stderr=subprocess.STDOUT
        )


def _start_attribution(corpora: Path, out: Path, log: Path) -> subprocess.Popen[bytes]:
    """The finder of attributions reads the finished pipeline's vectors, so it comes last."""
    weights = out / "attribution.npz"
    flags = ["--model", str(out), "--corpora", str(corpora), "--out", str(weights)]
    return _run(["-m", "pipeline.training.attribution.train", *flags], log)


def _wait(process: subprocess.Popen[bytes]) -> None:
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, process.args)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder for training data and checkpoints")
    parser.add_argument("--out", type=Path, default=Path("models/en_onrecord"))
    arguments = parser.parse_args()
    build(arguments.corpora, arguments.work, arguments.out)


if __name__ == "__main__":
    main()
