"""The names that a text mentions: capitalised stretches cut into title and name, possessives left out."""

import re
from typing import NamedTuple

from pipeline.resources import listed_words
from pipeline.speakers.capitalised_runs import capital_runs
from pipeline.speakers.lexicon import Lexicon, demonyms, lexicon, small_words
from pipeline.speakers.noun_phrases import noun
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.names import Key, fold, is_acronym, name_key
from pipeline.text.titles import in_headline_case

_STATE = re.compile(r"[DRI]-[A-Z][A-Za-z.]*")  # "Ann Lee, R-Maine": party and state
_BETWEEN_NAMES = small_words("links.between_names")
_BEHIND_TITLE = small_words("links.behind_title")
_SAYING = frozenset(
    f"{verb}{ending}" for verb in listed_words("quotes", "cues", "verbs", "speech") for ending in ("s", "es")
)
_LONG = 4
_HEADLINE = 40


class NameForm(NamedTuple):
    """One place where a name stands: tokens `[first, last)`, its titles beginning at `begin` (== `first` without)."""

    begin: int
    first: int
    last: int
    name: str
    key: Key
    titles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    initial: bool = False
    """Whether it stands where any word would be capitalised."""
    headline: bool = False
    """Whether it stands in the first line of a text that has more."""


def find_names(tokens: TokenLists) -> list[NameForm]:
    """Return the places that look like names, in text order, without overlaps."""
    labels = _labels_by_token(tokens)
    seen = set(tokens.words)
    found: list[NameForm] = []
    doubtful: list[NameForm] = []
    headline: list[tuple[int, int]] = []
    for first, last in capital_runs(tokens):
        organisation = fold(tokens.words[last - 1]) in lexicon().org_heads
        if last - first >= _LONG and not organisation and _in_headline(tokens, first):
            headline.append((first, last))
            continue
        for begin, name_first, end in _cut(tokens, first, last):
            form = _form(tokens, begin, name_first, end, labels)
            if form.key and not _STATE.fullmatch(form.name):
                (found if _is_name(tokens, form, seen) else doubtful).append(form)
    known = {form.key for form in found}
    parts = {key[-1] for key in known}
    found += [f for f in doubtful if f.initial and len(f.key) == 1 and f.key[0] in parts and noun(f.key[0]) is None]
    for first, last in headline:
        inside = [(i, i, k) for i, k in _known_inside(tokens, first, last, known)]
        forms = [_form(tokens, *cut, labels) for cut in inside or _cut(tokens, first, last)[1:]]
        found += [form for form in forms if form.key]  # a recogniser may take signs alone for a name
    return sorted(found, key=lambda form: form.first)


def _in_headline(tokens: TokenLists, at: int) -> bool:
    """Whether the sentence of a token is set as a headline."""
    first = last = at
    while first > 0 and tokens.sentence[first - 1] == tokens.sentence[at] and at - first < _HEADLINE:
        first -= 1
    while last < len(tokens.words) and tokens.sentence[last] == tokens.sentence[at] and last - at < _HEADLINE:
        last += 1
    return in_headline_case(tokens.words[first:last])


def _known_inside(tokens: TokenLists, first: int, last: int, known: set[Key]) -> list[tuple[int, int]]:
    """Where a headline holds names that the text has too, or that the recogniser saw; at each word the longest."""
    spans = {start: end for start, end, _ in tokens.entities_in(first, last)}
    found = []
    i = first
    while i < last:
        ends = [k for k in range(min(last, i + 5), i, -1) if name_key(tokens.string(i, k)) in known]
        end = ends[0] if ends else spans.get(i, 0)
        if i < end <= last and end - i < _LONG + 1:
            found.append((i, end))
            i = end
        else:
            i += 1
    return found


def _labels_by_token(tokens: TokenLists) -> dict[int, str]:
    return {i: label for first, last, label in tokens.entities for i in range(first, last)}


def _form(tokens: TokenLists, begin: int, first: int, last: int, labels: dict[int, str]) -> NameForm:
    name = " ".join(tokens.string(first, last).split())
    titles = tuple([fold(tokens.words[i]).rstrip(".") for i in range(begin, first)]) if begin < first else ()
    seen = {labels[i] for i in range(first, last) if i in labels}
    found = tuple(sorted(seen)) if len(seen) > 1 else tuple(seen)
    headline = tokens.paragraph[first] == 0 < tokens.paragraph[-1]
    return NameForm(begin, first, last, name, name_key(name), titles, found, tokens.begins_sentence(begin), headline)


