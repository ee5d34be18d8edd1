"""Articles to torture the runner with: invented, different from one another, the same in every run."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

Article = dict[str, str]
_NAMES = ("Ann Oakley", "Bo Lindqvist", "Cyrus Vane", "Dora Meld", "Elif Sahin", "Farid Noor", "Greta Holm")
_TOWNS = ("Tarnbridge", "Lowgate", "Eastport", "Norwick", "Saltmere")
_THINGS = ("homes", "bridges", "tickets", "trees", "schools", "boats")
_SENTENCES = (
    '"We lost {n} {things}," said {name}, the mayor of {town}.',
    "{name} told the council of {town} that {n} {things} would be rebuilt by March.",
    "According to {name}, {n} per cent of the {things} in {town} were gone.",
    "The town paid £{n},000 for {things} two years ago.",
    '"It was," {name} said, "the worst of {n} floods."',
    "On Tuesday the river at {town} rose by {n} metres.",
)


def articles(n: int, sentences: int = 6, seed: int = 0) -> Iterator[Article]:
    """So many articles of so many sentences each."""
    for i in range(n):
        chance = random.Random(f"{seed}-{i}")
        lines = [_sentence(chance) for _ in range(sentences)]
        text = "".join(line + ("\n\n" if k % 3 == 2 else " ") for k, line in enumerate(lines))
        yield {"id": f"a{seed}-{i:06}", "title": f"Flood {i}", "text": text, "published": f"2023-03-{i % 28 + 1:02}"}


def _sentence(chance: random.Random) -> str:
    return chance.choice(_SENTENCES).format(
        n=chance.randrange(2, 99), name=chance.choice(_NAMES), town=chance.choice(_TOWNS), things=chance.choice(_THINGS)
    )


def altered(source: Path, n: int, chars: int | None = None) -> Iterator[Article]:
    """So many articles, by repeating those of a JSONL file with words altered, so that new ones come up all the time.

    With `chars`, only so much of each.
    """
    with gzip.open(source, "rt", encoding="utf8") as stream:
        texts = [json.loads(line)["text"][:chars] for line in stream]
    for i in range(n):
        chance = random.Random(i)
        words = texts[i % len(texts)].split(" ")
        for at in chance.sample(range(len(words)), len(words) // 20):
            words[at] = f"{words[at]}{chance.choice('aeiou')}{chance.randrange(10**6)}"
        yield {"id": f"b{i:07}", "text": " ".join(words), "published": "2016-05-04"}


def write(found: Iterator[Article] | list[Article], path: Path) -> Path:
    """Write articles as JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf8") as stream:
        stream.writelines(json.dumps(article) + "\n" for article in found)
    return path
