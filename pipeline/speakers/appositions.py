"""Noun phrases that the grammar ties to a name: in apposition, or said of it with "is"."""

from pipeline.speakers.discourse import Scene
from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.noun_phrases import Phrase
from pipeline.speakers.participant import Character

_COPULAS = frozenset(("is", "was", "are", "were", "became", "becomes", "remains", "named", "elected"))
_SUBJECTS = ("nsubj", "nsubjpass", "nsubj:pass")


def beside_a_name(scene: Scene, phrase: Phrase) -> Character | None:
    """The phrase is said of a name beside it: "Ann Lee, the director", "Ann Lee is the director"."""
    page, owners = scene.page, scene.owners
    before, after = phrase.first - 1, phrase.last
    while before > 0 and (page.words[before] == "," or page.words[before].isdigit()):
        before -= 1
    linked = page.lower[before] in _COPULAS or page.lower[before] in ("as", "who")
    if linked and before > 0 and phrase.definiteness != "possessive":
        before -= 1 + (page.lower[before - 1] in ("who", "also", ","))
    set_off = before < phrase.first - 1
    if set_off and before in owners and _agrees(owners[before][0], phrase) and owners[before][1].last == before + 1:
        return _with_role(owners[before][0], phrase)
    if phrase.type == "org" and page.lower[after : after + 1] == ["the"] and after + 1 in owners:
        character, form = owners[after + 1]  # "the riders' union the Friends of the Pier"
        if form.begin == after + 1 and character.type == "org":
            character.role_words.add(phrase.head)
            return character
    if after + 1 < len(page.words) and page.words[after] == "," and after + 1 in owners:
        character, form = owners[after + 1]
        closes = page.words[form.last : form.last + 1] in ([","], ["."], ["—"])
        if form.begin == after + 1 and closes and _agrees(character, phrase) and phrase.definiteness != "bare":
            return _with_role(character, phrase)
    return None


def said_of_subject(scene: Scene, phrase: Phrase) -> Character | None:
    """ "Ann Lee runs the pier and is a keen diver who …": what a copula says of a named person is that person."""
    page, copula = scene.page, phrase.first - 1
    if copula < 0 or page.lower[copula] not in _COPULAS or phrase.plural or phrase.definiteness == "possessive":
        return None
    if phrase.type not in ("person", "unknown"):
        return None
    governors = {phrase.at, copula, page.heads[copula]}
    governors |= {page.heads[i] for i in governors if page.deps[i] == "conj"}
    for i in range(copula - 1, -1, -1):
        if page.sentence[i] != page.sentence[copula]:
            break
        if page.deps[i] in _SUBJECTS and page.heads[i] in governors:
            owner = scene.owners.get(i)
            return owner[0] if owner is not None and owner[0].type == "person" else None
    return None


def _agrees(character: Character, phrase: Phrase) -> bool:
    gender = lexicon().role_gender.get(phrase.head, "")
    if character.gender and gender and character.gender != gender:
        return False
    return character.type == phrase.type and not phrase.plural


def _with_role(character: Character, phrase: Phrase) -> Character:
    character.role_words |= {phrase.head} | phrase.modifiers
    character.gender = character.gender or lexicon().role_gender.get(phrase.head, "")
    return character
