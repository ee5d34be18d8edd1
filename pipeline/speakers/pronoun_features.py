"""What is known of a pronoun and one whom it may mean, as numbers that are weighed."""

from math import log1p

from pipeline.speakers.discourse import Discourse, Sighting, head_noun
from pipeline.speakers.likely_sex import by_company, by_name, pronouns_of
from pipeline.speakers.participant import Participant
from pipeline.speakers.pronoun_candidates import Asked
from pipeline.speakers.token_lists import TokenLists

FEATURES = (
    "same_sentence",
    "sentence_before",
    "two_or_three_back",
    "further_back",
    "paragraph_apart",
    "words_between",
    "still_to_come",
    "latest",
    "second_latest",
    "subject",
    "owner",
    "other_part",
    "subject_of_subject",
    "owner_of_owner",
    "object_of_object",
    "opens_sentence",
    "goes_on",
    "was_subject_here",
    "was_subject_before",
    "main_subject_before",
    "main_subject_before_what_it_says",
    "stands_before_its_clause",
    "subject_before_its_clause",
    "governs_clause",
    "governs_clause_of_owner",
    "governs_from_above",
    "one_of_several",
    "in_brackets",
    "out_of_quotation",
    "sex_known",
    "sex_likely",
    "sex_unlikely",
    "company_for",
    "company_against",
    "unnamed",
    "seen_as_pronoun",
    "seen_as_this_pronoun",
    "how_often",
    "named_often",
    "named_first",
    "share_of_names",
    "speaks",
    "spoke_last",
    "spoke_last_and_latest",
    "named_in_what_it_says",
    "says_this",
    "unsure_what",
    "leading",
    "set_off_before_it",
    "several",
)
_OPENING = frozenset("([")
_FEW = 5
_CLIMB = 8


def features(discourse: Discourse, pronoun: Asked, s: Sighting, coming: bool, rank: int) -> tuple[float, ...]:
    """One number per entry of FEATURES; `rank` counts the candidates from the latest on."""
    tokens, person, key, at = discourse.tokens, s.participant, id(s.participant), pronoun.at
    here = tokens.sentence[at]
    apart = abs(here - tokens.sentence[s.at])
    is_subject = s.part == "subject"
    spoke_last = pronoun.is_source and person is discourse.speaker
    introduces = pronoun.is_source and person.named and _introduces(tokens, s, at)
    set_off = pronoun.part == "subject" and (introduces or _set_off_before(tokens, s, at))
    subject_at = discourse.as_subject.get(key, -9)
    level = pronoun.above.get(tokens.heads[head_noun(tokens, s.at)], -1) if is_subject and apart == 0 else -1
    main_subject_at = discourse.as_main_subject.get(key, -9)
    fronted = pronoun.part == "subject" and apart == 0 and s.at < at and _under(tokens, s.at, tokens.heads[at])
    opens = is_subject and tokens.begins_sentence(s.first)
    sexes = _sexes(discourse, person, pronoun.sex)
    return (
        apart == 0,
        apart == 1,
        apart in (2, 3),
        apart > 3,
        tokens.paragraph[at] != tokens.paragraph[s.at],
        log1p(abs(at - s.at)),
        coming,
        rank == 0,
        rank == 1,
        is_subject,
        s.part == "owner",
        s.part == "other",
        pronoun.part == "subject" and is_subject,
        pronoun.part == "owner" and s.part == "owner",
        pronoun.part == "object" and s.part == "object",
        opens,
        opens and apart == 1 and pronoun.part == "subject" and tokens.begins_sentence(at),
        subject_at == here,
        subject_at == here - 1,
        main_subject_at == here - 1,
        pronoun.is_source and main_subject_at == pronoun.said_from - 1,
        fronted and not is_subject,
        fronted and is_subject,
        level == 0,
        level >= 0 and pronoun.part == "owner",
        level > 0,
        tokens.deps[s.at] == "conj",
        s.first > 0 and tokens.words[s.first - 1] in _OPENING,
        tokens.quoted[s.at] and not tokens.quoted[at],
        *sexes,
        not person.named,
        s.kind == "pronoun",
        s.kind == "pronoun" and tokens.lower[s.at] == tokens.lower[at],
        log1p(discourse.count.get(key, 0)),
        log1p(len(person.forms)),
        bool(person.forms) and tokens.sentence[person.forms[0].first] == 0,
        _share(discourse, person),
        pronoun.is_source and person.speaks,
        spoke_last,
        spoke_last and rank == 0,
        key in pronoun.named,
        key in pronoun.reported or _governs(tokens, s, at),
        person.named and person.type != "person" and bool(pronoun.sex),
        key in pronoun.leading,
        set_off,
        pronoun.kind == "plural" and (person.plural or bool(person.members)),
    )


def _sexes(discourse: Discourse, person: Participant, sex: str) -> tuple[float, ...]:
    """Known and the same; where nothing is known, what name and pronouns around say for and against the sex wanted."""
    if person.gender or not sex or not person.named:
        return (bool(person.gender), 0.0, 0.0, 0.0, 0.0)
    told = discourse.sexes.get(id(person))
    if told is None:
        if discourse.pronouns is None:
            discourse.pronouns = pronouns_of(discourse.tokens)
        told = discourse.sexes[id(person)] = (*by_name(person), by_company(person, discourse.pronouns))
    census, ending, company = told
    sign = 1.0 if sex == "f" else -1.0
    likely = sign * ending if not census else 1.0 if census == sex else -1.0
    company *= sign
    return (0.0, max(0.0, likely), max(0.0, -likely), max(0.0, company), max(0.0, -company))


def _share(discourse: Discourse, person: Participant) -> float:
    """How much of what the text names as persons is this one, where it names them often enough to tell."""
    if discourse.person_names < _FEW:
        discourse.person_names = sum(len(p.forms) for p in discourse.participants if p.type == "person") + _FEW
    return len(person.forms) / discourse.person_names


def _under(tokens: TokenLists, i: int, verb: int) -> bool:
    """Whether a token belongs to what hangs on a verb."""
    for _ in range(_CLIMB):
        if tokens.heads[i] == i:
            return False
        i = tokens.heads[i]
        if i == verb:
            return True
    return False


def _set_off_before(tokens: TokenLists, s: Sighting, at: int) -> bool:
    """ "Bo Marsh, he is late": taken up at once."""
    if s.last + 1 != at or tokens.words[s.last] != ",":
        return False
    return tokens.begins_sentence(s.first) or tokens.words[s.first - 1] == ","


def _introduces(tokens: TokenLists, s: Sighting, at: int) -> bool:
    """`Not so the coach, Bo Marsh. "Never," he fumed.`: nothing but the quotation stands between name and pronoun."""
    if tokens.quoted[s.at]:
        return False
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
