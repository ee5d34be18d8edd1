"""What a person wants to know of the tables: who is quoted most, what is told differently, who disagrees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.tables import store
from pipeline.tables.outlets import outlet_key, shown_outlets
from pipeline.tables.stale import check_fresh

_TOP = 5
_SPEAKER = ("name", "type", "n_quotes", "n_documents", "n_outlets")


@dataclass(frozen=True, slots=True)
class QuotedSpeaker:
    """A speaker of one or more articles."""

    name: str
    type: str
    n_quotes: int
    n_documents: int
    n_outlets: int


@dataclass(frozen=True, slots=True)
class VariedStatement:
    """A statement that articles word differently: each other wording's changes, most serious first."""

    speaker: str | None
    text: str
    n_documents: int
    changes: tuple[str, ...]
    material: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A quantity on which sources disagree: what each says."""

    of_what: str
    scope: str | None
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The best of each, and how many there are."""

    speakers: tuple[QuotedSpeaker, ...]
    statements: tuple[VariedStatement, ...]
    disagreements: tuple[Disagreement, ...]
    n_entities: int
    n_shared: int
    n_told_differently: int
    n_disagreements: int


def overview(out: Path, top: int = _TOP) -> Overview:
    """Read the tables of reconcile under `out`.

    Raises:
        StaleError: where they were made from other tables than those of extract that stand there now.
    """
    check_fresh(out)
    entities = store.read(out, "entities").to_pylist()
    names = {row["entity_id"]: row["name"] for row in entities}
    statements = _varied_statements(out, names)
    disagreements = _disagreements(out)
    speakers = sorted(
        (row for row in entities if row["n_quotes"] and row["type"] in ("person", "org")),
        key=lambda row: (-row["n_quotes"], -row["n_documents"], row["name"], row["entity_id"]),
    )
    return Overview(
        tuple(QuotedSpeaker(*(row[name] for name in _SPEAKER)) for row in speakers[:top]),
        tuple(statements[:top]),
        tuple(disagreements[:top]),
        len(entities),
        sum(row["n_documents"] > 1 for row in entities),
        len(statements),
        len(disagreements),
    )


def _varied_statements(out: Path, names: dict[str, str]) -> list[VariedStatement]:
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
            statement = VariedStatement(speaker, row["text"], row["n_documents"], texts, not told[0][0])
            found.append((row["statement_id"], statement))
    found.sort(key=lambda pair: (not pair[1].material, -pair[1].n_documents, -len(pair[1].text), pair[0]))
    return [statement for _, statement in found]


def _disagreements(out: Path) -> list[Disagreement]:
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
    outlets = _outlets(out)
    found = []
    for claim_id, row in rows.items():
        links = sorted(said[claim_id], key=lambda link: (_size(figures[link["figure_id"]]), link["figure_id"]))
        pairs = ((figures[x["figure_id"]]["text"], x["claimant"] or outlets[x["doc_id"]] or x["doc_id"]) for x in links)
        of_what = row["counted"] or row["counted_head"] or row["unit"] or ""
        found.append((row["n_documents"], claim_id, Disagreement(of_what, row["scope"], tuple(dict.fromkeys(pairs)))))
    return [disagreement for _, _, disagreement in sorted(found, key=lambda triple: (-triple[0], triple[1]))]


def _outlets(out: Path) -> dict[str, str | None]:
    """The outlet of each article, in the one form in which it is shown."""
    documents = store.read(out, "documents", ["doc_id", "outlet"]).to_pydict()
    shown = shown_outlets(documents["outlet"])
    return {id_: shown.get(outlet_key(name) or "") for id_, name in zip(*documents.values(), strict=True)}


def _size(figure: dict[str, Any]) -> float:
    return float(figure["high"] if figure["high"] is not None else figure["low"])
