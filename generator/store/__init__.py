"""What is remembered: observations as they were known at a time, artefacts by their hash, and what was decided."""
