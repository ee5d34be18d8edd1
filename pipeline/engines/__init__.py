"""Where work runs: local processes. An engine knows nothing of what the work is."""
