"""Figures about one quantity are one claim: who says how many, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from pipeline.ids import content_id
from pipeline.reconcile.entities import Entities
from pipeline.reconcile.quantities import Quantity, lists, quantity
from pipeline.reconcile.records import Document, Figure
from pipeline.reconcile.shortlist import plain

Row = dict[str, Any]
_TRIED = 200  # claims of one key that a figure is held against: those begun last
_SHARED_WIDE = 3  # telling words around two counts of a wide noun ("people") that must agree
_SHARED = 2  # and of a noun that says more, standing alone
_SHARED_MODIFIED = 0  # and of one with a modifier: "counterfeit tickets" in one story are the same


@dataclass
class Claim:
    """Figures of one quantity; the first is what the others are held against."""

    seed: Quantity
    members: list[Quantity] = field(default_factory=list)


def find_claims(
    figures: Sequence[Figure], documents: Mapping[str, Document], entities: Entities
) -> tuple[list[Row], list[Row]]:
    """Rows of `claims` and `claim_figures`."""
    found = [q for q in map(quantity, sorted(figures, key=lambda f: _order(f, documents))) if q is not None]
    by_key: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
    claims: list[Claim] = []
    for one in found:
        same_key = by_key[one.key]
        fits = [claim for claim in same_key[-_TRIED:] if _same_quantity(claim, one, entities)]
        if fits:
            max(fits, key=lambda claim: len(claim.seed.context & one.context)).members.append(one)
        else:
            claims.append(Claim(one, [one]))
            same_key.append(claims[-1])
    rows, links = [], []
    for claim in claims:
        row = _row(claim, documents, entities)
        rows.append(row)
        links += [_link(row["claim_id"], member, entities) for member in claim.members]
    return rows, links


def _order(figure: Figure, documents: Mapping[str, Document]) -> tuple[date, str, int, str]:
    document = documents.get(figure.doc_id)
    published = document.published if document else None
    return published or date.max, figure.doc_id, figure.start, figure.figure_id


# Whether two figures are about one quantity -----------------------------------------------------------------------


def _same_quantity(claim: Claim, one: Quantity, entities: Entities) -> bool:
    """Whether a figure counts what the first figure of a claim counts; equal heads, modifiers and units are given."""
    seed = claim.seed
    if not _scopes_meet(seed, one):
        return False
    shared = len(seed.context & one.context)
    agree = overlap(seed, one)
    if seed.figure.doc_id == one.figure.doc_id:
        return _same_in_article(seed, one, agree, shared, entities)
    if shared < _needed(seed, one) - (1 if agree else 0):
        return False
    return entities.stories.same(seed.figure.doc_id, one.figure.doc_id)


def _needed(seed: Quantity, one: Quantity) -> int:
    if one.wide or one.unit is not None:
        return _SHARED_WIDE
    one_place = bool(_names(seed.place)) != bool(_names(one.place))
    return _SHARED_MODIFIED if one.modifiers and not one_place else _SHARED


def _same_in_article(a: Quantity, b: Quantity, agree: bool, shared: int, entities: Entities) -> bool:
    """One article gives a number twice, or two numbers because two sources differ."""
    if agree:
        return bool(a.modifiers) or shared >= _SHARED
    return bool(a.modifiers) and not a.wide and who(a, entities) != who(b, entities)


def _scopes_meet(a: Quantity, b: Quantity) -> bool:
    """A part is compared with the same part only, and places and years must not exclude each other."""
    if (a.part is None) != (b.part is None):
        return False
    if a.part and b.part:
        ours, theirs = _words(a.part), _words(b.part)
        return bool(ours & theirs) or overlap(a, b)
    if a.years and b.years and not a.years & b.years:
        return False
    ours, theirs = _names(a.place), _names(b.place)
    return not (ours and theirs and not ours & theirs)


def _words(phrase: str) -> set[str]:
    return {word for word in plain(phrase).split() if len(word) > 3}


def _names(phrase: str | None) -> set[str]:
    return {word.strip("'’") for word in (phrase or "").split() if word[:1].isupper()}


def overlap(a: Quantity, b: Quantity) -> bool:
    """Whether one number can be what both mean."""
    return a.low <= b.high and b.low <= a.high


def who(one: Quantity, entities: Entities) -> str | None:
    """The entity that claims a figure, or the name that its sentence gives."""
    if one.figure.speaker_id:
        return entities.by_speaker.get(one.figure.speaker_id, one.figure.speaker_id)
    return one.claimant


# What is said of a claim ------------------------------------------------------------------------------------------


def status(members: Sequence[Quantity], documents: Mapping[str, Document], entities: Entities) -> str:
    """Whether the reports agree: single, agree, agree_rounded, updated or conflict."""
    if len(members) == 1:
        return "single"
    if len({(m.figure.low, m.figure.high, m.figure.bound) for m in members}) == 1:
        return "agree"
    if all(overlap(a, b) for a, b in combinations(_distinct(members), 2)):
        return "agree_rounded"
    return "updated" if _grew(members, documents, entities) else "conflict"


def _distinct(members: Sequence[Quantity]) -> list[Quantity]:
    return list({(m.low, m.high): m for m in members}.values())


def _grew(members: Sequence[Quantity], documents: Mapping[str, Document], entities: Entities) -> bool:
    """Later days have other numbers, all one way, of a kind that is counted on, or from one mouth."""
    days: defaultdict[date, list[Quantity]] = defaultdict(list)
    for member in members:
        document = documents.get(member.figure.doc_id)
        if document is None or document.published is None:
            return False
        days[document.published].append(member)
    if any(not overlap(a, b) for same_day in days.values() for a, b in combinations(_distinct(same_day), 2)):
        return False
    values = [max(m.high for m in days[day]) for day in sorted(days)]
    rising, falling = values == sorted(values), values == sorted(values, reverse=True)
    mouths = {who(m, entities) for m in members}
    one_mouth = len(mouths) == 1 and None not in mouths
    return (rising and any(map(_counted_on, members))) or ((rising or falling) and one_mouth)


def _counted_on(one: Quantity) -> bool:
    known = lists()
    around = set(plain(f"{one.figure.before} {one.figure.after}".replace("so far", "sofar")).split())
    return one.head in known.cumulative or bool(around & (known.cumulative_words | known.marks))


def _row(claim: Claim, documents: Mapping[str, Document], entities: Entities) -> Row:
    members = claim.members
    return {
        "claim_id": content_id("c", claim.seed.figure.figure_id),
        "counted": next((m.figure.counted for m in members if m.figure.counted), None),
        "counted_head": claim.seed.head,
        "unit": claim.seed.unit,
        "scope": next((m.scope for m in members if m.scope), None),
        "low": min((v for m in members for v in (m.figure.low, m.figure.high) if v is not None), default=None),
        "high": max((v for m in members for v in (m.figure.low, m.figure.high) if v is not None), default=None),
        "n_figures": len(members),
        "n_documents": len({m.figure.doc_id for m in members}),
        "n_sources": len({_source(m, entities) for m in members}),
        "status": status(members, documents, entities),
    }


def _source(one: Quantity, entities: Entities) -> str:
    """Who stands behind a figure: its claimant, else the very sentence, so that copies of one report count once."""
    return who(one, entities) or plain(f"{one.figure.before} {one.figure.text} {one.figure.after}")


def _link(claim_id: str, one: Quantity, entities: Entities) -> Row:
    speaker = one.figure.speaker_id
    entity = entities.by_speaker.get(speaker) if speaker else None
    return {
        "claim_id": claim_id,
        "figure_id": one.figure.figure_id,
        "doc_id": one.figure.doc_id,
        "speaker_id": speaker,
        "entity_id": entity,
        "claimant": entities.names.get(entity) if entity else one.claimant,
    }
