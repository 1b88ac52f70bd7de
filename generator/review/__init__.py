"""Review: a person reads a draft with its verdicts, and what she decides holds for exactly those bytes."""
