"""Names that name the same: the mentions of one document sorted into characters."""

from pipeline.speakers.character import Character
from pipeline.speakers.kinds import NameKind, kind_of_name
from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.names import NameForm
from pipeline.speakers.naming import Key, is_acronym, same_given, same_person, slip, stands_for
from pipeline.speakers.page import Page
from pipeline.speakers.speaker import SpeakerType

_DOMINANT = 3
_TYPES: dict[NameKind, SpeakerType] = {"person": "person", "org": "org", "document": "document", "place": "org", "people": "group"}


def group_names(page: Page, forms: list[NameForm]) -> list[Character]:
    """Return one character per person, organisation or document named, in order of first mention, forms in text order.

    Names of places and peoples become characters too (a country may speak); names of nothing that speaks do so with
    type "unknown".
    """
    by_key: dict[Key, list[NameForm]] = {}
    for form in forms:
        by_key.setdefault(form.key, []).append(form)
    kinds = {key: kind_of_name(page, same) for key, same in by_key.items()}
    people = _people(by_key, kinds)
    rest = {key: same for key, same in by_key.items() if not any(key in person.keys for person in people)}
    _give_single_names(rest, kinds, people, page)
    others = _organisations(rest, kinds, page)
    found = [character for character in people + others if character.forms]
    for character in found:
        character.forms.sort(key=lambda form: form.first)
    return sorted(found, key=lambda character: character.forms[0].first)


def _people(by_key: dict[Key, list[NameForm]], kinds: dict[Key, NameKind]) -> list[Character]:
    """Full names of persons, variants put together; the longest first, so that each variant finds the fullest."""
    people: list[Character] = []
    full = [key for key in by_key if len(key) > 1 and kinds[key] == "person"]
    for key in sorted(full, key=lambda k: (-len(k), by_key[k][0].first)):
        gender = _gender(key, by_key[key])
        same = [p for p in people if any(same_person(k, key) for k in p.keys) and not _clash(p.gender, gender)]
        person = same[0] if len(same) == 1 else None
        if person is None:
            person = Character("person")
            people.append(person)
        _add(person, key, by_key[key], gender)
    return people


def _add(character: Character, key: Key, forms: list[NameForm], gender: str = "") -> None:
    character.keys.append(key)
    character.forms += forms
    character.gender = character.gender or gender


def _clash(a: str, b: str) -> bool:
    return bool(a and b and a != b)


def _gender(key: Key, forms: list[NameForm]) -> str:
    """By title, then by given name; "" where neither tells."""
    words = lexicon()
    for form in forms:
        for title in form.titles:
            if words.titles.get(title) or words.role_gender.get(title):
                return words.titles.get(title) or words.role_gender[title]
    return words.given.get(key[0], "") if len(key) > 1 else ""


def _give_single_names(
    rest: dict[Key, list[NameForm]], kinds: dict[Key, NameKind], people: list[Character], page: Page
) -> None:
    """Hand each single name ("Mr Reyes", "Donna") to the person it belongs to; new persons where there is none.

    Takes out of `rest` what it hands on.
    """
    for key in sorted([k for k in rest if len(k) == 1], key=lambda k: (kinds[k] != "person", rest[k][0].first)):
        left = []
        for form in rest[key]:
            owner = _owner(key, form, kinds[key], people)
            if owner is not None:
                owner.forms.append(form)
                owner.gender = owner.gender or _gender(key, [form])
            else:
                left.append(form)
        if left and kinds[key] == "person":
            person = Character("person")
            _add(person, key, left, _gender(key, left) or lexicon().given.get(key[0], ""))
            people.append(person)
            left = []
        if left:
            rest[key] = left
        else:
            del rest[key]


def _owner(key: Key, form: NameForm, kind: NameKind, people: list[Character]) -> Character | None:
    """The person a single name means: by surname, a slip of it, or the given name alone; None where nobody or open."""
    gender = _gender(key, [form])
    fitting = [p for p in people if not _clash(p.gender, gender)]
    name = key[0]
    by_surname = [p for p in fitting if any(name == k[-1] or name in k[1:] for k in p.keys)]
    if by_surname:
        return _most_likely(by_surname, form)
    if kind in ("place", "people") and not form.titles:
        return None
    by_slip = [p for p in fitting if any(slip(name, k[-1]) for k in p.keys)]
    if by_slip and kind in ("person", "other") and (form.titles or len(by_slip) == 1):
        return _most_likely(by_slip, form)
    if form.titles and set(form.titles) & {"mr", "mrs", "ms"}:
        return None
    by_given = [p for p in fitting if any(len(k) > 1 and same_given(name, k[0]) and len(name) > 1 for k in p.keys)]
    return _most_likely(by_given, form) if by_given else None


