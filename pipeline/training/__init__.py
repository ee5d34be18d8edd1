"""From corpora to trained weights: what `make model` runs. Nothing here is imported when articles are read."""
