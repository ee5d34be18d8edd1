"""Whom a pronoun may mean: everybody mentioned of late, whoever the text is about, and names still to come."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.speakers.discourse import Discourse, Sighting, head_noun, head_of, part_of
from pipeline.speakers.lexicon import small_words
from pipeline.speakers.participant import Participant
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.names import is_acronym

_FURTHEST = 12
_PASSING = 4
_WELL_KNOWN = 3  # names of one thing: more often, and the recogniser would know a person
_AHEAD = 40
_CLIMB = 12
_REFLEXIVE = small_words("words.reflexives")
_SEXES = {"male": "m", "female": "f"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every candidate, looked up once: the sets hold ids of participants.

    `named` in what the pronoun says, which begins in sentence `said_from`; `reported` those who say, in the reporter's
    words, what it stands in; `verbatim` those who say that in their own. `above` are the heads over the
    pronoun, the nearest first, by their distance.
    """

    at: int
    kind: str
    sex: str
    part: str
    is_source: bool
    named: set[int]
    reported: set[int]
    verbatim: set[int]
    leading: set[int]
    above: dict[int, int]
    said_from: int


def asked(discourse: Discourse, at: int, kind: str) -> Asked:
    """Look up what holds of the pronoun at token `at`, whoever it means."""
    return Asked(
        at,
        kind,
        _SEXES.get(kind, ""),
        part_of(discourse.tokens, at),
        at in discourse.source_heads,
        *_speech(discourse, at),
        {id(lead.participant) for lead in discourse.leading.values()},
        _above(discourse.tokens, at),
        _said_from(discourse, at),
    )


def candidates(discourse: Discourse, pronoun: Asked) -> list[tuple[Sighting, bool]]:
    """The latest mention of everybody the pronoun may mean, the latest first, then names ahead (with True)."""
    tokens, count, at = discourse.tokens, discourse.count, pronoun.at
    here = tokens.sentence[at]
    latest: dict[int, Sighting] = {}
    for sighting in _recent(discourse, pronoun):
        apart = here - tokens.sentence[sighting.at]
        if apart > _FURTHEST:
            break
        key = id(sighting.participant)
        if apart <= _PASSING or count[key] > 1:
            latest.setdefault(key, sighting)
    lead = discourse.leading.get(pronoun.sex)
    if lead is not None:
        latest.setdefault(id(lead.participant), lead)
    ahead = _ahead(discourse, at, pronoun.above)
    found = [(s, False) for s in latest.values() if s.at != at and id(s.participant) not in ahead]
    found += [(s, True) for s in ahead.values()]
    return [
        (s, coming)
        for s, coming in found
        if fits(s.participant, pronoun.kind)
        and not _within(tokens, s, at)
        and id(s.participant) not in pronoun.verbatim
        and not same_verb(tokens, at, s)
        and not _own_kin(discourse, s.participant, at)
    ]


def _recent(discourse: Discourse, pronoun: Asked) -> Iterable[Sighting]:
    """Mentions, the latest first; what somebody says does not count when it is asked who says it."""
    said = [span for said in discourse.said_by.get(pronoun.at, ()) for span in said.content]
    if not said:
        return discourse.recent_participants()
    return (s for s in discourse.recent() if not any(first <= s.at < last for first, last in said))


def same_verb(tokens: TokenLists, at: int, s: Sighting) -> bool:
    """Two different parts of one verb are two different people ("Lee thanked her"), reflexives aside."""
    if not tokens.deps[at] or tokens.lower[at] in _REFLEXIVE or tokens.sentence[at] != tokens.sentence[s.at]:
        return False
    parts = {part_of(tokens, at), part_of(tokens, s.at)}
    verbs = [tokens.heads[head_noun(tokens, i)] for i in (at, s.at)]
    return parts == {"subject", "object"} and verbs[0] == verbs[1]


