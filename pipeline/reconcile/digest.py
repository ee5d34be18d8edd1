"""What a person wants to know of the tables: who is quoted most, what is told differently, who disagrees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.stale import check_fresh

_TOP = 5
_VOICE = ("name", "type", "n_quotes", "n_documents", "n_outlets")


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of one or more articles."""

    name: str
    type: str
    n_quotes: int
    n_documents: int
    n_outlets: int


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement that articles word differently: each other wording's changes, most serious first."""

    speaker: str | None
    text: str
    n_documents: int
    changes: tuple[str, ...]
    material: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A quantity on which sources disagree: what each says."""

    of_what: str
    scope: str | None
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """The best of each, and how many there are."""

    voices: tuple[Voice, ...]
    tellings: tuple[Telling, ...]
    disputes: tuple[Dispute, ...]
    n_entities: int
    n_shared: int
    n_told_differently: int
    n_disputes: int


def digest(out: Path, top: int = _TOP) -> Digest:
    """Read the tables of reconcile under `out`.

    Raises:
        StaleError: where they were made from other tables than those of extract that stand there now.
    """
    check_fresh(out)
    entities = store.read(out, "entities").to_pylist()
    names = {row["entity_id"]: row["name"] for row in entities}
    tellings = _tellings(out, names)
    disputes = _disputes(out)
    voices = sorted(
        (row for row in entities if row["n_quotes"] and row["type"] in ("person", "org")),
        key=lambda row: (-row["n_quotes"], -row["n_documents"], row["name"], row["entity_id"]),
    )
    return Digest(
        tuple(Voice(*(row[name] for name in _VOICE)) for row in voices[:top]),
        tuple(tellings[:top]),
        tuple(disputes[:top]),
        len(entities),
        sum(row["n_documents"] > 1 for row in entities),
        len(tellings),
        len(disputes),
    )


def _tellings(out: Path, names: dict[str, str]) -> list[Telling]:
    changes: defaultdict[str, list[tuple[bool, str]]] = defaultdict(list)
    for row in store.read(out, "statement_quotes", ["statement_id", "diff", "differs_materially"]).to_pylist():
        if row["diff"]:
            changes[row["statement_id"]].append((not row["differs_materially"], row["diff"]))
    found = []
    for row in store.read(out, "statements").to_pylist():
        told = sorted(set(changes.get(row["statement_id"], ())))
        if told and row["n_documents"] > 1:
            texts = tuple(diff for _, diff in told)
            speaker = names.get(row["entity_id"])
            telling = Telling(speaker, row["text"], row["n_documents"], texts, not told[0][0])
            found.append((row["statement_id"], telling))
    found.sort(key=lambda pair: (not pair[1].material, -pair[1].n_documents, -len(pair[1].text), pair[0]))
    return [telling for _, telling in found]


def _disputes(out: Path) -> list[Dispute]:
    rows = {row["claim_id"]: row for row in store.read(out, "claims").to_pylist() if row["status"] == "conflict"}
    said: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for link in store.read(out, "claim_figures").to_pylist():
        if link["claim_id"] in rows:
            said[link["claim_id"]].append(link)
    wanted = {link["figure_id"] for links in said.values() for link in links}
    figures = {
        row["figure_id"]: row
        for part in store.read_parts(out, "figures", ["figure_id", "text", "low", "high"])
        for row in part.to_pylist()
        if row["figure_id"] in wanted
    }
    outlets = dict(zip(*store.read(out, "documents", ["doc_id", "outlet"]).to_pydict().values(), strict=True))
    found = []
    for claim_id, row in rows.items():
        links = sorted(said[claim_id], key=lambda link: (_size(figures[link["figure_id"]]), link["figure_id"]))
        pairs = ((figures[x["figure_id"]]["text"], x["claimant"] or outlets[x["doc_id"]] or x["doc_id"]) for x in links)
        of_what = row["counted"] or row["counted_head"] or row["unit"] or ""
        found.append((row["n_documents"], claim_id, Dispute(of_what, row["scope"], tuple(dict.fromkeys(pairs)))))
    return [dispute for _, _, dispute in sorted(found, key=lambda triple: (-triple[0], triple[1]))]


def _size(figure: dict[str, Any]) -> float:
    return float(figure["high"] if figure["high"] is not None else figure["low"])
