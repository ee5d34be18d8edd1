"""Quotes and regions that touch a stretch of text."""

from pipeline.quotes.quote import Quote
from pipeline.quotes.settle.overlap import touched, touching
from pipeline.text.quotations import quotation_regions


def test_quotes_that_touch_a_span_are_found_by_their_whole_extent():
    quotes = [
        Quote((span,), None, None, "direct", "speech", "none", 0.5) for span in ((0, 5), (3, 30), (10, 12), (40, 50))
    ]
    assert touching([(0, 4), (11, 20), (30, 40), (45, 46)], quotes) == [[0, 1], [1, 2], [], [3]]


def test_regions_that_share_a_character_are_touched_and_those_beside_are_not():
    text = 'a "bc" d "ef" g'
    regions = quotation_regions(text)
    assert [list(touched(regions, a, b)) for a, b in ((0, 2), (5, 7), (6, 9), (3, 11))] == [
        [], [regions[0]], [], list(regions),
    ]  # fmt: skip
