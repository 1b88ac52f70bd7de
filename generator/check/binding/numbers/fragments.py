"""Numbers that go on with what was measured before, at another time: `Last night, 11.2 %`, `On Tuesday it was only 4`."""

from __future__ import annotations

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import MAX_READINGS
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_STATES = ("drawdown", "rebound", "fromhigh", "fromlow", "gap", "ratio")
_FILLERS = wordset("it that was is were had been stood at only just still then now and but the on about roughly a")


def measured_again(s: Sentence, scene: Scene, q: Quantity) -> Claim | None:
    """A claim of the measure told last on another day, where a sentence says nothing but a day and a number."""
    last = scene.measured
    days = [w for w in s.whens if w.grain == "day" and not w.since and w.end is not None]
    if last is None or last.number is None or len(days) != 1 or len(s.numbers) != 1 or not _says_no_more(s):
        return None
    test = last.test
    if not isinstance(test, NumberTest) or q.unit not in ("", last.number.unit) or q.sign:
        return None
    number = replace(q, unit=last.number.unit)
    ends = [d for d in (days[0].end, *days[0].others) if d is not None]
    found = tuple(dict.fromkeys(replace(r, at=d) for d in ends for r in last.readings))[:MAX_READINGS]
    return Claim(s, q.first, q.last, last.kind, found, replace(test, q=number), number=number)


def measure_told(claims: list[Claim]) -> Claim | None:
    """The last claim of a sentence that a mere number may go on with."""
    last = claims[-1] if claims else None
    if last is None or last.number is None or not last.readings or last.settled is not None:
        return None
    return last if last.readings[0].measure in _STATES else None


def _says_no_more(s: Sentence) -> bool:
    spent = {k for q in s.numbers for k in range(q.first, q.last)} | {
        k for w in s.whens for k in range(w.first, w.last)
    }
    return all(k in spent or s.tokens[k].kind != "word" or s.low(k) in _FILLERS for k in range(s.lo, s.hi))
