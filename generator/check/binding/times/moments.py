"""The days that a superlative or a count may speak of."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.binding.context.carry import of_base, present
from generator.check.binding.context.scene import Scene
from generator.check.binding.times.pointed import is_day
from generator.check.binding.times.times import Times, times_of
from generator.check.comparing.dates import LONGEST, period_end, period_start
from generator.check.text.periods import ENDING
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Token
from generator.check.text.when import When
from generator.check.text.wordset import wordset


def older_days(scene: Scene) -> tuple[date, ...]:
    """The days up to which `the old record` stood: before the last session, week or month, in which it was broken."""
    eve = scene.as_of - timedelta(1)
    return (eve, *(period_start(scene.as_of, p) - timedelta(1) for p in ("week", "month", "quarter")))


def since_unknown(s: Sentence, last: int) -> bool:
    """`14 % lower since the last meeting`: a stretch that begins with what no calendar knows, right behind some words."""
    return any(c.kind == "since" and c.when is None and last <= c.first <= last + 3 for c in s.scopes)


def moments(scene: Scene, s: Sentence, first: int, last: int, period: str) -> tuple[tuple[date | None, ...], Times]:
    """The days that a superlative may speak of: the one named with it, or the draft's and the one carried on."""
    times = times_of(scene, s, first, last)
    if _came_after(s, first):
        return (_end_before(scene.as_of, period),), times
    if times.when is not None and of_base(s, times.when):
        times = replace(times, when=None, days=(None, *times.days), day_named=False)
    if times.when is not None and (_of_extreme(s, times.when) or _of_before(s, times.when, last)):
        times = replace(times, when=None, days=(None, *times.days), day_named=False)
    when = _day_by(s, first, last) or times.when
    if when is not None and _of_earlier_part(s, when, first):
        when, times = None, replace(times, when=None, days=(None, *times.days), day_named=False)
    if when is not None and s.words(when.first - 2, when.first) == ["back", "to"]:
        when = None  # `data going back to 1988`
    if (
        when is not None
        and not when.since
        and when.end is not None
        and when.grain in ("month", "quarter", "year", "week")
    ):
        days: tuple[date | None, ...] = (when.end,)
    elif when is not None and when.end is not None and is_day(when) and (not when.edge or _ended(s, when)):
        days = (when.end,)
    else:
        days = tuple(dict.fromkeys((*_just_ended(scene, period), None, *times.days[:3])))
    return tuple(dict.fromkeys(_settled(scene, d, period) for d in days)), times


def _came_after(s: Sentence, first: int) -> bool:
    """`a gain that followed its worst week since 2012`, `roared back from its worst week ever`, `after the best day in years`."""
    if {"followed", "follows"} & set(s.words(s.part(first).first, first)):
        return True
    led = s.low(first - 1) in ("its", "their", "the") and s.low(first - 2) in ("after", "following", "from")
    return (
        led and s.low(first - 3) not in ("up", "down", "far", "is", "was", "different") and s.mark_at(first) is not None
    )


def _ended(s: Sentence, when: When) -> bool:
    """`ended October at a record`, `closed the year near its high`: the last day of a period, and no base."""
    return bool(ENDING & set(s.words(when.first - 2, when.first)))


def _just_ended(scene: Scene, period: str) -> tuple[date, ...]:
    """The end of the period that a draft of the first days of the next one looks back on: `its worst quarter ever`."""
    name = period.partition("@")[0]
    elapsed = (scene.as_of - period_start(scene.as_of, name)).days if name in _FRESH else None
    return () if elapsed is None or elapsed >= _FRESH[name] else (_end_before(scene.as_of, period),)


_FRESH = {"month": 4, "quarter": 10, "half": 14, "year": 21}  # days for which the period before is still told of


def _end_before(day: date, period: str) -> date:
    """The end of the period before the one that a day lies in: `followed its worst week since 2012`."""
    name = period.partition("@")[0]
    return period_start(day, name) - timedelta(1) if name in LONGEST else day - timedelta(1)


