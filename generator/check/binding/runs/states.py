"""Whether a run is over, goes on, or is only a stretch of time, and whether a move is told before it."""

from __future__ import annotations

from itertools import pairwise

from generator.check.binding.runs.words import STREAKS, Run
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_ENDED = wordset("""
    snapped snapping snaps snap broke breaking breaks broken ended ending ends end halted halting halts stopped stopping
    stops arrested interrupted interrupting over dead
""")
_BEFORE = wordset("after following had previously before earlier until")
_FOLLOWED = wordset("followed follows")


def is_stretch(s: Sentence, run: Run) -> bool:
    """`a run of three sessions in which it gained 2 %`, `its worst two-day stretch`: not each of them need have risen."""
    if not run.sign and (s.low(run.last) == "without" or any(m.last == run.first for m in s.marks_of("super"))):
        return True
    return (
        s.low(run.first) in STREAKS
        and not run.sign
        and s.low(run.last) in ("in", "during", "over")
        and s.low(run.last + 1) == "which"
    )


def tells_move(s: Sentence, run: Run) -> bool:
    """Whether the clause of a run tells of a move of prices before it."""
    before = s.marks_of("move", "state", lo=s.part(run.first).first, hi=run.last)
    return any(m.cue.sign for m in before)


def either_way(s: Sentence, i: int) -> bool:
    """`failed to move by 1 %, up or down, for six weeks`."""
    text = " ".join(s.words(s.part(i).first - 8, i))
    return "up or down" in text or "either way" in text or "either direction" in text


def goes_on(s: Sentence, run: Run) -> bool:
    """`has risen for six days`: the run is said to go on."""
    return bool({"has", "have", "is", "are", "now"} & set(s.words(s.part(run.first).first, run.first + 1)))


def is_over(s: Sentence, run: Run) -> bool:
    """Whether a run is over: `snapped a five-day slide`, `after five straight gains`, `the run of six is over`."""
    lo = max(s.part(run.first).first, run.first - 6)
    left, right = set(s.words(lo, run.first)) - {"over"}, set(s.words(run.last, run.last + 3))
    return bool((left | right) & _ENDED) or is_before(s, run)


def is_before(s: Sentence, run: Run) -> bool:
    """Whether a run came before what its sentence tells: `after three losses`, `followed a five-day slide`."""
    lo = max(s.part(run.first).first, run.first - 6)
    words = s.words(lo, run.first)
    if {"has", "have"} & set(words):
        words = [w for w in words if w != "had"]  # `has now had inflows for six days`
    return bool(set(words) & _BEFORE) or any(a in _FOLLOWED and b != "by" for a, b in pairwise([*words, ""]))
