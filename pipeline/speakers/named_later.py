"""Who opens a text without a name ("A judge refused …") and is named further down ("Judge Ann Lee wrote …")."""

from pipeline.speakers.descriptions import known_of, role_fits, sort_fits
from pipeline.speakers.discourse import Discourse
from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.participant import Participant
from pipeline.text.names import name_key

_OPENING = 3  # sentences in which a text may bring somebody in without a name: headline, lead, and the next
_SOON = 8  # sentences behind that in which the name must come


def join_named_later(discourse: Discourse) -> dict[int, Participant]:
    """By the id of a nameless speaker of the opening, the one person or body of the text that fits it."""
    found: dict[int, Participant] = {}
    for nameless in discourse.participants:
        if not nameless.speaks or not _opens(discourse, nameless):
            continue
        fitting = [p for p in discourse.participants if _fits(discourse, p, nameless)]
        if len(fitting) == 1:
            found[id(nameless)] = fitting[0]
            fitting[0].mentions += nameless.mentions
            nameless.mentions = []
            fitting[0].speaks = True
    return found


def _opens(discourse: Discourse, nameless: Participant) -> bool:
    if nameless.named or nameless.plural or nameless.members or not nameless.mentions:
        return False
    words = lexicon()
    if nameless.head in words.kin | words.relational | words.wide_roles:
        return False
    first = min(nameless.mentions)[0]
    return nameless.type in ("person", "org", "group") and discourse.tokens.sentence[first] < _OPENING


def _fits(discourse: Discourse, named: Participant, nameless: Participant) -> bool:
    """One who is named only behind the description, soon, and of whom the text says the same."""
    if not named.named or named.place or not named.forms or named.plural:
        return False
    sentence = discourse.tokens.sentence
    behind = min(nameless.mentions)
    first = named.forms[0]
    if first.first < behind[1] or sentence[first.first] - sentence[behind[0]] > _SOON:
        return False
    if nameless.type == "person":
        clash = named.gender and nameless.gender and named.gender != nameless.gender
        owned = "'s " in nameless.phrase or "’s " in nameless.phrase
        known = not owned or bool(nameless.modifiers & known_of(named))
        return named.type == "person" and not clash and known and role_fits(named, nameless.head)
    words = {part for key in named.keys for part in key}
    told = set(name_key(nameless.phrase)) & words
    same = nameless.head in words or role_fits(named, nameless.head) or sort_fits(named, nameless.head)
    return named.type == "org" and bool(told - {nameless.head}) and (same or len(told) > 1)
