"""The moves of a running period that were undone whole: `erased its gains for the year`, `its losses since April 2`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import since_windows
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.times import times_of
from generator.check.binding.words.nouns import DOWN_NOUNS, UP_NOUNS
from generator.check.comparing.tests import SignTest
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_ERASED = wordset("""
    erase erased erases erasing wiped wipes wiping surrendered surrendering surrenders gave give gives given giving
    recouped recouping recoups recovered recovering regained regaining reversed reversing made making clawed clawing
    relinquished relinquishing
""")
_DRESS = wordset(
    "up out away back all of the its their rest what remained last entire whole for in on from this earlier"
)
_LED = wordset("for of in on from this since so")
_MAYBE = wordset("to would could will may might should can if not no nearly almost")


def bind_erased(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """An undone gain leaves its stretch at or below where it began, an undone loss at or above it."""
    for k in s.places(_ERASED):
        found = _undone(s, k)
        if found is None or found[1].first in s.spent or _MAYBE & set(s.words(k - 2, k)):
            continue
        last, when, sign = found
        names = subjects_of(scene, s, k, last)
        windows = _windows(scene, when)
        if (
            _which(s, k)
            or len(names) != 1
            or names[0].key is None
            or not windows
            or scene.kind(names[0]) in ("flow", "rate")
        ):
            continue
        s.spent.add(when.first)
        times = times_of(scene, s, k, last)
        if times.window_named and times.windows[0].startswith(("month:", "quarter:", "year:", "since:")):
            continue  # `In October it gave back its gains for the year`: some day of that month
        days = times.days[:1] if times.day_named else (None,)
        yield Claim(s, k, last, "direction", readings(names[0].key, "change", windows[:1], days), SignTest(sign))


def _undone(s: Sentence, k: int) -> tuple[int, When, int] | None:
    """Where `its gains for the year` behind a verb end, the time that they are of, and where they now leave it."""
    when: When | None = None
    i = k + 1
    while i < s.hi and i - k < 10 and s.low(i) not in UP_NOUNS | DOWN_NOUNS:
        here = next((w for w in s.whens if w.first == i), None)
        if here is None and s.low(i) not in _DRESS:
            return None
        when = here or when
        i = here.last if here is not None else i + 1
    if i >= s.hi or i - k >= 10:
        return None
    noun, last = s.low(i), i + 1
    after = next((w for w in s.whens if i < w.first <= i + 3 and set(s.words(i + 1, w.first)) <= _LED), None)
    if after is not None and s.low(after.first - 1) != "on":
        when, last = after, after.last
    if when is None or when.ago or not (when.windows or when.grain == "day"):
        return None
    return last, when, -1 if noun in UP_NOUNS else 1


def _windows(scene: Scene, when: When) -> tuple[str, ...]:
    """The stretch from before the move that was undone up to now."""
    if when.since:
        return since_windows(when)
    if when.start is not None and when.grain in ("day", "month", "quarter", "year", "week"):
        return (f"since:{when.start - timedelta(1)}",)
    return scene.in_frame(when.windows) if when.windows[:1] in (("wtd",), ("mtd",), ("qtd",), ("ytd",)) else ()


def _which(s: Sentence, k: int) -> bool:
    """`the Russell fell behind the Nasdaq, and the index has wiped out its gain`: which of them is not said."""
    pointed = any(m.name.anaphor and m.last - m.first > 1 for m in s.part(k).names)
    return pointed and len({m.key for m in s.mentions if m.key}) > 1
