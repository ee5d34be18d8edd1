"""Which of two lists of quotes hang on the same words."""

from collections.abc import Sequence

from pipeline.quotes.quote import Quote


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
