"""Profiles that are one entity, and why each of them is."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.reconcile.person_names import PersonName, compare
from pipeline.reconcile.profiles import Profile


@dataclass(frozen=True, slots=True)
class Membership:
    """Why a profile is with an entity, or why it stays apart (`reason`)."""

    rule: str
    score: float
    reason: str | None = None


@dataclass(slots=True)
class EntityGroup:
    """One entity: its canonical profile, and the others that fit it."""

    canonical: Profile
    whole: Profile
    members: list[tuple[Profile, Membership]] = field(default_factory=list)

    def join(self, profile: Profile, link: Membership) -> None:
        """Take in a profile."""
        self.members.append((profile, link))
        self.whole.add(profile)

    def fits_all(self, person: PersonName) -> bool:
        """Whether no full name that is there already forbids it: "J. Marsh" brings no two Marshes together."""
        names = {member.person for member, link in self.members if not (member.bare or "misspelt" in link.rule)}
        return all(compare(person, name) is not None for name in names)
