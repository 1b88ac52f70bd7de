"""Superlatives without one: not seen since, no worse day since, hasn't been this high since, the first loss since."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.denials import bind_denials, like_it, of_told
from generator.check.binding.extremes.extremes import bound, named_inside, since_test
from generator.check.binding.extremes.unpassed import bind_unpassed
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.runs.phrases import run_before
from generator.check.binding.subjects.bonds import by_price
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.nouns import DOWN_NOUNS, LEVEL_NOUNS, PERIODS, RUN_NOUNS, UP_NOUNS, WINDOW_PERIOD
from generator.check.binding.words.past import BETTER, BIGGER, COMPARED, HIGHER, LOWER, SEEN, SIZED, TALL, WORSE
from generator.check.binding.words.reaches import Reach, What, in_units, reach_after, season_at
from generator.check.comparing.dates import AgeTest
from generator.check.comparing.tests import CountTest, RowsTest, Test
from generator.check.text.numerals import number_word
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_NOT = wordset("""
    no not never hardly without none hadn't hasn't haven't isn't wasn't weren't didn't doesn't don't nor neither
    nothing nobody few
""")
_UNSEEN = wordset("unseen unmatched unequalled unequaled unrivalled unrivaled unprecedented unsurpassed unbeaten")
_EQUAL = wordset("equal precedent parallel match rival")
_FEATS = wordset("move swing pace speed feat performance return showing")
_UPS = UP_NOUNS | {"up", "positive", "winning", "green", "higher"}
_DOWNS = DOWN_NOUNS | {"down", "negative", "losing", "red", "lower"}


def bind_lookbacks(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims that say what has not been since; their dates belong to them."""
    yield from bind_unpassed(s, scene)
    yield from _never(s, scene)
    yield from bind_denials(s, scene)
    yield from _none_in(s, scene)
    for scope in s.scopes:
        if scope.when is not None and (scope.when.first in s.spent or scope.when.windows == ("then",)):
            continue
        claim = _looking(s, scene, scope)
        if claim is not None:
            yield claim


def _looking(s: Sentence, scene: Scene, scope: Scope) -> Claim | None:
    lo = _clause_start(s, scope.first)
    reach = Reach(scope.first, scope.last, scope)
    if s.words(scope.first - 1, scope.first) == ["not"]:
        return _not_since(s, scene, reach)
    first = _first_since(s, scene, lo, reach) or _first_time(s, scene, lo, reach)
    if first is not None:
        return first
    negative = next((k for k in range(scope.first - 1, lo - 1, -1) if s.low(k) in _NOT), None)
    unseen = next((k for k in range(scope.first - 1, max(lo, scope.first - 3) - 1, -1) if s.low(k) in _UNSEEN), None)
    if unseen is not None:
        return antecedent(s, scene, unseen, reach)
    if negative is None or scope.first - negative > 12:
        return None
    words = s.words(negative, scope.first)
    like = like_it(s, scene, negative, reach)
    if like is not None:
        return like
    if any(m.cue.role == "record" and negative < m.first < scope.first for m in s.marks):
        return _last_record(s, scene, negative, reach)
    if any(w in SEEN for w in words[-3:]) and not any(w in COMPARED for w in words):
        return antecedent(s, scene, negative, reach)
    if any(w in _EQUAL for w in words[-2:]):
        return antecedent(s, scene, negative, reach)
    return (
        _not_so(s, scene, negative, reach) or _no_more(s, scene, negative, reach) or _no_move(s, scene, negative, reach)
    )


