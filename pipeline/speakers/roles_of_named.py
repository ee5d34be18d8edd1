"""Role and affiliation of named persons, from titles and from the phrase beside the name."""

from pipeline.resources import verbs_of_saying
from pipeline.speakers.find_names import NameForm
from pipeline.speakers.lexicon import Lexicon, lexicon, small_words
from pipeline.speakers.noun_phrases import listed_singular
from pipeline.speakers.participant import Owners, Participant
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.names import fold
from pipeline.text.signs import POSSESSIVES, POSSESSIVES_OF_ALL

_PLAIN_TITLES = small_words("words.plain_titles")
_LINKS = small_words("links.role")
_BARE_LINKS = small_words("links.bare")
_POSSESSIVES = small_words("determiners.owners")
_NO_OPENING = small_words("tags.no_opening_of_role")
_NO_ROLE = small_words("tags.no_part_of_role")
_FINITE_VERBS = small_words("tags.finite_verbs")
_ROLE_MODIFIERS = small_words("tags.role_modifiers")
_OPENERS = small_words("determiners.articles_and_one")
_BEFORE_ROLE = small_words("determiners.before_role")
_PART_OF_TITLE = small_words("words.part_of_title")
_SAYING = verbs_of_saying()
_STOP = small_words("marks.ends_role") | _SAYING
_OPENS_APPOSITION = small_words("marks.opens_apposition")
_LONGEST = 14
_LONGEST_ROLE = 9
_REACH_OF_NAME = 6


def add_roles(tokens: TokenLists, participants: list[Participant], owners: Owners) -> None:
    """Fill `roles`, `role_words` and `affiliation` of the persons, the first mention that tells winning."""
    words = lexicon()
    for participant in participants:
        if participant.type == "org":
            participant.role_words |= _nouns_before(tokens, participant)
        if participant.type != "person":
            continue
        for form in participant.forms:
            for role, affiliation in _told_by(tokens, form, owners, words):
                _note(participant, role, affiliation, words)
    _add_behalf(tokens, owners)


def _nouns_before(tokens: TokenLists, participant: Participant) -> set[str]:
    """ "The airline Avon Air", "oil giant Avonmouth": what sort of organisation it is."""
    found = set()
    for form in participant.forms:
        before = form.begin - 1
        if before >= 0 and tokens.sentence[before] == tokens.sentence[form.first] and tokens.words[before].islower():
            noun = listed_singular(tokens.lower[before])
            if noun in lexicon().org_nouns:
                found.add(noun)
    return found


def _add_behalf(tokens: TokenLists, owners: Owners) -> None:
    """ "Ann Lee said on behalf of the Pier Guild", "on behalf of the Pier Guild, Ann Lee said"."""
    if "behalf" not in tokens.lower:
        return
    for i in [i for i, low in enumerate(tokens.lower) if low == "behalf" and tokens.lower[i - 1] == "on"]:
        of = i + 1 + (tokens.lower[i + 1 : i + 2] == ["of"])
        body = next((k for k in range(of, min(of + 3, len(tokens.words))) if k in owners), None)
        if body is None or tokens.lower[i + 1 : i + 2] != ["of"] or owners[body][0].type not in ("org", "unknown"):
            continue
        person = _person_beside(tokens, i, owners)
        if person is not None and person.affiliation is None:
            person.affiliation = owners[body][1].name


def _person_beside(tokens: TokenLists, at: int, owners: Owners) -> Participant | None:
    """The nearest person named in the sentence of token `at`, before it or else behind it."""
    first = last = at
    while first > 0 and tokens.sentence[first - 1] == tokens.sentence[at]:
        first -= 1
    while last < len(tokens.words) and tokens.sentence[last] == tokens.sentence[at]:
        last += 1
    near = [*range(at - 1, first - 1, -1), *range(at + 1, last)]
    return next((owners[k][0] for k in near if k in owners and owners[k][0].type == "person"), None)


def _told_by(tokens: TokenLists, form: NameForm, owners: Owners, words: Lexicon) -> list[tuple[str, str | None]]:
    return [
        *_behind(tokens, form, owners, words),
        *_before(tokens, form, owners, words),
        *_bare_affiliation(tokens, form, owners),
    ]


