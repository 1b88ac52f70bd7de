"""One yield beside another: `the 2-year closed at 3.65 %, below the 10-year's`, `just a hair lower than the 10-year`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.comparing.tests import SignTest
from generator.check.text.entities import Mention
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_SIDES = {"below": -1, "under": -1, "beneath": -1, "above": 1, "over": 1}
_THAN = {"lower": -1, "less": -1, "smaller": -1, "higher": 1, "more": 1, "larger": 1}
_OTHERWISE = wordset("last not never if when would could should might may longer normally usually typically")


def bind_yields(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims that a yield is above or below another one, without a number for the gap."""
    rates = [m for m in s.mentions if m.name.kind == "rate" and m.name.key is not None]
    for other in rates:
        found = _side(s, other)
        if found is None or _OTHERWISE & set(s.words(max(s.part(found[0]).first, found[0] - 8), found[0])):
            continue
        first, sign = found
        names = subjects_of(scene, s, first, first + 1)
        if len(names) != 1 or names[0].key in (None, other.name.key) or scene.kind(names[0]) != "rate":
            continue
        days, _ = moments(scene, s, first, other.last, "day")
        asked = tuple(Reading(names[0].key or "", "gap", versus=other.name.key, at=d) for d in days[:1])
        yield Claim(s, first, other.last, "comparison", asked, SignTest(sign, compare=True))


def _side(s: Sentence, other: Mention) -> tuple[int, int] | None:
    """The word right before a yield that says on which side of it another one is; not of a gap, nor of a passing."""
    k = other.first - 1
    while s.low(k) in ("the", "that", "of"):
        k -= 1
    first = k - (s.low(k) == "than")
    sign = _THAN.get(s.low(first), 0) if s.low(k) == "than" else _SIDES.get(s.low(k), 0)
    measured = any(q.last == first or (q.last == first - 1 and s.low(q.last) != ",") for q in s.numbers)
    return (first, sign) if sign and not measured else None
