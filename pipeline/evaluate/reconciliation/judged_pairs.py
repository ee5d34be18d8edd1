"""`python -m pipeline.evaluate.reconciliation.judged_pairs OUT`: pairs to judge by reading, and what was judged.

`OUT` holds the tables of extract and reconcile over articles of several outlets. Without more, the pairs judged in
`verdicts.csv` (ids and labels only) are counted: how many of those that are one now are so by the tables, and the other
way round. `--draw 50` prints so many pairs that were put together, and so many that nearly were, with their texts.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from random import Random

from pipeline.reconcile.alignment import align
from pipeline.reconcile.candidate_pairs import candidate_pairs
from pipeline.reconcile.person_names import parse_person
from pipeline.reconcile.quote_words import plain_letters, split_words
from pipeline.reconcile.read_tables import read_quotes
from pipeline.reconcile.table_rows import QuoteRow
from pipeline.tables import store

VERDICTS = Path(__file__).with_name("verdicts.csv")
_NEAR = 0.35  # of the shorter quote's words in the other: a near miss


def main() -> None:
    """Draw pairs or count verdicts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder with the tables")
    parser.add_argument("--draw", type=int, default=0, help="print so many pairs of each sort instead")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.draw:
        _draw(options.out, options.draw, Random(options.seed))
    else:
        count_verdicts(options.out)


def count_verdicts(out: Path, verdicts: Path = VERDICTS) -> None:
    """Print for each table how many judged pairs are one by reading, and by the tables."""
    groups = {**_groups(out, "statement_quotes", "quote_id", "statement_id")}
    groups |= _groups(out, "entity_speakers", "speaker_id", "entity_id")
    counts: Counter[tuple[str, str, str]] = Counter()
    with verdicts.open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["one"] in groups and row["other"] in groups:
                found = "together" if groups[row["one"]] == groups[row["other"]] else "apart"
                counts[row["table"], found, row["label"]] += 1
            else:
                counts[row["table"], "not in the tables", row["label"]] += 1
    for (table, found, label), n in sorted(counts.items()):
        print(f"{table:11s} {found:18s} judged {label:6s} {n:4d}")


def _groups(out: Path, table: str, item: str, group: str) -> dict[str, str]:
    rows = store.read(out, table, [item, group]).to_pydict()
    return dict(zip(rows[item], rows[group], strict=True))


def _draw(out: Path, n: int, random: Random) -> None:
    quotes = {quote.quote_id: quote for quote in read_quotes(out)}
    statements = _groups(out, "statement_quotes", "quote_id", "statement_id")
    entities = _groups(out, "entity_speakers", "speaker_id", "entity_id")
    shown = {q.quote_id: f"{q.doc_id[:40]} | {q.kind} | {q.text}" for q in quotes.values()}
    speakers = store.read(out, "speakers", ["speaker_id", "doc_id", "name", "role", "affiliation"]).to_pylist()
    shown |= {s["speaker_id"]: f"{s['doc_id'][:40]} | {s['name']} | {s['role']} | {s['affiliation']}" for s in speakers}
    drawn = {
        ("statements", "together"): _together(statements, {q.quote_id: q.doc_id for q in quotes.values()}),
        ("statements", "apart"): _near_quotes(list(quotes.values()), statements, entities),
        ("entities", "together"): _together_names(speakers, entities),
        ("entities", "apart"): _near_names(speakers, entities),
    }
    for (table, found), some in drawn.items():
        chosen = sorted(set(some))
        random.shuffle(chosen)
        for one, other in chosen[:n]:
            print(f"{table},{found},{one},{other}\n    {shown[one]}\n    {shown[other]}")


def _together(groups: Mapping[str, str], documents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of one group from two articles."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for item in sorted(groups):
        members[groups[item]].append(item)
    for items in members.values():
        yield from ((a, b) for a, b in combinations(items[:6], 2) if documents[a] != documents[b])


def _near_quotes(
    quotes: list[QuoteRow], statements: Mapping[str, str], entities: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Quotes of one speaker in two articles that share many words and were kept apart."""
    numbers: dict[str, int] = {}
    blocks = [[numbers.setdefault(entities.get(q.speaker_id or "", q.quote_id), len(numbers))] for q in quotes]
    for a, b in candidate_pairs([plain_letters(q.text) for q in quotes], blocks):
        one, other = quotes[a], quotes[b]
        if statements[one.quote_id] == statements[other.quote_id] or one.doc_id == other.doc_id:
            continue
        if align(split_words(other.text), split_words(one.text)).similarity >= _NEAR:
            yield one.quote_id, other.quote_id


def _together_names(speakers: Iterable[Mapping[str, str]], entities: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Speakers of one entity under different names."""
    members: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for speaker in speakers:
        members[entities[speaker["speaker_id"]]].setdefault(speaker["name"].lower(), speaker["speaker_id"])
    for names in members.values():
        yield from combinations(sorted(names.values())[:6], 2)


def _near_names(speakers: Iterable[Mapping[str, str]], entities: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Speakers with one surname that are two entities."""
    by_surname: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for speaker in speakers:
        if speaker["name"][:1].isupper():
            surname = parse_person(speaker["name"]).surname
            by_surname[surname].setdefault(entities[speaker["speaker_id"]], speaker["speaker_id"])
    for found in by_surname.values():
        yield from combinations(sorted(found.values())[:5], 2)


if __name__ == "__main__":
    main()
