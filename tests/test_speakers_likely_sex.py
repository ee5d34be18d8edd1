"""What a name and the pronouns near it tell of a person's sex."""

import spacy

from pipeline.speakers.find_names import find_names
from pipeline.speakers.group_names import group_names
from pipeline.speakers.likely_sex import by_company, by_ending, by_name, pronouns_of
from pipeline.speakers.token_lists import list_tokens


def test_the_census_tells_what_the_short_list_does_not_hold() -> None:
    tokens = list_tokens(spacy.blank("en")("Mayor Agustin Brook came."))
    assert by_name(group_names(tokens, find_names(tokens))[0])[0] == "m"


def test_an_unknown_name_is_judged_by_its_ending() -> None:
    assert by_ending("zelmira") > 0.3
    assert by_ending("zelmiro") < 0


def test_the_pronouns_behind_a_name_count_for_it() -> None:
    tokens = list_tokens(spacy.blank("en")("Mayor Quill said she knew that her train was late."))
    quill = group_names(tokens, find_names(tokens))[0]
    assert by_company(quill, pronouns_of(tokens)) > 0.5
