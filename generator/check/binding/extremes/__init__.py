"""Superlatives, records, first times, and how far back they reach."""
