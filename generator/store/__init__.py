"""What is remembered: observations as they were known at a time, artefacts by their hash, and what was decided."""

from generator.store.database import Store, is_there, open_store

__all__ = ["Store", "is_there", "open_store"]
