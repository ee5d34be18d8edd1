"""Quotations beside their sentence: what ended with a full stop, and what only goes on."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quotes.quote import Offsets, Quote, QuoteKind
from pipeline.quotes.settle.by_neighbours import ended_with_a_stop, said_on, up_to_the_next_verb, without_what_follows
from pipeline.quotes.settle.correction import Evidence
from pipeline.text.quotations import quotation_regions


def at(text: str, part: str) -> Offsets:
    return text.index(part), text.index(part) + len(part)


def quote(
    text: str, contents: list[str], cue: str | None = None, source: str | None = None, kind: QuoteKind = "direct"
) -> Quote:
    pieces = tuple(at(text, part) for part in contents)
    how = "subject" if source else "none"
    return Quote(pieces, cue and at(text, cue), source and at(text, source), kind, "speech", how, 0.9)  # type: ignore[arg-type]


def heard(text: str, quotes: Sequence[Quote]) -> list[tuple[list[str], str | None]]:
    found = said_on(ended_with_a_stop(quotes, _evidence(text)), _evidence(text))
    return [([text[slice(*p)] for p in one.content], one.source and text[slice(*one.source)]) for one in found]


def _evidence(text: str) -> Evidence:
    return Evidence(text, quotation_regions(text), ())


def test_a_quotation_that_ends_with_a_stop_is_not_the_next_sentences() -> None:
    text = 'Ada Moss said it rained. "The whole pier is lost." Bea Holt said that boats were late.'
    moss = quote(text, ["it rained"], "said", "Ada Moss", "indirect")
    holt = quote(text, ["The whole pier is lost.", "that boats were late"], "said that", "Bea Holt", "mixed")
    assert heard(text, [moss, holt]) == [
        (["it rained"], "Ada Moss"),
        (["The whole pier is lost."], "Ada Moss"),
        (["that boats were late"], "Bea Holt"),
    ]


def test_nobody_is_named_where_nobody_spoke_before() -> None:
    text = 'The storm had passed by noon. "The whole pier is lost." Bea Holt said that boats were late.'
    holt = quote(text, ["The whole pier is lost.", "that boats were late"], "said", "Bea Holt", "mixed")
    assert heard(text, [holt])[0] == (["The whole pier is lost."], None)


def test_a_frame_behind_a_full_stop_is_still_a_frame() -> None:
    text = '"The whole pier is lost." Bea Holt said. It rained.'
    holt = quote(text, ["The whole pier is lost."], "said", "Bea Holt")
    assert heard(text, [holt]) == [(["The whole pier is lost."], "Bea Holt")]


def test_a_question_keeps_its_frame() -> None:
    text = '"Is the whole pier lost?" Bea Holt asked the harbour master on Monday.'
    holt = quote(text, ["Is the whole pier lost?"], "asked", "Bea Holt")
    assert heard(text, [holt]) == [(["Is the whole pier lost?"], "Bea Holt")]


def test_a_signature_below_is_no_next_sentence() -> None:
    text = '"The whole pier is lost." — Bea Holt'
    holt = quote(text, ["The whole pier is lost."], "—", "Bea Holt")
    assert heard(text, [holt]) == [(["The whole pier is lost."], "Bea Holt")]


def test_a_mark_that_opens_again_has_the_same_speaker() -> None:
    text = 'Moss said: "The pier is shut. "The ferry is late. "Nobody knows why."'
    first = quote(text, ["The pier is shut."], "said", "Moss")
    rest = [quote(text, [words]) for words in ("The ferry is late.", "Nobody knows why.")]
    assert [source for _, source in heard(text, [first, *rest])] == ["Moss", "Moss", "Moss"]


def test_a_quotation_left_open_is_whose_the_next_one_is() -> None:
    text = 'It rained. "The pier is shut. "The ferry is late," Moss said.'
    first, second = quote(text, ["The pier is shut."]), quote(text, ["The ferry is late"], "said", "Moss")
    assert heard(text, [first, second])[0] == (["The pier is shut."], "Moss")


def test_who_is_only_told_of_does_not_go_on() -> None:
    text = 'Ada Moss said Bea Holt had promised a new pier. "We shall never see it."'
    outer = quote(text, ["Bea Holt had promised a new pier"], "said", "Ada Moss", "indirect")
    inner = quote(text, ["a new pier"], "promised", "Bea Holt", "indirect")
    alone = quote(text, ["We shall never see it."])
    assert heard(text, [outer, inner, alone])[-1] == (["We shall never see it."], "Ada Moss")


def test_a_sentence_of_the_article_between_leaves_it_open() -> None:
    text = 'Ada Moss said it rained. The boats stayed in. "We shall never see it."'
    moss = quote(text, ["it rained"], "said", "Ada Moss", "indirect")
    assert heard(text, [moss, quote(text, ["We shall never see it."])])[-1][1] is None


def test_what_the_article_says_behind_a_quotation_is_not_said() -> None:
    text = '"We waited," Moss said. "The boat never came." Boats are rare in Lowgate.'
    found = quote(text, ["We waited", 'The boat never came." Boats are rare in Lowgate'], "said", "Moss", "mixed")
    cut = without_what_follows(found, _evidence(text))
    assert [text[slice(*piece)] for piece in cut.content] == ["We waited", "The boat never came."]


def test_a_quotation_inside_a_sentence_ends_nothing() -> None:
    text = 'Moss said the pier was "lost" and would stay so.'
    found = quote(text, ['the pier was "lost" and would stay so'], "said", "Moss", "mixed")
    assert without_what_follows(found, _evidence(text)) == found


def test_a_paragraph_goes_on_where_the_last_one_ended_with_a_quotation() -> None:
    text = '"The pier is shut," Moss said.\n\n"The ferry was lost at noon." Holt added that nobody was hurt.'
    moss = quote(text, ["The pier is shut"], "said", "Moss")
    holt = quote(text, ["The ferry was lost at noon."], "added", "Holt")
    assert heard(text, [moss, holt]) == [(["The pier is shut"], "Moss"), (["The ferry was lost at noon."], "Moss")]


def test_a_paragraph_does_not_go_on_what_was_told_without_marks() -> None:
    text = 'Moss said the pier was shut.\n\n"The ferry was lost at noon."'
    moss = quote(text, ["the pier was shut"], "said", "Moss", "indirect")
    assert heard(text, [moss, quote(text, ["The ferry was lost at noon."])])[-1][1] is None


def test_what_the_same_source_says_next_is_another_quote() -> None:
    text = "Moss said the pier was shut and warned that boats were late."
    whole = quote(text, ["the pier was shut and warned that boats were late"], "said", "Moss", "indirect")
    later = quote(text, ["that boats were late"], "warned", "Moss", "indirect")
    cut = up_to_the_next_verb([whole, later], _evidence(text))
    assert [text[one.start : one.end] for one in cut] == ["the pier was shut", "that boats were late"]


def test_what_another_says_within_it_stays() -> None:
    text = "Moss said the pier was shut and Holt warned that boats were late."
    whole = quote(text, ["the pier was shut and Holt warned that boats were late"], "said", "Moss", "indirect")
    inner = quote(text, ["that boats were late"], "warned", "Holt", "indirect")
    assert list(up_to_the_next_verb([whole, inner], _evidence(text))) == [whole, inner]
