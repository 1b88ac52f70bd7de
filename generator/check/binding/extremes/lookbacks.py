"""Superlatives without one: not seen since, no worse day since, hasn't been this high since, the first loss since."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.denials import bind_denials, like_it, of_told
from generator.check.binding.extremes.extremes import bound
from generator.check.binding.extremes.firsts import DOWNS, UPS, first_since, first_time, inner, last_move
from generator.check.binding.extremes.unpassed import bind_unpassed
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.runs.phrases import run_before
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.nouns import DOWN_NOUNS, LEVEL_NOUNS, PERIODS, RUN_NOUNS, UP_NOUNS
from generator.check.binding.words.past import BETTER, BIGGER, COMPARED, HIGHER, LOWER, SEEN, SIZED, TALL, WORSE
from generator.check.binding.words.reaches import Reach, What, in_units, reach_after
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
    first = first_since(s, scene, lo, reach) or first_time(s, scene, lo, reach)
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
        up, down = any(w in UPS for w in words), any(w in DOWNS for w in words)
        if up == down:
            continue
        period = PERIODS[s.low(k - 1)]
        scope = Scope(k, found[1], "age", count=float(found[0]), unit="session", hedge="rows")
        claim = last_move(s, scene, 1 if up else -1, period, Reach(k, found[1], scope), negative, now=None)
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
    claim = last_move(s, scene, sign, period, Reach(k, found[1], scope), first, now=sign)
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
    return replace(claim, readings=found[:FEW_READINGS], test=inner(scope, "day"))


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
    sign = 1 if any(w in UPS for w in words) else -1 if any(w in DOWNS for w in words) else mark.cue.sign if mark else 0
    if not sign or reach.first - negative > 7:
        return None
    period = next((PERIODS[w] for w in words if w in PERIODS), "day")
    return last_move(s, scene, sign, period, reach, negative, now=None)


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
