"""A slower and better parser that parses news for the shipped one to learn from (needs torch; for training only)."""