def _day_by(s: Sentence, first: int, last: int) -> When | None:
    """The day named in the clause of some words, or before it up to the clause that it hangs on: `Wednesday's close was`."""
    clause = s.part(first)
    own = [w for w in s.whens if w.first in clause and _is_day(s, w) and not _of_extreme(s, w)]
    left = [w for w in own if w.last <= first and not _of_earlier_part(s, w, first)]
    told = next((q.last for q in s.numbers if last <= q.first <= last + 2), last)  # `a record of 482 on 2 February`
    right = [w for w in own if w.first >= last and not any(told <= q.first < w.first for q in s.numbers)]
    if left or right:
        return left[-1] if left else right[0]
    if (behind := _day_behind_value(s, last)) is not None:
        return behind
    at = s.parts.index(clause)
    beside = s.parts[at + 1] if at + 1 < len(s.parts) else clause
    if clause.verb is None and beside.verb is None and any(q.first == beside.body for q in s.numbers):
        days = [w for w in s.whens if w.first in beside and _is_day(s, w)]
        if days:
            return days[0]  # `The year's largest inflow, $6.6bn on 13 February, was`
    stop = s.parts.index(clause.head) if clause.head is not None else 0
    if clause.head is None and (
        clause.opener not in ("and", "but", "then", ",")
        or present(s, first)
        or any(w.first in clause and w.windows != ("then",) for w in s.whens)
    ):
        return None
    for here in reversed(s.parts[stop:at]):
        found = [w for w in s.whens if w.first in here and w.last <= first and _is_day(s, w) and not _of_extreme(s, w)]
        if found:
            return found[-1]
    return None


def _of_extreme(s: Sentence, when: When) -> bool:
    """`a new low Friday of 2,351.10, its lowest since`: the day of that level alone."""
    return s.low(when.first - 1) in ("low", "high") and s.low(when.last) == "of"


def _of_earlier_part(s: Sentence, when: When, first: int) -> bool:
    """`fell 6 %, a day after dropping 4.8 %, for its worst loss since`: the day of the part between commas alone."""
    return when.ago and s.low(when.last - 1) == "after" and "," in s.words(when.last, first)


def _of_before(s: Sentence, when: When, last: int) -> bool:
    """`its highest in two years, after an advance of 1.1 % last week`: what came before is no time of the claim's."""
    return when.first >= last and not {"after", "following"}.isdisjoint(s.words(last, when.first))


def _day_behind_value(s: Sentence, last: int) -> When | None:
    """`its low for the year, 3,577.03, on October 12`, `the lowest close of 2022 was 3,577.03, on October 12`."""
    value = next((q for q in s.numbers if last <= q.first <= last + 8), None)
    if value is None or not set(s.words(last, value.first)) <= _TO_VALUE | {
        m.low for m in _names(s, last, value.first)
    }:
        return None
    day = next((w for w in s.whens if w.first >= value.last and _is_day(s, w)), None)
    return day if day is not None and set(s.words(value.last, day.first)) <= _TO_DAY else None


def _names(s: Sentence, first: int, last: int) -> list[Token]:
    """The words of names between two tokens."""
    return [t for m in s.mentions if first <= m.first < last for t in s.tokens[m.first : m.last]]


_TO_VALUE = wordset(", ( : of at was is for the came to -")
_TO_DAY = wordset(", ) on came was set hit reached made in fell - it and")


def _is_day(s: Sentence, when: When) -> bool:
    plain = when.grain == "day" and not (when.since or when.edge or of_base(s, when)) and when.first not in s.spent
    return plain and when.prep not in ("before", "after", "until", "till")


def _settled(scene: Scene, day: date | None, period: str) -> date | None:
    """The end of the period that a day lies in; None where that is the draft's own day."""
    if day is None:
        return None
    day = period_end(day, period)
    return None if day >= scene.as_of else day
