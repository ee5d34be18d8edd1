"""Noun phrases that the grammar ties to a name: in apposition, or said of it with "is"."""

from pipeline.resources import verbs_of_saying
from pipeline.speakers.discourse import Discourse
from pipeline.speakers.lexicon import lexicon, small_words
from pipeline.speakers.noun_phrases import Phrase
from pipeline.speakers.participant import Participant
from pipeline.speakers.token_lists import TokenLists

_SAYING = verbs_of_saying()
_COPULAS = small_words("words.copulas")
_SUBJECTS = small_words("relations.subjects")
_CLOSES = small_words("marks.closes_apposition")


def beside_a_name(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """The phrase is said of a name beside it: "Ann Lee, the director", "Ann Lee is the director"."""
    tokens, owners = discourse.tokens, discourse.owners
    before, after = phrase.first - 1, phrase.last
    while before > 0 and (tokens.words[before] == "," or tokens.words[before].isdigit()):
        before -= 1
    linked = tokens.lower[before] in _COPULAS or tokens.lower[before] in ("as", "who")
    if linked and before > 0 and phrase.definiteness != "possessive":
        before -= 1 + (tokens.lower[before - 1] in ("who", "also", ","))
    set_off = before < phrase.first - 1 and not (tokens.words[before + 1] == "," and _begins_its_clause(tokens, phrase))
    if set_off and before in owners and _agrees(owners[before][0], phrase) and owners[before][1].last == before + 1:
        return _with_role(owners[before][0], phrase)
    if phrase.type == "org" and tokens.lower[after : after + 1] == ["the"] and after + 1 in owners:
        participant, form = owners[after + 1]  # "the riders' union the Friends of the Pier"
        if form.begin == after + 1 and participant.type == "org":
            participant.role_words.add(phrase.head)
            return participant
    if after + 1 < len(tokens.words) and tokens.words[after] == "," and after + 1 in owners:
        participant, form = owners[after + 1]
        closes = form.last < len(tokens.words) and tokens.words[form.last] in _CLOSES
        if form.begin == after + 1 and closes and _agrees(participant, phrase) and phrase.definiteness != "bare":
            return _with_role(participant, phrase)
    return None


def _begins_its_clause(tokens: TokenLists, phrase: Phrase) -> bool:
    """ "There is no danger in Avonmouth, the mayor said": a subject behind the comma belongs to its own verb."""
    if tokens.lower[phrase.last : phrase.last + 1] and tokens.lower[phrase.last] in _SAYING:
        return True
    verb = tokens.heads[phrase.at]
    return tokens.deps[phrase.at] in _SUBJECTS and verb >= phrase.last and tokens.lower[verb] in _SAYING


def said_of_subject(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """ "Ann Lee runs the pier and is a keen diver who …": what a copula says of a named person is that person."""
    tokens, copula = discourse.tokens, phrase.first - 1
    if copula < 0 or tokens.lower[copula] not in _COPULAS or phrase.plural or phrase.definiteness == "possessive":
        return None
    if phrase.type not in ("person", "unknown"):
        return None
    governors = {phrase.at, copula, tokens.heads[copula]}
    governors |= {tokens.heads[i] for i in governors if tokens.deps[i] == "conj"}
    for i in range(copula - 1, -1, -1):
        if tokens.sentence[i] != tokens.sentence[copula]:
            break
        if tokens.deps[i] in _SUBJECTS and tokens.heads[i] in governors:
            owner = discourse.owners.get(i)
            return owner[0] if owner is not None and owner[0].type == "person" else None
    return None


def _agrees(participant: Participant, phrase: Phrase) -> bool:
    gender = lexicon().role_gender.get(phrase.head, "")
    if participant.gender and gender and participant.gender != gender:
        return False
    return participant.type == phrase.type and not phrase.plural


def _with_role(participant: Participant, phrase: Phrase) -> Participant:
    participant.role_words |= {phrase.head} | phrase.modifiers
    participant.gender = participant.gender or lexicon().role_gender.get(phrase.head, "")
    return participant
