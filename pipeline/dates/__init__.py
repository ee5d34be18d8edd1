"""Finding and normalising dates and times (TIMEX3)."""
