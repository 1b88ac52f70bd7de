"""Moves between two ends that are extremes: `from the top in December 2013 to the bottom in January 2015`."""

from __future__ import annotations

from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.times.times import Times
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset
from generator.tape.series import to_date

_TOPS = wordset("peak high record top highs")
_BOTTOMS = wordset("low trough bottom nadir lows")
_NEAR = 7  # tokens between `from` or `to` and the extreme that it speaks of


_FROM = frozenset({"from"})


def as_extent(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """A share lost or gained from one extreme to another, or to a day that is named."""
    start = next(reversed(s.places(_FROM, q.first)), None)
    if start is None or any(start < n.core < q.core for n in s.numbers):
        return None
    one = _extreme(s, start + 1, q.first)
    to = next((i for i in range(one or q.first, q.first) if s.low(i) == "to"), None)
    if one is None or to is None:
        return None
    top = s.low(one) in _TOPS
    first = next((w for w in s.whens if start <= w.first < to and w.grain != "window"), None)
    second = next((w for w in s.whens if to < w.first < q.first and w.grain != "window" and w.end is not None), None)
    two = _extreme(s, to + 1, q.first)
    end = extreme_day(scene, key, second, s.low(two) in _TOPS) if two is not None else second.day if second else None
    if end is None:
        return None
    at = end if end < scene.as_of else None
    if first is not None and first.start is not None and first.end is not None:
        found = Reading(key, "fromhigh" if top else "fromlow", at=at, parameter=f"{first.start}_{first.end}")
    else:
        found = Reading(key, "drawdown" if top else "rebound", "all", at=at)
    return replace(claim, kind="drawdown", readings=(found,), test=NumberTest(q, q.unit, -1 if top else 1))


_DEEPEST = wordset("largest biggest deepest maximum max worst steepest greatest")
_SETBACKS = wordset("decline drawdown fall drop setback pullback retreat loss slide dip correction")


def as_deepest(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim | None:
    """`From peak to trough the largest decline amounted to 2.8 %`, `a maximum drawdown of 8 %`: within a stretch of time."""
    words = s.words(s.part(q.core).first - 6, q.first)
    at = next((k for k, w in enumerate(words) if w in _DEEPEST), None)
    noun = next((w for w in words[at + 1 : at + 5] if w in _SETBACKS), "") if at is not None else ""
    between = "peak" in words and ("trough" in words or "valley" in words)
    if not noun or not (between or noun in ("drawdown", "setback", "pullback", "correction")):
        return None
    told = (*times.windows, *scene.window, *scene.section_window, *scene.frame)
    windows = tuple(dict.fromkeys(w for w in told if w not in ("1d", "then", "same")))
    if not windows:
        return replace(claim, missing="the stretch of time is not said")
    found = readings(key, "deepest", windows[:2] if times.window_named else windows[:3], _end(times))
    return replace(claim, kind="drawdown", readings=found, test=NumberTest(q, q.unit, -1))


def _end(times: Times) -> tuple[date | None, ...]:
    return times.days[:1] if times.day_named else (None,)


def _extreme(s: Sentence, i: int, stop: int) -> int | None:
    return next((k for k in range(i, min(i + _NEAR, stop)) if s.low(k) in _TOPS or s.low(k) in _BOTTOMS), None)


def extreme_day(scene: Scene, key: str, when: When | None, top: bool) -> date | None:
    """The day of the highest or lowest close of a period."""
    columns = scene.answers.columns(key)
    if columns is None or when is None or when.start is None or when.end is None:
        return None
    inside = [(float(v), to_date(d)) for d, v in zip(*columns, strict=True) if when.start <= to_date(d) <= when.end]
    if not inside:
        return None
    return max(inside, key=lambda x: x[0])[1] if top else min(inside, key=lambda x: x[0])[1]


def begins_in(scene: Scene, key: str, when: When) -> bool:
    """Whether a file begins in a period: `since 2013` then is as far as anybody can see."""
    columns = scene.answers.columns(key)
    if columns is None or not len(columns[0]) or when.start is None or when.end is None:
        return False
    return when.start <= to_date(columns[0][0]) <= when.end


def span_of(when: When | None) -> str:
    """The days of a named period or day, as the questions write them."""
    if when is None or when.grain == "window" or when.start is None or when.end is None:
        return ""
    return f"{when.start}_{when.end}"
