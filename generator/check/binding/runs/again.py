"""Counts of records, and of days of gains, losses or flows: `its 39th of the year`, `two days of inflows and three of outflows`."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import unit_at
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.words import UP_WORDS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.times.times import times_of
from generator.check.binding.words.nouns import PERIODS
from generator.check.comparing.tests import CountTest
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_MOVES_OF = wordset("inflows outflows gains losses rises falls redemptions creations withdrawals declines advances")


def days_of(s: Sentence, scene: Scene, i: int, n: int, k: int) -> Claim | None:
    """`two days of inflows and three of outflows`: so many days of a stretch that went one way."""
    earlier = next((PERIODS[w] for w in reversed(s.words(i - 6, i)) if w in PERIODS), "")
    period = PERIODS.get(s.low(k), "") or (earlier if s.low(k) == "of" and s.low(i - 1) == "and" else "")
    of = k + (s.low(k) in PERIODS)
    if not period or s.low(of) != "of" or s.low(of + 1) not in _MOVES_OF:
        return None
    names = subjects_of(scene, s, i, of + 2)
    if not names or names[0].key is None:
        return None
    key = scene.directory.flow_of(names[0]) if _is_flow(s.low(of + 1)) else None
    times = times_of(scene, s, i, of + 2)
    told = (*times.windows, *scene.window, *scene.section_window, *scene.frame)
    windows = tuple(dict.fromkeys(w for w in told if w not in ("1d", "then", "same")))[:2]
    word = "up" if s.low(of + 1) in UP_WORDS | {"creations"} else "down"
    found = tuple(Reading(key or names[0].key, "counted", f"{word}/{w}", parameter=period) for w in windows)
    return Claim(s, i, of + 2, "count", found, CountTest(n)) if found else None


def _is_flow(word: str) -> bool:
    return word.endswith("flows") or word in ("redemptions", "creations", "withdrawals")


def record_count(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`the fifth record of the month`, `its 12th record close this year`."""
    count = count_at(s, i)
    if count is None or not count[2] or count[1] >= s.hi:
        return None
    mark = s.mark_at(count[1])
    if mark is None or mark.cue.role != "record":
        return None
    last = mark.last + (s.low(mark.last) in ("close", "high", "finish", "closing"))
    when = next((w for w in s.whens if last <= w.first <= last + 2 and w.windows and not w.since), None)
    names = subjects_of(scene, s, i, mark.last)
    if when is None or not names or names[0].key is None:
        return None
    days, _ = moments(scene, s, i, mark.first, "")
    window = _running(s, when)
    found = readings(names[0].key, "count.record", (window,), days[:1])
    scene.records = (window, id(s.block))
    return Claim(s, i, when.last, "count", found, CountTest(count[0]))


def _running(s: Sentence, when: When) -> str:
    """The stretch that a record is one of: `its 26th record of a year in which` is of the running one."""
    return (s.low(when.first) == "a" and unit_at(s, when.last - 1)) or when.windows[0]


_MANAGED = wordset("managed manages had has set scored notched made only just")


def record_again(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`made a record on Thursday, its 39th of the year`, `a record, number 38 of 2024`, `gold set 49 records, silver managed two`."""
    count = count_at(s, i)
    if count is None or any(q.first <= i < q.last and q.unit for q in s.numbers):
        return None
    told = next((m for m in reversed(s.marks) if m.cue.role == "record" and m.last <= i and i - m.last <= 8), None)
    when = next((w for w in s.whens if count[1] <= w.first <= count[1] + 2 and w.windows and not w.since), None)
    if told is not None and (count[2] or s.low(i - 1) == "number") and when is not None and when.grain != "day":
        names = subjects_of(scene, s, told.first, told.last)
        days, _ = moments(scene, s, told.first, told.last, "")
        window, first, last = _running(s, when), i - (s.low(i - 1) == "number"), when.last
    elif (
        scene.records is not None
        and scene.records[1] == id(s.block)
        and s.low(i - 1) in _MANAGED
        and _ends(s, count[1])
    ):
        names, days = subjects_of(scene, s, i, count[1]), (None,)
        window, first, last = scene.records[0], i, count[1]
    else:
        return None
    if not names or names[0].key is None:
        return None
    return Claim(
        s, first, last, "count", readings(names[0].key, "count.record", (window,), days[:1]), CountTest(count[0])
    )


def _ends(s: Sentence, k: int) -> bool:
    return k >= s.hi or s.tokens[k].text in ",.;:"
