"""Whether a named person is a man or a woman, as far as the name and the pronouns beside it tell without saying so."""

from bisect import bisect_right
from functools import cache
from math import log

from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.participant import Participant
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.given_names import census_names

_ENDING = 2  # letters
_REACH = 20  # tokens behind a name in which a pronoun is likely to be its own
_SEXES = {"male": "m", "female": "f"}


@cache
def _endings() -> dict[str, float]:
    """Log odds that a given name with this ending is a woman's: of two letters, and of one."""
    counts: dict[str, list[int]] = {}
    for name, sex in (lexicon().given | census_names()).items():
        for size in range(1, _ENDING + 1):
            if sex and len(name) > size:
                counts.setdefault(name[-size:], [0, 0])[sex == "f"] += 1
    totals = [sum(count[k] for ending, count in counts.items() if len(ending) == 1) for k in (0, 1)]
    return {
        ending: log((f + 1) / (totals[1] + 1)) - log((m + 1) / (totals[0] + 1)) for ending, (m, f) in counts.items()
    }


def by_ending(name: str) -> float:
    """How much more often a given name that ends so is a woman's, from -1 to 1; 0 where nothing tells.

    >>> by_ending("ildika") > 0.5, by_ending("torsto") < 0
    (True, True)
    """
    known = _endings()
    told = known.get(name[-_ENDING:], known.get(name[-1:], 0.0))
    return max(-1.0, min(1.0, told / 2))


def by_name(participant: Participant) -> tuple[str, float]:
    """The sex by the census, "" where it does not tell, and what the ending of the given name says."""
    full = next((key for key in participant.keys if len(key) > 1), None)
    if full is None:
        return "", 0.0
    return census_names().get(full[0], ""), by_ending(full[0])


def pronouns_of(tokens: TokenLists) -> dict[str, list[int]]:
    """Where "he" and "she" in all their forms stand, by the sex that they tell."""
    kinds = lexicon().pronouns
    found: dict[str, list[int]] = {"m": [], "f": []}
    for i, low in enumerate(tokens.lower):
        sex = _SEXES.get(kinds.get(low, ""))
        if sex:
            found[sex].append(i)
    return found


def by_company(participant: Participant, pronouns: dict[str, list[int]]) -> float:
    """Whether "she" or "he" follows the name more often, from -1 (he alone) to 1 (she alone)."""
    he, she = (
        sum(
            bisect_right(pronouns[sex], form.last + _REACH) - bisect_right(pronouns[sex], form.last)
            for form in participant.forms
        )
        for sex in ("m", "f")
    )
    return (she - he) / (she + he + 1)
