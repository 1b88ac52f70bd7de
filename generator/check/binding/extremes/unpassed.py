"""Levels not passed for so long: `had not closed above 2,000 since Jan. 15`, `not for 20 months had it closed above 1,100`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import since_test
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.comparing.dates import AgeTest
from generator.check.text.hedges import beyond
from generator.check.text.quantities import Quantity
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_NOT = wordset("not never hadn't hasn't haven't didn't wasn't nor")
_STOOD = wordset("closed close closing been was finished ended settled stood traded seen risen fallen")
_REACH = 9  # tokens from the denial to the level, and from the level to how long


def bind_unpassed(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims of when a level was last passed, told by a denial; the level is no claim of its own."""
    if s.vocabulary.isdisjoint(_NOT):
        return
    for q in s.numbers:
        sign = beyond(q.hedge)
        scope = _how_long(s, q) if sign and q.unit in ("", "money", "points", "percent") else None
        if scope is None or q.core in s.used:
            continue
        names = subjects_of(scene, s, q.first, q.last)
        if not names or names[0].key is None or (q.unit == "percent") != (scene.kind(names[0]) == "rate"):
            continue
        s.used.add(q.core)
        s.spent |= {w.first for w in s.whens if scope.first <= w.first < scope.last}
        days, _ = moments(scene, s, q.first, q.last, "")
        step = f"{q.magnitude.normalize():f}".replace(".", "_")
        measure = "lastabove" if sign > 0 else "lastbelow"
        found = tuple(Reading(names[0].key, measure, "any", at=d, parameter=step) for d in days)[:FEW_READINGS]
        first, last = min(q.first, scope.first), max(q.last, scope.last)
        if scope.when is not None:
            scene.looked_back[scope.when.first] = found[0]
            s.backs[scope.when.first] = ("level", "", sign)
        test = since_test(scope.when) if scope.when is not None else AgeTest(scope.count, scope.unit, scope.hedge)
        yield Claim(
            s,
            scope.first if last == q.last else first,
            last if last > q.last else scope.last,
            "superlative",
            found,
            test,
        )


def _how_long(s: Sentence, q: Quantity) -> Scope | None:
    """How long ago it was: behind the level, or at the head of the sentence with its denial."""
    if not _STOOD & set(s.words(q.first - 2, q.first)):
        return None
    denied = next((k for k in range(q.first - 1, max(s.lo, q.first - _REACH) - 1, -1) if s.low(k) in _NOT), None)
    for scope in s.scopes:
        known = (scope.kind == "since" and scope.when is not None) or (scope.kind == "age" and scope.hedge != "vague")
        behind = denied is not None and q.last <= scope.first <= q.last + 1
        led = s.low(scope.first - 1) == "not" and scope.last <= q.first <= scope.last + _REACH
        if known and (behind or led) and (scope.when is None or scope.when.windows != ("then",)):
            return scope
    return None
