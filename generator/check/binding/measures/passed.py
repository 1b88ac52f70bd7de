"""Levels that were passed: `topped 65`, `broke below 5,000`, `had got above 2,000 for all of a minute`."""

from __future__ import annotations

from generator.check.binding.claim import Claim
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.times.intraday import for_a_while
from generator.check.binding.times.times import Times
from generator.check.binding.words.dress import passes
from generator.check.comparing.amounts import NumberTest
from generator.check.text.hedges import beyond
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

ACROSS = wordset("topped topping tops cleared clearing crossed crossing breached surpassed exceeded passed pierced piercing reclaimed regained retook scaled scaling")  # fmt: skip


_WENT = wordset("got gets getting went goes going traded trades trading popped nosed poked peeked ventured")


def crossing(s: Sentence, q: Quantity) -> int:
    """`topped 65`, `poked through 20,000`, `broke below 5,000`: to which side a level was passed; 0: it was not."""
    before = s.low(q.first - 1)
    if q.unit not in ("", "money", "points") or (q.hedge is None and not (before in ACROSS or before == "through")):
        return 0
    if q.hedge is None and before in ACROSS:
        return 1
    side = beyond(q.hedge)
    as_far = before == "to" and any(n.hedge == "extreme" and n.last == q.first - 1 for n in s.numbers)
    if side and (as_far or before in _WENT or for_a_while(s, q.first, to_end=True)):
        return side
    verb = next((m for m in s.marks if m.cue.role == "move" and m.last in (q.first, q.first - 1)), None)
    if before == "through":
        return verb.cue.sign if verb is not None else 1 if s.low(q.first - 2) in ("poked", "broke", "pushed", "burst", "smashed") else 0  # fmt: skip
    return verb.cue.sign if verb is not None and verb.last == q.first and passes(s, q) else 0


def as_passed(q: Quantity, key: str, claim: Claim, times: Times, sign: int) -> Claim:
    """A level that was passed, at the close or within the day."""
    word = "high" if sign > 0 else "low"
    found = readings(key, "level", (None,), times.days)
    if times.window_named and not times.day_named:
        found += readings(key, word, times.windows, times.days[:1])
    found += readings(key, f"{word}.intraday", times.windows if times.window_named else ("1d",), times.days)
    test = NumberTest(q if q.hedge else replace(q, hedge="over" if sign > 0 else "under"), "level")
    return replace(claim, kind="level", readings=found[:MAX_READINGS], test=test)
