"""What papers do to a name, a quote or a number on its way into print; and twins, which are something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from pipeline.resources import read_lists
from pipeline.text.given_names import aliases
from pipeline.text.names import fold

_LETTERS = "abcdefghijklmnoprstuvw"


def _pairs(name: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in read_lists("evaluate", "alterations")["pairs"][name]]


def _words(name: str) -> list[str]:
    found: list[str] = read_lists("evaluate", "alterations")["words"][name]
    return found


def slip(word: str, random: Random) -> str:
    """One letter dropped, doubled, swapped or replaced, not the first."""
    i = random.randrange(1, len(word) - 1)
    kinds = (
        word[:i] + word[i + 1 :],
        word[:i] + word[i] + word[i:],
        word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        word[:i] + random.choice(_LETTERS) + word[i + 1 :],
    )
    return random.choice(kinds)


def altered_person(name: str, title: str, random: Random, *, bare: bool) -> tuple[str, str]:
    """A full name in another form, and what was done; `bare`: the surname may stand alone."""
    parts = name.split()
    given, surname = parts[0], parts[-1]
    forms: list[tuple[str, str]] = [
        (name.upper(), "capitals"),
        (f"{title} {name}", "title"),
        (f"{given} {surname}", "middle name left out" if len(parts) > 2 else "same"),
        (_accented(name, random), "accents"),
    ]
    if bare:
        short = (
            (f"{given[0]}. {surname}", "initial"),
            (surname, "surname"),
            (f"{title} {surname}", "title and surname"),
        )
        forms += short
    if len(surname) >= 6:
        forms += [(" ".join((*parts[:-1], slip(surname, random))), "slip")]
    others = sorted(aliases(fold(given)))
    if others:
        forms += [(" ".join((random.choice(others).capitalize(), *parts[1:])), "short form")]
    return random.choice(forms)


def _accented(name: str, random: Random) -> str:
    accents = dict(_pairs("accents"))
    places = [i for i, letter in enumerate(name) if letter in accents]
    if not places:
        return name
    i = random.choice(places)
    return name[:i] + accents[name[i]] + name[i + 1 :]


def altered_quote(text: str, random: Random) -> tuple[str, str]:
    """A quote as another paper prints it, and what was done; two things at once in a third of the cases."""
    names: list[str] = []
    for _ in range(2 if random.random() < 0.33 else 1):
        name, change = random.choice(_CHANGES)
        text, names = change(text, random), [*names, name]
    return text, " + ".join(names)


def _cut_end(text: str, random: Random) -> str:
    words = text.split()
    return " ".join(words[: max(6, int(len(words) * random.uniform(0.4, 0.9)))])


def _cut_start(text: str, random: Random) -> str:
    words = text.split()
    return (
        " ".join(words[min(len(words) - 6, int(len(words) * random.uniform(0.1, 0.6))) :]) if len(words) > 6 else text
    )


def _ellipsis(text: str, random: Random) -> str:
    words = text.split()
    if len(words) < 14:
        return text
    i = random.randrange(5, len(words) - 7)
    return " ".join((*words[:i], "...", *words[i + random.randint(1, 3) :]))


def _spelling(text: str, random: Random) -> str:
    for american in _words("american"):
        for ours, theirs in _pairs("spellings"):
            if american.endswith(ours):
                text = re.sub(rf"\b{american}\b", american[: -len(ours)] + theirs, text)
    return text.replace("’", "'").replace("-", " " if random.random() < 0.3 else "-")


def _typo(text: str, random: Random) -> str:
    words = text.split()
    long = [i for i, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    for i in random.sample(long, min(len(long), 1 + len(words) // 25)):
        words[i] = slip(words[i], random)
    return " ".join(words)


def _tense(text: str, random: Random) -> str:
    for now, then in _pairs("tenses"):
        text = re.sub(rf"\b{now}\b", then, text)
    return text


def _brackets(text: str, random: Random) -> str:
    places = list(re.finditer(rf"\b(?:{'|'.join(_words('replaced'))})\b", text))
    if not places:
        return text
    place = random.choice(places)
    return text[: place.start()] + random.choice(_words("brackets")) + text[place.end() :]


def _misquote(text: str, random: Random) -> str:
    """A few words left out, put in or exchanged."""
    words = text.split()
    for _ in range(1 + len(words) // 12):
        i = random.randrange(len(words))
        done = random.choice(("drop", "add", "swap"))
        if done == "drop" and len(words) > 8:
            del words[i]
        elif done == "add":
            words.insert(i, random.choice(_words("added")))
        else:
            words[i] = random.choice(_words("exchanged"))
    return " ".join(words)


def _contraction(text: str, random: Random) -> str:
    for long, short in _pairs("contractions"):
        text = text.replace(short, long) if random.random() < 0.5 else text.replace(long, short)
    return text.replace("--", "—").replace(" and ", " & " if random.random() < 0.1 else " and ")


def _person(text: str, random: Random) -> str:
    """As a report has it: I becomes he, my his, present past."""
    for ours, theirs in _pairs("persons"):
        text = re.sub(rf"\b{ours}\b", theirs, text)
    return _tense(text, random)


_CHANGES: tuple[tuple[str, Callable[[str, Random], str]], ...] = (
    ("cut end", _cut_end),
    ("cut start", _cut_start),
    ("ellipsis", _ellipsis),
    ("spelling", _spelling),
    ("typo", _typo),
    ("tense", _tense),
    ("brackets", _brackets),
    ("misquote", _misquote),
    ("contraction", _contraction),
    ("report", _person),
)


def twin_quote(one: str, other: str) -> str:
    """Another utterance that begins with the words of one quote and goes on with those of another."""
    first, second = one.split(), other.split()
    return " ".join((*first[: len(first) * 2 // 5], *second[len(second) // 2 :]))


def altered_number(value: float, random: Random) -> tuple[str, float | None, float | None, str]:
    """A count in another form: as written, lowest and highest value meant, bound."""
    digits = len(str(int(value)))
    rounded = round(value, 1 - digits) if digits > 2 else value
    forms: list[tuple[str, float | None, float | None, str]] = [(f"{value:,.0f}", value, value, "exact")]
    if rounded:
        forms += [(f"about {rounded:,.0f}", 0.95 * rounded, 1.05 * rounded, "approx")] * (
            abs(rounded - value) <= 0.05 * rounded
        )
    forms += [
        (f"almost {value + 1:,.0f}", None, value + 1, "less_than"),
        (f"at least {value:,.0f}", value, None, "at_least"),
    ]
    return random.choice(forms)
