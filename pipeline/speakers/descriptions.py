"""Whom a description means: "the minister", "the Avon boss", "the company", "the 31-year-old"."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from operator import mul

from pipeline.resources import listed_words, read_lists
from pipeline.speakers.discourse import Discourse, Sighting
from pipeline.speakers.lexicon import demonyms, lexicon
from pipeline.speakers.noun_phrases import Phrase, listed_singular
from pipeline.speakers.participant import Participant
from pipeline.text.names import fold

FEATURES = (
    "nobody",
    "nobody_of_an_organisation",
    "nobody_of_wide_meaning",
    "nobody_bare",
    "nobody_told_more",
    "nobody_of_a_source",
    "same_sentence",
    "sentence_before",
    "two_or_three_back",
    "further_back",
    "paragraph_apart",
    "latest",
    "alone_of_late",
    "subject",
    "main_subject_before",
    "out_of_quotation",
    "how_often",
    "share_of_names",
    "named_first",
    "speaks",
    "spoke_last",
    "sex_fits",
    "role_fits",
    "role_against",
    "told_known",
    "told_unknown",
    "called_so",
    "head_in_name",
    "sort_fits",
    "sort_against",
    "place",
    "barely_known",
)
_FURTHEST = 12
_FEW = 4

Namer = Callable[[Discourse, Phrase], Participant | None]


@dataclass(frozen=True, slots=True)
class Described:
    """A candidate, or nobody (None), with one number per entry of FEATURES."""

    participant: Participant | None
    vector: tuple[float, ...]


@cache
def weights() -> tuple[float, ...]:
    """The weights in the order of FEATURES, then the least probability at which to answer."""
    table = read_lists("speakers", "descriptions")["weights"]
    return (*(table[name] for name in FEATURES), table["least"])


@cache
def _of_sort(noun: str) -> frozenset[str]:
    """The nouns for the same sort of organisation."""
    groups = (frozenset(nouns.split()) for nouns in read_lists("speakers", "descriptions")["sorts"])
    return frozenset().union(*(group for group in groups if noun in group))


@cache
def _sorts() -> dict[str, frozenset[str]]:
    """Nouns for organisations, with the words in names that tell of that sort."""
    listed = read_lists("speakers", "descriptions")["sorts"]
    return {noun: frozenset(words.split()) for nouns, words in listed.items() for noun in nouns.split()}


def named_by(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """Return whom a description means, None where nobody named fits well enough."""
    found = candidates(discourse, phrase)
    if len(found) < 2:
        return None
    table = weights()
    scores = [sum(map(mul, table, one.vector)) for one in found]
    best = max(range(len(found)), key=lambda k: (scores[k], -k))
    probability = 1.0 / sum(exp(score - scores[best]) for score in scores)
    return found[best].participant if probability >= table[-1] else None


def candidates(discourse: Discourse, phrase: Phrase) -> list[Described]:
    """Nobody first, then everybody named that the description may mean; empty where it describes nobody."""
    if not _describes(discourse, phrase):
        return []
    tokens, words = discourse.tokens, lexicon()
    seen: list[Sighting] = []
    for s in discourse.recent_participants():
        if phrase.first <= s.at < phrase.last:
            continue  # "the Oscar winner" is not the Oscar
        if tokens.sentence[phrase.at] - tokens.sentence[s.at] > _FURTHEST:
            break
        if _fits(s, phrase):
            seen.append(s)
    for lead in discourse.leading.values():
        if all(s.participant is not lead.participant for s in seen) and _fits(lead, phrase):
            seen.append(lead)
    wide = phrase.head in words.wide_roles
    told = _told(phrase)
    nobody = (
        1.0,
        phrase.type == "org",
        wide,
        phrase.definiteness == "bare",
        bool(told),
        phrase.at in discourse.source_heads,
    )
    found = [Described(None, (*map(float, nobody), *(0.0,) * (len(FEATURES) - len(nobody))))]
    near = sum(tokens.sentence[phrase.at] - tokens.sentence[s.at] <= _FEW - 1 for s in seen)
    return found + [
        Described(s.participant, (*(0.0,) * len(nobody), *_features(discourse, phrase, s, k, near, told)))
        for k, s in enumerate(seen)
    ]


def _describes(discourse: Discourse, phrase: Phrase) -> bool:
    """Definite and singular, of a person or an organisation, no relative of somebody."""
    if phrase.plural or phrase.head in lexicon().kin or phrase.definiteness not in ("definite", "bare"):
        return False
    if phrase.definiteness == "bare" and not discourse.tokens.words[phrase.at][0].isupper():
        return False
    return phrase.type in ("person", "org", "group") or _is_human(discourse, phrase)


def _is_human(discourse: Discourse, phrase: Phrase) -> bool:
    """ "The 31-year-old", "the New Zealander": heads of no word list that only people have."""
    if phrase.type != "unknown" or phrase.definiteness != "definite":
        return False
    if phrase.head.endswith("-year-old") or (phrase.head == "old" and "year" in phrase.modifiers):
        return True
    tokens = discourse.tokens
    return tokens.words[phrase.at][0].isupper() and phrase.head in demonyms()


def _fits_anyone(phrase: Phrase) -> bool:
    """What somebody may be called whatever the text has called him or her before: "the 31-year-old", "the winner"."""
    praise = listed_words("speakers", "descriptions", "praise", "words")
    return phrase.type == "unknown" or phrase.head in lexicon().wide_roles or phrase.head in praise


def _fits(s: Sighting, phrase: Phrase) -> bool:
    """Certain: kind, number and sex."""
    who = s.participant
    if not who.named or who.members or who.plural:
        return False
    if phrase.type in ("org", "group"):
        return who.type == "org"
    gender = lexicon().role_gender.get(phrase.head, "")
    return who.type == "person" and not (gender and who.gender and gender != who.gender)


def _told(phrase: Phrase) -> frozenset[str]:
    spelt = lexicon().abbreviations
    return frozenset(spelt.get(word, word) for word in phrase.modifiers)


def role_fits(participant: Participant, head: str) -> bool:
    """Whether what is known of a participant makes a noun for it right."""
    if participant.type == "org":
        return head in participant.role_words or bool(_of_sort(head) & participant.role_words)
    words = lexicon().role_synonyms
    fitting = words.get(head, frozenset()) | {head}
    return bool(fitting & participant.role_words) or any(
        head in words.get(role, frozenset()) for role in sorted(participant.role_words)
    )


def sort_fits(participant: Participant, head: str) -> bool:
    """Whether a word of an organisation's name tells that it is of the sort that a noun names."""
    sort = _sorts().get(head, frozenset())
    return any(part in sort for key in participant.keys for part in key)


