"""Reads other people's CSV files: says what it understood, and refuses what could mean two things."""

from generator.importing.reading import Given, Understood, read_messy

__all__ = ["Given", "Understood", "read_messy"]
