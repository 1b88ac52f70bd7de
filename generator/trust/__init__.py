"""Trust at the door: whether rows may be stored. Pure, so that a fetch and an import judge alike."""

from generator.trust.door import Verdict, judge
from generator.trust.sessions import is_stale

__all__ = ["Verdict", "is_stale", "judge"]
