"""Moving averages: above or below one, for the first time since, so far from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.asserted import is_supposed
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import since_test
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.dress import dress
from generator.check.binding.words.reaches import Reach, reach_after
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.tests import Test, TruthTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_NOUNS = wordset("average dma sma ma mean")
_BELOW = wordset("below under beneath")
_ABOVE = wordset("above over")
_DRESS = wordset("its the their a key closely watched simple long-term rising falling both of")
_NO_CLAIM = wordset("to will would could may might should if toward towards near test tests testing support resistance")


@dataclass(frozen=True, slots=True)
class Average:
    """`200-day moving average` at tokens `first` to `last` (exclusive); `n` is 0 where it is not one of days."""

    first: int
    last: int
    n: int


def average_at(s: Sentence, i: int) -> Average | None:
    """An average that begins at a token with its number of days."""
    digits = s.tokens[i].text
    if not s.tokens[i].is_num or not digits.isdigit() or len(digits) > 3:
        return None
    unit, k = s.low(i + 1), i + 2
    if unit in ("dma", "sma", "ma"):
        return Average(i, k, int(digits))
    if unit not in ("day", "week", "month"):
        return None
    k += s.low(k) in ("simple", "exponential")
    if s.words(k, k + 2) == ["moving", "average"] or s.low(k) in ("average", "mean"):
        return Average(i, k + 1 + (s.low(k) == "moving"), int(digits) if unit == "day" and s.low(k - 1) != "exponential" else 0)  # fmt: skip
    return None


def bind_averages(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`closed below its 200-day moving average for the first time since November 2012`."""
    if s.vocabulary.isdisjoint(_NOUNS):
        return
    for i in s.counting:
        found = average_at(s, i)
        if found is None:
            continue
        s.used |= {q.core for q in s.numbers if found.first <= q.core < found.last}
        s.spent |= {w.first for w in s.whens if found.first <= w.first < found.last}
        claim = _of(s, scene, found)
        if claim is not None:
            yield claim


def _of(s: Sentence, scene: Scene, average: Average) -> Claim | None:
    k = average.first - 1
    while s.low(k) in _DRESS:
        k -= 1
    side = -1 if s.low(k) in _BELOW else 1 if s.low(k) in _ABOVE else 0
    if not side:
        return None
    number = next((q for q in s.numbers if q.last == k and q.unit == "percent"), None)
    mark = _verb(s, k)
    first = number.first if number is not None else mark.first if mark is not None else k
    reach = _first_time(s, average.last)
    claim = Claim(s, first, reach.last if reach is not None else average.last, "average")
    if number is None and (mark is None or is_supposed(s, mark)):
        return None
    if _NO_CLAIM & set(s.words(k - 3, k)) or "not" in s.words(k - 5, k):
        return None
    names = subjects_of(scene, s, first, average.last)
    if number is not None:
        s.used.add(number.core)
    if reach is not None:
        s.spent |= {w.first for w in s.whens if reach.first <= w.first < reach.last}
    if not names or names[0].key is None or not average.n:
        return replace(claim, missing="an average that the tape does not hold")
    days, _ = moments(scene, s, first, average.last, "day")
    measure, window, test = _asked(s, number, reach, side)
    found = tuple(Reading(names[0].key, measure, window, at=d, parameter=str(average.n)) for d in days)
    return replace(claim, readings=found[:FEW_READINGS], test=test)


def _asked(s: Sentence, number: Quantity | None, reach: Reach | None, side: int) -> tuple[str, str | None, Test]:
    if number is not None:
        return "fromaverage", None, NumberTest(number, "percent", dress(s, number)[2] or side)
    word = "above" if side > 0 else "below"
    if reach is not None and reach.scope is not None and reach.scope.when is not None:
        return "lastaverage", word, since_test(reach.scope.when)
    return "average", word, TruthTest(True, "comparison", "comparison")


def _verb(s: Sentence, k: int) -> Mark | None:
    """The verb right before `below`."""
    return next((m for m in s.marks if m.last in (k, k - 1) and m.cue.role in ("move", "level", "state")), None)


def _first_time(s: Sentence, k: int) -> Reach | None:
    """`for the first time since`."""
    if s.words(k, k + 4) != ["for", "the", "first", "time"]:
        return None
    reach = reach_after(s, k + 4, 2)
    return Reach(k, reach.last, reach.scope) if reach is not None and reach.scope is not None else None