def _note(participant: Participant, role: str, affiliation: str | None, words: Lexicon) -> None:
    found = role_words(role)
    participant.role_words |= found
    for word in sorted(found):
        participant.gender = participant.gender or words.role_gender.get(word, "")
    head = fold(role.split()[-1]).rstrip(".") if role else ""
    if fold(role) in words.parties:
        affiliation = affiliation or role
    elif (
        role
        and fold(role) not in participant.keys[0]
        and not {head, fold(role.split(" of ")[0].split()[-1])} & (words.kin | words.relational)
    ):
        participant.roles.append(role)
    if affiliation and affiliation != participant.name:
        participant.affiliation = participant.affiliation or affiliation


def role_words(role: str) -> set[str]:
    """The words of a role by which a later noun phrase may pick it up: singular, folded, abbreviations spelt out.

    >>> sorted(role_words("Sen.")), sorted(role_words("co-chairs"))
    (['sen', 'senator'], ['chair', 'co', 'co-chair'])
    """
    parts = [fold(part).strip(".,") for part in role.replace("-", " ").split() + role.split()]
    found = {listed_singular(part) for part in parts if part}
    return found | {lexicon().abbreviations[part] for part in parts if part in lexicon().abbreviations}


def _before(tokens: TokenLists, form: NameForm, owners: Owners, words: Lexicon) -> list[tuple[str, str | None]]:
    """ "France's interior minister Léa Roy", "Avon campaign spokesman Bo Marsh", "Prime Minister Léa Roy"."""
    first = form.begin
    while first > 0 and tokens.lower[first - 1] in _PART_OF_TITLE and form.titles and first - 1 not in owners:
        first -= 1
    while (
        first > 0
        and tokens.sentence[first - 1] == tokens.sentence[form.first]
        and _role_token(tokens, first - 1, form, words)
    ):
        first -= 1
    while first < form.first and tokens.lower[first] in _BEFORE_ROLE:
        first += 1
    parts = [w for w in tokens.words[first : form.first] if fold(w).rstrip(".") not in _PLAIN_TITLES]
    if not parts or not any(_is_role(w, words) for w in parts):
        return [("", _left_affiliation(tokens, first, owners))] if parts else []
    role = tokens.string(first, form.first)
    for title in tokens.words[first : form.first]:
        if fold(title).rstrip(".") in _PLAIN_TITLES:
            role = role.replace(title, "", 1).strip()
    return [(" ".join(role.split()), _left_affiliation(tokens, first, owners))]


def _is_role(word: str, words: Lexicon) -> bool:
    folded = fold(word).rstrip(".")
    return listed_singular(folded) in words.roles or folded in words.titles


def _role_token(tokens: TokenLists, i: int, form: NameForm, words: Lexicon) -> bool:
    """Whether token `i`, left of what is taken already, still belongs to the role written before a name."""
    if i >= form.begin:
        return True
    word = tokens.words[i]
    if not word[0].isalpha() and word not in ("-",):
        return False
    next_is_role = _is_role(tokens.words[i + 1], words) if i + 1 < form.first else False
    if i + 1 >= form.begin and not (form.titles and next_is_role):
        return tokens.lower[i] in words.roles and tokens.tags[i] not in _FINITE_VERBS
    return tokens.tags[i] in _ROLE_MODIFIERS and word.islower() and tokens.lower[i] not in _SAYING


def _left_affiliation(tokens: TokenLists, first: int, owners: Owners) -> str | None:
    """The organisation or place named right before the role ("Avon's mayor …", "Harbour Trust director …")."""
    i = first - 1
    if i > 0 and tokens.lower[i] in POSSESSIVES_OF_ALL:
        i -= 1
    if i >= 0 and i in owners and owners[i][0].type in ("org", "unknown"):
        return owners[i][1].name
    return None


def _behind(tokens: TokenLists, form: NameForm, owners: Owners, words: Lexicon) -> list[tuple[str, str | None]]:
    """ "Ann Lee, 42, the director of the Harbour Trust," and the same phrase set off before the name."""
    at = form.last
    if (
        at + 2 < len(tokens.words)
        and tokens.words[at] == ","
        and tokens.words[at + 1].isdigit()
        and tokens.words[at + 2] == ","
    ):
        at += 2
    found = (
        _apposition(tokens, at + 1, owners, words)
        if at < len(tokens.words) and tokens.words[at] in _OPENS_APPOSITION
        else None
    )
    if found is None and form.begin > 1 and tokens.words[form.begin - 1] == ",":
        found = _apposition_before(tokens, form.begin - 1, owners, words)
    return [found] if found else []


