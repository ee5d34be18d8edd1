"""Where to look for the profiles that a name might be one with, so that not all are compared with all."""

from __future__ import annotations

from pipeline.reconcile.organisation_names import acronym_of, org_key, parts_of
from pipeline.reconcile.person_names import PersonName, initials_of, parse_person
from pipeline.reconcile.profiles import Profile
from pipeline.text.names import is_acronym, with_one_letter_less


def index_keys(profile: Profile) -> list[tuple[str, ...]]:
    """Under which keys a canonical profile is found."""
    if profile.sort != "person":
        key = org_key(profile.name)
        named = {("org", "".join(key)), *(("part", *part) for part in parts_of(key))}
        named |= {("acronym", acronym) for acronym in profile.acronyms if acronym_of(acronym, profile.name)}
        return sorted(named | {("acronym", initials) for initials in _initials(profile.name)})
    return sorted({*_person_keys(profile.person), ("surname", profile.person.surname), *_slips(profile.person.surname)})


def lookup_keys(profile: Profile) -> list[tuple[str, ...]]:
    """Under which keys a full name looks for its canonical profile."""
    if profile.sort == "person":
        return _person_keys(profile.person)
    key = org_key(profile.name)
    return [("org", "".join(key)), ("part", *key), *(("org", "".join(part)) for part in parts_of(key))]


def bare_keys(profile: Profile) -> list[tuple[str, ...]]:
    """Under which keys a name that may be anybody's looks for full names."""
    if profile.sort == "person":
        surname = parse_person(profile.name).surname
        return [("surname", surname), *_slips(surname)]
    if is_acronym(profile.name):
        return [("acronym", profile.name.replace(".", ""))]
    return [("part", *org_key(profile.name))]


def _person_keys(name: PersonName) -> list[tuple[str, ...]]:
    """Surname with the initials the given name may have; the surname with each letter left out, for slips."""
    if not name.is_full:
        return []
    keys: list[tuple[str, ...]] = [("joined", "".join(name.parts))]
    starts = initials_of(name.parts[0])
    keys += [("name", name.surname, start) for start in starts]
    keys += [("slip", shorter, start) for _, shorter in _slips(name.surname) for start in starts]
    keys += [("name", part, starts[0]) for part in name.parts[1:-1]]  # one surname of two
    if len(name.parts) > 2:
        keys.append(("name", name.surname, name.parts[1][0]))  # the first name left out
    return keys


def _slips(surname: str) -> list[tuple[str, str]]:
    """A surname with one letter left out, each in turn: two names at one edit share one of them."""
    if len(surname) < 5:
        return []
    return [("bare slip", name) for name in with_one_letter_less(surname)]


def _initials(name: str) -> set[str]:
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    great = [word for word in words if word[0].isupper()]
    return {"".join(w[0] for w in some).upper() for some in (words, great) if 2 <= len(some) <= 6}
