"""Several documents as one: numpy's calls cost more than their work on a short one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.quotes.network.columns import Ints, Proposal, Span, Words


def joined(parts: Sequence[Words]) -> tuple[Words, Ints]:
    """The words of all parts, one part behind the other, and where each begins, with the total at the end.

    No sentence, paragraph or quotation region runs over a border. The offsets and tokens stay those of each document.
    """
    begins = np.cumsum([0, *(len(one.start) for one in parts)])
    if len(parts) == 1:
        return parts[0], begins

    def column(name: str) -> Ints:
        return np.concatenate([getattr(one, name) for one in parts])

    def renumbered(name: str) -> Ints:
        columns = [getattr(one, name) for one in parts]
        more = np.cumsum([0, *(int(numbers.max(initial=-1)) + 1 for numbers in columns[:-1])])
        return np.concatenate([np.where(own < 0, own, own + k) for own, k in zip(columns, more.tolist(), strict=True)])

    together = Words(
        start=column("start"),
        end=column("end"),
        head=np.concatenate([one.head + at for one, at in zip(parts, begins.tolist(), strict=False)]),
        sentence=renumbered("sentence"),
        paragraph=renumbered("paragraph"),
        region=renumbered("region"),
        regions_before=column("regions_before"),
        quote_state=column("quote_state"),
        entity_begins=column("entity_begins"),
        strings={name: np.concatenate([one.strings[name] for one in parts]) for name in parts[0].strings},
        token=column("token"),
        counted=np.concatenate([one.counted for one in parts]),
        proposals=tuple(_moved(parts, begins)),
    )
    return together, begins


def _moved(parts: Sequence[Words], begins: Ints) -> Iterator[Proposal]:
    for one, by in zip(parts, begins.tolist(), strict=False):
        for proposal in one.proposals:
            yield Proposal(
                cue=_shifted(proposal.cue, by) if proposal.cue else None,
                content=tuple(_shifted(span, by) for span in proposal.content),
                source=_shifted(proposal.source, by) if proposal.source else None,
                quoted=proposal.quoted,
            )


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
