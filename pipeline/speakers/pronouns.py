"""Who a third-person pronoun means: candidates weighed by what is known of each, by weights learnt from text."""

from dataclasses import dataclass
from functools import cache
from math import exp
from operator import mul

from pipeline.resources import read_lists
from pipeline.speakers.discourse import Discourse
from pipeline.speakers.participant import Participant
from pipeline.speakers.pronoun_candidates import asked, candidates
from pipeline.speakers.pronoun_features import FEATURES, features

Weighed = list[tuple[Participant, tuple[float, ...]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome: the participant, or None with the reason why it stays open."""

    participant: Participant | None
    probability: float
    reason: str | None = None


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """Weights per kind of pronoun in the order of FEATURES, then the least probability at which to answer."""
    table = read_lists("speakers", "pronouns")
    return {kind: (*(table[kind][name] for name in FEATURES), table[kind]["least"]) for kind in ("person", "thing")}


def weighed(discourse: Discourse, at: int, kind: str) -> Weighed:
    """Everybody the pronoun may mean, the latest mentioned first, with one number per entry of FEATURES."""
    pronoun = asked(discourse, at, kind)
    found = candidates(discourse, pronoun)
    return [(s.participant, features(discourse, pronoun, s, ahead, k)) for k, (s, ahead) in enumerate(found)]


def choose(discourse: Discourse, at: int, kind: str) -> Choice:
    """Return who the pronoun at token `at` means; `kind` is "male", "female", "neuter" or "plural"."""
    found = weighed(discourse, at, kind)
    if not found:
        return Choice(None, 0.0, "nobody fits the pronoun")
    table = weights()["person" if kind in ("male", "female") else "thing"]
    scores = [sum(map(mul, table, vector)) for _, vector in found]  # the table is one longer: the least probability
    best = max(range(len(found)), key=lambda k: (scores[k], -k))
    probability = 1.0 / sum(exp(score - scores[best]) for score in scores)
    if probability < table[-1]:
        return Choice(None, probability, "pronoun open between several")
    return Choice(found[best][0], probability)
