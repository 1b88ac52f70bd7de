"""A name and its number where the verb is left out: `Gold is 3 % below its level of a year ago, silver 5 %`."""

from __future__ import annotations

from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence


def as_gapped(s: Sentence, scene: Scene, q: Quantity, before: Claim | None) -> Claim | None:
    """What the number before it asked, of the name that stands before this one; only where both hold."""
    if before is None or before.number is None or not q.unit or before.number.unit != q.unit or q.sign:
        return None
    clause = s.part(q.core)
    if clause.verb is not None or before.first in clause or q.last < clause.last - 1:
        return None
    name = next((m.name for m in clause.names if m.last == q.first - (s.low(q.first - 1) == "by")), None)
    if name is None or name.key is None or not isinstance(before.test, NumberTest):
        return None
    if any(w.first in clause for w in s.whens):
        return None
    asked = next((r for r in before.readings if holds(scene.answers, before, r)), None)
    if asked is None or asked.versus is not None:
        return None
    if (scene.kind(name) == "rate") != (scene.directory.kind(asked.subject) == "rate"):
        return None
    reading, test = replace(asked, subject=name.key), replace(before.test, q=q, size="")
    found = Claim(s, q.first, q.last, before.kind, (reading,), test, number=q)
    return found if holds(scene.answers, found, reading) else None
