"""What figures are said of, and what it costs to find out."""

import spacy
from spacy.tokens import Doc, Token

from pipeline.figures import reading
from pipeline.figures.find import find_figures

VOCAB = spacy.blank("en").vocab


def listed(n: int) -> Doc:
    """'Prices hit 1, 2, 3, …': every number hangs on the verb."""
    words = ["Prices", "hit", *(word for i in range(n) for word in (str(i % 90 + 2), ","))]
    pos = ["NOUN", "VERB", *["NUM", "PUNCT"] * n]
    deps = ["nsubj", "ROOT", *["obj", "punct"] * n]
    return Doc(VOCAB, words, pos=pos, tags=["NNS", "VBD", *["CD", ","] * n], heads=[1] * len(words), deps=deps)


def looked_at(n: int, monkeypatch) -> int:
    """How many words are looked at for the subject of one list."""
    seen = 0

    def counting(token: Token) -> list[Token]:
        nonlocal seen
        found = list(token.children)
        seen += len(found)
        return found

    monkeypatch.setattr(reading, "children", counting)
    figures = find_figures(listed(n))
    assert len(figures) == n and "Prices" in {figure.concept for figure in figures}
    return seen


def test_the_subject_of_a_list_of_figures_is_looked_for_once(monkeypatch) -> None:
    assert looked_at(400, monkeypatch) <= 2.3 * looked_at(200, monkeypatch)
