"""Fills the store from the sources: who is asked when, what may be stored, and what became of it."""