def _most_likely(people: list[Character], form: NameForm) -> Character:
    """Of namesakes: whoever has been introduced, then whoever the text is mostly about, then the latest."""
    before = [p for p in people if p.introduced_before(form.first)] or people
    full = {id(p): sum(len(f.key) > 1 for f in p.forms) for p in before}
    ranked = sorted(before, key=lambda p: -full[id(p)])
    if len(ranked) > 1 and full[id(ranked[0])] < _DOMINANT * full[id(ranked[1])]:
        return max(before, key=lambda p: max((f.first for f in p.forms if f.first < form.first), default=-1))
    return ranked[0]


def _organisations(rest: dict[Key, list[NameForm]], kinds: dict[Key, NameKind], page: Page) -> list[Character]:
    """Everything that is no person; short forms and acronyms join the full name where exactly one fits."""
    found: list[Character] = []
    for key in sorted(rest, key=lambda k: (-len(k), rest[k][0].first)):
        forms, kind = rest[key], kinds[key]
        owners = _long_forms(key, forms, kind, found, page)
        if len(owners) == 1:
            _add(owners[0], key, forms)
            continue
        character = Character(_TYPES.get(kind, "unknown"), plural=kind == "people" and key[-1].endswith("s"))
        character.place = kind == "place"
        _add(character, key, forms)
        found.append(character)
    return found


def _long_forms(key: Key, forms: list[NameForm], kind: NameKind, found: list[Character], page: Page) -> list[Character]:
    """The longer names that `key` may be short for."""
    if kind in ("place", "people") and not is_acronym(forms[0].name):
        return []
    plain = [c for c in found if any(_without_suffix(k) == _without_suffix(key) for k in c.keys)]
    if plain:
        return plain
    if len(key) == 1 and is_acronym(forms[0].name):
        defined = [c for c in found if any(_defined(page, f, forms) for f in c.forms)]
        return defined or [c for c in found if any(_initials_fit(page, f, forms[0].name) for f in c.forms)]
    if kind == "person":
        return []
    return [c for c in found if any(_shortens(key, k) for k in c.keys)]


def _without_suffix(key: Key) -> Key:
    last = len(key)
    while last > 1 and key[last - 1] in lexicon().org_suffixes:
        last -= 1
    return key[:last]


def _shortens(key: Key, longer: Key) -> bool:
    """"Tax Foundation" for "Pacific Tax Foundation", "Acme" for "Acme Group": cut at the front, or a suffix dropped."""
    if len(key) >= len(longer):
        return False
    tail = longer[-len(key) :] == key and (len(key) > 1 or key[0] in lexicon().org_heads)
    return tail or (longer[: len(key)] == key and set(longer[len(key) :]) <= lexicon().org_suffixes)


def _defined(page: Page, long: NameForm, forms: list[NameForm]) -> bool:
    """The text writes "Long Name (LN)" or "LN (Long Name)"."""
    for form in forms:
        first, second = (long, form) if long.first < form.first else (form, long)
        between = page.words[first.last : second.begin]
        if [w for w in between if w not in ('"', "“", "the", "or")] == ["("] and page.words[second.last : second.last + 1] == [")"]:
            return long.key[0][0] == form.key[0][0] if first is long else True
    return False


def _initials_fit(page: Page, form: NameForm, acronym: str) -> bool:
    """Initials of the name, or of the name with the possessor before it ("Avonmouth's Ferry Riders Union", AFRU)."""
    if len(form.key) < 2:
        return False
    if stands_for(acronym, form.name):
        return True
    at = form.first - 2
    if at < 0 or page.words[at + 1] not in ("'s", "’s") or not page.words[at][0].isupper():
        return False
    return stands_for(acronym, f"{page.words[at]} {form.name}")
