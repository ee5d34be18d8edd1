"""What kind of thing a name names, by the votes of its words, its titles, its neighbours and the recogniser."""

from typing import Literal

from pipeline.resources import read_lists
from pipeline.speakers.find_names import NameForm
from pipeline.speakers.lexicon import Lexicon, lexicon, small_words
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.names import is_acronym

NameKind = Literal["person", "org", "place", "people", "document", "other"]
_ENOUGH = 1.0
_LOCATIVE = small_words("links.places")


def kind_of_name(tokens: TokenLists, forms: list[NameForm]) -> NameKind:
    """Return what most of the evidence says about one name, written the same way at all of `forms`."""
    words = lexicon()
    labels: dict[str, tuple[NameKind, float]] = read_lists("speakers", "grammar")["entity_labels"]
    votes: dict[NameKind, float] = {}
    for form in forms:
        for label in form.labels:
            if label in labels:
                kind, weight = labels[label]
                votes[kind] = votes.get(kind, 0.0) + weight / len(forms) / len(form.labels)
    for kind, weight in _votes_of_words(forms[0], words) + _votes_of_context(tokens, forms, words):
        votes[kind] = votes.get(kind, 0.0) + weight
    best = max(sorted(votes), key=lambda kind: votes[kind], default=None)
    return best if best is not None and votes[best] >= _ENOUGH else "other"


def _votes_of_words(form: NameForm, words: Lexicon) -> list[tuple[NameKind, float]]:
    # "Charlotte-Mecklenburg" is nobody called Charlotte
    key = form.key if " " in form.name or len(form.key) == 1 else ("-".join(form.key),)
    last = key[-1]
    votes: list[tuple[NameKind, float]] = []
    if len(key) == 1:
        if is_acronym(form.name):
            votes.append(("org", 1.2))
        if last in words.given:
            votes.append(("person", 2.0 if words.given[last] else 1.0))
        return votes
    if last in words.org_heads or " of " in form.name or " for " in form.name:
        votes.append(("org", 3.0))
    elif last in words.document_nouns:
        votes.append(("document", 3.0))
    elif last in words.no_people and not (last in words.alone and key[0] in words.given):
        votes.append(("other", 3.0))
    elif key[0] in words.given:
        votes.append(("person", 2.5))
    elif len(key) in (2, 3) and (len(key[0]) == 1 or len(key[1]) == 1):
        votes.append(("person", 1.5))
    return votes


def _votes_of_context(tokens: TokenLists, forms: list[NameForm], words: Lexicon) -> list[tuple[NameKind, float]]:
    votes: list[tuple[NameKind, float]] = []
    if any(form.titles for form in forms):
        votes.append(("person", 4.0))
    if any(_role_beside(tokens, form, words) for form in forms):
        votes.append(("person", 2.0))
    if any(_opens_turn(tokens, form) for form in forms):
        votes.append(("person", 1.5))
    places = sum(tokens.lower[form.begin - 1] in _LOCATIVE for form in forms if form.begin)
    if places * 3 >= len(forms):
        votes.append(("place", 1.5))
    if any(_the_before(tokens, form) for form in forms) and len(forms[0].key) > 1:
        votes.append(("org", 0.8))
    if any(_who_behind(tokens, form.last) for form in forms):
        votes.append(("person", 1.0))
    return votes


def _role_beside(tokens: TokenLists, form: NameForm, words: Lexicon) -> bool:
    """A role noun right before the name ("striker Ola Berg") or set off behind it ("Ola Berg, a striker")."""
    if (
        form.begin
        and tokens.lower[form.begin - 1] in words.roles
        and tokens.sentence[form.begin - 1] == tokens.sentence[form.first]
    ):
        return True
    at = form.last
    if tokens.words[at : at + 1] != [","]:
        return False
    for i in range(at + 1, min(at + 6, len(tokens.words))):
        if tokens.lower[i] in words.roles and tokens.words[i].islower():
            return True
        if not tokens.words[i][0].isalnum() and tokens.words[i] != "-":
            return False
    return False


def _who_behind(tokens: TokenLists, at: int) -> bool:
    at += tokens.words[at : at + 1] == [","]
    return tokens.lower[at : at + 1] in (["who"], ["whom"])


def _opens_turn(tokens: TokenLists, form: NameForm) -> bool:
    """ "MOSS: …" at the head of a paragraph, as transcripts write."""
    at = form.last
    opens = form.begin == 0 or tokens.paragraph[form.begin - 1] != tokens.paragraph[form.begin]
    return opens and tokens.words[at : at + 1] == [":"]


def _the_before(tokens: TokenLists, form: NameForm) -> bool:
    return form.begin > 0 and tokens.lower[form.begin - 1] == "the"
