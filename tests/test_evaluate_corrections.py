"""What a correction is worth: the scores with all of them less those without it."""

from __future__ import annotations

from pipeline.evaluate.corrections import found, read, worths
from pipeline.quotes.settle.order import CORRECTIONS

ARTICLES = [
    {
        "id": "pier",
        "text": 'Ruth Vance said that it had rained. "The pier stays shut until the spring." '
        "Her brother said that he was glad.\n",
    },
    {"id": "tide", "text": 'The so-called "harbour parliament" met in the rain, and nobody went home before ten.\n'},
]


def test_a_correction_is_worth_what_the_scores_lose_without_it() -> None:
    articles = read(ARTICLES)
    measured = {worth.name: worth for worth in worths(articles, lambda answers: {"quotes": len(answers["tide"])})}
    assert list(measured) == [correction.name for correction in CORRECTIONS]
    for name, worth in measured.items():
        without = found(articles, CORRECTIONS.without(name))
        assert worth.lifts["quotes"] == len(found(articles, CORRECTIONS)["tide"]) - len(without["tide"])
        assert worth.touches == sum(without[one] != found(articles, CORRECTIONS)[one] for one in ("pier", "tide"))
    assert any(worth.touches for worth in measured.values())


def test_what_is_found_with_all_corrections_is_what_the_component_finds() -> None:
    from pipeline.annotate import load

    nlp = load(components=("onrecord_quotes",))
    answers = found(read(ARTICLES), CORRECTIONS)
    assert answers == {article["id"]: nlp(article["text"])._.quotes for article in ARTICLES}
    assert answers["pier"]
