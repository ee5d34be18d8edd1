"""What happens to texts on their way: words lost and doubled, letters misread, marks turned, lines broken."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Mutation = Callable[[random.Random, str], str]

_MISREAD = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("1", "l"),
    ("O", "0"),
    ("0", "O"),
    ("S", "5"),
    ("e", "c"),
    ("cl", "d"),
)
_MARKS = re.compile(r"[\"“”‘’„«»]")
_ANY_MARK = ('"', "“", "”", "„", "«", "»", "‘", "’", "'", "``", "''", "‟", "‹", "›", "&quot;", '""')
_HIDDEN = ("\u200b", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202e", "\u2066", "\u2069", "\ufeff", "\u00ad")
_PICTURES = ("😀", "👍🏽", "👩‍👩‍👧", "🇬🇧", "❗️", "🌧️", "1️⃣", "™", "…", "½")
_BRACKETS = ("()", "[]", "{}", '""', "“”", "‘’", "«»", "<>")


def mutated(chance: random.Random, text: str) -> str:
    """The text after one to three mishaps."""
    for _ in range(chance.randrange(1, 4)):
        text = chance.choice(MUTATIONS)(chance, text)
    return text


def _words(change: Callable[[random.Random, list[str]], list[str]]) -> Mutation:
    """A mutation of the words; what stands between them goes with the word before."""
    return lambda chance, text: "".join(change(chance, re.findall(r"\s*\S+\s*", text)))


def _some(chance: random.Random, n: int) -> set[int]:
    return set(chance.sample(range(n), max(1, n // chance.choice((3, 6, 20))) if n else 0))


def _dropped(chance: random.Random, words: list[str]) -> list[str]:
    gone = _some(chance, len(words))
    return [word for i, word in enumerate(words) if i not in gone]


def _doubled(chance: random.Random, words: list[str]) -> list[str]:
    twice = _some(chance, len(words))
    return [word for i, word in enumerate(words) for _ in range(1 + (i in twice))]


def _swapped(chance: random.Random, words: list[str]) -> list[str]:
    found = list(words)
    for i in _some(chance, max(0, len(words) - 1)):
        found[i], found[i + 1] = found[i + 1], found[i]
    return found


def _shuffled(chance: random.Random, words: list[str]) -> list[str]:
    return chance.sample(words, len(words))


def _stuttered(chance: random.Random, words: list[str]) -> list[str]:
    at = chance.randrange(len(words) + 1)
    return words[:at] + words[at : at + chance.randrange(1, 5)] * chance.randrange(2, 30) + words[at:]


def _hidden_between(chance: random.Random, words: list[str]) -> list[str]:
    return _with(chance, words, _HIDDEN)


def _pictures_between(chance: random.Random, words: list[str]) -> list[str]:
    return _with(chance, words, _PICTURES)


def _with(chance: random.Random, words: list[str], signs: tuple[str, ...]) -> list[str]:
    some = _some(chance, len(words))
    return [
        word + (chance.choice(signs) + chance.choice(("", " ")) if i in some else "") for i, word in enumerate(words)
    ]


def _misread(chance: random.Random, text: str) -> str:
    for wrong, right in chance.sample(_MISREAD, 4):
        text = "".join(part + chance.choice((wrong, right)) for part in text.split(wrong)).removesuffix(right)
    return "".join(sign + (" " if chance.random() < 0.02 else "") for sign in text if chance.random() > 0.01)


def _other_marks(chance: random.Random, text: str) -> str:
    return _MARKS.sub(lambda _: chance.choice(_ANY_MARK), text)


def _marks_lost(chance: random.Random, text: str) -> str:
    return _MARKS.sub(lambda mark: "" if chance.random() < 0.4 else mark[0], text)


def _cut_off(chance: random.Random, text: str) -> str:
    return text[chance.randrange(len(text) // 2 + 1) : chance.randrange(len(text) + 1)]


def _nested(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice((2, 5, 40, 150))):
        opening, closing = chance.choice(_BRACKETS)
        at = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        text = text[: at[0]] + opening + text[at[0] : at[1]] + closing + text[at[1] :]
    return text


def _wrapped(chance: random.Random, text: str) -> str:
    width = chance.choice((10, 30, 66))
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def _other_numbers(chance: random.Random, text: str) -> str:
    return re.sub(
        r"\d+", lambda _: chance.choice(("0", "00", "31", "1900", "9999", "10" * 15, "1,0,0", "٣", "²")), text
    )


MUTATIONS: tuple[Mutation, ...] = (
    *map(_words, (_dropped, _doubled, _swapped, _shuffled, _stuttered, _hidden_between, _pictures_between)),
    _misread,
    _other_marks,
    _marks_lost,
    _cut_off,
    _nested,
    _wrapped,
    _other_numbers,
    lambda _, text: text.upper(),
    lambda _, text: text.lower(),
    lambda _, text: text.title(),
    lambda _, text: re.sub(r"[^\w\s]", "", text),
    lambda _, text: re.sub(r"\w", "", text),
    lambda _, text: re.sub(r"\s", "", text),
    lambda _, text: re.sub(r"\s+", "\n", text),
    lambda _, text: re.sub(r"\n+", " ", text),
    lambda _, text: re.sub(r"([.,!?])\s", r"\1", text),
    lambda _, text: text[::-1],
    lambda chance, text: text + chance.choice((" ", "\n\n", "")) + text,
    lambda chance, text: "".join(sign + chance.choice(("", "", "", "\u0301", "\u0302\u0303")) for sign in text),
)
