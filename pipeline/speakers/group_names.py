"""Names that name the same: the mentions of one document sorted into participants."""

from pipeline.speakers.compare_names import same_person
from pipeline.speakers.find_names import NameForm
from pipeline.speakers.kind_of_name import NameKind, kind_of_name
from pipeline.speakers.lexicon import lexicon, small_words
from pipeline.speakers.names_by_part import OrganisationIndex, PeopleIndex
from pipeline.speakers.participant import Participant
from pipeline.speakers.speaker import SpeakerType
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.names import Key, is_acronym

_DOMINANT = 3
_TYPES: dict[NameKind, SpeakerType] = {
    "person": "person",
    "org": "org",
    "document": "document",
    "place": "org",
    "people": "group",
}
_CIVIL = small_words("words.civil_titles")

Forms = dict[Key, list[NameForm]]
NameKinds = dict[Key, NameKind]


def group_names(tokens: TokenLists, forms: list[NameForm]) -> list[Participant]:
    """Return one participant per person, organisation or document named, by first mention, forms in text order.

    Names of places and peoples become participants too (a country may speak); names of nothing that speaks do so with
    type "unknown".
    """
    by_key: Forms = {}
    for form in forms:
        by_key.setdefault(form.key, []).append(form)
    kinds = {key: kind_of_name(tokens, same) for key, same in by_key.items()}
    index = PeopleIndex()
    people = _people(by_key, kinds, index)
    rest = {key: same for key, same in by_key.items() if len(key) == 1 or kinds[key] != "person"}
    people += _single_names(rest, kinds, index)
    found = people + _organisations(rest, kinds, tokens)
    for participant in found:
        participant.forms.sort(key=lambda form: form.first)
    return sorted(found, key=lambda participant: participant.forms[0].first)


def _people(by_key: Forms, kinds: NameKinds, index: PeopleIndex) -> list[Participant]:
    """Full names of persons, variants put together; the longest first, so that each variant finds the fullest."""
    people: list[Participant] = []
    full = [key for key in by_key if len(key) > 1 and kinds[key] == "person"]
    for key in sorted(full, key=lambda k: (-len(k), by_key[k][0].first)):
        gender = _gender(key, by_key[key])
        near = [p for p in index.with_a_part_like(key) if not _clash(p.gender, gender)]
        same = [p for p in near if any(same_person(k, key) for k in p.keys)]
        if len(same) == 1:
            person = same[0]
        else:
            person = Participant("person")
            people.append(person)
        _add(person, key, by_key[key], gender)
        index.add(person, key)
    return people


def _add(participant: Participant, key: Key, forms: list[NameForm], gender: str = "") -> None:
    participant.keys.append(key)
    participant.forms += forms
    participant.gender = participant.gender or gender


def _clash(a: str, b: str) -> bool:
    return bool(a and b and a != b)


def _gender(key: Key, forms: list[NameForm]) -> str:
    """By title, then by given name; "" where neither tells."""
    words = lexicon()
    for form in forms:
        for title in form.titles:
            told = words.titles.get(title) or words.role_gender.get(title)
            if told:
                return told
    return words.given.get(key[0], "") if len(key) > 1 else ""


def _single_names(rest: Forms, kinds: NameKinds, index: PeopleIndex) -> list[Participant]:
    """Hand each single name ("Mr Reyes", "Donna") to the person it belongs to; return the persons it founds.

    Takes out of `rest` what it hands on.
    """
    founded = []
    for key in sorted([k for k in rest if len(k) == 1], key=lambda k: (kinds[k] != "person", rest[k][0].first)):
        left = []
        for form in rest[key]:
            owner = _owner(key[0], form, kinds[key], index)
            if owner is None:
                left.append(form)
                continue
            owner.forms.append(form)
            owner.gender = owner.gender or _gender(key, [form])
        if left and kinds[key] == "person":
            person = Participant("person")
            _add(person, key, left, _gender(key, left) or lexicon().given.get(key[0], ""))
            index.add(person, key)
            founded.append(person)
            left = []
        if left:
            rest[key] = left
        else:
            del rest[key]
    return founded


def _owner(name: str, form: NameForm, kind: NameKind, index: PeopleIndex) -> Participant | None:
    """The person a single name means: by surname, a slip of it, or the given name alone; None where nobody or open."""
    gender = _gender((name,), [form])
    by_surname = [p for p in index.by_surname(name) if not _clash(p.gender, gender)]
    if not any(key[-1] == name for p in by_surname for key in p.keys):
        by_surname = [p for p in by_surname if any(f.first < form.first for f in p.forms)]
    if by_surname:
        return _most_likely(by_surname, form)
    if kind in ("place", "people") and not form.titles:
        return None
    by_slip = [p for p in index.by_slip(name) if not _clash(p.gender, gender)]
    if by_slip and kind in ("person", "other"):
        return _most_likely(by_slip, form) if form.titles or len(by_slip) == 1 else None
    if len(name) < 2 or (_CIVIL.intersection(form.titles) and name in lexicon().given):
        return None  # "Mr Xi" is Xi Jinping, "Mr Paul" is not Paul Hale
    by_given = [p for p in index.by_given(name) if not _clash(p.gender, gender)]
    if _CIVIL.intersection(form.titles):
        by_given = [p for p in by_given if any(f.key[0] == name and len(f.key) > 1 and not f.headline for f in p.forms)]
    return _most_likely(by_given, form) if by_given else None


def _most_likely(people: list[Participant], form: NameForm) -> Participant:
    """Of namesakes: whoever has been introduced, then whoever the text is mostly about, then the latest."""
    if len(people) == 1:
        return people[0]
    before = [p for p in people if any(f.first < form.first for f in p.forms)] or people
    full = {id(p): sum(len(f.key) > 1 for f in p.forms) for p in before}
    ranked = sorted(before, key=lambda p: -full[id(p)])
    if len(ranked) > 1 and full[id(ranked[0])] < _DOMINANT * full[id(ranked[1])]:
        return max(before, key=lambda p: max((f.first for f in p.forms if f.first < form.first), default=-1))
    return ranked[0]


def _organisations(rest: Forms, kinds: NameKinds, tokens: TokenLists) -> list[Participant]:
    """Everything that is no person; short forms and acronyms join the full name where exactly one fits."""
    found: list[Participant] = []
    index = OrganisationIndex(tokens)
    for key in sorted(rest, key=lambda k: (-len(k), rest[k][0].first)):
        forms, kind = rest[key], kinds[key]
        owners = _long_forms(key, forms, kind, index)
        if len(owners) == 1:
            participant = owners[0]
        else:
            participant = Participant(_TYPES.get(kind, "unknown"), plural=kind == "people" and key[-1].endswith("s"))
            participant.place = kind == "place"
            found.append(participant)
        _add(participant, key, forms)
        index.add(participant, key, forms)
    return found


def _long_forms(key: Key, forms: list[NameForm], kind: NameKind, index: OrganisationIndex) -> list[Participant]:
    """The longer names that `key` may be short for."""
    acronym = len(key) == 1 and is_acronym(forms[0].name)
    if kind in ("place", "people") and not acronym:
        return []
    same = index.same_but_for_suffix(key)
    if same:
        return same
    if acronym:
        return index.spelt_out(forms)
    return [] if kind == "person" else index.longer(key)
