"""What holds for any text: offsets lie inside it, indices point to somebody, twice gives the same."""

from __future__ import annotations

from itertools import pairwise

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.quotes.quote import Quote
from pipeline.speakers.resolve import resolve_speakers
from pipeline.speakers.speaker import Cast
from pipeline.speakers.token_lists import list_tokens
from pipeline.text.quotations import quotation_regions

NLP = spacy.blank("en")
WORDS = """
Moss Moss Moss she he they it I who The the report statement a minister two chairmen and , . “ ” " said told PG (PG)
's of - é Noël-Berg 𝔘nicode BRUSSELS : his wife Avon & Sir President Dr. J.
"""
PIECES = st.sampled_from(["Ada Moss", "Mr Moss", "Pier Guild", "\n\n", "  ", "\t", *WORDS.split()])
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


def quotes_of(text: str, cuts: list[int]) -> tuple[Quote, ...]:
    """Quotes at arbitrary places: neither sources nor contents need to make sense."""
    places = [cut % (len(text) + 1) for cut in cuts]
    spans = [(min(a, b), max(a, b)) for a, b in pairwise(places) if a != b]
    return tuple(
        Quote(
            (spans[k],),
            None,
            spans[k + 1] if k % 3 else None,
            "direct" if k % 2 else "indirect",
            "speech",
            "subject",
            0.5,
        )
        for k in range(len(spans) - 1)
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 10_000), max_size=8))
def test_a_cast_is_grounded(text: str, cuts: list[int]) -> None:
    quotes = quotes_of(text, cuts)
    cast = resolve_speakers(NLP(text), quotes)
    assert len(cast.of_quotes) == len(quotes)
    for said in cast.of_quotes:
        assert (said.speaker is None) != (said.reason is None)
        assert said.speaker is None or 0 <= said.speaker < len(cast.speakers)
    for mention in cast.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 <= mention.speaker < len(cast.speakers)
        assert text[mention.start : mention.end].strip()
    assert all(speaker.name for speaker in cast.speakers)


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_cast(text: str) -> None:
    assert resolve_speakers(NLP(text)) == resolve_speakers(NLP(text))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(resolve_speakers(NLP(text)), Cast)


@given(
    st.lists(st.sampled_from(["rain", '"', "''", "“", "”", "‘", "’", "5", "\n", ".", ","]), max_size=30).map(" ".join)
)
def test_a_token_is_quoted_where_a_quotation_region_holds_it(text: str) -> None:
    tokens = list_tokens(NLP(text))
    regions = quotation_regions(text)
    held = [any(region.start <= at < region.inner_end for region in regions) for at in tokens.starts]
    assert tokens.quoted == held
