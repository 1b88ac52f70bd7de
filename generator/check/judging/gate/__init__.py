"""The gate for rewrites (claims, section 5): both texts are read into what they assert, and each assertion of the rewrite must be one of the plain text's."""

from generator.check.judging.gate.rewrite import Bound, Gate, Held, Tie, judge_rewrite

__all__ = ["Bound", "Gate", "Held", "Tie", "judge_rewrite"]
