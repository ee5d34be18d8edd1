"""Stretches of capitalised words: where names may stand, whatever the entity recogniser saw."""

from functools import lru_cache

from pipeline.speakers.lexicon import lexicon, small_words
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.furniture import is_boilerplate
from pipeline.text.names import fold
from pipeline.text.signs import POSSESSIVES

_HYPHENS = small_words("marks.all_hyphens")
_MAY_JOIN = small_words("links.inside_name")
_ORG_LINKS = small_words("links.inside_organisation")
_LONGEST = 10


def capital_runs(tokens: TokenLists) -> list[tuple[int, int]]:
    """Token ranges of capitalised words with what joins them ("Ana de Souza", "Institute for Tides", "Smith-Jones").

    Words that only begin a sentence are cut off the front; what remains is a candidate, not yet a name.
    """
    ent_end = {first: last for first, last, label in tokens.entities if label in ("ORG", "PERSON")}
    runs = []
    end = 0
    for i in [i for i, word in enumerate(tokens.words) if word[0].isupper()]:
        if i < end or tokens.words[i] == "I":
            continue
        end = _run_end(tokens, i, ent_end)
        first = _without_function_words(tokens, i, end)
        if first < end and not _is_boilerplate(" ".join(tokens.words[first:end])):
            runs.append((first, end))
    return runs


_is_boilerplate = lru_cache(maxsize=8192)(is_boilerplate)


def _capital(word: str) -> bool:
    return word[0].isupper() and word != "I"


def _run_end(tokens: TokenLists, start: int, ent_end: dict[int, int]) -> int:
    """Token after the run that begins at `start`."""
    end = start + 1
    while end < len(tokens.words) and end - start < _LONGEST:
        step = _step(tokens, start, end)
        if not step:
            step = _entity_step(tokens, start, end, ent_end)
        if not step:
            break
        end += step
    return end


def _step(tokens: TokenLists, start: int, end: int) -> int:
    """How many tokens to take in behind `end`, 0 where the run stops."""
    words, n = tokens.words, len(tokens.words)
    word = words[end]
    if _capital(word):
        return 0 if _sentence_ends_before(tokens, end) else 1
    if end + 1 >= n or not words[end + 1][0].isupper():
        return _hyphen_and_small(tokens, start, end) or _join_with_article(tokens, start, end)
    if word in _HYPHENS and tokens.attached(end) and tokens.attached(end + 1):
        return 2
    if word in POSSESSIVES and end - start == 1 and _owned_by_a_title(tokens, start):
        return 2
    if word == "&" or (word == "." and len(words[end - 1]) == 1 and tokens.attached(end)):
        return 2
    if word in lexicon().connectors and words[end - 1] not in (".", ","):
        return 2
    if word in _MAY_JOIN and _takes_of(tokens, start, end):
        return 2
    return 0


def _hyphen_and_small(tokens: TokenLists, start: int, end: int) -> int:
    """ "Seo Min-ji": a given name written with a hyphen and a small letter; "Avon-based" is none."""
    words = tokens.words
    if words[end] not in _HYPHENS or end + 1 >= len(words) or not (tokens.attached(end) and tokens.attached(end + 1)):
        return 0
    small = words[end + 1]
    named = any(label == "PERSON" for _, _, label in tokens.entities_in(end, end + 1))
    fits = small.isalpha() and len(small) <= 5 and small not in lexicon().behind_hyphen
    return 2 if fits and (named or (end - start >= 2 and len(words[end - 1]) <= 5)) else 0


def _sentence_ends_before(tokens: TokenLists, end: int) -> bool:
    """Two capitalised words in a row are parted only by a full stop that belongs to the first ("… Acme Inc. She")."""
    before = tokens.lower[end - 1]
    if tokens.sentence[end] == tokens.sentence[end - 1] or not before.endswith("."):
        return False
    return len(before) > 2 and before.rstrip(".") not in lexicon().titles


def _join_with_article(tokens: TokenLists, start: int, end: int) -> int:
    """ "Department of the Interior"; also "Van der Bellen", two connectors in a row."""
    words, n = tokens.words, len(tokens.words)
    if end + 2 >= n or not words[end + 2][0].isupper():
        return 0
    if words[end] in _MAY_JOIN and words[end + 1] in ("the", "a") and _takes_of(tokens, start, end):
        return 3
    both = words[end] in lexicon().connectors and words[end + 1] in lexicon().connectors
    return 3 if both else 0


def _owned_by_a_title(tokens: TokenLists, start: int) -> bool:
    """ "King's College", "Women's Institute": the possessor is no party of its own."""
    words = lexicon()
    low = tokens.lower[start]
    return (low in words.titles or low in words.plural_people) and tokens.lower[start + 2] in words.org_heads


def _takes_of(tokens: TokenLists, start: int, end: int) -> bool:
    """Whether the word before "of" is one that an organisation's name continues after."""
    return tokens.lower[end - 1] in lexicon().org_joining and tokens.lower[end - 1] not in lexicon().given


def _entity_step(tokens: TokenLists, start: int, end: int, ent_end: dict[int, int]) -> int:
    """Trust the recogniser where it reaches over small words ("House Ways and Means Committee")."""
    if lexicon().given.get(tokens.lower[start]) and tokens.words[end].islower():
        return 0  # "Ann Lee for Harbour Trust" is a person and a trust, whatever the recogniser saw
    for begin in range(start, end):
        last = ent_end.get(begin, 0)
        if last > end:
            inner = tokens.words[end:last]
            fine = all(_capital(word) or word in _ORG_LINKS for word in inner) and inner[-1][0].isupper()
            dated = fold(inner[-1]) in lexicon().alone
            return last - end if fine and not dated else 0
    return 0


def _without_function_words(tokens: TokenLists, first: int, last: int) -> int:
    """First token that is more than a word with which a sentence begins."""
    words = lexicon()
    while first < last:
        low = tokens.lower[first]
        plain = low in words.function_words and not (
            tokens.words[first].isupper() and len(low) > 1 and last - first == 1
        )
        stray = not tokens.words[first][0].isalpha() or (low in words.connectors and first + 1 == last)
        if not plain and not stray:
            break
        first += 1
    alone = last - first == 1 and fold(tokens.words[first]) in words.alone
    return last if alone else first
