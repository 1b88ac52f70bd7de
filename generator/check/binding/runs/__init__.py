"""Runs and counts: `a third straight loss`, `nine of the last ten`, `every month of the quarter`."""
