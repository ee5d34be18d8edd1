"""Which of the networks' and the rules' quotes stay."""

from pipeline.quotes.quote import Quote
from pipeline.quotes.regions import quotation_regions
from pipeline.quotes.settle.by_rules import merged, neighbours


def _at(text, part, after=0):
    start = text.index(part, after)
    return start, start + len(part)


def _quote(content, cue=None, source=None, kind="direct", confidence=0.95):
    reason = None if source else "no source in the sentence"
    return Quote(tuple(content), cue, source, kind, "speech", "subject", confidence, reason)


def _merged(text, learned, rules):
    return merged(learned, rules, quotation_regions(text), text)


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


def test_neighbours_are_the_quotes_that_touch_a_span():
    quotes = [_quote([span]) for span in ((0, 5), (3, 30), (10, 12), (40, 50))]
    assert neighbours([(0, 4), (11, 20), (30, 40), (45, 46)], quotes) == [[0, 1], [1, 2], [], [3]]
