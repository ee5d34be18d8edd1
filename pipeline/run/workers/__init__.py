"""Where work runs: local processes, Dask. An engine knows nothing of what the work is."""
