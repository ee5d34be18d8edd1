"""Named mentions out of GUM's `Entity=` column.

GUM marks every referring noun phrase ("the robotics competition in Washington"). NER wants the names alone, so a
mention counts when its head is a proper noun, and is cut down to the stretch of proper nouns around that head.
"""

import re
from dataclasses import dataclass

from pipeline.resources import read_lists
from pipeline.training.conllu import TreebankWord

_OPEN_OR_CLOSE = re.compile(r"\((?P<open>[^()]+)|(?P<close>[^()]+)\)")
_LISTS = read_lists("training", "gum_entities")
_NATURAL_PLACE = re.compile(rf"\b(?:{'|'.join(_LISTS['natural_places'].split())})\b", re.IGNORECASE)
_TITLE = re.compile(rf"(?:{'|'.join(_LISTS['titles'].split())})\.?", re.IGNORECASE)
_INSIDE_A_NAME = frozenset(_LISTS["inside_a_name"])
# The one class MISC holds nationalities and parties, but also laws, prizes and languages. A single capitalised word is
# nearly always the former; the rest is left unlabelled.
_SAME = {"PERSON": "PERSON", "ORG": "ORG"}


@dataclass(frozen=True)
class NamedMention:
    """Word positions `[start, end)` within one sentence and the NER label."""

    start: int
    end: int
    label: str


def named_mentions(words: list[TreebankWord]) -> list[NamedMention]:
    """Return the non-overlapping named mentions of one GUM sentence, longest first where they nest."""
    found = []
    for start, end, kind, head in _mentions(words):
        cut = _proper_stretch(words, start, end, head)
        if cut is None:
            continue
        label = ner_label(kind, " ".join(w.form for w in words[cut[0] : cut[1]]))
        if label == "PERSON":
            found += _person(words, *cut)
        elif label:
            found.append(NamedMention(*cut, label))
    return _without_overlaps(found)


def _person(words: list[TreebankWord], start: int, end: int) -> list[NamedMention]:
    """A person without the title before the name; a title alone is no name, a plural is a people."""
    if words[end - 1].xpos == "NNPS" and end - start == 1:
        return [NamedMention(start, end, "NORP")]
    while start < end and _TITLE.fullmatch(words[start].form):
        start += 1
    return [NamedMention(start, end, "PERSON")] if start < end else []


def ner_label(kind: str, name: str) -> str | None:
    """Map GUM's entity type to an NER label; places split into GPE and LOC by the kind of word in their name.

    >>> ner_label("place", "Lake Victoria"), ner_label("place", "Kenya"), ner_label("abstract", "Art")
    ('LOC', 'GPE', None)
    """
    if kind == "place":
        return "LOC" if _NATURAL_PLACE.search(name) else "GPE"
    return {"person": "PERSON", "organization": "ORG", "event": "EVENT"}.get(kind)


def our_label(label: str, text: str) -> str | None:
    """Map a label of CoNLL-2003's kinds to ours, None where it is no name.

    >>> our_label("MISC", "Republican"), our_label("LOC", "Ohio"), our_label("MONEY", "$5")
    ('NORP', 'GPE', None)
    """
    if label == "LOC":
        return ner_label("place", text)
    if label == "MISC" and text[:1].isupper() and text.isalpha():
        return "NORP"
    return _SAME.get(label)


def _mentions(words: list[TreebankWord]) -> list[tuple[int, int, str, int]]:
    """(start, end, entity type, head position) of each mention that opens and closes in this sentence."""
    opened: list[tuple[str, int, str, str]] = []
    mentions = []
    for i, word in enumerate(words):
        column = word.misc.get("Entity", "")
        for match in _OPEN_OR_CLOSE.finditer(column):
            if match["open"]:
                parts = match["open"].split("-")
                if len(parts) < 6:
                    continue
                opened.append((parts[0], i, parts[1], parts[5]))
                if column[match.end() : match.end() + 1] == ")":
                    mentions.append(_closed(opened.pop(), i))
            else:
                at = next((k for k in reversed(range(len(opened))) if opened[k][0] == match["close"]), None)
                if at is not None:
                    mentions.append(_closed(opened.pop(at), i))
    return mentions


def _closed(opening: tuple[str, int, str, str], end: int) -> tuple[int, int, str, int]:
    _, start, kind, minimal = opening
    first = minimal.split(",")[0]
    head = start + int(first) - 1 if first.isdigit() else end
    return start, end + 1, kind, min(head, end)


def _proper_stretch(words: list[TreebankWord], start: int, end: int, head: int) -> tuple[int, int] | None:
    if not _is_proper(words[head]):
        return None
    left = right = head
    while left > start and (_is_proper(words[left - 1]) or _joins(words, left - 1, start, end)):
        left -= 1
    while right + 1 < end and (_is_proper(words[right + 1]) or _joins(words, right + 1, start, end)):
        right += 1
    return left, right + 1


def _is_proper(word: TreebankWord) -> bool:
    return word.upos == "PROPN" or word.xpos in ("NNP", "NNPS")


def _joins(words: list[TreebankWord], i: int, start: int, end: int) -> bool:
    """A small word or hyphen stands between two proper nouns of the same mention ("Bank of the West")."""
    if words[i].form.lower() not in _INSIDE_A_NAME:
        return False
    around = range(i - 1, start - 1, -1), range(i + 1, end)
    return all(_first_proper(words, positions) for positions in around)


def _first_proper(words: list[TreebankWord], positions: range) -> bool:
    for i in positions:
        if words[i].form.lower() not in _INSIDE_A_NAME:
            return _is_proper(words[i])
    return False


def _without_overlaps(mentions: list[NamedMention]) -> list[NamedMention]:
    kept: list[NamedMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
