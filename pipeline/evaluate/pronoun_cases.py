"""Pronouns with everybody they may mean and who is right: what the weights of the ranking are learnt from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.evaluate.coreference import TreebankDocument, attributions
from pipeline.evaluate.gap import GapPassage
from pipeline.speakers.discourse import Discourse
from pipeline.speakers.participant import Participant
from pipeline.speakers.pronouns import Choice, choose, weighed
from pipeline.speakers.resolve import resolve_mentions

_KINDS = {"male": "person", "female": "person", "neuter": "thing", "plural": "thing"}
_OPEN = Choice(None, 0.0, "the treebank's answer is none of the candidates")


@dataclass(slots=True)
class PronounCase:
    """One pronoun: a row of features per candidate, which rows are right."""

    rows: list[tuple[float, ...]]
    right: list[bool]

    @property
    def tells(self) -> bool:
        """Whether anything can be learnt: some candidates are right and some are not."""
        return any(self.right) and not all(self.right)


@dataclass(slots=True)
class ChainCollector:
    """Stands in for `choose`: notes the candidates and goes on with the right one, as the treebank has it."""

    document: TreebankDocument
    cases: dict[str, list[PronounCase]]
    chain_at: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up which chain is mentioned where."""
        for mention in self.document.mentions:
            self.chain_at.setdefault(self.document.spans[mention.head][0], mention.chain)

    def __call__(self, discourse: Discourse, at: int, kind: str) -> Choice:
        """Note one pronoun's candidates; answer with the right one, or as usual where the treebank has none."""
        found = weighed(discourse, at, kind)
        chain = self.chain_at.get(discourse.tokens.starts[at])
        if chain is None or not found:
            return choose(discourse, at, kind)
        case = PronounCase([row for _, row in found], [self._is(discourse, who, chain) for who, _ in found])
        if case.tells:
            self.cases.setdefault(_KINDS[kind], []).append(case)
        return Choice(found[case.right.index(True)][0], 1.0) if any(case.right) else _OPEN

    def _is(self, discourse: Discourse, participant: Participant, chain: str) -> bool:
        """Whether most of what is told of a participant by name or noun belongs to the chain."""
        starts = discourse.tokens.starts
        heads = {starts[s.at] for s in discourse.sightings if s.participant is participant and s.kind != "pronoun"}
        heads |= {starts[i] for form in participant.forms for i in range(form.first, form.last)}
        votes = [self.chain_at[start] for start in sorted(heads) if start in self.chain_at]
        return votes.count(chain) * 2 > len(votes)


def cases_of_gum(documents: Iterable[tuple[TreebankDocument, Doc]]) -> dict[str, list[PronounCase]]:
    """Resolve the documents with the right answers given; return the cases by table of weights."""
    cases: dict[str, list[PronounCase]] = {}
    for document, doc in documents:
        quotes = tuple(quote for _, _, quote in attributions(document))
        resolve_mentions(doc, quotes, ChainCollector(document, cases), eager=True)
    return cases


def cases_of_gap(passages: Sequence[tuple[GapPassage, Doc]]) -> list[PronounCase]:
    """One case per passage whose pronoun is asked about; where it means neither name, everybody else is right."""
    cases: list[PronounCase] = []
    for passage, doc in passages:
        found: list[PronounCase] = []

        def look_on(discourse: Discourse, at: int, kind: str) -> Choice:
            if discourse.tokens.starts[at] == passage.pronoun:  # noqa: B023 - called before the loop goes on
                found.append(_case(passage, discourse, at, kind))  # noqa: B023
            return choose(discourse, at, kind)

        resolve_mentions(doc, doc._.quotes or (), look_on)
        cases += [case for case in found[:1] if case.tells]
    return cases


def _case(passage: GapPassage, discourse: Discourse, at: int, kind: str) -> PronounCase:
    meant: dict[bool, set[int]] = {True: set(), False: set()}
    for start, end, is_meant in passage.names:
        covered = range(*discourse.tokens.overlapping(start, end))
        meant[is_meant] |= {id(discourse.owners[i][0]) for i in covered if i in discourse.owners}
    found = weighed(discourse, at, kind)
    some = any(is_meant for _, _, is_meant in passage.names)
    right = [id(who) in meant[True] if some else id(who) not in meant[False] for who, _ in found]
    return PronounCase([row for _, row in found], right)
