"""Ranges that run backwards: `between 2,800 and 2,700`, `a range of 3 to 2 per cent`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.inside.doubt import BAD, Doubt, part
from generator.check.binding.inside.figures import same_measure
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_RANGES = wordset("range ranges band corridor channel")
_VERBS = wordset(
    "swung swing swings swinging moved shuttled alternated toggled split difference gap spread choose shift"
)


def ranges(s: Sentence) -> Iterator[Doubt]:
    """Ranges whose low end is above the high end."""
    for one, two in zip(s.numbers, s.numbers[1:], strict=False):
        if not _range(s, one, two) or not same_measure(one, two) or one.value < 0 or two.value < 0:
            continue
        if one.value > two.value:
            low, high = s.phrase(one.first, one.last), s.phrase(two.first, two.last)
            message = f"The range runs backwards: {low} is above {high}."
            yield Doubt("internal.range", BAD, message, (part(s, one), part(s, two)))


def _range(s: Sentence, one: Quantity, two: Quantity) -> bool:
    """`between A and B` of what lies or moves there, `a range of A to B`."""
    between, before = s.words(one.last, two.first), s.words(one.first - 3, one.first)
    if set(s.words(one.first - 6, one.first)) & _VERBS:
        return False
    if before[-1:] == ["between"]:
        return between == ["and"]
    return (
        between in (["to"], ["-"], ["\u2013"]) and before[-1:] == ["of"] and before[-2:-1][:1] in [[w] for w in _RANGES]
    )