def _never(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`nobody has ever seen a bigger one-day jump`, `it has never had a worse week`."""
    for k in s.places({"never", "ever"}):
        if s.low(k) == "ever" and not _NOT & set(s.words(max(s.lo, k - 6), k)):
            continue
        j = next((j for j in range(k + 1, min(k + 6, s.hi)) if s.low(j) in COMPARED), None)
        if s.low(k - 1) in ("hardly", "scarcely", "rarely", "seldom"):
            continue  # `has hardly ever been wider`: no place is claimed
        if j is None or reach_after(s, j + 1, 6) is not None or s.low(j + 1) == "than":
            continue
        stop = next((x for x in range(j + 1, min(j + 6, s.hi)) if s.tokens[x].text in ",;:.()"), min(j + 6, s.hi))
        claim = _no_more(s, scene, j, Reach(stop, stop, Scope(stop, stop, "ever")))
        if claim is not None:
            yield of_told(scene, replace(claim, first=k, last=stop))


def _none_in(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`has not had a losing week in eleven`, `no down day in nine`: so many periods without one."""
    for k in s.places({"in"}, s.hi - 1):
        if (s.low(k - 1) in UP_NOUNS or s.low(k - 1) in DOWN_NOUNS) and "first" in s.words(k - 4, k):
            claim = _first_in(s, scene, k)
            if claim is not None:
                yield claim
            continue
        if s.low(k - 1) not in PERIODS:
            continue
        found = number_word(s.tokens, k + 1)
        ends = found is not None and (found[1] >= s.hi or s.tokens[found[1]].text in ".,;:)—")
        negative = next((j for j in range(k - 1, max(s.lo, k - 8) - 1, -1) if s.low(j) in _NOT), None)
        if found is None or not ends or negative is None:
            continue
        words = s.words(negative, k)
        up, down = any(w in _UPS for w in words), any(w in _DOWNS for w in words)
        if up == down:
            continue
        period = PERIODS[s.low(k - 1)]
        scope = Scope(k, found[1], "age", count=float(found[0]), unit="session", hedge="rows")
        claim = _last_move(s, scene, 1 if up else -1, period, Reach(k, found[1], scope), negative, now=None)
        if claim is not None:
            s.used |= {q.core for q in s.numbers if k <= q.core < found[1]}
            yield claim


def _first_in(s: Sentence, scene: Scene, k: int) -> Claim | None:
    """`its first weekly loss in six`: so many of those periods ago."""
    found = number_word(s.tokens, k + 1)
    if found is None or not (found[1] >= s.hi or s.tokens[found[1]].text in ".,;:)\u2014"):
        return None
    first = next(j for j in range(k - 1, k - 5, -1) if s.low(j) == "first")
    words = s.words(first, k)
    period = next((PERIODS[w] for w in words if w in PERIODS), "day")
    sign = 1 if s.low(k - 1) in UP_NOUNS else -1
    scope = Scope(k, found[1], "age", count=float(found[0]), unit="session", hedge="rows")
    claim = _last_move(s, scene, sign, period, Reach(k, found[1], scope), first, now=sign)
    if claim is not None:
        s.used |= {q.core for q in s.numbers if k <= q.core < found[1]}
    return claim


def _not_since(s: Sentence, scene: Scene, reach: Reach) -> Claim | None:
    """`Not since December 2008 have small caps trailed the S&P by so much`, `not since 1987 has it fallen so far`."""
    stop = s.part(reach.last).last if reach.last < s.hi else s.hi
    words = s.words(reach.last, min(s.hi, reach.last + 20))
    if not {"so", "such", "this", "that", "as"} & set(words):
        return None
    mark = next(
        (
            m
            for m in s.marks
            if reach.last <= m.first < max(stop, reach.last + 14) and m.cue.role in ("move", "compare")
        ),
        None,
    )
    period = next((PERIODS[w] for w in words if w in PERIODS), "")
    tall = next((w for w in words if w in SIZED), "")
    if mark is None and not tall:
        return None
    if mark is None:
        what = What("level", 1 if tall in TALL else -1)
    else:
        what = What(
            "change" if mark.cue.role == "move" else "spread", mark.cue.sign if mark.cue.role == "move" else 1, period
        )
    at = mark.first if mark else reach.last
    after = next(
        (m.name for m in s.mentions if reach.last < m.first <= reach.last + 4 and m.name.anaphor is None), None
    )
    names = (after,) if after is not None else subjects_of(scene, s, at, mark.last if mark else at)
    return bound(s, scene, what, reach, reach.first - 1, names=names)


def _last_record(s: Sentence, scene: Scene, negative: int, reach: Reach) -> Claim | None:
    """`has not been at a new high since 5 October`, `no record since July`: when the last one was."""
    scope = reach.scope
    names = subjects_of(scene, s, negative, reach.last)
    if scope is None or not names or scope.kind == "ever" or (scope.kind == "since" and scope.when is None):
        return None
    mark = next(m for m in s.marks if m.cue.role == "record" and negative < m.first < scope.first)
    s.spent |= {w.first for w in s.whens if reach.first <= w.first < reach.last}
    claim = Claim(s, negative, reach.last, "superlative")
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    days, _ = moments(scene, s, negative, reach.last, "")
    found = tuple(Reading(names[0].key, "lastrecord", "low" if mark.cue.sign < 0 else "high", at=d) for d in days)
    return replace(claim, readings=found[:FEW_READINGS], test=_inner(scope, "day"))


def _clause_start(s: Sentence, at: int) -> int:
    k = at
    while k > s.lo and s.tokens[k - 1].text not in ";:\u2014().," and at - k < 14:
        k -= 1
    return k


def _not_so(s: Sentence, scene: Scene, negative: int, reach: Reach) -> Claim | None:
    """`hasn't been this high since`, `has not been so loose since`, `not been as cheap since`."""
    for k in range(negative, reach.first):
        if s.low(k) in ("this", "so", "as", "that") and s.low(k + 1) in SIZED:
            sign = 1 if s.low(k + 1) in TALL else -1
            return bound(s, scene, What("level", sign), reach, negative)
    return None


def _no_more(s: Sentence, scene: Scene, negative: int, reach: Reach) -> Claim | None:
    """`no worse day since`, `has not closed lower since`, `not seen a lower figure since`."""
    k = next((k for k in range(negative, reach.first) if s.low(k) in COMPARED), None)
    if k is None:
        return None
    word = s.low(k)
    sign = 1 if word in BETTER | HIGHER else -1 if word in WORSE | LOWER else 0
    words = s.words(k + 1, reach.first)
    period = next((PERIODS[w] for w in words if w in PERIODS), "")
    state = word in BIGGER and s.low(k - 1) == "been" and not words[:1]  # `has never been larger`: a level
    if state:
        return bound(s, scene, What("level", -1 if word in ("shallower", "narrower") else 1), reach, negative)
    if word in HIGHER | LOWER or (any(w in LEVEL_NOUNS for w in words) and word not in BIGGER):
        what = What("level", sign, "" if period == "day" else period)
    else:
        down, up = any(w in DOWN_NOUNS for w in words), any(w in UP_NOUNS for w in words)
        what = What("change", sign or (-1 if down else 1 if up else 0), period, units=in_units(s, negative))
        if (sign > 0 and down) or (sign < 0 and up):
            what = replace(what, sign=-1 if down else 1)
    return bound(s, scene, what, reach, negative)


def _first_time(s: Sentence, scene: Scene, lo: int, reach: Reach) -> Claim | None:
    """`rose for the first time in four days`, `has fallen three weeks in a row for the first time since May`."""
    k = reach.first - 1
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
        return _last_move(s, scene, 1, "day", reach, start, now=1, word="record")
    if not marks or marks[-1].cue.role in ("compare", "record"):
        return None
    if any(marks[-1].last <= q.first < start and q.unit in ("", "money", "points") for q in s.numbers):
        return None  # a level that is passed
    sign = marks[-1].cue.sign
    period = _told_period(s, scene, marks[-1].last, start, reach)
    return _last_move(s, scene, sign, period, reach, start, now=sign)


def _told_period(s: Sentence, scene: Scene, start: int, stop: int, reach: Reach) -> str:
    """The period of a move: named beside it, or the unit that is counted in."""
    when = next((w for w in s.whens if start <= w.first < stop and w.windows), None)
    told = when.windows if when is not None else scene.frame if start + 1 >= stop else ()
    found = WINDOW_PERIOD.get(told[0], "") if told else ""
    unit = reach.scope.unit if reach.scope is not None and reach.scope.kind == "age" else ""
    return found or (
        {"session": "day"}.get(unit, unit) if unit in ("day", "session", "week", "month", "quarter") else "day"
    )


def _no_move(s: Sentence, scene: Scene, negative: int, reach: Reach) -> Claim | None:
    """`has not had an up day since Tuesday`, `has not risen since 3 May`, `hasn't closed higher since`: the last such move."""
    words = s.words(negative + 1, reach.first)
    if {"so", "such", "much", "this", "that", "before"} & set(words):
        return None
    mark = next(
        (
            m
            for m in s.marks
            if negative < m.first < reach.first and m.cue.role in ("move", "state", "noun") and m.cue.sign
        ),
        None,
    )
    sign = (
        1 if any(w in _UPS for w in words) else -1 if any(w in _DOWNS for w in words) else mark.cue.sign if mark else 0
    )
    if not sign or reach.first - negative > 7:
        return None
    period = next((PERIODS[w] for w in words if w in PERIODS), "day")
    return _last_move(s, scene, sign, period, reach, negative, now=None)


def _first_since(s: Sentence, scene: Scene, lo: int, reach: Reach) -> Claim | None:
    """`its first monthly loss since October`, `the first gain in four sessions`, `its first up day since`."""
    k = next((k for k in range(reach.first - 1, max(lo, reach.first - 7) - 1, -1) if s.low(k) == "first"), None)
    if k is None:
        return None
    words = s.words(k + 1, reach.first)
    record = next((m for m in s.marks_of("record", lo=k, hi=reach.first) if m.first == k + 1 and m.cue.sign > 0), None)
    if record is not None and reach.scope is not None and reach.scope.kind != "ever":
        return _last_move(s, scene, 1, "day", reach, k, now=1, word="record")
    up, down = any(w in _UPS for w in words), any(w in _DOWNS for w in words)
    if up == down or any(w in ("time", "close", "above", "below") for w in words):
        return None
    period = next((PERIODS[w] for w in words if w in PERIODS), "")
    period = next(
        (x for i in range(k + 1, reach.first) if (x := season_at(s, i))), period
    )  # `its first losing October`
    if not period and reach.scope is not None and reach.scope.kind == "age":
        period = PERIODS.get(reach.scope.unit, "day")
    if reach.scope is not None and reach.scope.kind == "ever":
        return _only_one(s, scene, up, period or "day", reach, k)
    return _last_move(s, scene, 1 if up else -1, period or "day", reach, k, now=1 if up else -1)


def _only_one(s: Sentence, scene: Scene, up: bool, period: str, reach: Reach, first: int) -> Claim | None:
    """`their first monthly outflow since launch`: there has been one."""
    names = subjects_of(scene, s, first, reach.last)
    if not names or names[0].key is None:
        return None
    flow = scene.directory.flow_of(names[0]) if "flow" in " ".join(s.words(first, reach.first)) else None
    asked = Reading(flow or names[0].key, "counted", f"{'up' if up else 'down'}/all", parameter=period)
    return Claim(s, first, reach.last, "count", (asked,), CountTest(1))


def _last_move(
    s: Sentence, scene: Scene, sign: int, period: str, reach: Reach, first: int, now: int | None, word: str = ""
) -> Claim | None:
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
    return replace(claim, readings=found[:FEW_READINGS], test=RowsTest(_inner(scope, period), sign if now else 0))


def _inner(scope: Scope, period: str) -> Test:
    if scope.kind == "age":
        same = scope.unit == period or (scope.unit == "session" and period == "day")
        return AgeTest(scope.count, "session" if same else scope.unit, "rows" if same else scope.hedge)
    assert scope.when is not None  # noqa: S101
    return since_test(scope.when, period)


def antecedent(s: Sentence, scene: Scene, k: int, reach: Reach) -> Claim | None:
    """`a decline not matched since`, `a run not seen since`, `levels last seen in`: the noun before says what."""
    if any(w in ("happened", "occurred") for w in s.words(k, reach.first)):
        mark = next((m for m in reversed(s.marks) if m.last <= k and m.cue.sign), None)
        return bound(s, scene, What("change", mark.cue.sign), reach, k) if mark is not None else None
    run = run_before(s, k)
    if (
        run is not None and run.sign and k - run.last <= 3
    ):  # `its third quarterly loss in a row, something last seen in`
        return bound(s, scene, What("run", run.sign, run.period or ""), reach, run.first)
    for j in range(k - 1, max(s.lo, k - 14) - 1, -1):
        low = s.low(j)
        if low in ("levels", "level", "territory", "heights", "depths", "yields", "prices"):
            return _levels(s, scene, j, low, reach)
        if low in RUN_NOUNS:
            return _run(s, scene, j, reach)
        if low in UP_NOUNS | DOWN_NOUNS | _FEATS:
            sign = 1 if low in UP_NOUNS else -1 if low in DOWN_NOUNS else 0
            period = next((PERIODS[w] for w in s.words(j - 3, j + 1) if w in PERIODS), "") or _period_of_owner(s, j)
            return bound(s, scene, What("change", sign, period), reach, j)
        if s.tokens[j].text in ";:\u2014":
            break
    return None


def _period_of_owner(s: Sentence, j: int) -> str:
    """`the week's rise`."""
    return PERIODS.get(s.low(j - 1), "") if s.tokens[j - 1].possessive else ""


def _levels(s: Sentence, scene: Scene, j: int, low: str, reach: Reach) -> Claim | None:
    """A level not seen since: high or low as the last move went, or as the text says."""
    signs = (1, -1) if low not in ("heights", "depths") else (1,) if low == "heights" else (-1,)
    mark = next((m for m in reversed(s.marks) if m.last <= j and m.cue.role in ("move", "state") and m.cue.sign), None)
    if mark is not None and len(signs) == 2:
        signs = (mark.cue.sign, -mark.cue.sign)
    claims = [
        bound(s, scene, What("level", sign), reach, max(s.lo, j - (s.low(j - 1) in ("a", "the")))) for sign in signs
    ]
    found = tuple(r for c in claims for r in c.readings)
    return replace(claims[0], readings=found)


def _run(s: Sentence, scene: Scene, j: int, reach: Reach) -> Claim | None:
    first = j - 1 if s.low(j - 1) in ("a", "the", "longest") else j
    words = s.words(j - 3, j)
    sign = 1 if "winning" in words else -1 if "losing" in words else 0
    return bound(s, scene, What("run", sign, next((PERIODS[w] for w in words if w in PERIODS), "")), reach, first)
