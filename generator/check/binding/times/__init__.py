"""When a claim is about: windows, days, and the course of a day."""
