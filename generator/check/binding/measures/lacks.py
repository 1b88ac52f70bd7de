"""What is missing to a high, told without `below`: `lacks 3 % of its record`, `has 6 % to make up`, `9 % short`."""

from __future__ import annotations

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.away import far_from
from generator.check.binding.measures.bases import PEAKS, Base, base_of
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_REGAIN = wordset("make recover regain climb gain rise go recoup win")
_LACKS = wordset("lacks lack lacked lacking wants")


def as_lack(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`lacks 3 % of its record`, `has 6 % to make up`, `no record today: gold is 9 % short`, `12 % between it and its high`."""
    if q.unit not in ("percent", "fraction"):
        return None
    before, after = s.words(q.first - 3, q.first), s.words(q.last, q.last + 3)
    if before[-1:] and before[-1] in _LACKS:
        base = base_of(s, scene, q, q.last + 1) if after[:1] == ["of"] else Base(q.last, True)
        return far_from(s, scene, q, key, claim, base) if base is not None and base.top else None
    if {"has", "have", "had"} & set(before) and after[:1] == ["to"] and after[1:2] and after[1] in _REGAIN:
        last = q.last + 2 + (s.low(q.last + 2) in ("up", "good", "back"))
        return far_from(s, scene, q, key, claim, Base(last, True))
    peak = not s.vocabulary.isdisjoint(PEAKS)
    ends = q.last + 1 >= s.hi or s.tokens[q.last + 1].text in ",.;:)" or s.low(q.last + 1) in ("and", "but")
    if after[:1] and after[0] in ("short", "away", "shy") and ends and peak:
        return far_from(s, scene, q, key, claim, Base(q.last + 1, True))
    if after[:1] == ["between"] and {"distance", "gap", "way"} & set(s.words(q.first - 6, q.first)):
        _, hi = s.hard_clause(q.core)
        top = next((k for k in range(q.last + 2, min(hi, q.last + 12)) if s.low(k) in PEAKS), None)
        one = next((m for m in s.mentions if q.last < m.first <= q.last + 3 and m.name.anaphor is None), None)
        if top is None or one is None or one.key is None or "and" not in s.words(one.last, top):
            return None
        return far_from(s, scene, q, one.key, claim, Base(top + 1, True))
    return None
