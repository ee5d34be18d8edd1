"""Who a third-person pronoun means: candidates weighed by what is known of each, the weights learnt from a treebank."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log1p

from pipeline.speakers.character import Character
from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.page import Page
from pipeline.speakers.scene import Scene, Sighting, head_noun, part_of

FEATURES = (
    "same_sentence",
    "sentence_before",
    "two_or_three_back",
    "further_back",
    "paragraph_apart",
    "latest",
    "subject",
    "owner",
    "other_part",
    "subject_of_subject",
    "opens_paragraph",
    "out_of_quotation",
    "gender_fits",
    "unnamed",
    "seen_as_pronoun",
    "how_often",
    "speaks",
    "spoke_last",
    "spoke_last_and_latest",
    "named_in_what_it_says",
    "says_this",
    "says_this_verbatim",
    "same_verb",
    "alone",
    "unsure_what",
    "leading",
    "set_off_before_it",
)
_FURTHEST = 12
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome: the character, or None with the reason why it stays open."""

    character: Character | None
    probability: float
    reason: str | None = None


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """Weights per kind of pronoun in the order of FEATURES, then the least probability at which to answer."""
    table = tomllib.loads((files("pipeline.resources") / "speakers" / "pronouns.toml").read_text(encoding="utf8"))
    return {kind: (*(table[kind][name] for name in FEATURES), table[kind]["least"]) for kind in ("person", "thing")}


def choose(scene: Scene, at: int, kind: str) -> Choice:
    """Return who the pronoun at token `at` means; `kind` is "male", "female", "neuter" or "plural"."""
    found = candidates(scene, at, kind)
    if not found:
        return Choice(None, 0.0, "nobody fits the pronoun")
    table = weights()["person" if kind in ("male", "female") else "thing"]
    scores = [sum(w * x for w, x in zip(table, vector, strict=False)) for _, vector in found]
    best = max(range(len(found)), key=lambda k: (scores[k], -k))
    probability = 1.0 / sum(exp(score - scores[best]) for score in scores)
    if probability < table[-1]:
        return Choice(None, probability, "pronoun open between several")
    return Choice(found[best][0], probability)


def candidates(scene: Scene, at: int, kind: str) -> list[tuple[Character, tuple[float, ...]]]:
    """Everybody the pronoun may mean, the latest mentioned first, with one number per entry of FEATURES."""
    page = scene.page
    latest: dict[int, Sighting] = {}
    for sighting in scene.recent():
        if page.sentence[at] - page.sentence[sighting.at] > _FURTHEST:
            break
        person = sighting.character
        if id(person) not in latest:
            latest[id(person)] = sighting
    lead = scene.leading.get({"male": "m", "female": "f"}.get(kind, ""))
    if lead is not None:
        latest.setdefault(id(lead.character), lead)
    seen = [s for s in latest.values() if _fits(s.character, kind) and s.at != at]
    speech = _speech(scene, at)
    return [(s.character, _features(scene, at, s, (k, len(seen)), speech)) for k, s in enumerate(seen)]


def _fits(character: Character, kind: str) -> bool:
    if kind in ("male", "female"):
        other = "f" if kind == "male" else "m"
        unsure = character.type == "unknown" and character.named
        return (character.type == "person" or unsure) and character.gender != other
    if kind == "neuter":
        return character.type in ("org", "document", "unknown") and not character.plural
    return character.type == "group" or (character.type == "org" and not character.place)


def _features(
    scene: Scene, at: int, s: Sighting, place: tuple[int, int], speech: tuple[set[int], set[int], set[int]]
) -> tuple[float, ...]:
    page, person = scene.page, s.character
    rank, rivals = place
    apart = page.sentence[at] - page.sentence[s.at]
    part = part_of(page, at)
    is_source = at in scene.source_heads
    own, reported, verbatim = (id(person) in ids for ids in speech)
    return (
        float(apart == 0),
        float(apart == 1),
        float(apart in (2, 3)),
        float(apart > 3),
        float(page.paragraph[at] != page.paragraph[s.at]),
        float(rank == 0),
        float(s.part == "subject"),
        float(s.part == "owner"),
        float(s.part == "other"),
        float(part == "subject" and s.part == "subject"),
        float(_opens_paragraph(page, s)),
        float(page.quoted[s.at] and not page.quoted[at]),
        float(bool(person.gender)),
        float(not person.named),
        float(s.kind == "pronoun"),
        log1p(scene.count[id(person)]),
        float(is_source and person.speaks),
        float(is_source and person is scene.speaker),
        float(is_source and person is scene.speaker and rank == 0),
        float(own),
        float(reported or _governs(page, s, at)),
        float(verbatim),
        float(_same_verb(page, at, s.at) and not _set_off_before(page, s, at)),
        float(rivals == 1),
        float(person.type == "unknown" or person.place),
        float(any(lead.character is person for lead in scene.leading.values())),
        float(_set_off_before(page, s, at)),
    )


def _set_off_before(page: Page, s: Sighting, at: int) -> bool:
    """ "Bo Marsh, he is late": taken up at once."""
    if s.last + 1 != at or page.words[s.last] != "," or part_of(page, at) != "subject":
        return False
    return page.begins_sentence(s.first) or page.words[s.first - 1] == ","


def _governs(page: Page, s: Sighting, at: int) -> bool:
    """The sighting is subject of the verb that reports the pronoun's clause ("Lee says she …")."""
    clause = page.heads[at]
    return (
        s.part == "subject"
        and page.deps[clause] in ("ccomp", "parataxis")
        and page.heads[clause] == page.heads[head_noun(page, s.at)]
    )


def _opens_paragraph(page: Page, s: Sighting) -> bool:
    return s.part == "subject" and (
        s.first == 0 or page.paragraph[s.first - 1] != page.paragraph[s.at] or page.begins_sentence(s.first)
    )


def _speech(scene: Scene, at: int) -> tuple[set[int], set[int], set[int]]:
    """Ids of those named in what the pronoun says, of who says what it stands in by report, of who says it verbatim."""
    named: set[int] = set()
    reported: set[int] = set()
    verbatim: set[int] = set()
    for said in scene.said_by.get(at, ()):
        for first, last in said.content:
            named.update(id(scene.owners[i][0]) for i in range(first, last) if i in scene.owners)
    for said in scene.around(at):
        if said.speaker is not None:
            (verbatim if said.verbatim else reported).add(id(said.speaker))
    return named, reported, verbatim


def _same_verb(page: Page, at: int, other: int) -> bool:
    """Two different parts of one verb are two different people ("Lee thanked her"), reflexives aside."""
    if not page.deps[at] or page.lower[at] in _REFLEXIVE:
        return False
    parts = {part_of(page, at), part_of(page, other)}
    return parts == {"subject", "object"} and page.heads[head_noun(page, at)] == page.heads[head_noun(page, other)]


def pronoun_kind(low: str) -> str | None:
    """Kind of a pronoun by its lower-case form, None for other words.

    >>> pronoun_kind("hers"), pronoun_kind("ferry")
    ('female', None)
    """
    return lexicon().pronouns.get(low)
