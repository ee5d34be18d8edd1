"""Running the whole thing over any number of articles: resumable at any instant, safe against any one article."""

from pipeline.runner.run import Flags, RunError, RunResult, run

__all__ = ["Flags", "RunError", "RunResult", "run"]
