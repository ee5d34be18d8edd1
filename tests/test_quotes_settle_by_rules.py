"""Which of the networks' and the rules' quotes stay."""

from dataclasses import replace

from pipeline.quotes.quote import Quote, in_text_order
from pipeline.quotes.settle.correction import Evidence, corrected
from pipeline.quotes.settle.order import CORRECTIONS
from pipeline.text.quotations import quotation_regions


def _at(text, part, after=0):
    start = text.index(part, after)
    return start, start + len(part)


def _quote(content, cue=None, source=None, kind="direct", confidence=0.95):
    reason = None if source else "no source in the sentence"
    return Quote(tuple(content), cue, source, kind, "speech", "subject", confidence, reason)


def _merged(text, learned, rules):
    evidence = Evidence(text, quotation_regions(text), rules)
    return tuple(sorted(corrected(learned, evidence, CORRECTIONS.of_networks), key=in_text_order))


FERRY = '"The ferry sails on Monday," Ruth Vance said.'


def test_a_quotation_that_only_the_rules_see_is_added_below_the_line_of_trust():
    rule = _quote([_at(FERRY, "The ferry sails on Monday,")], _at(FERRY, "said"), _at(FERRY, "Ruth Vance"))
    (quote,) = _merged(FERRY, [], [rule])
    assert quote.content == rule.content and quote.source == rule.source
    assert quote.confidence < 0.9


def test_a_quotation_that_both_see_stands_once():
    rule = _quote([_at(FERRY, "The ferry sails on Monday,")], _at(FERRY, "said"), _at(FERRY, "Ruth Vance"))
    learned = _quote([_at(FERRY, "The ferry sails on Monday")], _at(FERRY, "said"), _at(FERRY, "Ruth Vance"))
    assert _merged(FERRY, [learned], [rule]) == (learned,)


def test_a_learned_quote_without_a_source_takes_that_of_the_rules():
    content = [_at(FERRY, "The ferry sails on Monday,")]
    rule = _quote(content, _at(FERRY, "said"), _at(FERRY, "Ruth Vance"))
    (quote,) = _merged(FERRY, [_quote(content, _at(FERRY, "said"))], [rule])
    assert quote.source == rule.source and quote.reason is None and quote.confidence < 0.9


def test_indirect_quotes_of_the_rules_do_not_count():
    text = "Ruth Vance said the ferry sails on Monday."
    rule = _quote([_at(text, "the ferry sails on Monday")], _at(text, "said"), _at(text, "Ruth Vance"), "indirect")
    assert _merged(text, [], [rule]) == ()


TWO = 'The mayor argued that the pier must go. "We will keep the pier," Ruth Vance said.'


def test_a_quotation_claimed_twice_goes_to_the_nearest_cue():
    argued = _quote(
        [_at(TWO, "the pier must go"), _at(TWO, "We will keep the pier")],
        _at(TWO, "argued"),
        _at(TWO, "The mayor"),
        "mixed",
    )
    said = _quote([_at(TWO, "We will keep the pier")], _at(TWO, "said"), _at(TWO, "Ruth Vance"))
    first, second = _merged(TWO, [argued, said], [])
    assert first.content == (_at(TWO, "the pier must go"),)
    assert second == said


NESTED = 'The mayor said Ruth Vance called the pier "a very old wreck".'


def test_a_quote_within_a_reported_quote_belongs_to_both():
    outer = _quote(
        [_at(NESTED, 'Ruth Vance called the pier "a very old wreck"')], _at(NESTED, "said"), _at(NESTED, "The mayor")
    )
    inner = _quote([_at(NESTED, "a very old wreck")], _at(NESTED, "called"), _at(NESTED, "Ruth Vance"))
    assert set(_merged(NESTED, [outer, inner], [])) == {outer, inner}


def test_no_piece_of_bare_punctuation_is_left_behind():
    text = 'He argued: go, "never mind us," Ruth Vance said.'
    wide = _quote([(text.index("go"), text.index(" Ruth"))], _at(text, "argued"), _at(text, "He"), "mixed")
    said = _quote([_at(text, "never mind us")], _at(text, "said"), _at(text, "Ruth Vance"))
    first, _ = _merged(text, [wide, said], [said])  # the rules, too, hear Ruth Vance
    assert [text[a:b] for a, b in first.content] == ["go"]


def _pier(text, content, source, kind, how="subject", sure=0.6):
    reason = None if source else "no source in the sentence"
    return Quote(
        (_at(text, content),), _at(text, "said"), source and _at(text, source), kind, "speech", how, sure, reason
    )


def test_a_cue_with_a_colon_names_its_source_by_it():
    text = 'Ruth Vance said: "It stays."'
    found = replace(_pier(text, "It stays.", "Ruth Vance", "direct"), cue=_at(text, "said:"))
    (quote,) = _merged(text, [found], [])
    assert quote.attribution == "colon"


def test_an_indirect_quote_of_nobody_that_the_networks_doubt_goes():
    text = "It was said to rain."
    assert _merged(text, [_pier(text, "to rain", None, "indirect", sure=0.1)], []) == ()
    assert _merged(text, [_pier(text, "to rain", None, "indirect", sure=0.3)], [])


def test_nobody_speaks_in_boilerplate():
    text = "READ MORE: Ruth Vance said the pier stays\nRuth Vance said the pier stays"
    first = _pier(text, "the pier stays", "Ruth Vance", "indirect")
    by = text.index("\n") + 1
    line = Quote(
        (_at(text, "the pier stays", by),), _at(text, "said", by), _at(text, "Ruth Vance", by), "indirect", "speech",
        "subject", 0.6,
    )  # fmt: skip
    assert _merged(text, [first, line], []) == (line,)
