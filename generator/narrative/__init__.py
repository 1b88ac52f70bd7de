"""Facts in plain words: stories, their templates, and the tie of every statement to its fact."""

from generator.narrative.draft import Draft, write
from generator.narrative.language import Language, language

__all__ = ["Draft", "Language", "language", "write"]
