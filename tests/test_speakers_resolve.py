"""Who says what: in the texts, `{Ms Moss|Ada Moss}` marks a quote's source and the speaker it must be resolved to.

`{she|-}` must stay open. The quote's content is the nearest stretch in quotation marks of the same line, else the rest
of the sentence. The texts run without tagger and parser: what is told here must not depend on them.
"""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.quotes.quote import Quote
from pipeline.speakers.resolve import resolve_speakers
from pipeline.speakers.speaker import Cast

_SOURCE = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")
_QUOTED = re.compile(r"“([^”\n]+)”?")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def unmarked(marked: str) -> tuple[str, tuple[Quote, ...], list[str]]:
    """The text without marks, its quotes, and the expected speakers in the order of the quotes."""
    text, spans, expected = "", [], []
    position = 0
    for match in _SOURCE.finditer(marked):
        text += marked[position : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        expected.append(match[2])
        text += match[1]
        position = match.end()
    text += marked[position:]
    return text, tuple(_quote(text, span) for span in spans), expected


def _quote(text: str, source: tuple[int, int]) -> Quote:
    line = text.rfind("\n", 0, source[0]) + 1, (text.find("\n", source[1]) + 1 or len(text) + 1) - 1
    quoted = [match.span(1) for match in _QUOTED.finditer(text, *line)]
    if quoted:
        nearest = min(quoted, key=lambda q: min(abs(q[0] - source[1]), abs(source[0] - q[1])))
        return Quote((nearest,), None, source, "direct", "speech", "subject", 1.0)
    rest = source[1] + 1, max(source[1] + 2, text.find(".", source[1]))
    return Quote((rest,), None, source, "indirect", "speech", "subject", 1.0)


def solve(nlp: Language, marked: str) -> tuple[list[str], list[str], Cast]:
    text, quotes, expected = unmarked(marked)
    cast = resolve_speakers(nlp(text), quotes)
    found = ["-" if q.speaker is None else cast.speakers[q.speaker].name for q in cast.of_quotes]
    return found, expected, cast


CASES = {
    "a title and a surname are the person named in full": (
        "Donna Reyes runs the ferry. “It is late,” said {Ms Reyes|Donna Reyes}."
    ),
    "a given name alone is enough": "Donna Reyes runs the ferry. “It is late,” {Donna|Donna Reyes} said.",
    "a short form of the given name is enough": "Robert Hale was there. “No,” {Bob|Robert Hale} said.",
    "a possessive is no part of the name": "Donna Reyes's boat sank. “It is gone,” {Reyes|Donna Reyes} said.",
    "hyphens and accents do not make two people": (
        "They met Jean-Noel Vasseur. “Bien,” said {Mr. Jean Noël-Vasseur|Jean-Noel Vasseur}. "
        "“Good,” added {Mr Vasseur|Jean-Noel Vasseur}."
    ),
    "a long surname survives one slip": (
        "Donna Vandermeer was there. “Yes,” {Ms Vandermer|Donna Vandermeer} said. “So,” "
        "{Vandermeer|Donna Vandermeer} said."
    ),
    "a short surname one letter off is somebody else": (
        "Donna Marsh met Paul March. “Yes,” {Mr March|Paul March} said. “No,” {Ms Marsh|Donna Marsh} said."
    ),
    "the title tells husband from wife": (
        "Paul Reyes and Donna Reyes came. “I did,” {Mr Reyes|Paul Reyes} said. “I did not,” "
        "{Mrs Reyes|Donna Reyes} said."
    ),
    "different given names are different people": (
        "Anna Brandt spoke first. Later Peter Brandt spoke. “One,” said {Anna Brandt|Anna Brandt}. "
        "“Two,” said {Peter Brandt|Peter Brandt}."
    ),
    "a name set off by a comma is the speaker, not the role before it": (
        "{The head of Avonmouth's Ferry Riders Union, Ted Harlow,|Ted Harlow} said the pier was closed."
    ),
    "a role set off behind the name changes nothing": (
        "{Bo Marsh, an analyst at the Tidal Institute,|Bo Marsh} said so."
    ),
    "a spokesman for somebody is not that somebody": (
        "Donna Reyes left. {A spokesman for Donna Reyes|spokesman for Donna Reyes} said she was tired."
    ),
    "somebody's lawyer is not that somebody": "Donna Reyes left. {Donna Reyes's lawyer|Donna Reyes's lawyer} said no.",
    "an acronym that the text explains": (
        "The Pier Workers Guild (PWG) met. “Strike,” {the PWG|Pier Workers Guild} said."
    ),
    "an acronym that the text never explains": (
        "The Avonmouth Ferry Riders Association met on the pier. “Late again,” {the "
        "AFRA|Avonmouth Ferry Riders Association} said."
    ),
    "an acronym whose first letter is the possessor's": (
        "Avonmouth's Ferry Riders Association met. “Late,” {AFRA|Ferry Riders Association} said."
    ),
    "an acronym without any long form stays as it is": "“Late,” {OFTB|OFTB} said.",
    "an organisation cut at the front": (
        "The Northern Tidal Foundation met. “Fine,” {the Tidal Foundation|Northern Tidal Foundation} said."
    ),
    "the report is the report that was named": (
        "The Harbour Senate report came out today. “It failed,” {the report|Harbour Senate report} said."
    ),
    "a fuller name later names the report too": (
        "“It failed,” {the report|Harbour Senate report} said. “All failed,” {the Harbour "
        "Senate report|Harbour Senate report} said."
    ),
    "two reports of different bodies stay two": (
        "{The Senate report|Senate report} praised it. {The police report|police report} blamed it."
    ),
    "a statement speaks for whoever put it out": (
        "Friends of the Pier have answered with a statement of their own.\n“We object,” {the "
        "statement|Friends of the Pier} read."
    ),
    "a statement by somebody": "A statement from Avon Ferries came late. “Sorry,” {the statement|Avon Ferries} said.",
    "a statement of nobody stays itself": "“Sorry,” {the statement|statement} said.",
    "the boss is the one person the article has opened with": (
        "Carlo Kroll wants answers.\n{The Avonmouth boss|Carlo Kroll} said it was a shame."
    ),
    "the minister is whoever is minister": (
        "Interior minister Gerard Damarin met Paul Hale. “No,” {the minister|Gerard Damarin} said."
    ),
    "the minister is not the only person about when that one is something else": (
        "Paul Hale, a baker, was there. {The minister|minister} said no."
    ),
    "two persons about leave the role open": ("Paul Hale met Ann Lee.\n{The manager|manager} said no."),
    "the association is the one so called": (
        "The Ferry Riders Association met the Pier Company. “No,” {the association|Ferry Riders Association} said."
    ),
    "a kind of body right before its name": (
        "{Avonmouth riders' union|Friends of the Pier} the Friends of the Pier said no. {The "
        "union|Friends of the Pier} left."
    ),
    "a driver twice is one driver": "{A driver|driver} said it was dark. {The driver|driver} said it twice.",
    "a couple is one speaker with both names": (
        "Ada Moss met Ben Ruiz. {Moss and Mr Ruiz|Ada Moss and Ben Ruiz} said so."
    ),
    "three are one speaker too": ("{Ada Moss, Ben Ruiz and Cy Holt|Ada Moss, Ben Ruiz and Cy Holt} said so."),
    "one who is two things is one": "{Founder and director Bo Marsh|Bo Marsh} said so.",
    "the two are the two last named together": (
        "The inquiry was led by Ada Moss and Ben Ruiz.\n{The two chairmen|Ada Moss and Ben Ruiz} said so."
    ),
    "the chairmen are those who chair": (
        "The co-chairs, Ada Moss and Ben Ruiz, came. {The co-chairs|Ada Moss and Ben Ruiz} left."
    ),
    "a pronoun follows the only one it fits": "Donna Reyes met Paul Hale. “Yes,” {she|Donna Reyes} said.",
    "a pronoun does not take a name of the other sex": "Paul Hale was there. “Yes,” {she|-} said.",
    "a run goes on with its speaker": (
        "“One,” said {Donna Reyes|Donna Reyes}. “Ann Lee was late. Two,” {she|Donna Reyes} added."
    ),
    "who somebody talks about is not who talks": (
        "Carl Voss spoke of Paul Hale. “Hale is wrong, and Hale knows,” {he|Carl Voss} said."
    ),
    "first person inside verbatim words is the one who says them": (
        "“It is odd, {I|Ada Moss} think, to wait,” {Ada Moss|Ada Moss} said."
    ),
    "first person outside quotation marks is nobody the text names": "{I|-} think that it rained.",
    "you is nobody": "{You|-} said it rained.",
    "who is whoever stands before it": "They met Ada Moss, {who|Ada Moss} said so.",
    "a name in capitals in a transcript": (
        "Ada Moss spoke to Ben Ruiz.\n{MOSS|Ada Moss}: It is late.\n{RUIZ|Ben Ruiz}: It is."
    ),
    "police are a group, as written": "{Police|Police} said the road was closed.",
    "a party stays itself": "{Republicans|Republicans} said no.",
    "critics keep what they are critics of": "{Critics of the pier scheme|Critics of the pier scheme} said no.",
    "a party in general is not its members on a committee": (
        "{The Committee Republicans|Committee Republicans} said no. {Republicans|Republicans} said yes."
    ),
    "a list of groups is one group": (
        "{The family, protesters and city leaders|The family, protesters and city leaders} said no."
    ),
    "an adverbial before the speaker is not the speaker": (
        "{After talks with riders, the Pier Guild|Pier Guild} said no."
    ),
    "officials of two sorts": "{City and state officials|City and state officials} said no.",
    "his father by name where the text gave it": (
        "Paul Hale went with his father, Carl Hale. “Good,” {his father|Carl Hale} said."
    ),
    "a headline in capitals does not swallow the name": (
        "Donna Reyes Slams Late Ferries Again\nDonna Reyes was angry. “Late,” {Reyes|Donna Reyes} said."
    ),
    "the place a report was sent from does not speak": "{AVONMOUTH -- Mayor Ada Moss|Ada Moss} said the pier was shut.",
    "a family name may come first": "President Xu Jinhai came. “Yes,” {Mr. Xu|Xu Jinhai} said.",
    "a given name behind a civil title is somebody else": (
        "Paul Hale was there. “Yes,” {Mr. Paul|Paul} said. “No,” {Mr. Hale|Paul Hale} said."
    ),
    "examples are named, not what they are examples of": "{such as Ada Moss|Ada Moss} said no.",
    "a word with hyphens is not cut": "{A cease-and-desist letter|cease-and-desist letter} said the pier was theirs.",
    "what only the headline puts before a surname is no name": (
        "Furious Reyes, Late Again\nMs. Reyes left the pier. “Late,” {Reyes|Reyes} said."
    ),
    "the desk of somebody is that somebody": ("Ada Moss runs the pier. {the desk of Mayor Ada Moss|Ada Moss} said so."),
    "a nickname in front is no part of the name": (
        "Lucky Donna Reyes won. Donna Reyes said so. Donna Reyes left. “Yes,” {Reyes|Donna Reyes} said."
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_speaker_is(nlp: Language, name: str) -> None:
    found, expected, _ = solve(nlp, CASES[name])
    assert found == expected


def test_a_role_before_the_name_is_read(nlp: Language) -> None:
    _, _, cast = solve(nlp, "“No,” said {Avonmouth's harbour minister Gerard Damarin|Gerard Damarin}.")
    assert (cast.speakers[-1].name, cast.speakers[-1].role) == ("Gerard Damarin", "minister")
    assert cast.speakers[-1].affiliation in ("Avonmouth", None)


def test_role_and_affiliation_come_from_the_phrase_beside_the_name(nlp: Language) -> None:
    _, _, cast = solve(nlp, "{Bo Marsh, executive director of the Tidal Institute,|Bo Marsh} said so.")
    marsh = cast.speakers[cast.of_quotes[0].speaker or 0]
    assert (marsh.role, marsh.affiliation) == ("executive director", "Tidal Institute")


def test_role_and_affiliation_come_from_the_phrase_before_the_name(nlp: Language) -> None:
    _, _, cast = solve(nlp, "{The head of Avonmouth's Ferry Riders Union, Ted Harlow,|Ted Harlow} said so.")
    harlow = cast.speakers[cast.of_quotes[0].speaker or 0]
    assert (harlow.role, harlow.affiliation) == ("head", "Avonmouth's Ferry Riders Union")


def test_a_capital_before_a_title_belongs_to_the_title(nlp: Language) -> None:
    _, _, cast = solve(nlp, "{Interior Minister Ada Moss|Ada Moss} said so.")
    assert [(speaker.name, speaker.role) for speaker in cast.speakers] == [("Ada Moss", "Interior Minister")]


def test_somebody_who_speaks_on_behalf_of_a_body_is_affiliated_with_it(nlp: Language) -> None:
    _, _, cast = solve(nlp, "{Ms Ada Moss|Ada Moss} said no on behalf of the Pier Guild.")
    assert {speaker.name: speaker.affiliation for speaker in cast.speakers}["Ada Moss"] == "Pier Guild"


def test_a_nameless_spokeswoman_has_her_office_and_her_employer(nlp: Language) -> None:
    _, _, cast = solve(nlp, "{A spokeswoman for the Pier Guild|spokeswoman for the Pier Guild} said no.")
    speaker = cast.speakers[cast.of_quotes[0].speaker or 0]
    assert (speaker.role, speaker.affiliation) == ("spokeswoman", "Pier Guild")


def _labelled_person(nlp: Language, text: str, word: str) -> Doc:
    doc = nlp(text)
    at = next(token.i for token in doc if token.text == word)
    doc.ents = [Span(doc, at, at + 1, label="PERSON")]
    return doc


def test_one_word_that_only_its_label_makes_a_person_is_not_listed(nlp: Language) -> None:
    listed = [
        [speaker.name for speaker in resolve_speakers(_labelled_person(nlp, text, "Avonside")).speakers]
        for text in ("They walked to Avonside.", "They walked to Mr Avonside.")
    ]
    assert listed == [[], ["Avonside"]]


def test_party_and_state_are_nobody(nlp: Language) -> None:
    cast = resolve_speakers(_labelled_person(nlp, "Ms Ada Moss, R-Maine, met Ms Lee, D-Ohio, there.", "Maine"))
    assert [speaker.name for speaker in cast.speakers] == ["Ada Moss", "Lee"]


def _turn(text: str, letter: str, said: str) -> Quote:
    at, start = text.index(f"{letter}:"), text.index(said)
    return Quote(((start, start + len(said)),), None, (at, at + 1), "direct", "speech", "transcript", 1.0)


def test_the_answers_of_an_interview_are_those_of_the_one_person_it_names(nlp: Language) -> None:
    text = "Ms Ada Moss keeps bees.\nQ: Why?\nA: For fun.\n"
    cast = resolve_speakers(nlp(text), (_turn(text, "Q", "Why?"), _turn(text, "A", "For fun.")))
    assert [q.speaker is not None and cast.speakers[q.speaker].name for q in cast.of_quotes] == [False, "Ada Moss"]


def test_the_answers_stay_open_where_several_are_named(nlp: Language) -> None:
    text = "Ms Ada Moss met Mr Bo Marsh.\nA: For fun.\n"
    cast = resolve_speakers(nlp(text), (_turn(text, "A", "For fun."),))
    assert cast.of_quotes[0].speaker is None
    assert cast.of_quotes[0].reason == "whose answers these are stays open"


def test_a_party_is_an_affiliation_and_no_role(nlp: Language) -> None:
    _, _, cast = solve(nlp, "“No,” said {Republican Carl Voss|Carl Voss}.")
    assert (cast.speakers[0].role, cast.speakers[0].affiliation) == (None, "Republican")


def test_speakers_have_the_type_of_what_they_are(nlp: Language) -> None:
    marked = (
        "{Ms Moss|Moss} said a. {The Pier Company|Pier Company} said b. {The study|study} said c. "
        "{Residents|Residents} said d. {Moss and Mr Ruiz|Moss and Ruiz} said e."
    )
    found, expected, cast = solve(nlp, marked)
    assert found == expected
    types = [cast.speakers[q.speaker].type for q in cast.of_quotes if q.speaker is not None]
    assert types == ["person", "org", "document", "group", "group"]


def test_those_who_are_silent_are_listed_too(nlp: Language) -> None:
    _, _, cast = solve(nlp, "Mr Gerard Damarin was blamed. “No,” said {Ms Ada Moss|Ada Moss}.")
    assert [speaker.name for speaker in cast.speakers] == ["Gerard Damarin", "Ada Moss"]


def test_an_open_quote_says_why(nlp: Language) -> None:
    _, _, cast = solve(nlp, "“Yes,” {she|-} said.")
    assert cast.of_quotes[0].speaker is None
    assert cast.of_quotes[0].reason == "nobody fits the pronoun"


def test_a_quote_without_source_keeps_its_own_reason(nlp: Language) -> None:
    quote = Quote(((0, 3),), None, None, "direct", "speech", "none", 0.5, reason="no cue")
    cast = resolve_speakers(nlp("Yes, it was."), (quote,))
    assert (cast.of_quotes[0].speaker, cast.of_quotes[0].reason) == (None, "no cue")


def test_an_empty_document_has_an_empty_cast(nlp: Language) -> None:
    assert resolve_speakers(nlp(""), ()) == Cast()


def test_mentions_have_their_kind(nlp: Language) -> None:
    text = "The Pier Workers Guild met Ada Moss. “Late,” said {the PWG|Pier Workers Guild}. “No,” {she|Ada Moss} said."
    plain, _, _ = unmarked(text)
    found, expected, cast = solve(nlp, text)
    assert found == expected
    kinds = {plain[m.start : m.end]: m.kind for m in cast.mentions}
    assert kinds == {"Pier Workers Guild": "name", "Ada Moss": "name", "PWG": "acronym", "she": "pronoun"}
