"""Where a distance is counted from that is the close of another time, or where a period began."""

from __future__ import annotations

from generator.check.binding.context.carry import since_windows
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.bases import number_at
from generator.check.binding.times.times import times_of
from generator.check.text.periods import UNIT_WINDOWS
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_COARSE = ("day", "week", "month", "quarter", "year")
_CLOSES = wordset("close finish settlement closing level reading value mark balance figure")


def _ends(s: Sentence, k: int) -> bool:
    """Whether a clause ends at a token."""
    return k >= s.hi or s.tokens[k].kind in ("end", "sign") or s.tokens[k].text in ".,;:)"


def _ends_or_joins(s: Sentence, k: int) -> bool:
    return _ends(s, k) or s.low(k) in ("and", "but", "or")


def from_close_of(s: Sentence, scene: Scene, q: Quantity, i: int) -> tuple[str, ...]:
    """`9 bps below last week's close`, `0.6 % under its 2 April finish`, `above the close of 2 April`: since that time."""
    k = i + (s.low(i) in ("the", "its", "their"))
    past = next((w for w in s.whens if w.first in (i, k) and w.end and w.grain in _COARSE), None)
    if past is not None and s.low(past.last - 1) in ("before", "earlier") and past.end and _ends_or_joins(s, past.last):
        return tuple(dict.fromkeys((*since_windows(past)[::-1], *past.windows)))  # `$1.0 billion below the week before`
    day = next((w for w in s.whens if w.first == k == i and w.day and not w.ago), None)
    beyond = s.low(i - 1) in ("below", "above", "under", "over", "beneath")
    if day is not None and day.day is not None and beyond and day.day < scene.as_of and _ends(s, day.last):
        return (f"since:{day.day}",)  # `it was 23.6 % below 3 January`
    when = next((w for w in s.whens if w.first == k and (s.low(w.last) in _CLOSES or s.low(k) in _CLOSES)), None)
    last = when.last + (s.low(k) not in _CLOSES) if when is not None else 0
    if when is None and s.low(k) in _CLOSES and s.low(k + 1) in ("of", "on"):
        when = next((w for w in s.whens if w.first == k + 2), None)
        last = when.last if when is not None else 0
    if when is None or when.end is None or when.end >= scene.as_of:
        return ()
    back = when.windows if when.ago else ()
    return () if number_at(s, last) is not None else (*back, *(f"since:{d}" for d in (when.end, *when.others)))


_BEGAN = wordset("began started opened begun start begin opened entered")


def where_it_began(s: Sentence, scene: Scene, q: Quantity, i: int) -> tuple[str, ...]:
    """`1.8 % below where it began the year`, `a quarter lower than at the start of the month`: the window meant."""
    words = s.words(i, i + 9)
    at = next((k for k, w in enumerate(words) if w in _BEGAN), None)
    if at is None or not words or words[0] not in ("where", "its", "the", "at", "what"):
        return ()
    period = next((w for w in words[at + 1 : at + 4] if w in UNIT_WINDOWS), None)
    if period is None and words[0] == "where":
        return times_of(scene, s, q.first, q.last).windows
    return UNIT_WINDOWS[period][:1] if period else ()
