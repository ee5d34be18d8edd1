"""One person, one statement, one quantity, across all articles. Takes the tables of extract and gives tables."""

from pipeline.reconcile.folder import ReconcileResult, reconcile
from pipeline.reconcile.overrides import OverridesError

__all__ = ["OverridesError", "ReconcileResult", "reconcile"]