def _own_kin(discourse: Discourse, participant: Participant, at: int) -> bool:
    """ "His father", where somebody's father is known: not the father's own."""
    tokens = discourse.tokens
    if not discourse.kin or tokens.deps[at] not in ("poss", ""):
        return False
    noun = tokens.heads[at] if tokens.deps[at] else min(at + 1, len(tokens.words) - 1)
    return any(head == tokens.lower[noun] and who is participant for (head, _), who in discourse.kin.items())


def fits(participant: Participant, kind: str) -> bool:
    """Whether number, kind and sex let a pronoun mean a participant: certain, whatever else speaks for it."""
    if kind in _SEXES:
        other = "f" if kind == "male" else "m"
        may = participant.type == "person" or _may_be_a_person(participant)
        return may and participant.gender != other and not participant.plural
    if kind == "neuter":
        return participant.type in ("org", "document", "unknown") and not participant.plural
    return participant.type == "group" or (participant.type == "org" and not participant.place)


def _may_be_a_person(participant: Participant) -> bool:
    """A name of one word that is taken for a place or an organisation is often a surname nobody has heard of."""
    if not participant.named or participant.type not in ("unknown", "org") or len(participant.forms) > _WELL_KNOWN:
        return False
    one_word = all(len(key) == 1 for key in participant.keys) and not any(is_acronym(f.name) for f in participant.forms)
    return participant.type == "unknown" or one_word


def _ahead(discourse: Discourse, at: int, above: dict[int, int]) -> dict[int, Sighting]:
    """ "In her first year, Ann Lee …": subjects named behind the pronoun, to whose clause it belongs."""
    tokens = discourse.tokens
    found: dict[int, Sighting] = {}
    if not tokens.deps[at]:
        return found
    for i in range(at + 1, min(at + _AHEAD, len(tokens.words))):
        if tokens.sentence[i] != tokens.sentence[at]:
            break
        if i not in discourse.owners:
            continue
        participant, form = discourse.owners[i]
        head = head_of(tokens, form.first, form.last)
        carrier = head_noun(tokens, head)
        subject = part_of(tokens, head) == "subject" and carrier not in above
        if form.begin > at and subject and tokens.heads[carrier] in above:
            found.setdefault(id(participant), Sighting(participant, form.first, form.last, head, "name", "subject"))
    return found


def _within(tokens: TokenLists, s: Sighting, at: int) -> bool:
    """ "Her friend Ann Lee": whoever is named by a phrase is not the one in it."""
    if s.first <= at < s.last:
        return True
    return tokens.deps[at] == "poss" and tokens.heads[at] == head_noun(tokens, s.at) and s.first > at


def _above(tokens: TokenLists, at: int) -> dict[int, int]:
    found: dict[int, int] = {}
    i = at
    while len(found) < _CLIMB and tokens.heads[i] != i:
        i = tokens.heads[i]
        found.setdefault(i, len(found))
    return found


def _said_from(discourse: Discourse, at: int) -> int:
    """The sentence in which begins what the pronoun says; its own where it says nothing."""
    sentence = discourse.tokens.sentence
    firsts = [first for said in discourse.said_by.get(at, ()) for first, _ in said.content if first < at]
    return sentence[min(firsts)] if firsts else sentence[at]


def _speech(discourse: Discourse, at: int) -> tuple[set[int], set[int], set[int]]:
    """Ids of those named in what the pronoun says, of who says what it stands in by report, of who says it verbatim."""
    named: set[int] = set()
    reported: set[int] = set()
    verbatim: set[int] = set()
    for said in discourse.said_by.get(at, ()):
        for first, last in said.content:
            named.update(id(s.participant) for s in discourse.recent() if first <= s.at < last and s.kind != "pronoun")
            named.update(id(discourse.owners[i][0]) for i in range(first, last) if i in discourse.owners)
    for said in discourse.around(at):
        if said.speaker is not None:
            (verbatim if said.verbatim else reported).add(id(said.speaker))
    return named, reported, verbatim
