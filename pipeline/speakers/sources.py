"""Where in a quote's source the speaker stands: "the head of the Harbour Trust, Ann Lee" -> "Ann Lee"."""

from dataclasses import dataclass

from pipeline.speakers.lexicon import lexicon, small_words
from pipeline.speakers.noun_phrases import noun
from pipeline.speakers.participant import Owners
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.furniture import dateline_end, sender_end
from pipeline.text.names import fold
from pipeline.text.signs import POSSESSIVES

_CUTS = small_words("marks.ends_source")
_PREPOSITIONS = small_words("links.source_tail")
_ADVERBIAL = small_words("links.adverbial")
_SETS_OFF = small_words("marks.opens_apposition")
_NOT_THE_SPEAKER = frozenset(POSSESSIVES) | small_words("words.reflexives")
_AND = small_words("links.conjunctions")
_SECOND_SPEAKER = small_words("determiners.second_speaker")
_WHEN = small_words("tags.when")
_BEFORE_PARTICIPLE = small_words("tags.before_participle")
_PARTICIPLES = small_words("tags.participles")


@dataclass(frozen=True, slots=True)
class SourceHead:
    """The tokens that carry who speaks (several for a couple) and where the phrase around the first ends."""

    at: tuple[int, ...]
    first: int
    last: int


def source_head(tokens: TokenLists, first: int, last: int, owners: Owners) -> SourceHead | None:
    """Find the head of a source given as tokens `[first, last)`; None where it holds no word."""
    first, last = _trimmed(tokens, first, last)
    if first >= last:
        return None
    listed = _listed_people(tokens, first, last, owners)
    if listed:
        return SourceHead(listed, first, last)
    end = _piece_end(tokens, first, last, owners)
    listed = _listed_groups(tokens, first, end, last, owners)
    if listed:
        return SourceHead(listed, first, last)
    both = _couple(tokens, first, end, owners)
    if both:
        return SourceHead(both, first, end)
    at = _last_word(tokens, first, end)
    if at not in owners:
        named = _set_off_name(tokens, at, end, last, owners)
        if named is not None:
            return SourceHead((named,), first, last)
    return SourceHead((at,), first, _phrase_end(tokens, first, last, owners))


def _trimmed(tokens: TokenLists, first: int, last: int) -> tuple[int, int]:
    while first < last and not tokens.words[first][0].isalnum():
        first += 1
    first = _behind_dateline(tokens, first, last)
    if tokens.lower[first : first + 2] == ["such", "as"]:
        first = min(first + 2, last)
    first = _behind_letterhead(tokens, first, last)
    if tokens.lower[first : first + 1] and tokens.lower[first] in _ADVERBIAL:  # the span took the adverbial in with it
        first = max((i + 1 for i in range(first, last - 1) if tokens.words[i] == ","), default=first)
    while last > first and (not tokens.words[last - 1][0].isalnum() or tokens.lower[last - 1] in POSSESSIVES):
        last -= 1
    return first, last


def _behind_dateline(tokens: TokenLists, first: int, last: int) -> int:
    """ "AVONMOUTH (AP) -- Ann Lee": the span took in the place that the report was sent from."""
    if first >= last or tokens.paragraph[first - 1] == tokens.paragraph[first] != 0:
        return first
    behind = tokens.overlapping(dateline_end(tokens.text, tokens.starts[first]), len(tokens.text))[0]
    return behind if behind < last else first


def _behind_letterhead(tokens: TokenLists, first: int, last: int) -> int:
    """ "From the desk of Ann Lee" -> "Ann Lee"."""
    if first >= last:
        return first
    behind = tokens.overlapping(sender_end(tokens.text, tokens.starts[first]), len(tokens.text))[0]
    return behind if first < behind < last else first


def _piece_end(tokens: TokenLists, first: int, last: int, owners: Owners) -> int:
    """End of the first noun phrase: before a comma, bracket, relative, preposition, or a participle behind the noun."""
    for i in range(first + 1, last):
        if i in owners and i - 1 in owners and owners[i][1] is owners[i - 1][1]:
            continue
        low = tokens.lower[i]
        if low in _CUTS or low in _PREPOSITIONS:
            return i
        if _participle_behind(tokens, i):
            return i
    return last


def _participle_behind(tokens: TokenLists, i: int) -> bool:
    """ "The report published": the participle belongs to what follows the noun."""
    if tokens.tags[i] not in _PARTICIPLES or tokens.tags[i - 1] not in _BEFORE_PARTICIPLE:
        return False
    return tokens.deps[i] in ("acl", "advcl") or noun(tokens.lower[i - 1]) is not None


