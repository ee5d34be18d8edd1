"""The tables: declared once, written and read as Parquet, checked, and what stands beside them in `_runs`."""
