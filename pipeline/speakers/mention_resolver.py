"""One pass over a document's names, noun phrases and pronouns in text order, each given to a participant."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.speakers.descriptions import Namer, named_by
from pipeline.speakers.discourse import Discourse, head_of
from pipeline.speakers.find_names import NameForm
from pipeline.speakers.lexicon import lexicon, small_words
from pipeline.speakers.noun_phrase_meaning import participant_of
from pipeline.speakers.noun_phrases import Phrase, find_phrases, phrase_at, source_name
from pipeline.speakers.participant import Participant
from pipeline.speakers.pronouns import Choice, choose
from pipeline.speakers.sources import SourceHead
from pipeline.text.names import is_acronym

_PERSONAL = frozenset(("male", "female"))
_THIRD = _PERSONAL | {"neuter", "plural"}
_LINKS = frozenset(("and", "&"))
_RELATIVE_CLAUSES = small_words("relations.relative_clauses")
_PEOPLE_ONLY = frozenset(("who", "whom"))
_SURE = 0.9


Chooser = Callable[[Discourse, int, str], Choice]
Event = tuple[Any, ...]
"""What to do at a token and what that takes besides the token: thousands a document, so plain tuples, not closures."""


class Answer(NamedTuple):
    """Who a token means, or why that stays open."""

    participant: Participant | None
    reason: str | None = None


@dataclass(slots=True)
class MentionResolver:
    """The mentions of one document, resolved in text order; `answers` by head token."""

    discourse: Discourse
    heads: list[SourceHead | None]
    chooser: Chooser = choose
    eager: bool = False
    namer: Namer = named_by
    answers: dict[int, Answer] = field(default_factory=dict)
    _couples: dict[frozenset[int], Participant] = field(default_factory=dict)
    _groups: dict[str, Participant] = field(default_factory=dict)

    def run(self) -> list[Answer]:
        """Go through the document; return one answer per quote."""
        events = self._events()
        for at in sorted(events):
            step, *what = events[at]
            step(at, *what)
            if at in self.discourse.source_heads:
                self._speaks(at)
        self._first_persons()
        return [self._of_quote(k) for k in range(len(self.heads))]

    def _events(self) -> dict[int, Event]:
        """What to do at which head token, for everything that refers."""
        tokens, owners = self.discourse.tokens, self.discourse.owners
        events: dict[int, Event] = {}
        wanted = _THIRD if self.eager else _PERSONAL
        ends = {head.at[0]: (head.first, head.last) for head in self.heads if head is not None and len(head.at) == 1}
        for phrase in find_phrases(tokens, owners):
            events[phrase.at] = (self._phrase_step, phrase, ends.get(phrase.at))
        pronouns, speaking = lexicon().pronouns, self.discourse.source_heads
        for i in [i for i, low in enumerate(tokens.lower) if low in pronouns]:
            kind = pronouns[tokens.lower[i]]
            if kind in wanted or i in speaking:
                events[i] = (self._pronoun_step, kind)
        for participant in list(self.discourse.participants):
            for form in participant.forms:
                events[self._name_at(form)] = (self._name_step, participant, form)
        for at in sorted(self.discourse.source_heads - events.keys()):
            if at in owners:
                events[at] = (self._owned_step,)
            else:
                events[at] = (self._phrase_step, phrase_at(tokens, at), ends.get(at))
        return events

    def _name_at(self, form: NameForm) -> int:
        for i in range(form.begin, form.last):
            if i in self.discourse.source_heads:
                return i
        return head_of(self.discourse.tokens, form.first, form.last)

    def _name_step(self, at: int, participant: Participant, form: NameForm) -> None:
        short = len(participant.keys) > 1 and is_acronym(form.name)
        self.discourse.see(participant, form.begin, form.last, at, "acronym" if short else "name")
        answer = Answer(participant)
        for i in range(form.begin, form.last):
            self.answers[i] = answer
        self._note_couple(participant, form)

    def _owned_step(self, at: int) -> None:
        self.answers[at] = Answer(self.discourse.owners[at][0])

    def _note_couple(self, participant: Participant, form: NameForm) -> None:
        """Remember "Lee and Mr Marsh": a later "the two" or "they" may mean both."""
        tokens, owners = self.discourse.tokens, self.discourse.owners
        if form.begin < 2 or tokens.lower[form.begin - 1] not in _LINKS or form.begin - 2 not in owners:
            return
        other = owners[form.begin - 2][0]
        if other is not participant and other.type == participant.type == "person":
            couple = self._together((other, participant))
            self.discourse.couples.append((form.first, couple))
            self.discourse.see_together(couple, owners[form.begin - 2][1].first, form.last, self._name_at(form))

    def _together(self, members: tuple[Participant, ...]) -> Participant:
        ids = frozenset(id(member) for member in members)
        if ids not in self._couples:
            self._couples[ids] = self.discourse.new(Participant("group", plural=True, members=members))
        return self._couples[ids]

    def _phrase_step(self, at: int, phrase: Phrase, source: tuple[int, int] | None) -> None:
        participant = participant_of(self.discourse, phrase, self.namer)
        if phrase.plural and participant.type == "unknown":
            participant.type = "group"
        if source is not None and not participant.named and not participant.mentions and not participant.members:
            participant.phrase = source_name(self.discourse.tokens, participant.phrase, phrase, *source)
        self.discourse.see(participant, phrase.first, phrase.last, at, "nominal")
        self.answers[at] = Answer(participant)

    def _pronoun_step(self, at: int, kind: str) -> None:
        if kind in ("first", "second"):
            return
        if kind == "relative":
            self.answers[at] = self._antecedent(at)
            return
        choice = self.chooser(self.discourse, at, kind)
        self.answers[at] = Answer(choice.participant, choice.reason)
        if choice.participant is not None:
            _learn(choice, kind)
            self.discourse.see(choice.participant, at, at + 1, at, "pronoun")

    def _antecedent(self, at: int) -> Answer:
        """What "who" or "which" at token `at` stands for: the noun its clause hangs on, else the one just before."""
        tokens = self.discourse.tokens
        verb = tokens.heads[at]
        noun = tokens.heads[verb] if tokens.deps[verb] in _RELATIVE_CLAUSES else -1
        near = [s for s in self.discourse.recent() if s.last <= at and tokens.sentence[s.at] == tokens.sentence[at]]
        if tokens.lower[at] in _PEOPLE_ONLY:
            near = [
                s for s in near if s.participant.type in ("person", "group", "unknown") and not s.participant.members
            ]
        for s in near:
            if s.first <= noun < s.last:
                return Answer(s.participant)
        if near and not any(word[0].isalnum() for word in tokens.words[near[0].last : at - 1]):
            return Answer(near[0].participant)
        return Answer(None, "relative clause without a known antecedent")

    def _speaks(self, at: int) -> None:
        """Whoever the source means is speaking now."""
        participant = self.answers.get(at, Answer(None)).participant
        if participant is None:
            return
        participant.speaks = True
        self.discourse.speaker = participant
        for said in self.discourse.said_by.get(at, ()):
            said.speaker = participant

    def _first_persons(self) -> None:
        """ "I" in somebody's verbatim words is that somebody; elsewhere the author, whom no text names."""
        tokens = self.discourse.tokens
        for at in sorted(self.discourse.source_heads):
            kind = lexicon().pronouns.get(tokens.lower[at])
            if at in self.answers or kind not in ("first", "second"):
                continue
            around = [said for said in self.discourse.around(at) if said.verbatim and said.speaker is not None]
            if kind == "first" and around:
                self.answers[at] = Answer(around[-1].speaker)
                self.discourse.see(around[-1].speaker, at, at + 1, at, "pronoun")  # type: ignore[arg-type]
            else:
                open_ = (
                    "first person outside a known quotation" if kind == "first" else "addresses the reader or hearer"
                )
                self.answers[at] = Answer(None, open_)

    def _of_quote(self, k: int) -> Answer:
        head = self.heads[k]
        if head is None:
            return Answer(None, "no source in the text")
        answers = [self.answers.get(at, Answer(None, "source not understood")) for at in head.at]
        if len(answers) == 1:
            return answers[0]
        members = tuple(answer.participant for answer in answers if answer.participant is not None)
        if len(members) == len(answers) and all(member.named for member in members):
            together = self._together(tuple(dict.fromkeys(members)))
        else:
            text = " ".join(self.discourse.tokens.string(head.first, head.last).split())
            together = self._group(text)
        together.speaks = True
        for member in together.members:
            member.speaks = True
        together.mentions.append((head.first, head.last, "nominal"))
        return Answer(together)

    def _group(self, text: str) -> Participant:
        if text not in self._groups:
            self._groups[text] = self.discourse.new(Participant("group", named=False, plural=True, phrase=text))
        return self._groups[text]


def _learn(choice: Choice, kind: str) -> None:
    """A "she" tells that its name is a person's, and where it is sure, a woman's."""
    participant = choice.participant
    if participant is None or not participant.named or kind not in _PERSONAL:
        return
    participant.type, participant.place = "person", False
    if choice.probability < _SURE:
        return
    participant.gender = participant.gender or ("m" if kind == "male" else "f")
