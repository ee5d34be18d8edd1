"""Which profiles are one entity. Each joins a canonical profile that it fits itself, never a member of one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.reconcile.entity_groups import EntityGroup, Membership
from pipeline.reconcile.events import Events
from pipeline.reconcile.lookup_keys import bare_keys, index_keys, lookup_keys
from pipeline.reconcile.organisation_names import acronym_of, org_key, parts_of, says_which
from pipeline.reconcile.person_names import NameMatch, compare, corrected, parse_person
from pipeline.reconcile.profiles import Profile
from pipeline.reconcile.speech_samples import SAME_WORDS
from pipeline.speakers.lexicon import lexicon
from pipeline.text.names import is_acronym, slip

_FAR_RARER = 3  # times as many mentions has the right spelling of a name as the wrong one
_LIKELIEST = 0.9  # of the weight of all whom a bare name may stand for has the one it is taken to mean
# What evidence adds to the number of articles that name somebody in full.
_WEIGHT = {"words": 30, "role": 10, "story": 10, "company": 3}
_FIRM = {"words", "role", "story"}  # ties a name that may be anybody's to one bearer; company alone does not
_RATHER_GIVEN = 3  # times as often a given name as a surname: standing alone it is no surname
_OFTEN = 5  # articles that name somebody in full; then a surname alone may do elsewhere
_EXPLAINED = 2  # times as many articles may have an acronym as have the name it is made from
_TRIED = 50  # canonical profiles of one surname that a bare one is compared with


def link_entities(found: Sequence[Profile], events: Events) -> list[EntityGroup]:
    """Put profiles together: full names first, then what needs them to be understood."""
    linker = _Linker(events)
    linker.bare_docs.update((p.sort, p.key) for p in found if p.bare)
    people = [(parse_person(p.name), len(p.docs)) for p in found if p.sort == "person" and not p.bare]
    for name, n in people:
        linker.given[name.parts[0]] += n
        linker.surnames[name.surname] += n
    ordered = sorted(found, key=Profile.weight)
    for profile in ordered:
        if profile.sort == "unnamed":
            linker.begin(profile, Membership("unnamed", 1.0, "no name is given"))
        elif not profile.bare:
            linker.place_full(profile)
    for profile in ordered:
        if profile.sort != "unnamed" and profile.bare:
            linker.place_bare(profile)
    return linker.groups


class _Linker:
    """The groups so far, and where to look for those that a profile might fit."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.groups: list[EntityGroup] = []
        self.index: defaultdict[tuple[str, ...], list[EntityGroup]] = defaultdict(list)
        self.bare: defaultdict[tuple[str, ...], list[EntityGroup]] = defaultdict(list)
        self.bare_docs: Counter[tuple[str, str]] = Counter()
        self.given: Counter[str] = Counter()
        self.surnames: Counter[str] = Counter()

    def begin(self, profile: Profile, link: Membership) -> EntityGroup:
        """Begin an entity."""
        whole = Profile(profile.key, profile.sort, profile.name)
        whole.add(profile)
        new = EntityGroup(profile, whole, [(profile, link)])
        self.groups.append(new)
        if profile.sort != "unnamed":
            for key in index_keys(profile):
                self.index[key].append(new)
        return new

    def candidates(self, keys: Iterable[tuple[str, ...]]) -> list[EntityGroup]:
        """Groups under any of the keys, each once."""
        return list({id(c): c for key in keys for c in self.index.get(key, ())}.values())

    # Full names -----------------------------------------------------------------------------------------------------

    def place_full(self, profile: Profile) -> None:
        """Join the one canonical name it fits, or begin an entity."""
        fits = self._fitting(profile)
        if len(fits) == 1 or (fits and fits[0][1].score > fits[1][1].score):
            fits[0][0].join(profile, fits[0][1])
        elif fits:
            self.begin(profile, Membership("apart", 1.0, f"{len(fits)} fit: " + _listed(c for c, _ in fits)))
        else:
            self.begin(profile, Membership("same_name", 0.9 if len(profile.docs) > 1 else 1.0))

    def _fitting(self, profile: Profile) -> list[tuple[EntityGroup, Membership]]:
        person = profile.sort == "person"
        found = []
        for group in self.candidates(lookup_keys(profile)):
            if group.canonical.sort != profile.sort or group.canonical.bare:
                continue
            link = self._same_person(profile, group) if person else self._same_org(profile, group)
            if link is not None:
                found.append((group, link))
        return sorted(found, key=lambda pair: (-pair[1].score, pair[0].canonical.weight()))

    def _same_person(self, profile: Profile, group: EntityGroup) -> Membership | None:
        match = compare(profile.person, group.canonical.person)
        if match is None or not group.fits_all(corrected(profile.person, group.canonical.person, match)):
            return None
        evidence = self.evidence(profile, group) if match.needs_evidence else []
        if match.needs_evidence and not evidence:
            return None
        if match.misspelt and not _far_rarer(profile, group, evidence):
            return None
        if match.firm and not _FIRM & set(evidence):
            return None
        return Membership(match.rule, _score(match, evidence), _said(evidence))

    def _same_org(self, profile: Profile, group: EntityGroup) -> Membership | None:
        a, b = org_key(profile.name), org_key(group.canonical.name)
        if "".join(a) == "".join(b):
            return Membership("same_name", 0.98)
        longer, shorter = (group.canonical, profile) if len(b) > len(a) else (profile, group.canonical)
        if min(len(a), len(b)) < 2 or org_key(shorter.name) not in parts_of(org_key(longer.name)):
            return None
        if " and " in longer.name and " and " not in shorter.name:
            return None  # "Lowgate and Garth" are two
        for acronym in sorted(shorter.acronyms & longer.acronyms or shorter.acronyms):
            if acronym_of(acronym, longer.name) and not acronym_of(acronym, shorter.name):
                return Membership("acronym_of_longer_name", 0.95, acronym)
        return None

    # Names that may be anybody's ------------------------------------------------------------------------------------

    def place_bare(self, profile: Profile) -> None:
        """Join where one candidate fits; else stay apart and say why."""
        named = self._named_by(profile)
        if len(named) == 1:
            named[0][0].join(profile, named[0][1])
            return
        same = None if named and profile.sort == "person" else self._same_bare(profile)
        if same is not None:
            same[0].join(profile, same[1])
            return
        if named:
            link = Membership("apart", 1.0, f"{len(named)} fit: " + _listed(c for c, _ in named))
        elif self._heard_of(profile):
            link = Membership("apart", 1.0, "nothing in the article points to " + _listed(self._heard_of(profile)))
        else:
            link = Membership("only_name", 1.0, "no full name is known")
        self.bare[profile.sort, profile.key].append(self.begin(profile, link))

    def _heard_of(self, profile: Profile) -> list[EntityGroup]:
        """Full names that the bare one could stand for, whether or not anything points to them."""
        given = self.given[profile.key] if profile.sort == "person" else 0
        if given > _RATHER_GIVEN * self.surnames[profile.key]:
            return []  # a given name standing alone
        found = [c for c in self.candidates(bare_keys(profile)) if not c.canonical.bare]
        return [c for c in found[:_TRIED] if _bare_match(profile, c)]

    def _named_by(self, profile: Profile) -> list[tuple[EntityGroup, Membership]]:
        """The full names that the bare one may stand for; one only, where it is by far the likeliest."""
        found, weights = [], []
        for group in self._heard_of(profile):
            match = _bare_match(profile, group)
            evidence = self.evidence(profile, group)
            if profile.docs & group.whole.docs:
                continue  # an article that has both as two speakers means two, or knows no better
            if match is None or (match.misspelt and not _far_rarer(profile, group, evidence)):
                continue
            if match.rule == "acronym" and match.needs_evidence and self._too_common(profile, group):
                continue
            weights.append(len(group.whole.docs) * math.prod(_WEIGHT[what] for what in evidence))
            often = not match.misspelt and len(group.canonical.docs) >= _OFTEN
            if _FIRM & set(evidence) or often or not match.needs_evidence:
                rule = match.rule if evidence or not match.needs_evidence else f"prominent_{match.rule}"
                found.append((weights[-1], group, Membership(rule, _score(match, evidence), _said(evidence))))
        total = sum(weights)
        likeliest = [(group, link) for weight, group, link in found if weight >= _LIKELIEST * total]
        return likeliest or [(group, link) for _, group, link in found]

    def _too_common(self, profile: Profile, group: EntityGroup) -> bool:
        """An acronym that no article explains, in far more articles than the name, stands for something else."""
        acronym = profile.name.replace(".", "")
        explained = acronym in group.whole.acronyms
        return not explained and self.bare_docs[profile.sort, profile.key] > _EXPLAINED * len(group.canonical.docs)

    def _same_bare(self, profile: Profile) -> tuple[EntityGroup, Membership] | None:
        """Another article with the same bare name, where something tells that the same is meant."""
        acronym = profile.sort == "org" and is_acronym(profile.name)
        for group in self.bare.get((profile.sort, profile.key), ())[:_TRIED]:
            if _genders_differ(profile.gender, group.canonical.gender):
                continue
            evidence = self.evidence(profile, group)
            if acronym and len(profile.key) > 2 and len(self._heard_of(profile)) < 2:
                return group, Membership("same_acronym", 0.9, _said(evidence))
            if evidence and (profile.sort == "org" or evidence != ["company"]):
                return group, Membership("same_name", _score(NameMatch("", 0.8), evidence), _said(evidence))
        return None

    # Evidence -------------------------------------------------------------------------------------------------------

    def evidence(self, profile: Profile, group: EntityGroup) -> list[str]:
        """What beyond the name speaks for one bearer: the same words said, role, event, company.

        Rows call one event a "story".
        """
        whole = group.whole
        own = frozenset((*profile.key.split(), *group.canonical.key.split()))
        found = ["words"] if len(profile.said & whole.said) >= SAME_WORDS else []
        found += ["role"] if profile.roles & whole.roles else []
        if profile.docs & whole.docs or self.events.any_same(profile.docs, whole.docs, own):
            found.append("story")
        if self._company(profile, own) & self._company(whole, own):
            found.append("company")
        return found

    def _company(self, profile: Profile, own: frozenset[str]) -> set[str]:
        names = {name for doc in sorted(profile.docs)[:200] for name in self.events.names.get(doc, ())}
        return {name for name in names if own.isdisjoint(name.split()) and self.events.is_rare(name)}


