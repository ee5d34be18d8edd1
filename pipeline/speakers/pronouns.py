"""Who a third-person pronoun means: candidates weighed by what is known of each, the weights learnt from a treebank."""

from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from operator import mul

from pipeline.resources import read_lists
from pipeline.speakers.discourse import Discourse, Sighting, head_noun, part_of
from pipeline.speakers.lexicon import small_words
from pipeline.speakers.participant import Participant
from pipeline.speakers.token_lists import TokenLists

FEATURES = (
    "same_sentence",
    "sentence_before",
    "two_or_three_back",
    "further_back",
    "paragraph_apart",
    "latest",
    "subject",
    "owner",
    "other_part",
    "subject_of_subject",
    "opens_sentence",
    "out_of_quotation",
    "gender_fits",
    "unnamed",
    "seen_as_pronoun",
    "how_often",
    "speaks",
    "spoke_last",
    "spoke_last_and_latest",
    "named_in_what_it_says",
    "says_this",
    "says_this_verbatim",
    "same_verb",
    "alone",
    "unsure_what",
    "leading",
    "set_off_before_it",
    "several",
)
_FURTHEST = 12
_PASSING = 4
_REFLEXIVE = small_words("words.reflexives")


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome: the participant, or None with the reason why it stays open."""

    participant: Participant | None
    probability: float
    reason: str | None = None


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """Weights per kind of pronoun in the order of FEATURES, then the least probability at which to answer."""
    table = read_lists("speakers", "pronouns")
    return {kind: (*(table[kind][name] for name in FEATURES), table[kind]["least"]) for kind in ("person", "thing")}


def choose(discourse: Discourse, at: int, kind: str) -> Choice:
    """Return who the pronoun at token `at` means; `kind` is "male", "female", "neuter" or "plural"."""
    found = candidates(discourse, at, kind)
    if not found:
        return Choice(None, 0.0, "nobody fits the pronoun")
    table = weights()["person" if kind in ("male", "female") else "thing"]
    scores = [sum(map(mul, table, vector)) for _, vector in found]  # the table is one longer: the least probability
    best = max(range(len(found)), key=lambda k: (scores[k], -k))
    probability = 1.0 / sum(exp(score - scores[best]) for score in scores)
    if probability < table[-1]:
        return Choice(None, probability, "pronoun open between several")
    return Choice(found[best][0], probability)


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """What is asked of every candidate, looked up once: the three sets hold ids of participants.

    `named` in what the pronoun says; `reported` those who say, in the reporter's words, what it stands in; `verbatim`
    those who say that in their own.
    """

    at: int
    subject: bool
    is_source: bool
    named: set[int]
    reported: set[int]
    verbatim: set[int]
    leading: set[int]
    plural: bool


def candidates(discourse: Discourse, at: int, kind: str) -> list[tuple[Participant, tuple[float, ...]]]:
    """Everybody the pronoun may mean, the latest mentioned first, with one number per entry of FEATURES."""
    tokens = discourse.tokens
    sentence, count = tokens.sentence, discourse.count
    here = sentence[at]
    latest: dict[int, Sighting] = {}
    for sighting in discourse.recent_participants():
        apart = here - sentence[sighting.at]
        if apart > _FURTHEST:
            break
        key = id(sighting.participant)
        if apart <= _PASSING or count[key] > 1:
            latest[key] = sighting
    lead = discourse.leading.get({"male": "m", "female": "f"}.get(kind, ""))
    if lead is not None:
        latest.setdefault(id(lead.participant), lead)
    seen = [s for s in latest.values() if s.at != at and _fits(s.participant, kind)]
    leading = {id(lead.participant) for lead in discourse.leading.values()}
    subject = part_of(tokens, at) == "subject"
    pronoun = _Pronoun(at, subject, at in discourse.source_heads, *_speech(discourse, at), leading, kind == "plural")
    return [(s.participant, _features(discourse, pronoun, s, (k, len(seen)))) for k, s in enumerate(seen)]


def _fits(participant: Participant, kind: str) -> bool:
    if kind in ("male", "female"):
        other = "f" if kind == "male" else "m"
        unsure = participant.type == "unknown" and participant.named
        return (participant.type == "person" or unsure) and participant.gender != other
    if kind == "neuter":
        return participant.type in ("org", "document", "unknown") and not participant.plural
    return participant.type == "group" or (participant.type == "org" and not participant.place)


def _features(discourse: Discourse, pronoun: _Pronoun, s: Sighting, place: tuple[int, int]) -> tuple[float, ...]:
    tokens, person, key, at = discourse.tokens, s.participant, id(s.participant), pronoun.at
    rank, rivals = place
    apart = tokens.sentence[at] - tokens.sentence[s.at]
    spoke_last = pronoun.is_source and person is discourse.speaker
    introduces = pronoun.is_source and person.named and _introduces(tokens, s, at)
    set_off = pronoun.subject and (introduces or _set_off_before(tokens, s, at))
    is_subject = s.part == "subject"
    return (
        apart == 0,
        apart == 1,
        apart in (2, 3),
        apart > 3,
        tokens.paragraph[at] != tokens.paragraph[s.at],
        rank == 0,
        is_subject,
        s.part == "owner",
        s.part == "other",
        pronoun.subject and is_subject,
        is_subject and tokens.begins_sentence(s.first),
        tokens.quoted[s.at] and not tokens.quoted[at],
        bool(person.gender),
        not person.named,
        s.kind == "pronoun",
        log1p(discourse.count[key]),
        pronoun.is_source and person.speaks,
        spoke_last,
        spoke_last and rank == 0,
        key in pronoun.named,
        key in pronoun.reported or _governs(tokens, s, at),
        key in pronoun.verbatim,
        not set_off and apart == 0 and _same_verb(tokens, at, s.at),
        rivals == 1,
        person.type == "unknown" or person.place,
        key in pronoun.leading,
        set_off,
        pronoun.plural and (person.plural or bool(person.members)),
    )


def _set_off_before(tokens: TokenLists, s: Sighting, at: int) -> bool:
    """ "Bo Marsh, he is late": taken up at once."""
    if s.last + 1 != at or tokens.words[s.last] != ",":
        return False
    return tokens.begins_sentence(s.first) or tokens.words[s.first - 1] == ","


def _introduces(tokens: TokenLists, s: Sighting, at: int) -> bool:
    """`Not so the coach, Bo Marsh. "Never," he fumed.`: nothing but the quotation stands between name and pronoun."""
    between = range(s.last, at)
    own_words = any(not tokens.quoted[i] and tokens.words[i][0].isalnum() for i in between)
    return not own_words and any(tokens.quoted[i] for i in between)


def _governs(tokens: TokenLists, s: Sighting, at: int) -> bool:
    """The sighting is subject of the verb that reports the pronoun's clause ("Lee says she …")."""
    clause = tokens.heads[at]
    return (
        s.part == "subject"
        and tokens.deps[clause] in ("ccomp", "parataxis")
        and tokens.heads[clause] == tokens.heads[head_noun(tokens, s.at)]
    )


def _speech(discourse: Discourse, at: int) -> tuple[set[int], set[int], set[int]]:
    """Ids of those named in what the pronoun says, of who says what it stands in by report, of who says it verbatim."""
    named: set[int] = set()
    reported: set[int] = set()
    verbatim: set[int] = set()
    for said in discourse.said_by.get(at, ()):
        for first, last in said.content:
            named.update(id(discourse.owners[i][0]) for i in range(first, last) if i in discourse.owners)
    for said in discourse.around(at):
        if said.speaker is not None:
            (verbatim if said.verbatim else reported).add(id(said.speaker))
    return named, reported, verbatim


def _same_verb(tokens: TokenLists, at: int, other: int) -> bool:
    """Two different parts of one verb are two different people ("Lee thanked her"), reflexives aside."""
    if not tokens.deps[at] or tokens.lower[at] in _REFLEXIVE:
        return False
    parts = {part_of(tokens, at), part_of(tokens, other)}
    return (
        parts == {"subject", "object"} and tokens.heads[head_noun(tokens, at)] == tokens.heads[head_noun(tokens, other)]
    )
