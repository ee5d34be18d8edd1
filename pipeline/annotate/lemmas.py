"""Lemmas: as the treebanks have them for a form and its tag, else by a script that the encoder chooses.

A script says what is done to a form to get its lemma:

"l2y" writes the form small, cuts two letters and adds "y" ("cities"); "k0" keeps it as it stands ("Paris"); "=be" is
the lemma itself ("was").
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


def script_of(form: str, lemma: str) -> str:
    """The script that leads from a form to its lemma.

    >>> script_of("Cities", "city"), script_of("Paris", "Paris"), script_of("was", "be")
    ('l3y', 'k0', '=be')
    """
    small = lemma == lemma.lower()
    base = form.lower() if small else form
    shared = next((i for i, (a, b) in enumerate(zip(base, lemma, strict=False)) if a != b), min(len(base), len(lemma)))
    if not shared or len(base) - shared > 9:  # one digit says how much is cut
        return f"={lemma}"
    return f"{'l' if small else 'k'}{len(base) - shared}{lemma[shared:]}"


def lemma_of(form: str, script: str) -> str:
    """The lemma that a script makes of a form; the form written small where the script cuts more than there is.

    >>> lemma_of("Parties", "l3y"), lemma_of("WAS", "=be"), lemma_of("a", "l3y")
    ('party', 'be', 'a')
    """
    if script[0] == "=":
        return script[1:]
    base = form.lower() if script[0] == "l" else form
    cut = int(script[1])
    if cut >= len(base) and cut:
        return form.lower()
    return base[: len(base) - cut] + script[2:]


# What the endings of regular forms may stand for: "shouted" is of "shout", "baked" of "bake", "carried" of "carry".
_ENDINGS = {"ed": ("", "e"), "ied": ("y",), "ing": ("", "e"), "s": ("",), "es": ("",), "ies": ("y",)}
_DOUBLED = ("ed", "ing")  # "dropped", "dropping"


@dataclass(frozen=True, slots=True)
class KnownLemmas:
    """Lemmas of forms written small, by the number of their tag, and words that there are."""

    by_tag: tuple[dict[str, str], ...]
    words: frozenset[str] = frozenset()

    @classmethod
    def from_json(cls, text: str, tags: Sequence[str], words: Iterable[str] = ()) -> KnownLemmas:
        """Read a table of lemmas by tag and form; `words` are others that there are.

        Raises:
            ValueError: where it is damaged.
        """
        table = json.loads(text)
        by_tag = tuple(table.get(tag, {}) for tag in tags)
        return cls(by_tag, frozenset(words).union(*(known.values() for known in by_tag)))

    def lemma(self, form: str, tag: int, script: str) -> str:
        """The lemma of a word: the known one, or what the script makes of it; a word without letters is its own.

        Where the script makes no word of a regular form and another way to read its ending does, that is taken.

        >>> KnownLemmas(({"children": "child"},)).lemma("Children", 0, "l1")
        'child'
        >>> KnownLemmas(({},), frozenset({"shout"})).lemma("shouted", 0, "l1")
        'shout'
        """
        known = self.by_tag[tag].get(form.lower())
        if known is not None:
            return known
        if not any(map(str.isalpha, form)):
            return form
        made = lemma_of(form, script)
        if made == form or made[0].isupper() or made in self.words:
            return made
        return next((word for word in regular_lemmas(form.lower()) if word in self.words), made)


def regular_lemmas(form: str) -> Iterator[str]:
    """What a form may be a regular form of.

    >>> list(regular_lemmas("dropped"))
    ['dropp', 'droppe', 'drop']
    """
    for ending, instead in _ENDINGS.items():
        stem = form.removesuffix(ending)
        if len(stem) < 2 or stem == form:
            continue
        yield from (stem + one for one in instead)
        if ending in _DOUBLED and stem[-1] == stem[-2]:
            yield stem[:-1]


def counted_lemmas(words: Iterable[tuple[str, str, str]], least: float = 0.8) -> dict[str, dict[str, str]]:
    """The table of lemmas of (form, tag, lemma), where a share of at least `least` of a form's words have one lemma.

    Proper nouns are left out: they are their own lemma, in the case that they are written in.

    >>> counted_lemmas([("Cities", "NNS", "city"), ("Rome", "NNP", "Rome")])
    {'NNS': {'cities': 'city'}}
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for form, tag, lemma in words:
        if not tag.startswith("NNP") and any(map(str.isalpha, form)):
            counts.setdefault((tag, form.lower()), Counter())[lemma] += 1
    table: dict[str, dict[str, str]] = {}
    for (tag, form), count in sorted(counts.items()):
        lemma, seen = count.most_common(1)[0]
        if seen >= least * count.total():
            table.setdefault(tag, {})[form] = lemma
    return table
