"""Trust at the door: whether rows may be stored. Pure, so that a fetch and an import judge alike."""

from generator.trust.case import Witness
from generator.trust.door import Verdict, judge
from generator.trust.sessions import is_stale

__all__ = ["Verdict", "Witness", "is_stale", "judge"]
