"""From what stands and what was read to the plan of a run: the looks into files that the plan itself does without."""

from __future__ import annotations

from typing import Protocol

from pipeline.run.article_refs import Records
from pipeline.run.existing import Survey, damaged, with_errors
from pipeline.run.output import Target
from pipeline.run.plan import Plan, Standing, make_plan
from pipeline.run.shards import Limits


class How(Protocol):
    """The flags that matter here."""

    @property
    def force(self) -> bool:
        """Whether everything that was read is annotated anew."""
        ...

    @property
    def retry_errors(self) -> bool:
        """Whether articles with rows of errors are."""
        ...


def decide(target: Target, wanted: Records, found: Survey, run_key: str, limits: Limits, how: How) -> Plan:
    """What is to be done; where a look into a file is a journey, only those that rows are taken from are read."""
    while True:
        plan = make_plan(wanted, _standing(target, found, how), run_key, limits)
        donors = {taken.file_name for one in plan.todo for taken in one.taken}
        broken = damaged(target, found, sorted(donors)) if target.far else {}
        if not broken:
            return plan
        found.without(broken)


def _standing(target: Target, found: Survey, how: How) -> list[Standing]:
    if how.force:
        return [Standing(one.file_name, one.records, one.records) for one in found.standing]
    return with_errors(target, found) if how.retry_errors else found.standing
