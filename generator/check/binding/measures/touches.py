"""Levels passed for a while: `having visited 4.01 %`, `poked its head out at $20,089`, `it saw $69 on the way`."""

from __future__ import annotations

from decimal import Decimal

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.times.times import Times
from generator.check.comparing.amounts import NumberTest, ReachedTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_TOUCHES = wordset("""
    touched touching touches visited visiting visits tagged tagging kissed kissing grazed brushed saw seeing seen tasted
    poked flirted printed printing
""")
_BETWEEN = wordset("its head out up at to with as low high the just even briefly nearly above below over under")


def touched(s: Sentence, q: Quantity) -> bool:
    """Whether a number is a level that was only visited; `4.01 % and 4.58 %` are so both."""
    k = q.first - 1
    if s.low(k) == "and":
        k = next((n.first - 1 for n in s.numbers if n.last == k and n.unit == q.unit), k)
    named = {i for m in s.mentions for i in range(m.first, m.last)}  # `I saw the S&P at 5,119`
    while (s.low(k) in _BETWEEN or k in named) and q.first - k < 9:
        k -= 1
    return s.low(k) in _TOUCHES and s.low(k - 1) != "last"


_LOOSE = frozenset({"about", "nearly"})


def as_touched(scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim:
    """The end, on the side of the close that the number lies on, of the day's trading or of the stretches told."""
    day = times.days[0]
    close = scene.answers.ask(Reading(key, "level", at=day))
    side = "low" if close is not None and q.magnitude < Decimal(repr(float(close.number))) else "high"
    if times.moment and q.hedge in _LOOSE:
        return replace(claim, missing="a price within the day is not on the tape")  # `around $61,760 at 11 am`
    daily = times.moment or times.day_named or times.windows[:1] == ("1d",)
    if daily and scene.answers.bars(key, side, day) is None:
        closed = replace(claim, kind="level", readings=readings(key, "level", (None,), times.days[:2]))
        if any(holds(scene.answers, closed, r) for r in closed.readings):
            return closed  # `the rate printed 4.83 % on Thursday`
        return replace(claim, missing="a price within the day is not on the tape")
    if daily:
        found = readings(key, f"{side}.intraday", ("1d",), times.days[:2]) + readings(key, "level", (None,), (day,))
    else:
        found = ()
    windows = tuple(w for w in times.windows[:3] if w != "1d")
    for window in windows:
        found += (Reading(key, f"{side}.intraday", window, at=day), Reading(key, side, window, at=day))
    return replace(claim, kind="level", readings=found, test=ReachedTest(NumberTest(q, "level"), side))
