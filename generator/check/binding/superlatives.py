"""The best day since, the lowest this year, the most ever, not seen since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.claim import Claim
from generator.check.binding.nouns import (
    BEGAN,
    DOWN_NOUNS,
    EVER,
    LEVEL_NOUNS,
    PERIODS,
    SPREAD_NOUNS,
    UP_NOUNS,
    WINDOW_PERIOD,
)
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.subjects import or_topic, subjects_of, versus_of
from generator.check.binding.times import Times, day_before, times_of
from generator.check.comparing.dates import SinceTest, as_date
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import TruthTest
from generator.check.text.entities import Name
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.when import When


def bind_superlatives(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`the best day since March 2009`, `its lowest this year`, `the most ever`; the dates in them belong to them."""
    for mark in s.marks_of("super"):
        claim = _superlative(s, scene, mark)
        if claim is not None:
            yield claim
    yield from _look_back(s, scene)
    yield from _go_back(s, scene)


def _go_back(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`one has to go back to April 2022 for a larger weekly move`."""
    for when in s.whens:
        if (
            when.first in s.spent
            or when.start is None
            or when.end is None
            or s.words(when.first - 2, when.first) != ["back", "to"]
        ):
            continue
        words = s.words(when.last, when.last + 9)
        if words[:1] not in (["for"], ["to"]):
            continue
        bigger = any(w in ("larger", "bigger", "sharper", "steeper", "greater", "wider") for w in words)
        up = any(w in ("higher", "better", "stronger") for w in words)
        down = any(w in ("lower", "worse", "weaker") for w in words)
        names = subjects_of(scene, s, when.first, when.last)
        if not (bigger or up or down) or not names or names[0].key is None:
            continue
        s.spent.add(when.first)
        level = any(w in LEVEL_NOUNS for w in words) and not bigger
        period = next((PERIODS[w] for w in words if w in PERIODS), "day")
        days = day_before(scene, s, when.first)
        if level:
            found = tuple(Reading(names[0].key, "levelsince", "low" if down else "high", at=d) for d in days)
        else:
            measure = "best" if up else "worst" if down else "biggest"
            found = tuple(
                Reading(names[0].key, measure, period, at=d, parameter="signed" if bigger else None) for d in days
            )
        yield Claim(s, when.first, when.last, "superlative", found, _since_test(s, when))


def _superlative(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    stop = _end_of_phrase(s, mark)
    since = next((w for w in s.whens if mark.last <= w.first <= stop + 3 and w.since), None)
    ago = next(
        (
            w
            for w in s.whens
            if mark.last <= w.first <= stop + 6
            and w.prep in ("in", "over", "nearly", "almost", "past", "last", "than", "about", "of", "for")
            and w.grain == "window"
            and w.start
        ),
        None,
    )
    ever = _ever_at(s, mark.last, stop + 6)
    within = next(
        (
            w
            for w in s.whens
            if mark.last <= w.first <= stop + 3
            and w.windows
            and not w.since
            and s.low(w.first) not in ("weekly", "monthly", "quarterly", "annual", "yearly", "daily", "calendar")
            and (w.grain in ("year", "month", "quarter") or w.windows[0] in ("ytd", "mtd", "qtd", "wtd"))
        ),
        None,
    )
    started = next(
        (
            k
            for k in range(mark.last, min(s.hi, mark.last + 9))
            if s.low(k) == "since" and any(s.low(x) in BEGAN for x in range(k, min(s.hi, k + 7)))
        ),
        None,
    )
    if since is None and ever is None and within is None and started is None and ago is None:
        return None
    if ago is not None and since is None and s.low(ago.first - 1) in ("the",) and ever is None and within is None:
        ago = None if not ago.start else ago
    what = _what(
        s,
        mark,
        min(
            x
            for x in (
                since.first if since else s.hi,
                ever or s.hi,
                within.first if within else s.hi,
                started or s.hi,
                ago.first if ago else s.hi,
            )
        ),
    )
    first = _phrase_start(s, mark)
    if since is not None:
        test, last = _since_test(s, since), since.last
        if s.low(last) == "," and last + 1 < s.hi and any(w.first == last + 1 for w in s.whens):
            pass
        s.spent.add(since.first)
    elif started is not None:
        last = next((k + 1 for k in range(started, min(s.hi, started + 7)) if s.low(k) in BEGAN), started + 2)
        last = last + 1 if s.low(last) == "trading" else last
        test = SinceTest(None, None, ever=True, anyway=True)
    elif ever is not None and (within is None or ever < within.first):
        test, last = SinceTest(None, None, ever=True), ever
    elif within is not None:
        s.spent.add(within.first)
        return _within(s, scene, mark, what, within, first)
    elif ago is not None and ago.start is not None:
        test, last = _age_test(s, scene, ago), ago.last
        s.spent.add(ago.first)
    else:
        return None
    return _built(s, scene, mark, what, test, first, last)


def _end_of_phrase(s: Sentence, mark: Mark) -> int:
    i = mark.last
    while i < s.hi and i - mark.last < 8 and s.tokens[i].text not in ",;:.()\u2014" and s.low(i) != "since":
        i += 1
    return i


def _phrase_start(s: Sentence, mark: Mark) -> int:
    return mark.first


def _ever_at(s: Sentence, start: int, stop: int) -> int | None:
    for k in range(start, min(stop, s.hi)):
        for words in EVER:
            if tuple(s.words(k, k + len(words))) == words:
                end = k + len(words)
                if words == ("in", "the", "history"):
                    end += 3
                if s.low(end) == "had":
                    end += 1
                return min(end, s.hi)
    return None


def _what(s: Sentence, mark: Mark, stop: int) -> tuple[str, str, int]:
    """What a superlative is about: level, change or spread; the period; the sign."""
    words = [*s.words(mark.first, mark.last), *s.words(mark.last, stop)]
    period = next((PERIODS[w] for w in reversed(words) if w in PERIODS), "")
    sign = mark.cue.sign
    if any(w in UP_NOUNS for w in words):
        sign = sign or 1
    elif any(w in DOWN_NOUNS for w in words):
        sign = sign or -1
    if any(w in SPREAD_NOUNS for w in words) or (
        s.low(mark.first) == "widest" and not any(w in UP_NOUNS | DOWN_NOUNS for w in words)
    ):
        return "spread", period, 0
    if mark.cue.detail == "level" or any(w in LEVEL_NOUNS for w in words):
        if mark.cue.detail == "change" and period and not any(w in LEVEL_NOUNS for w in words):
            return "change", period, sign
        return "level", period, sign or 1
    return "change", period, sign


def _since_test(s: Sentence, when: When) -> SinceTest:
    start, end = when.start, when.end
    if when.edge and end is not None:
        start, end = end - timedelta(6), end + timedelta(3)
    return SinceTest(start, end)


def _age_test(s: Sentence, scene: Scene, when: When) -> SinceTest:
    years = (scene.as_of - when.start).days / 365.25 if when.start else 1.0
    before = " ".join(s.words(when.first - 2, when.first))
    hedge = (
        "nearly"
        if before.split()[-1:] in (["nearly"], ["almost"])
        else "over"
        if before == "more than"
        else "about"
        if before.endswith("about")
        else None
    )
    return SinceTest(None, None, years=years, hedge=hedge)


def _subject(s: Sentence, scene: Scene, mark: Mark, last: int) -> tuple[Name, ...]:
    _lo, _ = s.hard_clause(mark.first)
    return subjects_of(scene, s, mark.first, last)


def _built(
    s: Sentence, scene: Scene, mark: Mark, what: tuple[str, str, int], test: SinceTest, first: int, last: int
) -> Claim | None:
    claim = Claim(s, first, last, "superlative")
    names = _subject(s, scene, mark, last)
    if not names:
        return replace(claim, missing="no instrument is named")
    name = names[0]
    if name.key is None and name.concept != "curve":
        return replace(claim, missing=f"the tape has no {name.label}")
    times = times_of(scene, s, first, last)
    days = days_of(s, scene, first, times)
    kind, period, sign = what
    if name.concept == "curve":
        ten, two = scene.directory.key("us10y"), scene.directory.key("us2y")
        if ten is None or two is None:
            return replace(claim, missing="the tape has no two yields")
        up = sign > 0 or "least negative" in s.phrase(mark.first, mark.last).lower()
        return replace(claim, readings=readings(ten, "gapsince", ("high" if up else "low",), days, two), test=test)
    key = name.key or ""
    negative = "least negative" in s.phrase(mark.first, mark.last).lower()
    if kind == "spread":
        return _spread_since(s, scene, claim, name, period, times, test)
    if kind == "level":
        if scene.kind(name) == "flow":
            return replace(claim, readings=readings(key, "extreme", (None,), days), test=test)
        word = "high" if sign >= 0 or negative else "low"
        if s.low(mark.first) == "loosest":
            word = "low"
        return replace(claim, readings=tuple(Reading(key, "levelsince", word, at=d) for d in days), test=test)
    periods = _periods(s, mark, period, times, scene)
    measure = "best" if sign > 0 else "worst" if sign < 0 else "biggest"
    if scene.kind(name) == "flow":
        return replace(claim, readings=readings(key, "extreme", (None,), days), test=test)
    keys = [n.key for n in or_topic(scene, s, (name,)) if n.key]
    found = tuple(
        Reading(k, measure, p, at=d, parameter="signed" if measure == "biggest" else None)
        for k in keys
        for p in periods
        for d in days
    )
    return replace(claim, readings=found[:8], test=test)


def _periods(s: Sentence, mark: Mark, period: str, times: Times, scene: Scene) -> tuple[str, ...]:
    """The period of a bare `best since`: that of the change it speaks of."""
    if period:
        return (period,)
    named = [w for w in s.whens if w.last <= mark.first and w.windows and w.first not in s.spent]
    found = [WINDOW_PERIOD.get(w.windows[0], "") for w in named if w.windows]
    if any(w.grain == "day" for w in named):
        found.append("day")
    found += [WINDOW_PERIOD.get(w, "") for w in times.windows]
    found = [f for f in dict.fromkeys(found) if f]
    return tuple(found[:2]) or ("day",)


def _spread_since(
    s: Sentence, scene: Scene, claim: Claim, name: Name, period: str, times: Times, test: SinceTest
) -> Claim:
    others = versus_of(scene, s, name, claim.first)
    if not others or others[0].key is None:
        return replace(claim, missing="what it is compared with is not named")
    periods = (
        (period,)
        if period
        else tuple(dict.fromkeys(WINDOW_PERIOD.get(w, "") for w in (*times.windows, *scene.window, "1d")))
    )
    found = tuple(
        Reading(name.key or "", "widestspread", p, others[0].key, d) for p in periods if p for d in times.days
    )
    return replace(claim, readings=found[:8], test=test)


def _within(
    s: Sentence, scene: Scene, mark: Mark, what: tuple[str, str, int], within: When, first: int
) -> Claim | None:
    """`the lowest close this year`, `the worst day of the month`."""
    claim = Claim(s, first, within.last, "superlative")
    names = _subject(s, scene, mark, within.last)
    if not names:
        return None
    kind, period, sign = what
    if any(n.key is None for n in names):
        return replace(claim, missing=f"the tape has no {names[0].label}")
    times = times_of(scene, s, first, within.last)
    days = days_of(s, scene, first, times)
    if kind == "level":
        measure = "highest" if sign >= 0 else "lowest"
        found = tuple(Reading(n.key or "", measure, w, at=d) for n in names for w in within.windows for d in days)
        return replace(claim, readings=found, test=TruthTest(row="record"))
    if kind == "change" and period and period != WINDOW_PERIOD.get(within.windows[0]):
        start = within.start or _window_start(scene, within.windows[0])
        if start is None:
            return None
        measure = "best" if sign > 0 else "worst" if sign < 0 else "biggest"
        found = tuple(Reading(names[0].key or "", measure, period, at=d) for d in days)
        return replace(claim, readings=found, test=_Before(start))
    return None


class _Before(SinceTest):
    """Nothing as good within a window: the last equal lies before it."""

    def __init__(self, start: date) -> None:
        super().__init__(start, None)

    def check(self, answer: Answer) -> Ruling:
        """Nothing as good lies in the window."""
        found = as_date(answer.value)
        good = found is None or (self.start is not None and found < self.start)
        return Ruling("supported" if good else "contradicted", "since", "" if good else "superlative")


def _window_start(scene: Scene, window: str) -> date | None:
    today = scene.as_of
    return {"ytd": today.replace(month=1, day=1), "mtd": today.replace(day=1), "wtd": today - timedelta(today.weekday()),
            "qtd": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)}.get(window)  # fmt: skip


def _look_back(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`a run not seen since 1996`, `has not been this loose since`, `had not closed lower since`, `for the first time since`."""
    for when in s.whens:
        if not when.since or when.first in s.spent:
            continue
        k = when.first - 1
        while s.low(k) in ("the", "last", "since", "end", "of"):
            k -= 1
        words = s.words(k - 8, k + 1)
        joined = " ".join(words)
        claim = _not_seen(s, scene, when, k, joined)
        if claim is not None:
            s.spent.add(when.first)
            yield claim


def _not_seen(s: Sentence, scene: Scene, when: When, k: int, joined: str) -> Claim | None:
    names = subjects_of(scene, s, k, when.last)
    if not names or names[0].key is None:
        return None
    key = names[0].key
    days = times_of(scene, s, k - 1, k).days
    test = _since_test(s, when)
    if "not seen" in joined or "last seen" in joined or "longest" in joined or "unseen" in joined:
        start = next(
            (
                i
                for i in range(k, max(s.lo, k - 9), -1)
                if s.low(i) in ("run", "streak", "longest", "sequence", "level", "levels")
            ),
            None,
        )
        if start is None:
            return None
        if s.low(start) in ("level", "levels"):
            found = tuple(Reading(key, "levelsince", w, at=d) for w in ("high", "low") for d in days)
        else:
            found = tuple(Reading(key, "runsince", w, at=d) for w in ("up", "down") for d in days)
        first = start - 1 if s.low(start - 1) in ("a", "the", "longest") else start
        return Claim(s, first, when.last, "superlative", found, test)
    not_this = any(
        x in joined
        for x in (
            "hasn't been this",
            "has not been this",
            "haven't been this",
            "not been so",
            "hasn't been so",
            "not been as",
            "been this",
        )
    )
    not_closed = any(
        x in joined
        for x in (
            "not closed",
            "not been",
            "hadn't closed",
            "hasn't closed",
            "never closed",
            "not finished",
            "not ended",
            "not stood",
        )
    )
    if not (not_this or not_closed):
        return None
    low = any(w in joined.split() for w in ("loose", "low", "lower", "cheap", "weak", "calm"))
    high = any(w in joined.split() for w in ("tight", "high", "higher", "expensive", "strong", "dear"))
    if not (low or high):
        return None
    first = next(
        (
            i
            for i in range(k, max(s.lo, k - 8), -1)
            if s.low(i) in ("hasn't", "not", "haven't", "hadn't", "been", "never")
        ),
        k,
    )
    found = tuple(Reading(key, "levelsince", "low" if low else "high", at=d) for d in days)
    return Claim(s, first, when.last, "superlative", found, test)


def days_of(s: Sentence, scene: Scene, first: int, times: Times) -> tuple[date | None, ...]:
    """The day of a superlative: one named before it in the sentence, one named after it, or a carried one."""
    left = [
        w
        for w in s.whens
        if w.last <= first and w.grain == "day" and not w.since and not w.edge and w.first not in s.spent
    ]
    if left:
        return day_before(scene, s, first)[:1]
    return times.days if times.day_named else tuple(dict.fromkeys((None, *times.days, *day_before(scene, s, first))))
