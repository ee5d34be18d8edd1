"""Figures about one quantity are one claim: who says how many, and whether they agree."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from pipeline.reconcile.entities import Entities
from pipeline.reconcile.quantities import Quantity, quantity, quantity_lists
from pipeline.reconcile.quote_words import plain_letters
from pipeline.reconcile.table_rows import DocumentRow, FigureRow
from pipeline.tables.ids import content_id

Row = dict[str, Any]
_TRIED = 200  # claims of one key that a figure is held against: those begun last
_SHARED = 1  # telling words around two counts of one noun that must agree where the number is the same
_SHARED_WIDE = 2  # and of a wide noun ("people"), a percentage, a sum of money
_SHARED_DIFFERING = 3  # and where the numbers differ
_SHARE = 0.5  # of the telling words around the shorter one, where the numbers differ
_SHARE_WIDE = 0.7
_SOON = 3  # days; a later count of something that is not counted on is another day's


@dataclass
class Claim:
    """Figures of one quantity; the first is what the others are held against."""

    seed: Quantity
    members: list[Quantity] = field(default_factory=list)


def find_claims(
    figures: Sequence[FigureRow], documents: Mapping[str, DocumentRow], entities: Entities
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


def _order(figure: FigureRow, documents: Mapping[str, DocumentRow]) -> tuple[date, str, int, str]:
    document = documents.get(figure.doc_id)
    published = document.published if document else None
    return published or date.max, figure.doc_id, figure.start, figure.figure_id


# Whether two figures are about one quantity -----------------------------------------------------------------------


def _same_quantity(claim: Claim, one: Quantity, entities: Entities) -> bool:
    """Whether a figure counts what the first figure of a claim counts, or repeats a number that stands there already.

    It must go with whatever its own article has there.
    """
    neighbours = [other for other in claim.members if other.figure.doc_id == one.figure.doc_id]
    if not all(_counts_the_same(other, one, entities) for other in neighbours):
        return False
    if _counts_the_same(claim.seed, one, entities):
        return True
    return any(overlap(other, one) and _counts_the_same(other, one, entities) for other in claim.members[1:_TRIED])


def _counts_the_same(a: Quantity, b: Quantity, entities: Entities) -> bool:
    """Whether two figures with equal heads, modifiers and units count one thing."""
    if not _scopes_meet(a, b) or a.vague != b.vague:
        return False  # "thousands" neither confirms nor contradicts a number
    if a.figure.doc_id == b.figure.doc_id:
        return _same_in_article(a, b, entities)
    alike = _alike(a, b, entities) if overlap(a, b) else _alike_but_for_the_number(a, b, entities)
    return alike and entities.events.same(a.figure.doc_id, b.figure.doc_id)


def _alike(a: Quantity, b: Quantity, entities: Entities) -> bool:
    """For one number in two places: the more the noun says, the fewer words around it must agree."""
    shared = len(a.context & b.context)
    if not (_narrow(a) or _same_number(a, b)):  # "at least 860 seats" and "1,240 seats" rarely are of one thing
        return shared >= _SHARED_DIFFERING and _same_names(a, b) and _soon(a, b, entities)
    if a.wide or a.unit is not None:
        return shared >= _SHARED_WIDE
    one_place = bool(_names(a.place)) != bool(_names(b.place))
    return shared >= (1 if one_place else 0) if a.modifiers else shared >= _SHARED


def _alike_but_for_the_number(a: Quantity, b: Quantity, entities: Entities) -> bool:
    """For two numbers: two sources that count something narrow, or sentences that say the same of the same names."""
    if _narrow(a):
        if _two_sources(a, b, entities) and bool(_names(a.place)) == bool(_names(b.place)):
            return True
        if a.part and b.part:
            return True
    if max(a.n_numbers, b.n_numbers) > 1 or not _same_names(a, b) or not _soon(a, b, entities):
        return False  # among several numbers or other names, one number is not the other's
    share = _SHARE_WIDE if a.wide or a.unit is not None else _SHARE
    shared, least = len(a.context & b.context), min(len(a.context), len(b.context))
    return shared >= max(_SHARED_DIFFERING, share * least)


def _same_in_article(a: Quantity, b: Quantity, entities: Entities) -> bool:
    """One article gives a number twice, or two numbers because two sources differ."""
    if overlap(a, b):
        needed = _SHARED if _same_number(a, b) else _SHARED_DIFFERING
        return bool(a.modifiers) or len(a.context & b.context) >= needed
    return _narrow(a) and _two_sources(a, b, entities)


def _narrow(one: Quantity) -> bool:
    """Whether the words before the noun say what is counted."""
    return bool(one.modifiers) and not one.wide and one.unit is None


def _same_number(a: Quantity, b: Quantity) -> bool:
    """Whether the numbers are equal, whatever their bounds: "about 100" (95 to 105) and "100"."""
    return any(math.isclose(x, y, rel_tol=1e-6) for x in _written(a) for y in _written(b))


def _written(one: Quantity) -> list[float]:
    """The number or numbers that stand there, and the one between two bounds."""
    bounds = [value for value in (one.figure.low, one.figure.high) if value is not None]
    return [*bounds, sum(bounds) / len(bounds)]


def _same_names(a: Quantity, b: Quantity) -> bool:
    """Whether both sentences name the same, or one fewer: a number said of somebody else is another."""
    return bool(a.names) == bool(b.names) and (a.names <= b.names or b.names <= a.names)


def _two_sources(a: Quantity, b: Quantity, entities: Entities) -> bool:
    sources = who(a, entities), who(b, entities)
    return None not in sources and sources[0] != sources[1]


def _soon(a: Quantity, b: Quantity, entities: Entities) -> bool:
    """Whether two numbers were reported within days of each other, or are of a kind that is counted on."""
    known = entities.events.documents
    days = [known[one.figure.doc_id].published if one.figure.doc_id in known else None for one in (a, b)]
    near = days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= _SOON
    return near or _counted_on(a) or _counted_on(b)


def _scopes_meet(a: Quantity, b: Quantity) -> bool:
    """A part is compared with the same part only, and places and years must not exclude each other."""
    if (a.part is None) != (b.part is None):
        return False
    if a.part and b.part:
        shared = _words(a.part) & _words(b.part) - _words(f"{a.figure.counted} {b.figure.counted}")
        return bool(shared) or overlap(a, b)
    if a.years and b.years and not a.years & b.years:
        return False
    ours, theirs = _names(a.place), _names(b.place)
    return not (ours and theirs and not ours & theirs)


def _words(phrase: str) -> set[str]:
    return {word for word in plain_letters(phrase).split() if len(word) > 3}


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


def status(members: Sequence[Quantity], documents: Mapping[str, DocumentRow], entities: Entities) -> str:
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


def _grew(members: Sequence[Quantity], documents: Mapping[str, DocumentRow], entities: Entities) -> bool:
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
    known = quantity_lists()
    around = set(plain_letters(f"{one.figure.before} {one.figure.after}".replace("so far", "sofar")).split())
    return one.head in known.cumulative or bool(around & (known.cumulative_words | known.marks))


def _row(claim: Claim, documents: Mapping[str, DocumentRow], entities: Entities) -> Row:
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
    return who(one, entities) or plain_letters(f"{one.figure.before} {one.figure.text} {one.figure.after}")


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
