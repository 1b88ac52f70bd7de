"""What a sentence of a rewrite may not do: one rule a module."""
