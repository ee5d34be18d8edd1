"""Look-ups from parts of names to the participants that bear them, so that a long document costs no more per name."""

from pipeline.speakers.find_names import NameForm
from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.participant import Participant
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.given_names import aliases
from pipeline.text.names import Key, slip, stands_for, with_one_letter_less
from pipeline.text.signs import POSSESSIVES

_FEWEST_LETTERS = 5


def _put(index: dict[str, list[Participant]], word: str, participant: Participant) -> None:
    listed = index.setdefault(word, [])
    if participant not in listed:
        listed.append(participant)


class PeopleIndex:
    """Persons by surname, by given name, by surnames one slip away."""

    def __init__(self) -> None:
        self._parts: dict[str, list[Participant]] = {}
        self._given: dict[str, list[Participant]] = {}
        self._slips: dict[str, list[Participant]] = {}

    def add(self, person: Participant, key: Key) -> None:
        """File one full or single name of a person."""
        for part in key[1:] or key:
            _put(self._parts, part, person)
        if len(key) > 1:
            for name in {key[0]} | aliases(key[0]):
                _put(self._given, name, person)
        if len(key[-1]) >= _FEWEST_LETTERS:
            for word in with_one_letter_less(key[-1]):
                _put(self._slips, word, person)

    def by_surname(self, name: str) -> list[Participant]:
        """Persons whose surname is `name`; else those who bear it before their last name ("Ortiz Vega")."""
        listed = self._parts.get(name, [])
        return [p for p in listed if any(key[-1] == name for key in p.keys)] or listed

    def by_given(self, name: str) -> list[Participant]:
        """Persons whose given name or its short form is `name`."""
        return self._given.get(name, [])

    def by_slip(self, name: str) -> list[Participant]:
        """Persons whose surname is `name` misspelt once."""
        found: list[Participant] = []
        if len(name) >= _FEWEST_LETTERS:
            for word in with_one_letter_less(name):
                found += [p for p in self._slips.get(word, []) if p not in found]
        return [p for p in found if any(slip(name, key[-1]) for key in p.keys)]

    def with_a_part_like(self, key: Key) -> list[Participant]:
        """Persons who share the surname of a full name, or nearly."""
        found = list(self._parts.get(key[-1], []))
        return found + [p for p in self.by_slip(key[-1]) if p not in found]


class OrganisationIndex:
    """Organisations by what may be left off their names, and by their initials."""

    def __init__(self, tokens: TokenLists) -> None:
        self._page = tokens
        self._bare: dict[Key, list[Participant]] = {}
        self._shorter: dict[Key, list[Participant]] = {}
        self._initials: dict[str, list[tuple[Participant, NameForm]]] = {}
        self._ends: dict[int, list[tuple[Participant, NameForm]]] = {}

    def add(self, participant: Participant, key: Key, forms: list[NameForm]) -> None:
        """File one name of an organisation."""
        self._file(self._bare, _without_suffix(key), participant)
        for short in _shortened(key):
            self._file(self._shorter, short, participant)
        for form in forms:
            self._ends.setdefault(form.last, []).append((participant, form))
            self._ends.setdefault(-form.begin, []).append((participant, form))
            if len(key) > 1:
                for letter in {key[0][0], self._possessor(form)[:1].lower()} - {""}:
                    self._initials.setdefault(letter, []).append((participant, form))

    @staticmethod
    def _file(index: dict[Key, list[Participant]], key: Key, participant: Participant) -> None:
        listed = index.setdefault(key, [])
        if participant not in listed:
            listed.append(participant)

    def same_but_for_suffix(self, key: Key) -> list[Participant]:
        """Organisations whose name differs in "Inc", "Group", "FC" and the like only."""
        return self._bare.get(_without_suffix(key), [])

    def longer(self, key: Key) -> list[Participant]:
        """Organisations whose name `key` shortens."""
        return self._shorter.get(key, [])

    def spelt_out(self, forms: list[NameForm]) -> list[Participant]:
        """Organisations an acronym stands for: by "Long Name (LN)" in the text, else by initials."""
        defined = [owner for form in forms for owner in self._beside(form)]
        letters = forms[0].key[0][:1]
        fitting = defined or [
            participant
            for participant, form in self._initials.get(letters, [])
            if stands_for(forms[0].name, form.name) or stands_for(forms[0].name, f"{self._possessor(form)} {form.name}")
        ]
        return list(dict.fromkeys(fitting))

    def _beside(self, form: NameForm) -> list[Participant]:
        """ "Long Name (LN)" and "LN (Long Name)"."""
        words = self._page.words
        if words[form.begin - 1 : form.begin] == ["("] and words[form.last : form.last + 1] == [")"]:
            return [c for c, long in self._ends.get(form.begin - 1, []) if long.key[0][0] == form.key[0][0]]
        if words[form.last : form.last + 1] == ["("]:
            return [c for c, long in self._ends.get(-(form.last + 1), []) if words[long.last : long.last + 1] == [")"]]
        return []

    def _possessor(self, form: NameForm) -> str:
        """ "Avonmouth" in "Avonmouth's Ferry Riders Union": its initial may lead the acronym."""
        words, at = self._page.words, form.begin - 2
        return words[at] if at >= 0 and words[at + 1] in POSSESSIVES and words[at][0].isupper() else ""


def _without_suffix(key: Key) -> Key:
    last = len(key)
    while last > 1 and key[last - 1] in lexicon().org_suffixes:
        last -= 1
    return key[:last]


def _shortened(key: Key) -> list[Key]:
    """What a text may call it: cut at the front ("Tax Foundation", "the Times"), or a suffix dropped ("Acme")."""
    words = lexicon()
    tails = [key[i:] for i in range(1, len(key) - 1)]
    if len(key) > 1 and key[-1] in words.org_heads:
        tails.append(key[-1:])
    heads = [key[:i] for i in range(1, len(key)) if set(key[i:]) <= words.org_suffixes]
    return tails + heads