def known_of(person: Participant) -> set[str]:
    """The words by which a description may tell a participant from others."""
    affiliation = {fold(word) for word in (person.affiliation or "").split()}
    spelt = lexicon().abbreviations
    return {spelt.get(word, word) for word in person.role_words | affiliation}


def _features(
    discourse: Discourse, phrase: Phrase, s: Sighting, rank: int, near: int, told: frozenset[str]
) -> tuple[float, ...]:
    tokens, who, key = discourse.tokens, s.participant, id(s.participant)
    here = tokens.sentence[phrase.at]
    apart = here - tokens.sentence[s.at]
    spoke = phrase.at in discourse.source_heads
    fits = role_fits(who, phrase.head)
    name_words = {part for name in who.keys for part in name}
    sort = _sorts().get(phrase.head, frozenset())
    known = known_of(who) | name_words
    gender = lexicon().role_gender.get(phrase.head, "")
    of_its_sort = bool(sort & name_words)
    of_another = not of_its_sort and any(
        words & name_words for noun, words in _sorts().items() if noun != phrase.head and not words & sort
    )
    return (
        apart == 0,
        apart == 1,
        apart in (2, 3),
        apart > 3,
        tokens.paragraph[phrase.at] != tokens.paragraph[s.at],
        rank == 0,
        near == 1 and apart < _FEW,
        s.part == "subject",
        discourse.as_main_subject.get(key, -9) == here - 1,
        tokens.quoted[s.at] and not tokens.quoted[phrase.at],
        log1p(discourse.count.get(key, 0)),
        _share(discourse, who),
        bool(who.forms) and tokens.sentence[who.forms[0].first] <= 1,
        spoke and who.speaks,
        spoke and who is discourse.speaker,
        bool(gender and who.gender == gender),
        fits,
        bool(who.role_words) and not fits and not _fits_anyone(phrase),
        bool(told & known),
        bool(told - known),
        (phrase.head, key) in discourse.called,
        any(len(name) > 1 and listed_singular(name[-1]) == phrase.head for name in who.keys),
        of_its_sort,
        of_another,
        who.place,
        who.type == "person" and _barely_known(who),
    )


def _barely_known(who: Participant) -> bool:
    """One word that nothing but its capital tells of: a place, a film, a pet as likely as a person."""
    return not (who.gender or who.role_words or who.speaks) and all(
        len(form.key) == 1 and not form.titles for form in who.forms
    )


def _share(discourse: Discourse, who: Participant) -> float:
    """How much of what the text names of this kind is this one."""
    total = discourse.names_of_type.get(who.type)
    if total is None:
        total = sum(len(p.forms) for p in discourse.participants if p.type == who.type and not p.place)
        discourse.names_of_type[who.type] = total
    return len(who.forms) / (total + _FEW)
