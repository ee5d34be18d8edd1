"""The baseline next to which our quotes are measured: textacy's rules on the same parse."""

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

Attribution = dict[str, list[list[int]]]


def textacy_quotes(nlp: Language, articles: Iterable[dict[str, Any]]) -> dict[str, list[Attribution]]:
    """Return textacy's direct quotations per article id, as the scorer reads them; none where textacy refuses.

    textacy raises on an odd number of quotation marks, so such an article has no quotation at all.
    """
    return {article["id"]: list(_quotations(nlp(article["text"]))) for article in articles}


def _quotations(doc: Doc) -> Iterator[Attribution]:
    from textacy.extract.triples import direct_quotations

    try:
        found = list(direct_quotations(doc))
    except ValueError:
        return
    for speaker, cue, content in found:
        yield {
            "content": [[content.start_char, content.end_char]],
            "cue": [_extent(cue)] if cue else [],
            "source": [_extent(speaker)] if speaker else [],
        }


def _extent(tokens: Any) -> list[int]:
    """Characters from the first to the last of the tokens."""
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]
