"""First times beyond a level, and the days of extremes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.asserted import refers
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments, older_days
from generator.check.binding.words.reaches import reach_after
from generator.check.comparing.dates import SinceTest
from generator.check.comparing.tests import BeyondTest, TruthTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_CLOSED = wordset("closed close closes closing finished finish finishes ended ends ending settled settle settles")
_EXTREMES = frozenset({"low", "high", "peak", "trough", "bottom", "lows", "highs"})


def bind_crossings(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`closed above $1,000 for the first time`, `the low of 18 March`."""
    yield from _first_time(s, scene)
    yield from _past_an_extreme(s, scene)
    yield from _extreme_days(s, scene)
    yield from _record_days(s, scene)


def _past_an_extreme(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`did close above its Nov. 21 trading low of 741.02`: above or below a level that the text states."""
    for q in s.numbers:
        if q.unit not in ("", "money", "points") or q.hedge or s.low(q.first - 1) != "of" or q.magnitude <= 0:
            continue
        lo = max(s.part(q.core).first, q.first - 9)
        k = next((k for k in range(q.first - 2, lo, -1) if s.low(k) in ("above", "below")), None)
        if k is None or s.low(k - 1) not in _CLOSED or not _EXTREMES & set(s.words(k, q.first)):
            continue
        names = subjects_of(scene, s, k - 1, q.first)
        if not names or names[0].key is None or "not" in s.words(lo, k):
            continue
        inside = {w.first for w in s.whens if k < w.first < q.first} - s.spent
        s.spent |= inside  # the day of the extreme is not that of the close
        days, _ = moments(scene, s, k - 1, q.first, "")
        s.spent -= inside
        found = tuple(Reading(names[0].key, "level", at=d) for d in days[:1])
        test = BeyondTest(float(q.magnitude), 1 if s.low(k) == "above" else -1)
        yield Claim(s, k - 1, q.first - 1, "crossing", found, test)


def _extreme_days(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`the low of 18 March`, `its low, in the week of 3 December`: the day of an extreme."""
    for when in s.whens:
        k = _extreme_of(s, when)
        names = subjects_of(scene, s, k, when.last) if k is not None else ()
        if k is None or not names or names[0].key is None:
            continue
        measure = "dayhigh" if s.low(k) in ("high", "peak", "highs") else "daylow"
        carried = [w for w in scene.window if w not in ("1d",) and not w.startswith("since")]
        windows = tuple(dict.fromkeys((*carried, *scene.frame, "ytd", "1y", "all")))
        if {"since", "from"} & set(s.words(k - 4, k)) and when.start is not None:
            windows = (f"since:{when.start - timedelta(LOCAL)}", *windows)  # `since the bottom of March 2020`
            if any(k < q.core < when.first for q in s.numbers):  # `from the low of 305.27 on 19 August`
                windows = (f"since:{when.start - timedelta(NEAR)}", *windows)
        before = (scene.as_of - timedelta(1),) if "had" in s.words(s.lo, k) else ()
        found = tuple(Reading(names[0].key, measure, w, at=d) for d in (*before, None) for w in windows)[:8]
        found += _of_its_time(scene, names[0].key, measure, when)
        if s.words(k - 2, k) == ["52", "week"]:
            found = tuple(Reading(names[0].key, measure, "1y", parameter=p) for p in ("intraday", None))
        assert when.start is not None and when.end is not None  # noqa: S101
        test = SinceTest(when.start - when.slack, when.end + when.slack)
        yield Claim(s, when.first, when.last, "date", found, test)


def _of_its_time(scene: Scene, key: str, measure: str, when: When) -> tuple[Reading, ...]:
    """`the next great peak, on 19 November 2021`: the extreme of the half years before and behind it."""
    if when.end is None or (scene.as_of - when.end).days < HALF_YEAR:
        return ()
    return (Reading(key, measure, "1y", at=when.end + timedelta(HALF_YEAR)),)


HALF_YEAR = 182  # days


_DATED = wordset("for the year month quarter came of on set from in week at , reached hit it was close")


def _extreme_of(s: Sentence, when: When) -> int | None:
    """The token of the extreme before a day that is its own."""
    if when.grain not in ("day", "week") or when.edge or when.start is None or when.end is None:
        return None
    if when.first in s.spent or (s.low(when.first - 1) == "to" and any(q.last == when.first - 1 for q in s.numbers)):
        return None  # `was last this low on 28 August`; `from its 28 January high of $105.60 to Friday's $75.44`
    if s.low(when.last) in _EXTREMES and s.low(when.first - 1) in ("its", "their", "the"):
        return None  # `9.9 % above its 27 October low but 10.2 % below its 31 July high`: not of the extreme before
    back = range(when.first - 1, max(s.lo, when.first - 9) - 1, -1)
    k = next((k for k in back if s.low(k) in _EXTREMES), None)
    if k is None or _told_as_such(s, k):
        return None
    between = s.words(k + 1, when.first)
    level = any(q.first == when.last + 1 for q in s.numbers) and s.low(when.last) == "of"
    if not between and level and s.words(k - 2, k) == ["52", "week"]:
        return k
    if between and all(w in _DATED for w in between):
        return k
    figures = any(k < q.core < when.first for q in s.numbers)
    moved = any(m.first > k and m.last <= when.first and m.cue.role in ("move", "level") for m in s.marks)
    moved = moved or ";" in between or any(k < m.first < when.first for m in s.mentions)
    return k if figures and not moved and when.first - k <= 7 else None


def _told_as_such(s: Sentence, k: int) -> bool:
    """`a record high on Friday`, `traded as high as 17.60 on Friday`, `reached 4,793.30 at its high on Thursday`: of that
    day's trading, not the day of an extreme."""
    if s.low(k - 1) == "as" and s.low(k + 1) == "as":
        return True  # `plunged as low as $104,582 on Friday`
    marked = any(m.first <= k < m.last and (m.cue.role == "record" or m.cue.detail == "intraday") for m in s.marks)
    return marked or (s.low(k - 2) == "at" and any(q.last == k - 2 for q in s.numbers))


NEAR = 10  # likewise, of one whose level is told
LOCAL = 60  # days before an extreme that later closes are measured from: none of them was beyond it

_SET = wordset("""
    set reached hit made posted recorded touched notched registered achieved logged attained established scaled
    clinched struck
""")
_RECORD_DRESS = wordset("""
    of ( ) , at was were is that which it had been first last only just on in back points close closing high highs low
    lows level mark finish record its the value exactly
""")


def _record_days(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`its record, 1,249.14, was set on June 5`, `the all-time high of 5,048.62 reached in March 2000`: a record's day."""
    for when in s.whens:
        k = when.first - 1
        since = when.since and s.low(k) != "from"
        if when.grain not in ("day", "month") or since or when.first in s.spent or not when.start or not when.end:
            continue
        while s.low(k) in ("on", "in", "back", "only", "just"):
            k -= 1
        mark = next((m for m in reversed(s.marks) if m.cue.role == "record" and m.last <= k), None)
        if mark is None or not (s.low(k) in _SET or _dated(s, mark, k)) or not _only_dress(s, mark.last, k):
            continue
        names = subjects_of(scene, s, mark.first, mark.last)
        claim = Claim(s, k if s.low(k) in _SET else when.first, when.last, "date")
        if not names or names[0].key is None:
            yield replace(claim, missing=f"the tape has no {names[0].label}" if names else "no instrument is named")
            continue
        measure = "daylow" if mark.cue.sign < 0 else "dayhigh"
        old = bool(_OLD & set(s.words(mark.first - 1, mark.last)))
        days = older_days(scene) if old else (None, scene.as_of - timedelta(1))
        closing = bool({"close", "closing", "finish", "closes"} & set(s.words(mark.first, when.first)))
        traded = "intraday" in s.words(mark.first - 1, when.first)
        bars = (
            (None,)
            if closing or "closing" in s.words(mark.first - 1, mark.first)
            else ("intraday",)
            if traded
            else (None, "intraday")
        )
        found = tuple(Reading(names[0].key, measure, "all", at=d, parameter=b) for b in bars for d in days)
        yield replace(claim, readings=found, test=SinceTest(when.start, when.end))


_OLD = wordset("old previous former prior earlier")


def _dated(s: Sentence, mark: Mark, k: int) -> bool:
    """`20 % under its intraday all-time high of 2,940.91 from Sept. 21`: the day right behind the level of a high told of."""
    level = k - (s.low(k) in ("from", "of"))
    told = s.words(mark.first - 1, mark.first) in (["its"], ["their"], ["the"], ["intraday"], ["closing"])
    return (
        told
        and refers(s, mark.first - (s.low(mark.first - 1) in ("intraday", "closing")))
        and any(q.last == level + 1 for q in s.numbers)
    )


def _only_dress(s: Sentence, first: int, last: int) -> bool:
    """Whether nothing but a record's own level and what joins it to a verb stands between two tokens."""
    figures = {k for q in s.numbers for k in range(q.first, q.last)}
    return all(k in figures or s.low(k) in _RECORD_DRESS for k in range(first, last))


def _first_time(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`closed above $1,000 for the first time`, `its first close below 5,000`, `above 4,000 for the first time since August`."""
    for q in s.numbers:
        if q.unit not in ("", "money", "points"):
            continue
        first_close = s.low(q.first - 2) == "first" or "first" in s.words(q.first - 4, q.first - 1)
        stop = next((w.last for w in s.whens if w.day and w.first in (q.last, q.last + 1)), q.last)
        phrase = s.words(stop, stop + 5)
        at = 5 if phrase[:5] == ["for", "the", "very", "first", "time"] else 4
        at = 2 if phrase[:2] == ["first", "time"] else at  # as headlines have it
        timed = phrase[:4] == ["for", "the", "first", "time"] or at != 4
        over, under = _beyond(s, q.first, q.hedge)
        if not (timed or first_close) or not (over or under):
            continue
        last = stop + at if timed else q.last
        claim = _crossing(
            s, scene, q.first, q.last, last, f"{q.magnitude.normalize():f}".replace(".", "_"), under=under
        )
        if claim is not None:
            s.used.add(q.core)
            yield claim


def _beyond(s: Sentence, first: int, hedge: str | None) -> tuple[bool, bool]:
    """Whether a number is passed upwards or downwards: `above`, `crossed`, `poked through`."""
    words = s.words(first - 3, first)
    over = hedge in ("over", "just_over") or any(
        w
        in (
            "crossed",
            "topped",
            "cleared",
            "surpassed",
            "through",
            "past",
            "breached",
            "beyond",
            "exceeded",
            "above",
            "hit",
            "reached",
        )
        for w in words
    )
    under = hedge == "under" or any(w in ("below", "under", "beneath") for w in words)
    return over and not under, under


def _crossing(s: Sentence, scene: Scene, first: int, number: int, last: int, step: str, *, under: bool) -> Claim | None:
    names = subjects_of(scene, s, first, number)
    if not names or names[0].key is None:
        return None
    reach = reach_after(s, last, 2)
    mark = next((m for m in s.marks if m.cue.role == "level" and m.last == first), None)
    start = mark.first if mark else first
    days, times = moments(scene, s, first, last, "")
    scope = reach.scope if reach is not None else None
    if scope is not None and scope.kind == "since" and scope.when is not None:
        s.spent.add(scope.when.first)
        measure = "lastbelow" if under else "lastabove"
        found = tuple(Reading(names[0].key, measure, at=d, parameter=step) for d in days)
        return Claim(
            s, start, scope.last, "superlative", found[:FEW_READINGS], SinceTest(scope.when.start, scope.when.end)
        )
    if scope is not None and scope.kind != "ever":
        return None
    measure = "firstbelow" if under else "firstabove"
    told = times.when
    if (
        told is not None
        and told.grain in ("week", "month", "quarter", "year")
        and told.first in s.part(first)
        and not told.since
    ):
        asked = Reading(names[0].key, measure, "date", parameter=step)
        return Claim(s, start, scope.last if scope else last, "record", (asked,), SinceTest(told.start, told.end))
    closing = mark is not None or any(w in _CLOSED for w in s.words(first - 4, first))
    bars = (None,) if closing else (None, "intraday")
    found = tuple(Reading(names[0].key, measure, w, at=d, parameter=step) for d in days for w in bars)
    return Claim(s, start, scope.last if scope else last, "record", found[:FEW_READINGS], TruthTest())
