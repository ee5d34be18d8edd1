"""Lines around a quotation, whatever a tokenizer makes of them."""

import pytest
import spacy

from pipeline.quotes.rules.find import find_quotes


@pytest.mark.parametrize("line", ["-Ann", "--Ann", "- Ann", "\u2014Ann Lee", "-A"])
def test_a_dash_and_a_name_in_one_token_are_no_error(line: str) -> None:
    text = f'"We have waited long enough for this."\n{line}'
    (quote,) = find_quotes(spacy.blank("en")(text))
    assert text[quote.start : quote.end].startswith("We have waited long enough")
