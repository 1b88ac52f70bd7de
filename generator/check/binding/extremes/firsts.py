"""First moves, runs and records since: `the first weekly loss since May`, `rose for the first time in four days`."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import bound, named_inside, since_test
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.runs.phrases import run_at, run_before
from generator.check.binding.subjects.bonds import by_price
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.nouns import DOWN_NOUNS, PERIODS, UP_NOUNS, WINDOW_PERIOD
from generator.check.binding.words.reaches import Reach, What, season_at
from generator.check.comparing.dates import AgeTest
from generator.check.comparing.tests import CountTest, RowsTest, Test
from generator.check.text.numerals import may_count
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence

UPS = UP_NOUNS | {"up", "positive", "winning", "green", "higher"}
DOWNS = DOWN_NOUNS | {"down", "negative", "losing", "red", "lower"}


def first_time(s: Sentence, scene: Scene, lo: int, reach: Reach) -> Claim | None:
    """`rose for the first time in four days`, `has fallen three weeks in a row for the first time since May`."""
    k = reach.first - 1
    if s.words(k - 2, k + 1) == ["the", "first", "time"] and s.low(k - 3) in ("is", "was", "marks", "marked"):
        return _time_that(s, scene, k - 2, reach)
    if s.words(k - 3, k + 1) != ["for", "the", "first", "time"]:
        return None
    start = k - 3
    clause = s.part(start)
    begin = max(min(clause.first, lo), s.lo) if s.tokens[start - 1].text != "," else s.lo
    run = run_before(s, start)
    marks = [
        m
        for m in s.marks
        if begin <= m.first < start and m.cue.role in ("move", "state", "compare", "record") and m.cue.sign
    ]
    if run is not None and run.first >= begin:
        sign = run.sign or next((m.cue.sign for m in reversed(marks) if m.cue.role in ("move", "state")), 0)
        return bound(s, scene, What("run", sign, run.period or ""), reach, start) if sign else None
    if marks and marks[-1].cue.role == "record" and marks[-1].cue.sign > 0:
        return last_move(s, scene, 1, "day", reach, start, now=1, word="record")
    if not marks or marks[-1].cue.role in ("compare", "record"):
        return None
    if any(marks[-1].last <= q.first < start and q.unit in ("", "money", "points") for q in s.numbers):
        return None  # a level that is passed
    sign = marks[-1].cue.sign
    period = _told_period(s, scene, marks[-1].last, start, reach)
    return last_move(s, scene, sign, period, reach, start, now=sign)


def _told_period(s: Sentence, scene: Scene, start: int, stop: int, reach: Reach) -> str:
    """The period of a move: named beside it, or the unit that is counted in."""
    when = next((w for w in s.whens if start <= w.first < stop and w.windows), None)
    told = when.windows if when is not None else scene.frame if start + 1 >= stop else ()
    found = WINDOW_PERIOD.get(told[0], "") if told else ""
    unit = reach.scope.unit if reach.scope is not None and reach.scope.kind == "age" else ""
    return found or (
        {"session": "day"}.get(unit, unit) if unit in ("day", "session", "week", "month", "quarter") else "day"
    )


def first_since(s: Sentence, scene: Scene, lo: int, reach: Reach) -> Claim | None:
    """`its first monthly loss since October`, `the first gain in four sessions`, `its first up day since`."""
    k = next((k for k in range(reach.first - 1, max(lo, reach.first - 7) - 1, -1) if s.low(k) == "first"), None)
    if k is None:
        return None
    words = s.words(k + 1, reach.first)
    record = next((m for m in s.marks_of("record", lo=k, hi=reach.first) if m.first == k + 1 and m.cue.sign > 0), None)
    if record is not None and reach.scope is not None and reach.scope.kind != "ever":
        return last_move(s, scene, 1, "day", reach, k, now=1, word="record")
    up, down = any(w in UPS for w in words), any(w in DOWNS for w in words)
    if up == down or any(w in ("time", "close", "above", "below") for w in words):
        return None
    size = _size(s, k, reach.first)
    period = next((PERIODS[w] for w in words if w in PERIODS), "")
    period = next(
        (x for i in range(k + 1, reach.first) if (x := season_at(s, i))), period
    )  # `its first losing October`
    if not period and reach.scope is not None and reach.scope.kind == "age":
        period = PERIODS.get(reach.scope.unit, "day")
    if reach.scope is not None and reach.scope.kind == "ever":
        return _only_one(s, scene, up, period or "day", reach, k)
    word = f"{'up' if up else 'down'}{size}" if size else ""
    return last_move(s, scene, 1 if up else -1, period or "day", reach, k, now=1 if up else -1, word=word)


def _size(s: Sentence, first: int, last: int) -> str:
    """`the first drop of at least 2 % since`: how large the moves are, behind a sign."""
    q = next((q for q in s.numbers if first < q.first < last and q.unit == "percent"), None)
    if q is None or q.hedge not in ("over", "at_least", None):
        return ""
    s.used.add(q.core)
    return f">{float(q.magnitude) / 100:.10g}"


def _only_one(s: Sentence, scene: Scene, up: bool, period: str, reach: Reach, first: int) -> Claim | None:
    """`their first monthly outflow since launch`: there has been one."""
    names = subjects_of(scene, s, first, reach.last)
    if not names or names[0].key is None:
        return None
    flow = scene.directory.flow_of(names[0]) if "flow" in " ".join(s.words(first, reach.first)) else None
    asked = Reading(flow or names[0].key, "counted", f"{'up' if up else 'down'}/all", parameter=period)
    return Claim(s, first, reach.last, "count", (asked,), CountTest(1))


def last_move(
    s: Sentence, scene: Scene, sign: int, period: str, reach: Reach, first: int, now: int | None, word: str = ""
) -> Claim | None:
    """When the last period before went so (`word`: a record, or a move of a size), against how long ago the text says."""
    names = named_inside(s, first, reach.first) or subjects_of(scene, s, first, reach.last)
    scope = reach.scope
    if not names or scope is None or scope.kind == "ever":
        return None
    claim = Claim(s, first, reach.last, "superlative")
    if scope.when is None and scope.kind == "since":
        return None
    s.spent |= {w.first for w in s.whens if reach.first <= w.first < reach.last}
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    days, _ = moments(scene, s, first, reach.last, period)
    if by_price(s, names[0].key, first):
        sign, now = -sign, -now if now else now
    word = word or ("up" if sign > 0 else "down")
    found = tuple(Reading(names[0].key, "lastmove", word, at=d, parameter=period) for d in days)
    return replace(claim, readings=found[:FEW_READINGS], test=RowsTest(inner(scope, period), sign if now else 0))


def inner(scope: Scope, period: str) -> Test:
    """The test of how far back a scope reaches."""
    if scope.kind == "age":
        same = scope.unit == period or (scope.unit == "session" and period == "day")
        return AgeTest(scope.count, "session" if same else scope.unit, "rows" if same else scope.hedge)
    assert scope.when is not None  # noqa: S101
    return since_test(scope.when, period)


_BEHIND = 9  # tokens from the time to its run


def _time_that(s: Sentence, scene: Scene, start: int, reach: Reach) -> Claim | None:
    """`it was the first time since 2009 that it has fallen three quarters in a row`: the run stands behind."""
    stop = s.part(reach.last).last if reach.last < s.hi else s.hi
    told = (run_at(s, i) for i in range(reach.last, min(stop, reach.last + _BEHIND)) if may_count(s.tokens[i]))
    run = next((r for r in told if r is not None), None)
    moved = [m for m in s.marks_of("move", "state", lo=reach.last, hi=stop) if m.cue.sign]
    if run is None or not (run.sign or moved):
        return None
    return bound(s, scene, What("run", run.sign or moved[0].cue.sign, run.period or ""), reach, start)
