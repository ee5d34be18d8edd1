"""How a quote differs from the longest form of its statement: in words, and whether it matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.reconcile.alignment import Alignment, Stretch
from pipeline.reconcile.quote_words import QuoteWord, word_lists
from pipeline.speakers.lexicon import lexicon
from pipeline.text.names import one_edit

_SHOWN = 20  # changes
_NOTHING = "∅"


def describe(found: Alignment) -> str:
    """The changes, "this quote's words → the longest form's words"; what is only cut off at an end is not told.

    >>> from pipeline.reconcile.alignment import align
    >>> from pipeline.reconcile.quote_words import split_words
    >>> describe(align(split_words("an honourable and wise choice"), split_words("It was an honorable choice, Sir.")))
    'honourable and wise → honorable'
    """
    changes = []
    for group in _changed(found):
        here = [word.text for s in group for word in found.shorter[s.a : s.b]]
        there = [word.text for s in group for word in found.longer[s.c : s.d]]
        if not (here and there):  # with the next word, so that one sees where
            here += [word.text for word in found.shorter[group[-1].b : group[-1].b + 1]]
            there += [word.text for word in found.longer[group[-1].d : group[-1].d + 1]]
        changes.append(f"{' '.join(here) or _NOTHING} → {' '.join(there) or _NOTHING}")
    more = len(changes) - _SHOWN
    return "; ".join(changes[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _changed(found: Alignment) -> list[list[Stretch]]:
    """Neighbouring stretches that differ, together; what differs in spelling only is cut out of those that agree."""
    groups: list[list[Stretch]] = []
    adjacent = False
    for piece in _pieces(found):
        if piece.same:
            adjacent = False
        elif adjacent:
            groups[-1].append(piece)
        else:
            groups.append([piece])
            adjacent = True
    return groups


def _pieces(found: Alignment) -> list[Stretch]:
    pieces: list[Stretch] = []
    last = max((i for i, s in enumerate(found.stretches) if s.same), default=-1)
    met = False
    for i, s in enumerate(found.stretches):
        if not s.same:
            inside = met and i < last
            pieces += [s] if inside else [Stretch(False, s.a, s.b, s.c, s.c)] if s.b > s.a else []
            continue
        met = True
        for k in range(s.b - s.a):
            x, y = found.shorter[s.a + k], found.longer[s.c + k]
            pieces.append(Stretch(_written(x) == _written(y), s.a + k, s.a + k + 1, s.c + k, s.c + k + 1))
    return pieces


def _written(word: QuoteWord) -> str:
    return word.text.lower().replace("’", "'")


def material(found: Alignment) -> bool:
    """Whether a number, a negation, a name or a modal differs.

    >>> from pipeline.reconcile.alignment import align
    >>> from pipeline.reconcile.quote_words import split_words
    >>> material(align(split_words("we did not see 40 fans there"), split_words("we did not see 50 fans there")))
    True
    """
    return any(_matters(group, found) for group in _changed(found))


def _matters(group: Sequence[Stretch], found: Alignment) -> bool:
    here = [word for s in group for word in found.shorter[s.a : s.b]]
    there = [word for s in group for word in found.longer[s.c : s.d]]
    cut = not here and _cut_after(group, found)
    if _negations(here) != _negations(there):
        return True
    if cut:
        return False  # an ellipsis says that something is left out
    return _numbers(here) != _numbers(there) or _modals(here) != _modals(there) or _names_differ(here, there, found)


def _cut_after(group: Sequence[Stretch], found: Alignment) -> bool:
    at = group[-1].b
    return at < len(found.shorter) and found.shorter[at].cut


def _negations(words: Iterable[QuoteWord]) -> int:
    return sum(word.key in word_lists().negations for word in words)


def _numbers(words: Iterable[QuoteWord]) -> list[str]:
    return sorted(word.number for word in words if word.number)


def _modals(words: Iterable[QuoteWord]) -> list[str]:
    found = (word_lists().past_modals.get(word.key, word.key) for word in words)
    return sorted(word for word in found if word in word_lists().modals)


def _names_differ(here: Sequence[QuoteWord], there: Sequence[QuoteWord], found: Alignment) -> bool:
    """Names on both sides of which one is nowhere in the other quote; a name put in for a pronoun is none."""
    ours = _strangers(here, found.longer)
    theirs = _strangers(there, found.shorter)
    if ours and theirs:
        return not all(any(_alike(x, y) for y in theirs) for x in ours)
    alone, opposite = (ours, there) if ours else (theirs, here)
    return bool(alone) and bool(opposite) and not any(word.loose == "=person" for word in opposite)


def _strangers(words: Sequence[QuoteWord], others: Sequence[QuoteWord]) -> list[QuoteWord]:
    titles = lexicon().titles
    names = [w for w in words if w.is_name and not w.inserted and w.key not in titles and not w.number]
    known = {word.key for word in others} if names else set()
    return [word for word in names if word.key not in known]


def _alike(x: QuoteWord, y: QuoteWord) -> bool:
    return x.key == y.key or (min(len(x.key), len(y.key)) > 4 and one_edit(x.key, y.key))
