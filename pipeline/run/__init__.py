"""Runs over any number of articles: resumable at any instant, safe against any one article.

A **run** reads its inputs, extracts from the articles, and leaves tables in its **output**, a folder or a URL. What
this room speaks of:

- The **spool** is the file on this machine in which the articles of a run wait; an **article ref** says where in it one
  lies, and by hashes which it is, so that millions are compared without their texts.
- A **shard** is a group of articles whose rows lie in one file per table. Its **plan** says which articles are
  annotated, and which rows are taken over from files that stand.
- A **work unit** is a part of a shard: what a **worker**, a process of our own, does at a time.
- The **manifest** tells of a run. The **inventory** of a shard tells of its files, and is written last: a shard without
  one is made anew.

`whole_run` is the way through: `gather` reads, `existing` and `plan` compare, `extract_shards` (or `extract_on_dask`)
keeps the workers busy, `publish` writes.
"""

from pipeline.run.flags import Flags, Interrupted, RunResult
from pipeline.run.output import RunError
from pipeline.run.whole_run import run

__all__ = ["Flags", "Interrupted", "RunError", "RunResult", "run"]
