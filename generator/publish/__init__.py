"""The press: what a person approved goes out to its readers, never twice and never silently not."""
