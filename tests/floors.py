"""How well the passages of `tests/gold/quotes.txt` are read, against the floors in `tests/eval_floors.json`.

`python -m tests.floors` prints the scores; `--raise` lifts the floors to three points below the scores (a training of
the networks anew moves a passage or two); `--lower REASON` sets those that the scores no longer reach down to them and
keeps the reason beside them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import load
from pipeline.quotes.quote import Offsets
from tests.inline import Passage, read_passages

FLOORS = Path(__file__).parent / "eval_floors.json"
_MARKS = "\"“”«»`'‘’ ,.!?…"
_FEWEST = 3  # words of a quotation that counts as a passage
_SLACK = 3.0  # points
_ALIKE = 0.5  # share of characters that two contents of one attribution have in common

Floors = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Read:
    """One attribution, expected or found: contents, cue, and the speaker's full name ("" where nobody is named)."""

    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    speaker: str


def expected(passage: Passage) -> list[Read]:
    """What the tags say."""
    return [Read(tuple(one.content), tuple(one.cue), one.given["by"]) for one in passage.marked]


def found(doc: Doc) -> list[Read]:
    """What the program says of a document that has been through it."""
    cast = doc._.cast
    names = [cast.speakers[who.speaker].name if who.speaker is not None else "" for who in cast.of_quotes]
    pairs = zip(doc._.quotes, names, strict=True)
    return [Read(quote.content, (quote.cue,) if quote.cue else (), name) for quote, name in pairs]


def score(passages: list[Passage], nlp: Language) -> dict[str, float]:
    """F1 in percent of each measure over all passages."""
    counts: dict[str, list[int]] = {}
    for passage in passages:
        wanted, got = expected(passage), found(nlp(passage.text))
        for name, (hits, asked, answered) in _counted(passage.text, wanted, got).items():
            sums = counts.setdefault(name, [0, 0])
            sums[0] += 2 * hits
            sums[1] += asked + answered
    return {name: round(100 * hits / total, 1) for name, (hits, total) in counts.items()}


def _counted(text: str, wanted: list[Read], got: list[Read]) -> dict[str, tuple[int, int, int]]:
    """Per measure: how many agree, how many are expected, how many are found."""
    return {
        "exact content": _in_common(_contents(text, wanted), _contents(text, got)),
        "passage + speaker": _in_common(_passages(text, wanted), _passages(text, got)),
        "cue": _overlapping([read.cue for read in wanted if read.cue], [read.cue for read in got if read.cue]),
        "attribution + speaker": _attributed(wanted, got),
    }


def _in_common(wanted: list[Any], got: list[Any]) -> tuple[int, int, int]:
    left = list(got)
    hits = 0
    for one in wanted:
        if one in left:
            left.remove(one)
            hits += 1
    return hits, len(wanted), len(got)


def _contents(text: str, reads: list[Read]) -> list[str]:
    """The words of each piece of content; marks and punctuation at its ends and a leading "that" do not count."""
    pieces = (text[slice(*span)] for read in reads for span in read.content)
    return [piece.strip(_MARKS).removeprefix("that ").strip(_MARKS) for piece in pieces]


def _passages(text: str, reads: list[Read]) -> list[tuple[Offsets, str]]:
    """The quotations of the text that a content covers by half or more, each with its speaker."""
    return sorted(
        {
            (said, read.speaker)
            for said in _quotations(text)
            for read in reads
            if 2 * len(_characters(read.content) & _characters([said])) >= said[1] - said[0]
        }
    )


def _quotations(text: str) -> list[Offsets]:
    """Characters between straight marks, a mark left open closed by the line's end."""
    spans, at = [], 0
    for line in text.split("\n"):
        pieces = line.split('"')
        begin = at
        for number, piece in enumerate(pieces):
            if number % 2 and len(piece.split()) >= _FEWEST:
                spans.append((begin, begin + len(piece)))
            begin += len(piece) + 1
        at += len(line) + 1
    return spans


def _overlapping(wanted: list[tuple[Offsets, ...]], got: list[tuple[Offsets, ...]]) -> tuple[int, int, int]:
    """Spans that share a character, one to one."""
    left = [_characters(spans) for spans in got]
    hits = 0
    for spans in wanted:
        hit = next((other for other in left if other & _characters(spans)), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return hits, len(wanted), len(got)


def _attributed(wanted: list[Read], got: list[Read]) -> tuple[int, int, int]:
    """Attributions whose contents agree by half or more and whose speaker is the same, one to one."""
    left = list(got)
    hits = 0
    for read in wanted:
        content = _characters(read.content)
        likely = max(left, key=lambda other: _alike(content, _characters(other.content)), default=None)
        if likely is not None and _alike(content, _characters(likely.content)) >= _ALIKE:
            left.remove(likely)
            hits += likely.speaker == read.speaker
    return hits, len(wanted), len(got)


def _alike(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _characters(spans: Iterable[Offsets]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def moved(floors: Floors, scores: dict[str, float], *, lift: bool, reason: str | None) -> Floors:
    """The floors after a measurement: lifted to near the scores where asked, lowered to them only with a reason.

    `highest` keeps the highest floor there ever was: a floor below it needs a reason.
    """
    after: Floors = {}
    for name, scored in scores.items():
        old = floors.get(name, {"floor": 0.0, "highest": 0.0})
        reached = round(scored - _SLACK, 1) if scored >= old["floor"] else scored
        if reached > old["floor"] and lift:
            after[name] = {"floor": reached, "highest": max(reached, old["highest"])}
            if reached < old["highest"]:
                after[name]["lowered_because"] = old["lowered_because"]
        elif scored < old["floor"] and reason:
            after[name] = {"floor": reached, "highest": old["highest"], "lowered_because": reason}
        else:
            after[name] = old
    return after


def main() -> None:
    """Measure, print, and move the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to the scores")
    parser.add_argument("--lower", metavar="REASON", help="lower floors to the scores; the reason is kept")
    arguments = parser.parse_args()
    all_floors = json.loads(FLOORS.read_text(encoding="utf8")) if FLOORS.is_file() else {}
    floors = all_floors.get("quotes", {})
    scores = score(read_passages("quotes.txt"), load())
    for name, reached in scores.items():
        print(f"{name:24} {reached:5.1f}  floor {floors.get(name, {}).get('floor', 0.0):5.1f}")
    all_floors["quotes"] = moved(floors, scores, lift=arguments.lift, reason=arguments.lower)
    if arguments.lift or arguments.lower:
        FLOORS.write_text(json.dumps(all_floors, indent=2) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
