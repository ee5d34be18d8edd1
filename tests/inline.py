"""Articles with the answers in their text: `<q by="NAME">content</q>`, `<s>source</s>`, `<v>cue</v>`."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.quotes.quote import Offsets

GOLD = Path(__file__).parent / "gold"
_TAG = re.compile(r'<(?P<end>/?)(?P<what>[qsv])(?: (?P<number>\d+))?(?P<rest>(?: \w+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(slots=True)
class Marked:
    """One attribution as marked: spans in characters of the article without its tags; `given` holds by, role, at."""

    content: list[Offsets] = field(default_factory=list)
    source: list[Offsets] = field(default_factory=list)
    cue: list[Offsets] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a passage is about, its text without tags, and its attributions in the order of their numbers."""

    what: str
    text: str
    marked: list[Marked]


def read_passages(name: str) -> list[Passage]:
    """Read a file of `tests/gold`: passages between lines of dashes, the last comment above each says what it is."""
    passages = []
    for block in (GOLD / name).read_text(encoding="utf8").split("\n---\n"):
        lines = block.strip().split("\n")
        what = [line for line in lines if line.startswith("# ")][-1][2:]
        passages.append(read_marked(what, "\n".join(line for line in lines if not line.startswith("# "))))
    return passages


def read_marked(what: str, article: str) -> Passage:
    """Take the tags out of an article."""
    text, at = "", 0
    marked: dict[int, Marked] = {}
    opened: list[tuple[str, int, int]] = []
    for tag in _TAG.finditer(article):
        text += article[at : tag.start()]
        at = tag.end()
        if tag["end"]:
            kind, number, start = opened.pop()
            assert kind == tag["what"], f"{what}: tags out of order"
            one = marked[number]
            {"q": one.content, "s": one.source, "v": one.cue}[kind].append((start, len(text)))
        else:
            number = int(tag["number"] or 1)
            opened.append((tag["what"], number, len(text)))
            marked.setdefault(number, Marked()).given.update(_ATTRIBUTE.findall(tag["rest"]))
    assert not opened, f"{what}: a tag left open"
    return Passage(what, text + article[at:], [marked[number] for number in sorted(marked)])
