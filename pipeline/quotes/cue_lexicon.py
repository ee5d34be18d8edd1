"""The cue words, read once from `pipeline/resources/quotes/cues.toml`."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.quotes.quote import Act
from pipeline.resources import read_lists


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Lemmas of cue verbs and nouns by act and by grammar and what stands for no content."""

    verbs: dict[str, Act]
    nouns: dict[str, Act]
    needs_clause: frozenset[str]
    empty: frozenset[str]
    forms: dict[str, str]
    raising: frozenset[str]
    raising_passive: frozenset[str]
    agentless: frozenset[str]
    declining: frozenset[str]
    declined: frozenset[str]
    signing: frozenset[str]
    expletives: frozenset[str]
    going_on: frozenset[str]
    relatives: frozenset[str]
    no_sources: frozenset[str]

    def may_attribute(self, lemma: str) -> bool:
        """Whether a word with this lemma, or a word in capitals of this form, is a cue verb or noun."""
        low = lemma.lower()
        return low in self.verbs or low in self.nouns or low in self.forms


@lru_cache(maxsize=1)
def cue_lexicon() -> CueLexicon:
    """Return the shipped cue lexicon."""
    raw = read_lists("quotes", "cues")
    return CueLexicon(
        verbs=_by_act(raw["verbs"]),
        nouns=_by_act(raw["nouns"]),
        needs_clause=frozenset(raw["verbs"]["needs_clause"].split()),
        forms=_forms(raw["verbs"]["speech"].split(), raw["verbs"]["irregular"]),
        empty=frozenset(raw["empty"]["words"].split()),
        **{name: frozenset(words.split()) for name, words in raw["grammar"].items()},
    )


def _by_act(lists: dict[str, Any]) -> dict[str, Act]:
    acts: tuple[Act, ...] = ("attitude", "speech")  # a word in both lists counts as speech
    return {word: act for act in acts for word in lists[act].split()}


def _forms(lemmas: list[str], irregular: dict[str, str]) -> dict[str, str]:
    """Third persons and past tenses of the speech verbs, for texts that leave no lemmatizer anything to go by.

    By letters alone, non-words among them: the networks were trained on these. `text.inflection` knows better.
    """
    forms: dict[str, str] = {}
    for lemma in lemmas:
        stem = lemma.removesuffix("e")
        forms |= {lemma + "s": lemma, stem + "ed": lemma}
        if lemma.endswith("y"):
            forms |= {lemma[:-1] + "ies": lemma, lemma[:-1] + "ied": lemma}
    return forms | irregular
