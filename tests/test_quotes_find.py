"""What it costs to put quotes together."""

import spacy
from spacy.tokens import Doc

from pipeline.quotes.page import Page
from pipeline.quotes.rules.find import find_quotes

VOCAB = spacy.blank("en").vocab


def nested(n: int) -> Doc:
    """'She said that she said that … it rained': each content holds all that follow."""
    words = [*["she", "said", "that"] * n, "it", "rained"]
    heads = [i for k in range(n) for i in (3 * k + 1, max(3 * k - 2, 1), min(3 * k + 4, 3 * n + 1))] + [
        3 * n + 1,
        3 * n - 2,
    ]
    deps = ["nsubj", "ROOT", "mark", *["nsubj", "ccomp", "mark"] * (n - 1), "nsubj", "ccomp"]
    return Doc(
        VOCAB,
        words,
        lemmas=[{"said": "say", "rained": "rain"}.get(word, word) for word in words],
        pos=[*["PRON", "VERB", "SCONJ"] * n, "PRON", "VERB"],
        tags=[*["PRP", "VBD", "IN"] * n, "PRP", "VBD"],
        heads=heads,
        deps=deps,
    )


def looks(n: int, monkeypatch) -> int:
    """How often a word is asked whether it is quoted."""
    real, asked = Page.is_quoted, 0

    def counting(page: Page, i: int) -> bool:
        nonlocal asked
        asked += 1
        return real(page, i)

    with monkeypatch.context() as patched:
        patched.setattr(Page, "is_quoted", counting)
        assert len(find_quotes(nested(n))) == n
    return asked


def test_contents_within_contents_are_not_counted_word_by_word_each(monkeypatch) -> None:
    assert looks(80, monkeypatch) <= 2.3 * looks(40, monkeypatch)
