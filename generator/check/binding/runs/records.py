"""Days without a record, and records on every one: `ten sessions without a record`, `records every day this week`."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.words import STRAIGHT, TAILS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.nouns import PERIODS
from generator.check.comparing.tests import CountTest, EveryTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_TAIL_NOUNS = wordset("close closes closing finish finishes high highs level levels")
_DRESS = wordset("a an the new setting hitting notching reaching posting making fresh closing all-time another logging")
_SKIPPED = wordset("of trading calendar")
_ENDED = wordset("ended ending ends snapped snapping broke breaking end halted")


def bind_record_run(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """A count of days without a record, or records on every day, that begins at a token."""
    found = _each(s, i)
    if found is not None:
        return _every(s, scene, *found)
    count = count_at(s, i)
    if count is None or not 1 < count[0] < 5000:
        return None
    last = _without(s, count[1])
    if last is not None:
        return _claim(s, scene, i, last, count[0], "recordless", "")
    row = _in_a_row(s, count[1])
    return _claim(s, scene, i, row, count[0], "recordrun", "high") if row is not None else None


def _in_a_row(s: Sentence, k: int) -> int | None:
    """`seventh record in a row`, `six record closes running`."""
    straight = s.low(k - 1) in STRAIGHT or s.low(k) in STRAIGHT
    k += s.low(k) in STRAIGHT
    mark = _record_at(s, k + (s.low(k) in ("daily", "new")))
    if mark is None or mark.cue.sign < 0:
        return None
    last = mark.last
    while s.low(last) in _TAIL_NOUNS:
        last += 1
    tail = next((len(words) for words in TAILS if tuple(s.words(last, last + len(words))) == words), 0)
    return last + tail if tail or straight else None


def _without(s: Sentence, j: int) -> int | None:
    """`straight sessions without setting a record`, `trading days without a new high`."""
    k = j
    while s.low(k) in STRAIGHT or s.low(k) in _SKIPPED:
        k += 1
    if PERIODS.get(s.low(k)) != "day" or s.low(k + 1) != "without":
        return None
    k += 2
    while s.low(k) in _DRESS and _record_at(s, k) is None:
        k += 1
    mark = _record_at(s, k)
    return mark.last if mark is not None else None


def _each(s: Sentence, i: int) -> tuple[int, int, tuple[str, ...]] | None:
    """`set records every day this week`."""
    mark = s.mark_at(i)
    if mark is None or mark.cue.role != "record":
        return None
    k = mark.last
    while s.low(k) in _TAIL_NOUNS or s.low(k) == "on":
        k += 1
    if s.low(k) not in ("every", "each") or PERIODS.get(s.low(k + 1)) != "day":
        return None
    when = next((w for w in s.whens if w.first in (k + 2, k + 3) and w.windows and w.grain != "day"), None)
    return (k + 2, when.last, when.windows) if when is not None else None


def _every(s: Sentence, scene: Scene, first: int, last: int, windows: tuple[str, ...]) -> Claim | None:
    start = max(s.lo, first - 4)
    names = subjects_of(scene, s, start, last)
    known = [n for n in names if n.key]
    claim = Claim(s, start, last, "count")
    if not known:
        return replace(claim, missing="no instrument of the tape is named")
    found = tuple(Reading(n.key or "", "counted", f"record/{windows[0]}", parameter="day") for n in known)
    return replace(claim, readings=found, test=EveryTest(), group=len(found) if len(found) > 1 else 0)


def _claim(s: Sentence, scene: Scene, first: int, last: int, n: int, measure: str, word: str) -> Claim:
    claim = Claim(s, first, last, "streak")
    names = subjects_of(scene, s, first, last)
    if not names:
        return replace(claim, missing="no instrument is named")
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    days, _ = moments(scene, s, first, last, "day")
    over = "ended" if _ENDED & set(s.words(first - 6, first)) else None
    found = tuple(Reading(names[0].key, measure, word or None, at=d, parameter=over) for d in days)
    return replace(claim, readings=found[:FEW_READINGS], test=CountTest(n))


def _record_at(s: Sentence, k: int) -> Mark | None:
    mark = s.mark_at(k)
    return mark if mark is not None and mark.cue.role == "record" else None
