"""The list of corrections, and its last part: frames, brackets, doubles, words that nobody says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.quotes.quote import Offsets, Quote, QuoteKind
from pipeline.quotes.settle.correction import Evidence, corrected
from pipeline.quotes.settle.order import CORRECTIONS
from pipeline.text.quotations import quotation_regions


def at(text: str, part: str) -> Offsets:
    start = text.index(part)
    return start, start + len(part)


def quote(text: str, contents: list[str], cue: str, source: str | None, kind: QuoteKind = "direct") -> Quote:
    return Quote(
        content=tuple(at(text, part) for part in contents),
        cue=at(text, cue),
        source=at(text, source) if source else None,
        kind=kind,
        act="speech",
        attribution="subject" if source else "none",
        confidence=0.9,
    )


def tidied(quotes: Sequence[Quote], rules: Sequence[Quote], text: str) -> tuple[Quote, ...]:
    return tuple(corrected(quotes, Evidence(text, quotation_regions(text), rules), CORRECTIONS.of_all))


def said(text: str, quotes: tuple[Quote, ...]) -> list[list[str]]:
    return [[text[slice(*piece)] for piece in one.content] for one in quotes]


def test_what_stands_unquoted_behind_the_cue_is_the_frame() -> None:
    text = '"We will wait," Ada Moss said in the harbour office. "All of us."'
    found = quote(text, ["We will wait", "the harbour office", "All of us"], "said", "Ada Moss", "mixed")
    rule = quote(text, ["We will wait", "All of us"], "said", "Ada Moss")
    assert said(text, tidied([found], [rule], text)) == [["We will wait", "All of us"]]


def test_what_stands_unquoted_before_the_cue_stays() -> None:
    text = 'Pears, Ada Moss said, are "a gift of the frost".'
    found = quote(text, ["Pears", 'are "a gift of the frost"'], "said", "Ada Moss", "mixed")
    rule = quote(text, ["a gift of the frost"], "said", "Ada Moss")
    assert said(text, tidied([found], [rule], text)) == [["Pears", 'are "a gift of the frost"']]


def test_a_content_does_not_begin_before_a_bracket_that_it_does_not_close() -> None:
    text = 'The plan ("the best so far," Ada Moss said) goes on.'
    found = quote(text, ['The plan ("the best so far'], "said", "Ada Moss", "mixed")
    rule = quote(text, ["the best so far"], "said", "Ada Moss")
    (kept,) = tidied([found], [rule], text)
    assert (said(text, (kept,)), kept.kind) == ([["the best so far"]], "direct")


def test_of_two_quotes_for_one_passage_the_one_with_a_source_stays() -> None:
    text = "It rains, Ada Moss said in a letter published today."
    sourced = quote(text, ["It rains"], "said", "Ada Moss", "indirect")
    double = quote(text, ["It rains"], "published today", None, "indirect")
    assert tidied([double, sourced], [], text) == (sourced,)


def test_two_quotes_of_different_passages_both_stay() -> None:
    text = "It rains, Ada Moss said. It pours, Bo Marsh said later."
    both = (
        quote(text, ["It rains"], "said", "Ada Moss", "indirect"),
        quote(text, ["It pours"], "said later", "Bo Marsh", "indirect"),
    )
    assert tidied(both, [], text) == both


def test_a_relative_pronoun_alone_is_no_content() -> None:
    text = "The clerk, who Ada Moss said it was, left."
    assert tidied([quote(text, ["who"], "said", "Ada Moss", "indirect")], [], text) == ()


@pytest.mark.parametrize(
    ("cue", "content"),
    [("declined", "to comment on the barge"), ("declined to comment on", "the barge"), ("signed", "a petition")],
)
def test_who_declines_or_signs_says_nothing(cue: str, content: str) -> None:
    text = "Ada Moss declined to comment on the barge and signed a petition."
    assert tidied([quote(text, [content], cue, "Ada Moss", "indirect")], [], text) == ()


def test_who_declines_to_go_says_so() -> None:
    text = "Ada Moss declined to leave the barge."
    assert tidied([quote(text, ["to leave the barge"], "declined", "Ada Moss", "indirect")], [], text)


def test_so_called_calls_nothing() -> None:
    text = 'The so-called "parliament" met.'
    assert tidied([quote(text, ["parliament"], "called", None)], [], text) == ()


def test_a_title_that_the_rules_give_to_nobody_is_no_quote() -> None:
    text = 'The band played "Sleep on the Water" twice.'
    title = quote(text, ["Sleep on the Water"], "played", "The band")
    assert tidied([title], [], text) == ()
    assert tidied([title], [title], text) == (title,)


def test_the_broadcast_on_which_something_was_said_is_not_said() -> None:
    text = 'On Harbour Radio\'s "The Morning Tide," Ada Moss said the pier would stay.'
    found = quote(text, ['On Harbour Radio\'s "The Morning Tide,"', "the pier would stay"], "said", "Ada Moss", "mixed")
    assert said(text, tidied([found], [], text)) == [["the pier would stay"]]


def test_a_title_alone_is_no_quote() -> None:
    text = 'Ada Moss spoke on "The Morning Tide" again.'
    assert tidied([quote(text, ["The Morning Tide"], "spoke", "Ada Moss")], [], text) == ()


def test_every_correction_has_a_name_of_its_own_and_says_what_it_mends() -> None:
    names = [correction.name for correction in CORRECTIONS]
    assert len(set(names)) == len(names)
    assert all(correction.mends.endswith(".") for correction in CORRECTIONS)


def test_each_correction_can_be_left_out_and_the_others_keep_their_order() -> None:
    for left_out in CORRECTIONS:
        rest = [correction for correction in CORRECTIONS if correction is not left_out]
        assert list(CORRECTIONS.without(left_out.name)) == rest


def test_a_correction_left_out_mends_nothing() -> None:
    text = 'The so-called "parliament" met.'
    evidence = Evidence(text, quotation_regions(text), ())
    found = [quote(text, ["parliament"], "called", None)]
    assert corrected(found, evidence, CORRECTIONS.without("so-called").of_all) == found


def test_two_quotes_of_one_cue_that_share_their_words_are_one() -> None:
    text = "Ada Moss accused the council of hiding the cost."
    whole = quote(text, ["the council of hiding the cost"], "accused", "Ada Moss", "indirect")
    part = quote(text, ["of hiding the cost"], "accused", None, "indirect")
    assert tidied([whole, part], [], text) == (whole,)
