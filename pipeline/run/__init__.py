"""Running the whole thing over any number of articles: resumable at any instant, safe against any one article."""

from pipeline.run.whole_run import Flags, Interrupted, RunError, RunResult, run

__all__ = ["Flags", "Interrupted", "RunError", "RunResult", "run"]
