"""Quotations within one paragraph, and what may be missing around them."""

import pytest
import spacy

from pipeline.quotes.rules.find import find_quotes


@pytest.mark.parametrize("opening", [":", " :", "The river rose.\n\n:", "Ann Lee, the warden.:", "…:\u00a0"])
def test_a_colon_with_nothing_before_it_names_nobody(opening: str) -> None:
    text = f'{opening} "The weir is shut."\n\n"It leaks and it will go on leaking."'
    quotes = find_quotes(spacy.blank("en")(text))
    assert "It leaks and it will go on leaking." in [text[quote.start : quote.end] for quote in quotes]
    assert all(quote.source is None for quote in quotes)
