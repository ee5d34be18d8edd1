"""One person, one statement, one quantity, across all articles. Takes the tables of extract and gives tables."""

from pipeline.reconcile.overrides import OverridesError
from pipeline.reconcile.run import Result, reconcile

__all__ = ["OverridesError", "Result", "reconcile"]
