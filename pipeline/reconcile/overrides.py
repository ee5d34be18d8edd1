"""What a person decided: `data/overrides.csv`, rows that merge, split or rename and win over every rule."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.reconcile.entity_groups import EntityGroup, Membership
from pipeline.reconcile.organisation_names import org_key
from pipeline.reconcile.person_names import parse_person
from pipeline.reconcile.profiles import Profile

COLUMNS = ("action", "name", "to", "doc_id", "note")
_NEEDS = {"merge": ("name", "to"), "split": ("name", "doc_id"), "rename": ("name", "to")}


class OverridesError(ValueError):
    """A row that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Override:
    """One decision; `doc_id` limits it to the speakers of that article, where it is given."""

    action: str
    name: str
    to: str = ""
    doc_id: str = ""


def read_overrides(path: Path) -> list[Override]:
    """The rows of the file; lines that begin with # are comments.

    Raises:
        OverridesError: where a column, an action or a cell is missing or unknown; the message names the line.
    """
    lines = [(n, line) for n, line in enumerate(_text(path).splitlines(), 1)]
    kept = [(n, line) for n, line in lines if line.strip() and not line.lstrip().startswith("#")]
    rows = list(_rows(kept, path))
    if not rows:
        return []
    header = rows[0][0]
    missing = [column for column in COLUMNS[:4] if column not in header]
    if missing:
        raise OverridesError(f"{path}: no column {', '.join(missing)}; the first line must be {','.join(COLUMNS)}")
    return [_override(_row(header, cells, where), where) for cells, where in rows[1:]]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise OverridesError(f"{path}, line {line}: it is not in UTF-8; save it as CSV in UTF-8") from error
    except OSError as error:
        raise OverridesError(f"{path} cannot be read: {error.strerror or error}; name a CSV file") from error


def _rows(lines: Sequence[tuple[int, str]], path: Path) -> Iterator[tuple[list[str], str]]:
    """The cells of each row and where it begins; a cell in quotation marks may go over several lines."""
    reader = csv.reader((f"{line}\n" for _, line in lines), strict=True)
    begins = 0
    try:
        for cells in reader:
            yield cells, f"{path}, line {lines[begins][0]}"
            begins = reader.line_num
    except csv.Error as error:
        where = f"{path}, line {lines[begins][0]}"
        raise OverridesError(f"{where}: {error}; close every quotation mark, and double those inside a cell") from error


def _row(header: Sequence[str], cells: Sequence[str], where: str) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(header) :]):
        raise OverridesError(f"{where}: more cells than columns; put a name that holds a comma in quotation marks")
    return dict(zip(header, cells, strict=False))


def _override(row: dict[str, str], where: str) -> Override:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    needs = _NEEDS.get(cells["action"])
    if needs is None:
        raise OverridesError(f"{where}: action is {cells['action']!r}, not one of {', '.join(_NEEDS)}")
    for column in needs:
        if not cells[column]:
            raise OverridesError(f"{where}: {cells['action']} needs {column}")
    return Override(cells["action"], cells["name"], cells["to"], cells["doc_id"])


def apply(
    groups: list[EntityGroup], overrides: Sequence[Override]
) -> tuple[list[EntityGroup], dict[int, str], list[str]]:
    """Groups as the overrides have them, the names given to some (by position), and what found nothing to act on."""
    unused: list[str] = []
    names: dict[int, str] = {}
    for override in overrides:
        if not _ACTIONS[override.action](groups, override):
            where = f" in {override.doc_id}" if override.doc_id else ""
            unused.append(f"{override.action} {override.name}: no such name{where}")
    for override in overrides:
        if override.action == "rename":
            names |= {i: override.to for i, group in enumerate(groups) if _is(group.canonical, override.name)}
    return groups, names, unused


def _is(profile: Profile, name: str) -> bool:
    """Whether a profile bears a name, its spelling aside."""
    return name == profile.name or (
        profile.key == parse_person(name).key if profile.sort == "person" else profile.key == " ".join(org_key(name))
    )


def _taken(groups: Iterable[EntityGroup], override: Override) -> list[Profile]:
    """Take the speakers that an override names out of their groups."""
    taken = []
    for group in groups:
        kept = []
        for profile, link in group.members:
            inside, outside = _divide(profile, override)
            taken += inside
            kept += [(rest, link) for rest in outside]
        group.members[:] = kept
    return taken


def _divide(profile: Profile, override: Override) -> tuple[list[Profile], list[Profile]]:
    if not _is(profile, override.name):
        return [], [profile]
    if not override.doc_id or profile.docs == {override.doc_id}:
        return [profile], []
    if override.doc_id not in profile.docs:
        return [], [profile]
    return [_part(profile, override.doc_id, True)], [_part(profile, override.doc_id, False)]


def _part(profile: Profile, doc_id: str, inside: bool) -> Profile:
    """The speakers of one article, or all others; what is known of their bearer stays with both."""
    speakers = [s for s in profile.speakers if (s.doc_id == doc_id) == inside]
    docs = {s.doc_id for s in speakers}
    return Profile(profile.key, profile.sort, profile.name, speakers, docs, roles=profile.roles, names=profile.names)


def _merge(groups: list[EntityGroup], override: Override) -> bool:
    target = next((group for group in groups if _is(group.canonical, override.to)), None)
    taken = _taken([group for group in groups if group is not target], override) if target else []
    for profile in taken:
        assert target is not None
        target.join(profile, Membership("override", 1.0, f"merged into {target.canonical.name}"))
    groups[:] = [group for group in groups if group.members]
    return bool(taken)


def _split(groups: list[EntityGroup], override: Override) -> bool:
    taken = _taken(groups, override)
    groups[:] = [group for group in groups if group.members]
    for profile in taken:
        name = override.to or profile.name
        apart = Profile(profile.key, profile.sort, name, profile.speakers, profile.docs, names=profile.names)
        groups.append(EntityGroup(apart, apart, [(apart, Membership("override", 1.0, "split"))]))
    return bool(taken)


def _rename(groups: list[EntityGroup], override: Override) -> bool:
    return any(_is(group.canonical, override.name) for group in groups)


_ACTIONS = {"merge": _merge, "split": _split, "rename": _rename}