def _last_word(tokens: TokenLists, first: int, end: int) -> int:
    at = end - 1
    while at > first and (not tokens.words[at][0].isalnum() or tokens.lower[at] in _NOT_THE_SPEAKER):
        at -= 1
    return at


def _phrase_end(tokens: TokenLists, first: int, last: int, owners: Owners) -> int:
    """End of the noun phrase with its prepositional tail ("critics of the scheme"), cut at commas and relatives."""
    for i in range(first + 1, last):
        if (tokens.lower[i] in _CUTS and i not in owners) or (
            _participle_behind(tokens, i) and _only_dated(tokens, i + 1, last)
        ):
            return i
    return last


def _only_dated(tokens: TokenLists, first: int, last: int) -> bool:
    """Nothing stands behind a participle but when: "published", "published today", "released this week"."""
    return last - first <= 3 and all(tokens.tags[i] in _WHEN for i in range(first, last))


def _couple(tokens: TokenLists, first: int, end: int, owners: Owners) -> tuple[int, ...]:
    """Heads of "A and B"; empty for one who is two things ("founder and director Bo Marsh")."""
    at = next((i for i in range(first + 1, end - 1) if tokens.lower[i] in _AND and i not in owners), None)
    if at is None:
        return ()
    left, right = _last_word(tokens, first, at), _last_word(tokens, at + 1, end)
    if left in owners and owners[left][1].last == at and right > at:
        return left, right
    known = noun(tokens.lower[left])
    determined = tokens.lower[at + 1] in _SECOND_SPEAKER
    if determined or tokens.tags[left] == "NNS" or (known is not None and known.plural):
        return left, right
    return ()


def _listed_people(tokens: TokenLists, first: int, last: int, owners: Owners) -> tuple[int, ...]:
    """Heads of "A, B and C" where every piece is a person's name; empty for anything else."""
    heads: list[int] = []
    piece = first
    for i in range(first, last + 1):
        ends = i == last or (tokens.lower[i] in (",", "and", "&") and i not in owners)
        if not ends:
            continue
        if i > piece:
            name = owners.get(i - 1)
            if name is None or name[0].type not in ("person", "unknown") or name[1].begin > piece + 1:
                return ()
            heads.append(i - 1)
        piece = i + 1
    return tuple(heads) if len(heads) > 2 else ()


def _listed_groups(tokens: TokenLists, first: int, end: int, last: int, owners: Owners) -> tuple[int, ...]:
    """Heads of "the family, protesters and city leaders"; empty where the comma sets something off."""
    known = noun(tokens.lower[_last_word(tokens, first, end)])
    rest = tokens.lower[end:last]
    if known is None or not known.plural or rest[:1] != [","] or "and" not in rest or _CUTS & set(rest[1:]) - {","}:
        return ()
    ands = end + rest.index("and")
    pieces = ((first, end), (end + 1, ands), (ands + 1, last))
    return tuple(_last_word(tokens, *piece) for piece in pieces if piece[0] < piece[1])


def _set_off_name(tokens: TokenLists, at: int, end: int, last: int, owners: Owners) -> int | None:
    """The name in "his niece, Ann Lee", "a spokesman for Avon Ferries Bo Marsh"; None where the noun stands alone."""
    known = noun(tokens.lower[at])
    wanted = known.type if known and known.type in ("person", "org") else None
    comma = next((i for i in range(end, last) if tokens.words[i] in _SETS_OFF), None)
    if comma is not None:
        stop = next((i for i in range(comma + 1, last) if tokens.lower[i] in _CUTS), last)
        name = owners.get(stop - 1)
        opens = name is not None and (name[1].begin == comma + 1 or _only_role(tokens, comma + 1, name[1].begin))
        if name is not None and opens and (wanted is None or name[0].type in (wanted, "unknown")):
            return stop - 1
        return None
    name = owners.get(last - 1)
    if name is None or name[0].type != "person" or wanted not in ("person", None) or end == last:
        return None
    before = name[1].begin - 1
    if before <= end:
        return None
    role = fold(tokens.words[before]) in lexicon().roles
    said_of_it = wanted == "person" and (before in owners or tokens.tags[before] in _BEFORE_PARTICIPLE)
    return last - 1 if role or said_of_it else None


def _only_role(tokens: TokenLists, first: int, last: int) -> bool:
    """Between comma and name stand only words of a role ("state delegate", "retired nurse")."""
    return first < last and last - first < 6 and fold(tokens.words[last - 1]) in lexicon().roles
