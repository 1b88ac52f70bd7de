"""Polish: a model may improve the prose of a draft, and only the prose. The checker is the judge."""

from generator.polish.polishing import Manuscript
from generator.polish.stage import Polished, polish

__all__ = ["Manuscript", "Polished", "polish"]
