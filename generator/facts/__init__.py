"""Questions and answers: the one engine that everything else is built on."""

from generator.facts.engine import Engine
from generator.facts.fact import Fact

__all__ = ["Engine", "Fact"]
