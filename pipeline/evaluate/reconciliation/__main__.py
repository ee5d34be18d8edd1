"""`python -m pipeline.evaluate.reconciliation OUT`: altered copies of what extract found, reconciled, and measured."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from pipeline.evaluate.reconciliation.altered_articles import labelled_tables
from pipeline.reconcile.folder import reconcile_rows


def pairwise(labels: Mapping[str, str], found: Mapping[str, str]) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Pairs of items that are one by their labels, and pairs that were put together."""
    return _pairs(labels), _pairs({item: found[item] for item in labels if item in found})


def _pairs(groups: Mapping[str, str]) -> set[frozenset[str]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for item, group in groups.items():
        members[group].append(item)
    return {frozenset(pair) for items in members.values() for pair in combinations(sorted(items), 2)}


def main() -> None:
    """Measure and print, for each table, pairwise precision and recall; errors if asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="tables that extract made of real articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each sort")
    options = parser.parse_args()
    gold = labelled_tables(options.out, options.seed)
    tables, _ = reconcile_rows(gold.documents, gold.speakers, gold.mentions, gold.quotes, gold.figures)
    names = {s.speaker_id: s.name for s in gold.speakers}
    shown = {
        **{
            row["speaker_id"]: f"{names[row['speaker_id']]}: {row['rule']}, {row['reason']}"
            for row in tables["entity_speakers"]
        },
        **{q.quote_id: q.text for q in gold.quotes},
        **{f.figure_id: f"{f.before[-80:]}<{f.text}>{f.after[:80]}" for f in gold.figures},
    }
    for name, labels, links, item, group in (
        ("entities", gold.entity_labels, "entity_speakers", "speaker_id", "entity_id"),
        ("statements", gold.statement_labels, "statement_quotes", "quote_id", "statement_id"),
        ("claims", gold.claim_labels, "claim_figures", "figure_id", "claim_id"),
    ):
        right, found = pairwise(labels, {row[item]: row[group] for row in tables[links]})
        both = len(right & found)
        precision, recall = 100 * both / max(1, len(found)), 100 * both / max(1, len(right))
        print(
            f"{name:11s} precision {precision:5.1f}  recall {recall:5.1f}  ({len(right):,} pairs, {len(found):,} found)"
        )
        if options.errors:
            _print_errors(right, found, shown, gold.done, options.errors)


def _print_errors(
    right: set[frozenset[str]], found: set[frozenset[str]], shown: Mapping[str, str], done: Mapping[str, str], n: int
) -> None:
    missed = right - found
    print("   missed by what was done:", Counter(done.get(i, "") for pair in missed for i in pair).most_common(20))
    for what, errors in (("wrong", found - right), ("missed", missed)):
        for pair in sorted(errors, key=sorted)[:: max(1, len(errors) // n)][:n]:
            print(f"   {what}:", *(f"\n      {i} [{done.get(i, '')}] {shown[i][:300]}" for i in sorted(pair)))


if __name__ == "__main__":
    main()
