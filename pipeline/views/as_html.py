"""What is known of a row as a piece of HTML, for notebooks. All that comes from the tables is data and escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.views.known import Card, Fact
from pipeline.views.marked import Mark, Passage

_STYLES = {  # in form as well as in colour; no ground of its own, so that it reads on dark and on light
    "quote": "border-bottom:2px solid #2e7d32",
    "cue": "font-style:italic;text-decoration:underline dotted",
    "source": "font-weight:bold",
    "figure": "border:1px solid #a0509a;border-radius:3px;padding:0 2px",
    "date": "border:1px dashed #3f6fb5;padding:0 2px",
    "mention": "font-weight:bold",
}


def card_as_html(card: Card) -> str:
    """The card as one element.

    >>> from pipeline.views.marked import passage
    >>> print(card_as_html(Card("<Bo>", (("kind", "direct"),), passage("a & b", []))))
    <div class="onrecord"><strong>&lt;Bo&gt;</strong><p style="white-space:pre-wrap">a &amp; b</p>\
<table><tr><th style="text-align:left">kind</th><td style="text-align:left">direct</td></tr></table></div>
    """
    shown = "" if card.passage is None else f'<p style="white-space:pre-wrap">{_marked(card.passage)}</p>'
    notes = "".join(f"<p><strong>{escape(title)}</strong></p>{_facts(facts)}" for title, facts in card.notes)
    told = "".join(f"<p><em>Note: {escape(words)}</em></p>" for words in card.told)
    title = f"<strong>{escape(card.title)}</strong>"
    return f'<div class="onrecord">{title}{shown}{_facts(card.facts)}{notes}{told}</div>'


def _marked(passage: Passage) -> str:
    return "".join(_stretch(piece.text, piece.marks) for piece in passage.pieces)


def _stretch(text: str, marks: Sequence[Mark]) -> str:
    """A stretch inside all its marks: cut at every border, so no element crosses another."""
    html = escape(text)
    for mark in reversed(marks):
        style, name = _STYLES[mark.role], escape(f"{mark.role} {mark.label}".strip())
        html = f'<span title="{name}" style="{style}">{html}</span>'
    return html


def _facts(facts: Sequence[Fact]) -> str:
    left = 'style="text-align:left"'
    rows = "".join(f"<tr><th {left}>{escape(name)}</th><td {left}>{escape(value)}</td></tr>" for name, value in facts)
    return f"<table>{rows}</table>" if rows else ""
