"""What is known of a row, on a terminal: the passage with its marks in signs as well as colours, and the facts."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.terminal.console import plain

if TYPE_CHECKING:
    from pipeline.views.known import Card, Fact
    from pipeline.views.marked import Mark, Passage

_SIGNS = {  # so that marks can be told without colour: what stands before, what behind, the colour
    "quote": ("«", "»", "green"),
    "cue": ("~", "~", "yellow"),
    "source": ("{", "}", "bold cyan"),
    "figure": ("#", "#", "magenta"),
    "date": ("@", "@", "blue"),
    "mention": ("[", "]", "bold cyan"),
}
_WIDEST = 100


def print_card(card: Card, console: Console | None = None) -> None:
    """Print all that the card holds."""
    console = console or _console(Console(highlight=False).width)
    console.print(Text(plain(card.title), style="bold"))
    console.print(_facts(card.facts))
    if card.passage is not None:
        console.print()
        console.print(marked(card.passage))
        console.print(Text("Marks: " + ", ".join(_sign(role) for role in card.passage.roles()), style="dim"))
    for title, facts in card.notes:
        console.print()
        console.print(Text(plain(title), style="bold"))
        console.print(Padding(_facts(facts), (0, 0, 0, 2)))
    for words in card.told:
        console.print(Text(f"Note: {plain(words)}"))


def card_as_text(card: Card, width: int = _WIDEST) -> str:
    """The same as plain text."""
    stream = StringIO()
    print_card(card, Console(file=stream, width=width, highlight=False, color_system=None))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def marked(passage: Passage) -> Text:
    """The passage with a sign where a mark begins and where it ends.

    >>> from pipeline.views.marked import Mark, passage
    >>> marked(passage("Bo saw 12.", [Mark(3, 10, "quote", "1"), Mark(7, 9, "figure")])).plain
    'Bo «1 saw #12#.»'
    """
    text = Text()
    for piece in passage.pieces:
        text.append("".join(_opening(mark) for mark in piece.begins), style="dim")
        text.append(plain(piece.text, lines=True), style=" ".join(_SIGNS[mark.role][2] for mark in piece.marks[-1:]))
        text.append("".join(_SIGNS[mark.role][1] for mark in piece.ends), style="dim")
    return text


def _opening(mark: Mark) -> str:
    return _SIGNS[mark.role][0] + (f"{plain(mark.label)} " if mark.label else "")


def _sign(role: str) -> str:
    before, behind, _ = _SIGNS[role]
    return f"{before}{role}{behind}"


def _facts(facts: Sequence[Fact]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in facts:
        grid.add_row(Text(plain(name)), Text(plain(value)))
    return grid


def _console(width: int) -> Console:
    return Console(highlight=False, width=min(width, _WIDEST))
