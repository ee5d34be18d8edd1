"""Measuring quality on annotated corpora: what `make eval` runs. Nothing here is imported when articles are read."""