def _is_name(tokens: TokenLists, form: NameForm, seen: set[str]) -> bool:
    """Single words need more than a capital: not a title or role alone, not a word that merely begins a sentence."""
    words = lexicon()
    if form.titles and len(form.key) == 1 and form.key[0] in words.titles and form.key[0] not in words.given:
        return False  # "Vice President": titles through and through
    if form.key[-1] in demonyms() and tokens.lower[form.begin - 1 : form.begin] == ["the"] and not form.titles:
        return False  # "the New Zealander"
    last = noun(form.key[-1])
    if last and last.plural and len(form.key) == 1:
        return False  # "Democratic Senators"
    if (
        last
        and (last.head in words.roles or last.type == "group")
        and form.key[0] not in words.given
        and not form.titles
    ):
        # "the French Minister" is whoever holds the role, "Union of Boat Workers" is a name.
        return len(form.key) > 1 and (form.key[-1] in words.org_heads or (" of " in form.name and "ORG" in form.labels))
    if len(form.key) > 1 or form.titles:
        return True
    word = form.key[0]
    titled = word in words.titles and (word not in words.given or tokens.lower[form.last : form.last + 1] == ["of"])
    if titled or (last is not None and word not in words.org_heads):
        return False  # "Senators", "the President": whoever they are
    if len(word) < 2 or form.name.isdigit():
        return False
    if not form.initial:
        return True
    proper = tokens.tags[form.first].startswith("NNP") or not tokens.tags[form.first]
    return not (word in seen and word.islower()) and (proper or bool(form.labels))


def _cut(tokens: TokenLists, first: int, last: int) -> list[tuple[int, int, int]]:
    """Split a run into (begin of titles, begin of name, end) pieces: "Harbour Trust Chief Ann Lee" holds two names."""
    words = lexicon()
    begin = first
    while last > first and _says_in_headline(tokens, first, last):
        last -= 1
    if last == first:
        return []
    while first < last - 1 and _is_title(tokens, first, last, words):
        first += 1
    at = _inner_title(tokens, first, last, words)
    if first > begin and not at and not _fits_a_title(tokens, first, last, words):
        return [(begin, begin, last)]
    if at:
        left = at
        while left > first and _is_title(tokens, left - 1, last, words):
            left -= 1
        left -= _belongs_to_title(tokens, first, left)
        head = [(begin, first, left)] if left > first else []
        return [*head, (left, at + 1, last)]
    given = _inner_given(tokens, first, last, words)
    return [(begin, first, given), (given, given, last)] if given else [(begin, first, last)]


def _says_in_headline(tokens: TokenLists, first: int, last: int) -> bool:
    """ "Ann Lee Says Pier Is Safe": the verb of a headline is written like a name."""
    low = tokens.lower[last - 1]
    return low in _SAYING and (tokens.paragraph[first] == 0 or _in_headline(tokens, first))


def _is_title(tokens: TokenLists, i: int, last: int, words: Lexicon) -> bool:
    word = fold(tokens.words[i]).rstrip(".")
    if word not in words.titles and word not in words.roles:
        return False
    is_given = words.given.get(word) is not None and i + 2 == last
    return not is_given and tokens.words[i + 1] not in _BEHIND_TITLE


def _fits_a_title(tokens: TokenLists, first: int, last: int, words: Lexicon) -> bool:
    """What follows a title is a person, not "General Electric" or "Justice Department"."""
    tail = fold(tokens.words[last - 1])
    if tail in words.org_heads or tail in words.no_people - words.alone or "of" in tokens.words[first:last]:
        return False
    covered = [label for start, _, label in tokens.entities_in(first, first + 1) if start < first]
    return "ORG" not in covered or fold(tokens.words[first]) in words.given


def _inner_title(tokens: TokenLists, first: int, last: int, words: Lexicon) -> int:
    """Position of the last title inside the run that has a person's name after it, 0 where there is none."""
    for i in range(last - 2, first, -1):
        if _is_title(tokens, i, last, words) and i + 1 < last and _fits_a_title(tokens, i + 1, last, words):
            tail = last - i - 1
            known = tokens.words[i].endswith(".") or fold(tokens.words[i + 1]) in words.given or tail == 2
            if tail <= 5 and known:
                return i
    return 0


def _belongs_to_title(tokens: TokenLists, first: int, left: int) -> bool:
    """ "Interior Minister", "Senate Majority Leader": the word before the title that is no part of any name there."""
    if left == first or fold(tokens.words[left - 1]) in lexicon().org_heads:
        return False
    labelled = {i for start, end, _ in tokens.entities_in(first, left) for i in range(start, end)}
    return left - 1 not in labelled and (left - 1 == first or left - 2 in labelled)


def _inner_given(tokens: TokenLists, first: int, last: int, words: Lexicon) -> int:
    """Where a second name begins without a title ("Harbour Weekly Ann Lee"), 0 where the run is one name."""
    if last - first < 3 or fold(tokens.words[first]) in words.given or len(fold(tokens.words[first]).rstrip(".")) == 1:
        return 0
    if any(label == "PERSON" for _, _, label in tokens.entities_in(first, first + 1)):
        return 0
    tail = fold(tokens.words[last - 1])
    if tail in words.org_heads or tail in words.no_people:
        return 0
    for i in range(first + 1, last - 1):
        if fold(tokens.words[i]) in words.given and words.given[fold(tokens.words[i])] and 2 <= last - i <= 3:
            joined = tokens.words[i - 1] in _BETWEEN_NAMES or is_acronym(tokens.words[i])
            return 0 if joined else i
    return 0