def _apposition(tokens: TokenLists, first: int, owners: Owners, words: Lexicon) -> tuple[str, str | None] | None:
    """Role and affiliation of the phrase that begins at `first`; None where it is no such phrase."""
    last = first
    while last < len(tokens.words) and last - first < _LONGEST and tokens.lower[last] not in _STOP:
        if tokens.ends_line[last]:
            break
        last += 1
    return _role_phrase(tokens, first, last, owners, words)


def _role_phrase(
    tokens: TokenLists, first: int, last: int, owners: Owners, words: Lexicon, *, plural: bool = False
) -> tuple[str, str | None] | None:
    """Role and affiliation where tokens `[first, last)` are a noun phrase headed by a role noun."""
    if first >= last or tokens.tags[first] in _NO_OPENING:
        return None
    start = first + 1 if tokens.lower[first] in _OPENERS else first
    head = next((i for i in range(start, last) if tokens.lower[i] in _LINKS), last)
    owned = next((i for i in range(start, head) if tokens.lower[i] in POSSESSIVES), None)
    begin = owned + 1 if owned is not None else start
    while begin < head and begin in owners and owners[begin][0].type != "person":
        begin += 1
    if begin >= head or not _is_role(tokens.words[head - 1], words):
        return None
    if not plural and listed_singular(tokens.lower[head - 1]) != tokens.lower[head - 1]:
        return None
    affiliation = _first_name(tokens, begin if head == last else head, last, owners)
    if affiliation is None:
        affiliation = _first_name(tokens, start, begin, owners)
    end = _role_end(tokens, head, last, owners)
    if end - begin > _LONGEST_ROLE or any(tokens.tags[i] in _NO_ROLE for i in range(begin, head)):
        return None
    return tokens.string(begin, end), affiliation


def _first_name(tokens: TokenLists, first: int, last: int, owners: Owners) -> str | None:
    for i in range(first, last):
        if i in owners and owners[i][0].type in ("org", "unknown"):
            return _with_possessor(tokens, owners[i][1])
    return None


def _with_possessor(tokens: TokenLists, form: NameForm) -> str:
    """ "Avonmouth's Ferry Riders Union" is one affiliation, though the names are two."""
    at = form.last
    if at + 1 < len(tokens.words) and tokens.words[at] in POSSESSIVES and tokens.words[at + 1][0].isupper():
        end = at + 1
        while end < len(tokens.words) and tokens.words[end][0].isupper():
            end += 1
        return tokens.string(form.first, end)
    return form.name


def _role_end(tokens: TokenLists, head: int, last: int, owners: Owners) -> int:
    """The role runs on over "of communications" or "for policy", and stops before any other link and before a name."""
    for i in range(head, last):
        if tokens.lower[i] in _LINKS:
            named = any(k in owners for k in range(i + 1, min(i + _REACH_OF_NAME, last)))
            if named or tokens.lower[i] not in ("of", "for"):
                return i
    return last


def _apposition_before(tokens: TokenLists, comma: int, owners: Owners, words: Lexicon) -> tuple[str, str | None] | None:
    """ "The head of the Harbour Trust, Ann Lee, …": the phrase that ends at the comma, from its article on."""
    for first in range(comma - 1, max(-1, comma - _LONGEST), -1):
        if tokens.lower[first] in _STOP or tokens.sentence[first] != tokens.sentence[comma]:
            return None
        if tokens.lower[first] in _POSSESSIVES:
            return None
        if tokens.lower[first] in _OPENERS and tokens.lower[first - 1 : first] != ["of"]:
            found = _role_phrase(tokens, first, comma, owners, words, plural=True)
            if found:
                return found
    return None


def _bare_affiliation(tokens: TokenLists, form: NameForm, owners: Owners) -> list[tuple[str, str | None]]:
    """ "Ann Lee of the Harbour Trust", "Bo Marsh for Ferry Riders"."""
    at = form.last
    if at + 1 >= len(tokens.words) or tokens.lower[at] not in _BARE_LINKS:
        return []
    i = at + 2 if tokens.lower[at + 1] == "the" else at + 1
    if i in owners and owners[i][0].type == "org" and "GPE" not in owners[i][1].labels:
        return [("", owners[i][1].name)]
    return []
