"""Names of people as parts, and whether two of them can be one person's: vetoes first, then the rule that fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.speakers.lexicon import lexicon
from pipeline.text.given_names import aliases, same_given
from pipeline.text.names import generation_of, name_key, slip

_LONG_GIVEN = 5  # letters of a given name that may be misspelt


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name: folded parts without titles, `generation` (jr, sr, ii …) apart, `gender` where a title tells it."""

    parts: tuple[str, ...]
    generation: str = ""
    gender: str = ""

    @property
    def surname(self) -> str:
        """The last part."""
        return self.parts[-1]

    @property
    def is_full(self) -> bool:
        """Whether there is more than one part."""
        return len(self.parts) > 1

    @property
    def key(self) -> str:
        """What equal names have in common."""
        return " ".join((*self.parts, *filter(None, (self.generation,))))


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Two names can be one person's: by which rule, how strongly, and whether it takes more than the names."""

    rule: str
    score: float
    needs_evidence: bool = False
    misspelt: bool = False
    firm: bool = False
    """Whether company alone is not enough."""


@lru_cache(maxsize=65536)
def parse_person(name: str) -> PersonName:
    """Take a name apart.

    >>> parse_person("Mrs. Brigitte Noël-Oakes")
    PersonName(parts=('brigitte', 'noel', 'oakes'), generation='', gender='f')
    >>> parse_person("Edwin Marsh, Jr.").generation
    'jr'
    """
    titles = lexicon().titles
    words = name.replace("'s ", " ").replace("’s ", " ").replace(",", " ").split()
    generation = ""
    if len(words) > 1 and (generation := generation_of(words[-1])):
        words.pop()
    gender = ""
    while len(words) > 1 and _is_title(words, titles):
        gender = gender or titles[name_key(words[0])[0]]
        words = words[1:]
    return PersonName(name_key(" ".join(words)) or (name.lower(),), generation, gender)


def _is_title(words: list[str], titles: dict[str, str]) -> bool:
    """A title, and no given name before a surname ("Dean Marsh"), unless a dot or more words follow."""
    first = name_key(words[0])
    if len(first) != 1 or first[0] not in titles:
        return False
    return first[0] not in lexicon().given or words[0].endswith(".") or len(words) > 2


def compare(a: PersonName, b: PersonName) -> NameMatch | None:
    """How two full names can be one person's, or None where something forbids it.

    >>> compare(parse_person("Ana Maria Lopes"), parse_person("Ana Lopes")).rule
    'middle_name'
    >>> compare(parse_person("Jong-un Pak"), parse_person("Jong-il Pak")) is None
    True
    """
    if a.generation != b.generation or (a.gender and b.gender and a.gender != b.gender):
        return None
    if a.parts == b.parts or "".join(a.parts) == "".join(b.parts):
        return NameMatch("same_name", 0.98)
    if min(len(a.surname), len(b.surname)) == 1:
        return None
    if a.surname == b.surname:
        return _same_surname(a.parts[:-1], b.parts[:-1])
    return _misspelt_surname(a, b) or _compound(a.parts, b.parts)


def corrected(name: PersonName, right: PersonName, match: NameMatch) -> PersonName:
    """A name without the slip that parts it from the right one, so that the slip counts once, not beside all its forms.

    >>> names = parse_person("Gerda Hollandr"), parse_person("Gerda Ada Hollander")
    >>> corrected(*names, compare(*names)).parts
    ('gerda', 'hollander')
    """
    if not match.misspelt:
        return name
    if name.surname != right.surname:
        return replace(name, parts=(*name.parts[:-1], right.surname))
    return replace(name, parts=(right.parts[0], *name.parts[1:]))


def _same_surname(a: tuple[str, ...], b: tuple[str, ...]) -> NameMatch | None:
    if a[0] == b[0]:
        return NameMatch("middle_name", 0.96) if _middles_agree(a[1:], b[1:]) else None
    if min(len(a[0]), len(b[0])) == 1:
        if a[0][0] != b[0][0]:
            return None
        # "J. Kennedy Marsh" goes with "John Kennedy Marsh", and with "Kennedy Marsh" where the rest tells so
        return NameMatch("initial", 0.9, needs_evidence=True, firm=True) if _middles_agree(a[1:], b[1:]) else None
    if same_given(a[0], b[0]) and _middles_agree(a[1:], b[1:]):
        return NameMatch("short_given_name", 0.93, needs_evidence=True, firm=True)
    if a[1:] == b[1:] and slip(a[0], b[0], _LONG_GIVEN) and not {a[0], b[0]} <= lexicon().given.keys():
        return NameMatch("misspelt_given_name", 0.9, needs_evidence=True, misspelt=True)
    if min(len(a), len(b)) == 1 and (b[-1] == a[0] or a[-1] == b[0]):
        return NameMatch("first_name_left_out", 0.85, needs_evidence=True)
    return None


def _middles_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Middle names contradict each other only where both are given."""
    if all(same_given(x, y) for x, y in zip(a, b, strict=False)):
        return True
    fewer, more = sorted((a, b), key=len)
    return set(fewer) <= set(more) and all(len(name) > 1 for name in fewer)  # "H. W." is not "W."


def _misspelt_surname(a: PersonName, b: PersonName) -> NameMatch | None:
    if not slip(a.surname, b.surname) or not same_given(a.parts[0], b.parts[0]):
        return None
    if not _middles_agree(a.parts[1:-1], b.parts[1:-1]):
        return None
    sure = a.parts[:-1] == b.parts[:-1] and len(a.parts[0]) > 1
    return NameMatch("misspelt_surname", 0.94 if sure else 0.85, needs_evidence=True, misspelt=True)


def _compound(a: tuple[str, ...], b: tuple[str, ...]) -> NameMatch | None:
    """One surname of two left out: "Rosa Vidal" for "Rosa Vidal Prats"."""
    shorter, longer = sorted((a, b), key=len)
    if 2 <= len(shorter) == len(longer) - 1 and longer[:-1] == shorter and len(shorter[-1]) > 1:
        return NameMatch("compound_surname", 0.85, needs_evidence=True, firm=True)
    return None


def initials_of(given: str) -> list[str]:
    """First letters of the names that a given name may stand beside: of "bob" b and r.

    >>> initials_of("bob")
    ['b', 'r']
    """
    return sorted({name[0] for name in (given, *aliases(given))})
