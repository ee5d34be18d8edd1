"""What a correction is: a name, what it mends, and a pure function over all that was found in a document.

Corrections work on two things. What the networks find counts words and holds the odds of its parts; grammar mends it
there, where each word's head, label and sentence are at hand, and before the confidence is worked out, which asks how
much of the mended content stands in quotation marks. What leaves the component is a `Quote` in characters, which the
rules make as well; here the networks' quotes are set against the rules' and against the marks. So a correction is
generic: `Correction[Finding, WordColumns]` or `Correction[Quote, Evidence]`, with one interface. `order` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.quotes.quote import Quote
from pipeline.text.layout import Layout, layout_of_text
from pipeline.text.marks import Region

Found = TypeVar("Found")
Context = TypeVar("Context")


@dataclass(frozen=True)
class Correction(Generic[Found, Context]):
    """One correction: `apply` takes all that was found in a document, in text order, and what is known around it."""

    name: str
    mends: str
    apply: Callable[[Sequence[Found], Context], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What quotes are held against: the text with its lines, its quotation regions, and what the rules found."""

    text: str
    regions: Sequence[Region]
    rules: Sequence[Quote]
    layout: Layout | None = None

    def line(self, start: int, end: int) -> str:
        """The line, or lines, in which a span lies."""
        layout = self.lines()
        return self.text[layout.line_start(start) : layout.line_end(end)]

    def lines(self) -> Layout:
        """Where the lines end."""
        return self.layout or layout_of_text(self.text)

    def quoting(self) -> list[Quote]:
        """The rules' quotes that have quotation marks."""
        return [rule for rule in self.rules if rule.kind != "indirect"]


def corrected(
    found: Sequence[Found], context: Context, corrections: Iterable[Correction[Found, Context]]
) -> Sequence[Found]:
    """Apply corrections one after the other.

    >>> halved = Correction("halves", "Numbers are halved.", each(lambda number, _: number // 2 or None))
    >>> corrected([8, 1, 6], None, [halved, halved])
    [2, 1]
    """
    for correction in corrections:
        found = correction.apply(found, context)
    return found


def each(mend: Callable[[Found, Context], Found | None]) -> Callable[[Sequence[Found], Context], Sequence[Found]]:
    """Mend one after the other; None leaves one out."""

    def apply(found: Sequence[Found], context: Context) -> Sequence[Found]:
        mended = (mend(one, context) for one in found)
        return [one for one in mended if one is not None]

    return apply


def dropped(wrong: Callable[[Quote, Evidence], bool]) -> Callable[[Sequence[Quote], Evidence], Sequence[Quote]]:
    """Leave out the quotes that `wrong` tells."""
    return each(lambda quote, evidence: None if wrong(quote, evidence) else quote)


def beside_rule(
    mend: Callable[[Quote, Quote, Evidence], Quote],
) -> Callable[[Sequence[Quote], Evidence], Sequence[Quote]]:
    """Mend the quotes of which the rules found one with the same cue, which comes second."""

    def apply(quotes: Sequence[Quote], evidence: Evidence) -> Sequence[Quote]:
        pairs = zip(quotes, with_same_cue(quotes, evidence.rules), strict=True)
        return [quote if rule is None else mend(quote, rule, evidence) for quote, rule in pairs]

    return apply


def with_same_cue(quotes: Sequence[Quote], others: Sequence[Quote]) -> list[Quote | None]:
    """For each of `quotes` the first of `others` whose cue shares a character with its own; None where none does."""
    by_cue = sorted(((other.cue, i) for i, other in enumerate(others) if other.cue is not None), reverse=True)
    order = sorted(
        (i for i, quote in enumerate(quotes) if quote.cue is not None), key=lambda i: quotes[i].cue or (0, 0)
    )
    found: list[Quote | None] = [None] * len(quotes)
    for i in order:
        start, end = quotes[i].cue or (0, 0)
        while by_cue and by_cue[-1][0][1] <= start:
            by_cue.pop()
        if by_cue and by_cue[-1][0][0] < end:
            found[i] = others[by_cue[-1][1]]
    return found
