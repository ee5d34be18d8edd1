"""Who a noun phrase means: "the minister", "the Avon boss", "the report", "the statement", "the two chairmen"."""

from pipeline.speakers.appositions import beside_a_name, said_of_subject
from pipeline.speakers.descriptions import Namer, named_by, role_fits
from pipeline.speakers.discourse import Discourse
from pipeline.speakers.lexicon import lexicon, small_words
from pipeline.speakers.noun_phrases import Phrase, phrase_name
from pipeline.speakers.participant import Participant

_COUPLE_NEAR = 6
_PAIRS = small_words("words.pairs")


def participant_of(discourse: Discourse, phrase: Phrase, namer: Namer = named_by) -> Participant:
    """Return the participant a phrase points to; a new one, unnamed, where the text names nobody it could mean."""
    found = (
        beside_a_name(discourse, phrase)
        or said_of_subject(discourse, phrase)
        or _known_kin(discourse, phrase)
        or _statement_owner(discourse, phrase)
        or _couple(discourse, phrase)
        or namer(discourse, phrase)
        or _same_phrase(discourse, phrase)
    )
    if phrase.head in lexicon().kin and phrase.owner is not None:
        found = found or discourse.new(_unnamed(discourse, phrase))
        owner = owner_of(discourse, phrase)
        if owner is not None:
            discourse.kin[phrase.head, id(owner)] = found
    if found is not None:
        if found.named:
            discourse.called.add((phrase.head, id(found)))
        if not found.named and len(phrase.modifiers) > len(found.modifiers):
            found.modifiers, found.phrase = phrase.modifiers, phrase_name(discourse.tokens, phrase)
        return found
    return discourse.new(_unnamed(discourse, phrase))


def _unnamed(discourse: Discourse, phrase: Phrase) -> Participant:
    gender = lexicon().role_gender.get(phrase.head, "")
    named_owner = discourse.owners.get(phrase.owner) if phrase.owner is not None else None
    begin = min(phrase.first, named_owner[1].begin) if named_owner else None
    return Participant(
        phrase.type,
        named=False,
        plural=phrase.plural,
        gender=gender,
        phrase=phrase_name(discourse.tokens, phrase, begin=begin),
        head=phrase.head,
        modifiers=phrase.modifiers,
    )


def _known_kin(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """ "His father", "Lee's wife": whoever was so called before, by name where the text gave one."""
    if phrase.head not in lexicon().kin:
        return None
    owner = owner_of(discourse, phrase)
    return discourse.kin.get((phrase.head, id(owner))) if owner is not None else None


def owner_of(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """Whose it is, by name or by a pronoun resolved before."""
    if phrase.owner is None:
        return None
    if phrase.owner in discourse.owners:
        return discourse.owners[phrase.owner][0]
    return next((s.participant for s in discourse.recent() if s.at == phrase.owner), None)


def _statement_owner(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """A statement speaks for whoever made it: named beside it, or where it was brought in."""
    if phrase.head not in lexicon().statements or phrase.plural:
        return None
    owner = _owner_beside(discourse, phrase)
    if owner is not None:
        discourse.statements.append((phrase.at, owner))
        return owner if phrase.at in discourse.source_heads else None
    if phrase.definiteness == "indefinite" or discourse.tokens.lower[phrase.first - 1 : phrase.first] == ["in"]:
        owner = _maker(discourse, phrase)
        if owner is not None:
            discourse.statements.append((phrase.at, owner))
        return None
    near = [owner for at, owner in discourse.statements if phrase.at in discourse.source_heads]
    return near[-1] if near and phrase.definiteness == "definite" else None


def _owner_beside(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """ "Avon Ferries' statement", "a statement from Avon Ferries", "her statement" (the possessor resolved before)."""
    tokens = discourse.tokens
    if phrase.owner is not None:
        return owner_of(discourse, phrase)
    if tokens.lower[phrase.last : phrase.last + 1] in (["from"], ["by"], ["of"], ["by"]):
        for i in range(phrase.last + 1, min(phrase.last + 5, len(tokens.words))):
            if i in discourse.owners:
                return discourse.owners[i][0]
            if tokens.lower[i] in (",", "."):
                break
    return None


def _maker(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """Who brought the statement in: the subject of its sentence, before it or, after "in a statement,", behind it."""
    tokens = discourse.tokens
    here = [s for s in discourse.recent() if tokens.sentence[s.at] == tokens.sentence[phrase.at]]
    subjects = [s for s in here if s.part == "subject"] or ([here[-1]] if here else [])
    if subjects:
        return subjects[-1].participant
    for i in range(phrase.last, min(phrase.last + 8, len(tokens.words))):
        if i in discourse.owners and tokens.sentence[i] == tokens.sentence[phrase.at]:
            return discourse.owners[i][0]
    return None


def _couple(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """ "The two chairmen", "the pair": the two last named together."""
    if not discourse.couples or phrase.definiteness != "definite" or not (phrase.plural or phrase.head in _PAIRS):
        return None
    at, couple = discourse.couples[-1]
    near = discourse.tokens.sentence[phrase.at] - discourse.tokens.sentence[at] <= _COUPLE_NEAR
    paired = phrase.head in _PAIRS or bool(_PAIRS & phrase.modifiers)
    shared = any(role_fits(member, phrase.head) for member in couple.members)
    return couple if near and (paired or shared) else None


def _same_phrase(discourse: Discourse, phrase: Phrase) -> Participant | None:
    """ "The report" after "the harbour report": same noun, no modifier that contradicts."""
    if phrase.definiteness in ("indefinite", "possessive") or (phrase.definiteness == "bare" and not phrase.plural):
        return None
    for sighting in discourse.recent_participants():
        other = sighting.participant
        if (other.named and other.type != "document") or other.members:
            continue
        if _same_noun(other, phrase) and _modifiers_agree(other, phrase):
            return other
    return None


def _modifiers_agree(other: Participant, phrase: Phrase) -> bool:
    """A shorter form may leave words out; among people, only all of them: a vice president is no president."""
    if phrase.type == "person":
        return phrase.modifiers in (other.modifiers, frozenset())
    if phrase.definiteness == "bare":
        return phrase.modifiers == other.modifiers
    return phrase.modifiers <= other.modifiers or other.modifiers < phrase.modifiers


def _same_noun(other: Participant, phrase: Phrase) -> bool:
    head = other.head or (other.keys[0][-1] if other.keys else "")
    if head == phrase.head:
        return other.named or other.plural == phrase.plural
    same_sort = lexicon().document_synonyms
    return phrase.type == "document" and head in same_sort and phrase.head in same_sort and not phrase.modifiers