def _listed(groups: Iterable[EntityGroup]) -> str:
    names = sorted(group.canonical.name for group in groups)
    return ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")


def _said(evidence: Sequence[str]) -> str | None:
    return ", ".join(evidence) or None


def _score(match: NameMatch, evidence: Sequence[str]) -> float:
    """Half the doubt goes with each thing that speaks for the match."""
    return round(1 - (1 - match.score) * 0.5 ** len(evidence), 3)


def _far_rarer(profile: Profile, group: EntityGroup, evidence: Sequence[str]) -> bool:
    """A slip is rare beside the right spelling, or the given name, the event and more are the same."""
    if profile.bare and len(evidence) < 2:
        return False
    far = profile.n_mentions * _FAR_RARER <= group.whole.n_mentions
    firm = _FIRM & set(evidence)
    return len(firm) > 1 or (far and bool(firm)) or "words" in firm or (not profile.bare and "story" in firm)


def _ends(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    return tuple(longer[-len(shorter) :]) == tuple(shorter)


def _genders_differ(a: str, b: str) -> bool:
    return bool(a and b and a != b)


def _bare_match(profile: Profile, group: EntityGroup) -> NameMatch | None:
    """How a bare name can stand for a full one."""
    if profile.sort != group.canonical.sort:
        return None
    if profile.sort == "org":
        if is_acronym(profile.name):
            acronym = profile.name.replace(".", "")
            if acronym in group.whole.acronyms and acronym_of(acronym, group.canonical.name):
                return NameMatch("acronym", 0.95, needs_evidence=len(acronym) < 4)
            known = acronym_of(acronym, group.canonical.name)
            return NameMatch("acronym", 0.85, needs_evidence=True) if known else None
        longer = org_key(group.canonical.name)
        fits = says_which(longer) and _ends(longer, org_key(profile.name))
        return NameMatch("short_form", 0.8, needs_evidence=True) if fits else None
    name, full = profile.person, group.canonical.person
    gender = group.whole.gender or full.gender or lexicon().given.get(full.parts[0], "")
    if _genders_differ(name.gender, gender) or (name.generation and name.generation != full.generation):
        return None
    if name.surname == full.surname:
        return NameMatch("surname", 0.85, needs_evidence=True)
    if name.surname in lexicon().given or not slip(name.surname, full.surname):
        return None
    return NameMatch("misspelt_surname", 0.8, needs_evidence=True, misspelt=True)
