"""Hard forms of "who said it": `{source|speaker}` as in test_speakers_resolve, run without tagger and parser."""

import pytest
import spacy
from spacy.language import Language

from tests.test_speakers_resolve import solve

LATER = "Judge Orla Finch found that the gate was public. Ms Finch wrote a long opinion."
CASES = {
    "an age leads back to the one the text is about": (
        "Dana Brook opened the regatta. Dana Brook waved. “Lovely,” {the 61-year-old|Dana Brook} said."
    ),
    "somebody from a place is no name of its own": (
        "Director Dana Brook opened the film. “Lovely,” {the New Zealander|Dana Brook} said."
    ),
    "a winner of a prize is not the prize": (
        "Director Dana Brook opened the film.\nBrook came late. {The Oscar winner|Dana Brook} said it rained."
    ),
    "the company is the one the text is about": (
        "Brookside Foods closed two mills.\nBrookside Foods lost. {The company|Brookside Foods} said it was sorry."
    ),
    "a paper is no company": (
        "The Avon Gazette wrote of Brookside Foods. {The newspaper|Avon Gazette} said the mills were shut."
    ),
    "who opens the text as a judge is named further down": (
        "{A judge|Orla Finch} refused to close the gate.\nThe gate is old.\n" + LATER
    ),
    "another's lawyer is not whichever lawyer comes later": (
        "{Mr Marsh’s lawyer|Mr Marsh’s lawyer} refused to go.\nThe gate is old.\nLawyer Orla Finch was there."
    ),
    "the verb of a headline is no part of the name": (
        "Rain Is Near, Donna Finch Warns\n\nIt rained. “Beware,” {Finch|Donna Finch} said."
    ),
    "behind a role and a work stands the name": ("{Kings of the Pier director Dana Brook|Dana Brook} said it rained."),
    "what she says of another woman is not said by that woman": (
        "Dana Brook came.\n“Orla Finch was late,” {she|Dana Brook} said."
    ),
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


@pytest.mark.parametrize("name", CASES)
def test_the_speaker_is(nlp: Language, name: str) -> None:
    found, expected, _ = solve(nlp, CASES[name])
    assert found == expected


def test_who_is_taken_for_somebody_else_by_no_description_stays_nameless(nlp: Language) -> None:
    found, _, _ = solve(nlp, "Carl Voss, a plumber, lives in Avonmouth. {The surgeon|-} said it was late.")
    assert found == ["surgeon"]


def test_the_mayor_behind_a_comma_is_not_the_place_before_it(nlp: Language) -> None:
    marked = "Mayor Bill Hart came. There was no danger in Chelsea, {the mayor|Bill Hart} said."
    assert solve(nlp, marked)[0] == ["Bill Hart"]
