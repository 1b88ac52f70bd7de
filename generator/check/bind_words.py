"""Claims without a number of their own: records, superlatives since a date, comparisons, ranks, directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from generator.check.answers import Answer, Reading
from generator.check.bind_numbers import readings
from generator.check.claims import Claim, RankTest, SignTest, SinceTest, TruthTest, as_date
from generator.check.dates import When
from generator.check.entities import Name
from generator.check.policy import Ruling
from generator.check.scene import Scene, Times
from generator.check.sentence import Mark, Sentence
from generator.check.wordset import wordset

_PERIODS = {
    "day": "day", "days": "day", "session": "day", "daily": "day", "week": "week", "weekly": "week", "month": "month", "monthly": "month", "quarter": "quarter",
    "quarterly": "quarter", "year": "year", "annual": "year", "yearly": "year",
}  # fmt: skip
_LEVEL_NOUNS = wordset("""
    close finish level reading print high low point closes finishes settlement value price balance total levels
    yield figure quote
""")
_UP_NOUNS = wordset("""
    gain gains jump rise rises rally advance increase leap surge inflow inflows climb rebound bounce advances haul
""")
_DOWN_NOUNS = wordset("""
    loss losses drop fall decline plunge slide tumble retreat decrease outflow outflows crash slump selloff setback
    falls declines dip contraction
""")
_SPREAD_NOUNS = wordset("""
    margin gap lead shortfall spread outperformance underperformance difference advantage deficit
""")
_EVER = (
    ("ever",),
    ("on", "record"),
    ("in", "history"),
    ("of", "all", "time"),
    ("in", "its", "history"),
    ("in", "the", "history"),
    ("since", "records", "began"),
    ("has", "ever", "had"),
    ("it", "has", "ever"),
)
_BEGAN = wordset("exists existed began started launched launch inception trading listing")
_WINDOW_PERIOD = {
    "1d": "day",
    "wtd": "week",
    "1w": "week",
    "mtd": "month",
    "1m": "month",
    "qtd": "quarter",
    "3m": "quarter",
    "ytd": "year",
    "1y": "year",
}
_MINOR = frozenset(
    {
        "hurt",
        "suffer",
        "suffered",
        "float",
        "cool",
        "heal",
        "healing",
        "firm",
        "build",
        "come back",
        "leak",
        "building",
        "leaks",
    }
)


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
        names = scene.subjects(s, when.first, when.last)
        if not (bigger or up or down) or not names or names[0].key is None:
            continue
        s.spent.add(when.first)
        level = any(w in _LEVEL_NOUNS for w in words) and not bigger
        period = next((_PERIODS[w] for w in words if w in _PERIODS), "day")
        days = scene.day_before(s, when.first)
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
            if s.low(k) == "since" and any(s.low(x) in _BEGAN for x in range(k, min(s.hi, k + 7)))
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
        last = next((k + 1 for k in range(started, min(s.hi, started + 7)) if s.low(k) in _BEGAN), started + 2)
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
        for words in _EVER:
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
    period = next((_PERIODS[w] for w in reversed(words) if w in _PERIODS), "")
    sign = mark.cue.sign
    if any(w in _UP_NOUNS for w in words):
        sign = sign or 1
    elif any(w in _DOWN_NOUNS for w in words):
        sign = sign or -1
    if any(w in _SPREAD_NOUNS for w in words) or (
        s.low(mark.first) == "widest" and not any(w in _UP_NOUNS | _DOWN_NOUNS for w in words)
    ):
        return "spread", period, 0
    if mark.cue.detail == "level" or any(w in _LEVEL_NOUNS for w in words):
        if mark.cue.detail == "change" and period and not any(w in _LEVEL_NOUNS for w in words):
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
    return scene.subjects(s, mark.first, last)


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
    times = scene.times(s, first, last)
    days = _days(s, scene, first, times)
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
    keys = [n.key for n in scene.or_topic(s, (name,)) if n.key]
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
    found = [_WINDOW_PERIOD.get(w.windows[0], "") for w in named if w.windows]
    if any(w.grain == "day" for w in named):
        found.append("day")
    found += [_WINDOW_PERIOD.get(w, "") for w in times.windows]
    found = [f for f in dict.fromkeys(found) if f]
    return tuple(found[:2]) or ("day",)


def _spread_since(
    s: Sentence, scene: Scene, claim: Claim, name: Name, period: str, times: Times, test: SinceTest
) -> Claim:
    others = scene.versus(s, name, claim.first)
    if not others or others[0].key is None:
        return replace(claim, missing="what it is compared with is not named")
    periods = (
        (period,)
        if period
        else tuple(dict.fromkeys(_WINDOW_PERIOD.get(w, "") for w in (*times.windows, *scene.window, "1d")))
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
    times = scene.times(s, first, within.last)
    days = _days(s, scene, first, times)
    if kind == "level":
        measure = "highest" if sign >= 0 else "lowest"
        found = tuple(Reading(n.key or "", measure, w, at=d) for n in names for w in within.windows for d in days)
        return replace(claim, readings=found, test=TruthTest(row="record"))
    if kind == "change" and period and period != _WINDOW_PERIOD.get(within.windows[0]):
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
    names = scene.subjects(s, k, when.last)
    if not names or names[0].key is None:
        return None
    key = names[0].key
    days = scene.times(s, k - 1, k).days
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


def bind_records(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`a record close`, `all-time high`, `the highest close ever`, `above 1,000 for the first time`."""
    for mark in s.marks_of("record"):
        claim = _record(s, scene, mark)
        if claim is not None:
            yield claim
    yield from _first_time(s, scene)
    yield from _extreme_days(s, scene)


def _extreme_days(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`the low of 18 March`, `its low, in the week of 3 December`: the day of an extreme."""
    for when in s.whens:
        if when.grain not in ("day", "week") or when.edge or when.start is None or when.end is None:
            continue
        k = next(
            (
                k
                for k in range(when.first - 1, max(s.lo, when.first - 9) - 1, -1)
                if s.low(k) in ("low", "high", "peak", "trough", "bottom", "lows", "highs")
            ),
            None,
        )
        between = s.words(k + 1, when.first) if k is not None else []
        joined = between and all(
            w in ("of", "on", "set", "from", "in", "the", "week", "at", ",", "reached", "hit", "it", "was", "close")
            for w in between
        )
        figures = (
            k is not None
            and any(k < q.core < when.first for q in s.numbers)
            and not any(m.first > k and m.last <= when.first and m.cue.role == "move" for m in s.marks)
        )
        if k is None or not (joined or (figures and when.first - k <= 7)):
            continue
        names = scene.subjects(s, k, when.last)
        if not names or names[0].key is None:
            continue
        measure = "dayhigh" if s.low(k) in ("high", "peak", "highs") else "daylow"
        windows = tuple(
            dict.fromkeys(
                (
                    *[w for w in scene.window if w not in ("1d",) and not w.startswith("since")],
                    *scene.frame,
                    "ytd",
                    "1y",
                    "all",
                )
            )
        )
        found = tuple(Reading(names[0].key, measure, w) for w in windows)[:8]
        yield Claim(s, when.first, when.last, "date", found, SinceTest(when.start, when.end))


def _record(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    if _only_a_place(s, mark) or _only_spoken_of(s, mark):
        return None
    names = scene.subjects(s, mark.first, mark.last)
    first = mark.first - 1 if s.low(mark.first - 1) in ("a", "new", "fresh", "another") else mark.first
    last = mark.last
    while s.low(last) in ("close", "closing", "finish", "high", "low", "of", "for") and s.low(last) not in (
        "of",
        "for",
    ):
        last += 1
    claim = Claim(s, mark.first, last, "record")
    if not names:
        return replace(claim, missing="no instrument is named")
    sign = mark.cue.sign
    if s.low(mark.first) in ("record", "records") and mark.last - mark.first == 1:
        sign = _record_sign(s, mark, last)
        if sign == 0:
            return replace(claim, missing="which record is not clear")
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    times = scene.times(s, mark.first, last)
    negated = _negated(s, mark)
    measure = "record.high" if sign > 0 else "record.low"
    days = _days(s, scene, mark.first, times)
    found = tuple(Reading(n.key or "", measure, at=d) for n in names if n.key for d in days)
    if sign > 0 and not negated and not any(w.grain == "day" for w in s.whens):
        spans = [w for w in times.windows if w != "1d"] if times.window_named else []
        recent = s.block.role == "heading" or bool(
            set(s.words(s.lo, s.hi)) & {"recently", "again", "recent", "has", "have"}
        )
        found += tuple(
            Reading(n.key or "", "anyrecord", w)
            for n in names
            if n.key
            for w in (*spans, *(("10s",) if recent else ()))
        )
    row = TruthTest(not negated, "record", "superlative")
    size = (
        "1d"
        if any(
            w in s.words(mark.last, mark.last + 4)
            for w in ("gain", "loss", "jump", "drop", "rise", "fall", "day", "inflow", "outflow", "move", "rally")
        )
        else ""
    )
    if size:
        words = s.words(mark.last, mark.last + 5)
        down = any(w in _DOWN_NOUNS for w in words)
        period = next((_PERIODS[w] for w in words if w in _PERIODS), "day")
        last = next(
            (k + 1 for k in range(mark.last, mark.last + 5) if s.low(k) in _UP_NOUNS | _DOWN_NOUNS | {"day", "move"}),
            last,
        )
        found = tuple(Reading(names[0].key, "worst" if down else "best", period, at=d) for d in days)
        return replace(claim, last=last, readings=found, test=SinceTest(None, None, ever=True))
    if scene.kind(names[0]) == "flow":
        return replace(
            claim,
            readings=tuple(Reading(names[0].key, "extreme", at=d) for d in days),
            test=SinceTest(None, None, ever=True, anyway=True),
        )
    return replace(claim, first=first if negated else mark.first, readings=found, test=row)


def _days(s: Sentence, scene: Scene, first: int, times: Times) -> tuple[date | None, ...]:
    """The day of a superlative: one named before it in the sentence, one named after it, or a carried one."""
    left = [
        w
        for w in s.whens
        if w.last <= first and w.grain == "day" and not w.since and not w.edge and w.first not in s.spent
    ]
    if left:
        return scene.day_before(s, first)[:1]
    return times.days if times.day_named else tuple(dict.fromkeys((None, *times.days, *scene.day_before(s, first))))


def _record_sign(s: Sentence, mark: Mark, last: int) -> int:
    words = s.words(mark.last, mark.last + 3)
    if any(w in words for w in ("low", "lows", "loss", "drop", "fall")):
        return -1
    before = s.words(mark.first - 6, mark.first)
    if "low" in before:
        return -1
    if s.low(last) in (
        "of",
        "was",
        "keeping",
        "player",
        "label",
        "store",
        "number",
        "amount",
        "numbers",
        "year",
        "earnings",
        "profit",
        "profits",
        "revenue",
        "rate",
        "pace",
        "budget",
        "sales",
        "temperatures",
        "heat",
        "for",
    ):
        return 0
    return 1


def _only_a_place(s: Sentence, mark: Mark) -> bool:
    """`45 % off October's record`, `its record close of 2,930.75`: a place to measure from, not an assertion."""
    before = s.words(mark.first - 7, mark.first)
    far = {
        "below",
        "under",
        "off",
        "beneath",
        "short",
        "shy",
        "from",
        "above",
        "since",
        "over",
        "near",
        "than",
        "towards",
        "toward",
        "approaching",
        "reclaim",
        "previous",
        "old",
        "against",
        "the one",
        "former",
        "earlier",
        "prior",
    }
    if s.low(mark.first - 1) in ("previous", "old", "former", "last", "earlier", "prior", "off", "the previous"):
        return True
    if any(w in far for w in before[-4:]) and not any(
        m.cue.role in ("move", "level") and mark.first - 3 <= m.first < mark.first for m in s.marks
    ):
        return True
    after = s.words(mark.last, mark.last + 4)
    return (
        bool(after)
        and (after[0] in ("of", "was", "stands", "stood", "stays") and s.low(mark.first - 1) in ("its", "the", "their"))
    ) or "'s" in after[:0]


def _only_spoken_of(s: Sentence, mark: Mark) -> bool:
    """`The Russell's new high is noteworthy`, `a new high indicates`: spoken of, not asserted."""
    if any(
        w in s.words(mark.first - 6, mark.first)
        for w in (
            "hit",
            "hits",
            "set",
            "sets",
            "reached",
            "reaches",
            "at",
            "to",
            "made",
            "notched",
            "closed",
            "close",
            "posted",
            "hitting",
            "reach",
            "another",
            "is",
            "was",
        )
    ):
        return _hypothetical(s, mark) and s.low(mark.first - 1) in ("a", "new")
    if s.low(mark.last) in (
        "is",
        "indicates",
        "should",
        "usually",
        "suggests",
        "means",
        "and",
        "of",
        "reflects",
        "may",
        "does",
        "will",
    ):
        return s.low(mark.last) != "of" and s.low(mark.last) != "and"
    return any(m.last == mark.first and s.tokens[m.last - 1].possessive for m in s.mentions) or _hypothetical(s, mark)


def _negated(s: Sentence, mark: Mark) -> bool:
    lo, _ = s.clause(mark.first)
    return any(m.cue.role == "not" and lo <= m.first < mark.first and mark.first - m.first <= 5 for m in s.marks)


def _first_time(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`closed above $1,000 for the first time`, `its first close below 5,000`."""
    for q in s.numbers:
        if q.hedge not in ("over", "under", "just_over") or q.unit not in ("", "money", "points"):
            continue
        words = s.words(q.last, min(q.last + 6, s.hi))
        if (
            words[:4] not in (["for", "the", "first", "time"], ["for", "the", "very", "first"])
            and s.low(q.first - 2) != "first"
        ):
            continue
        names = scene.subjects(s, q.first, q.last)
        since = next((w for w in s.whens if w.since and q.last <= w.first <= q.last + 6), None)
        if not names or names[0].key is None or since is not None:
            continue
        last = q.last + 4 if words[:1] == ["for"] else q.last
        mark = next((m for m in s.marks if m.cue.role == "level" and m.last == q.first), None)
        step = f"{q.magnitude.normalize():f}".replace(".", "_")
        measure = "firstbelow" if q.hedge == "under" else "firstabove"
        days = scene.times(s, q.first, q.last).days
        s.used.add(q.core)
        found = tuple(Reading(names[0].key, measure, at=d, parameter=step) for d in days)
        yield Claim(s, mark.first if mark else q.first, last, "record", found, TruthTest())


def bind_comparisons(s: Sentence, scene: Scene, runs: list[Claim]) -> Iterator[Claim]:
    """`did better`, `outpaced the Nasdaq`, `trails`, `a dead heat with`, `lost the least`."""
    counted = any(r.measure in ("streak.beat", "streak.lag") for c in runs for r in c.readings)
    for mark in s.marks_of("compare", "tie"):
        if counted:
            continue
        if any(
            q.core >= mark.first - 2
            and q.core - mark.last <= 9
            and q.core in s.used
            and q.unit in ("pp", "points", "bp")
            for q in s.numbers
        ) and s.low(mark.first) not in (
            "outperforms",
            "outperformed",
            "trails",
            "lags",
            "trailed",
            "lagged",
            "beat",
            "outpaced",
            "underperformed",
        ):
            continue
        claim = _comparison(s, scene, mark)
        if claim is not None:
            yield claim
    for mark in s.marks_of("rank"):
        claim = _ranking(s, scene, mark)
        if claim is not None:
            yield claim


_IDLE = frozenset(
    {
        "led",
        "leads",
        "leading",
        "topped",
        "behind",
        "level",
        "ahead of",
        "short of the",
        "lead",
        "matched",
        "stronger than",
        "weaker than",
        "better than",
        "worse than",
        "less than the",
        "in line with",
        "lag",
        "beat",
        "beats",
    }
)


def _comparison(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    words = s.phrase(mark.first, mark.last).lower()
    nearest = [m for m in s.mentions if m.first >= mark.last and m.first - mark.last <= 3]
    if words in _IDLE and not nearest and not (words == "level" and s.low(mark.first - 1) == "practically"):
        return None
    if mark.cue.role == "tie" and words in ("level", "matched", "in line with", "in step") and not nearest:
        return None
    names = scene.subjects(s, mark.first, mark.last)
    claim = Claim(s, mark.first, nearest[0].last if nearest and words in ("beat",) else mark.last, "comparison")
    if not names:
        return None
    one = names[0]
    pair = names[:2] if len(names) > 1 else None
    if pair is None:
        others = tuple(scene.resolve(nearest[0].name)) if nearest else ()
        others = tuple(n for n in others if n != one) or scene.versus(s, one, mark.first)
        if not others:
            return None
        pair = (one, others[0])
    if pair[0].key is None or pair[1].key is None:
        return replace(claim, missing=f"the tape has no {pair[0].label if pair[0].key is None else pair[1].label}")
    times = scene.times(s, mark.first, mark.last)
    sign = mark.cue.sign * (-1 if _negated(s, mark) else 1)
    if scene.kind(pair[0]) == "rate" or scene.kind(pair[1]) in ("rate", "flow"):
        return None
    windows = times.windows or ("1d",)
    if "since then" in s.text.lower() or words.startswith("held up"):
        extra = tuple(f"since:{d}" for d in (scene.day,) if d)
        windows = (*windows, *extra)
    found = readings(pair[0].key, "spread", windows, times.days, pair[1].key)
    return replace(claim, readings=found, test=SignTest(sign if mark.cue.role == "compare" else 0, compare=True))


def _ranking(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    """The best or worst of the instruments in view: those of the table, the list or the last sentences."""
    names = scene.subjects(s, mark.first, mark.last)
    if not names or names[0].key is None:
        return None
    among = (
        dict.fromkeys((*scene.table, *(m.key for m in s.mentions if m.key)))
        if scene.table
        else dict.fromkeys(n.key for n in scene.recent if n.key)
    )
    keys = tuple(k for k in among if scene.directory.kind(k) not in ("rate", "flow", "balance"))
    claim = Claim(s, mark.first, mark.last, "rank")
    if names[0].key not in keys or len(keys) < 2:
        return replace(claim, missing="the set that it is ranked in is not stated")
    times = scene.times(s, mark.first, mark.last)
    found = tuple(Reading(names[0].key, "rank", w, at=d, among=keys) for w in times.windows for d in times.days)
    return replace(claim, readings=found[:6], test=RankTest(mark.cue.sign > 0))


def bind_directions(s: Sentence, scene: Scene, numbers: list[Claim]) -> Iterator[Claim]:
    """`sank`, `little changed`, `in the red for the year`, where no number says the same."""
    for mark in s.marks_of("move", "state", "flat"):
        if mark.cue.role != "flat" and (not mark.cue.sign or _said_by_number(s, mark, numbers)):
            continue
        claim = _direction(s, scene, mark)
        if claim is not None:
            yield claim


def _said_by_number(s: Sentence, mark: Mark, numbers: list[Claim]) -> bool:
    """Whether a number of the same clause carries this direction."""
    lo, hi = s.hard_clause(mark.first)
    for claim in numbers:
        if claim.first < mark.last and claim.last > mark.first:
            return True
        if (mark.cue.size == "large" and mark.last - mark.first > 2) or "ground" in s.words(mark.first, mark.last):
            continue
        if claim.kind in ("level", "pair") and mark.last <= claim.first:
            return mark.last < claim.first - 1 and s.low(claim.first - 1) not in ("at", "to")
        if lo <= claim.first < hi and -1 <= claim.first - mark.last <= 8:
            return True
        if (
            claim.first >= s.lo
            and mark.first < claim.first
            and claim.first - mark.last <= 10
            and mark.cue.role == "move"
        ):
            return True
        if lo <= claim.first < hi and 0 <= mark.first - claim.last <= 1:
            return True
    return False


def _direction(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    words = s.phrase(mark.first, mark.last).lower()
    if words in _MINOR or (mark.cue.role == "state" and not _predicate(s, mark)):
        return None
    if mark.cue.role == "move" and _not_a_verb_here(s, mark):
        return None
    left = [m for m in s.mentions if m.last <= mark.first]
    if (
        not left
        or mark.first - left[-1].last > 15
        or any(s.tokens[i].text in ";:\u2014" for i in range(left[-1].last, mark.first))
    ):
        return None
    names = scene.subjects(s, mark.first, mark.last)
    if not names or _hypothetical(s, mark) or _inside_a_phrase(s, left[-1].first):
        return None
    if not _closing_state(s, mark) and not _governed(s, mark, left[-1].last) and mark.cue.role != "flat":
        return None
    claim = Claim(s, mark.first, mark.last, "direction")
    if any(n.key is None for n in names):
        return (
            replace(claim, missing=f"the tape has no {names[0].label}")
            if names[0].concept not in ("curve", "?")
            else None
        )
    times = scene.times(s, mark.first, mark.last)
    sign = mark.cue.sign * (-1 if _negated(s, mark) else 1)
    kind = scene.kind(names[0])
    measure = "level" if kind == "flow" else "change"
    if kind == "flow":
        return None
    found = tuple(r for n in names for r in readings(n.key or "", measure, times.windows or ("1d",), times.days))
    test = SignTest(sign, kind, mark.cue.size, open_window=not times.window_named)
    return replace(claim, readings=found[:12], test=test, group=len(names) if len(names) > 1 else 0)


def _inside_a_phrase(s: Sentence, first: int) -> bool:
    """`leverage at the fringes of the market has contracted`: the name is no subject."""
    k = first - 1
    while s.low(k) in ("the", "a", "us"):
        k -= 1
    return s.low(k) in ("of", "in", "for", "at", "from", "by", "with", "into", "around", "between", "on")


def _closing_state(s: Sentence, mark: Mark) -> bool:
    """`then closed the week up`."""
    return mark.cue.role == "state" and any(
        m.cue.role == "level"
        and 0 < mark.first - m.last <= 3
        and s.low(m.first) in ("closed", "ended", "finished", "closes", "ends")
        for m in s.marks
    )


_BETWEEN = wordset("""
    has have had is was were are be been also again still now then just even slightly sharply further modestly did
    do does not never yet both all itself closed finished ended the week month day quarter year and , back only
    hardly barely once more too steadily quietly briefly together ) meanwhile though however in for price prices
    shares index themselves it they
""")


def _governed(s: Sentence, mark: Mark, start: int) -> bool:
    """Whether nothing but helpers stands between a name and its verb."""
    whens = {k for w in s.whens for k in range(w.first, w.last)}
    names = {k for m in s.mentions for k in range(m.first, m.last)}
    others = [
        k
        for k in range(start, mark.first)
        if k not in whens and k not in names and s.low(k) not in _BETWEEN and not s.low(k).endswith("ly")
    ]
    return len(others) <= (0 if mark.first - start < 8 else 1) or (
        bool(others) and all(s.mark_at(k) is not None or s.masked[k] for k in others)
    )


def _predicate(s: Sentence, mark: Mark) -> bool:
    """`is up`, `in the red`, `back down to`: a state that is asserted."""
    before = s.low(mark.first - 1)
    words = s.phrase(mark.first, mark.last).lower()
    if words in (
        "off",
        "ahead",
        "stronger",
        "weaker",
        "richer",
        "cheaper",
        "softer",
        "lighter",
        "upward",
        "downward",
        "upwards",
        "downwards",
        "firmer",
        "better off",
        "poorer",
        "lower",
        "higher",
    ) and before not in ("is", "was", "are", "were", "closed", "finished", "ended"):
        return False
    return before in (
        "is",
        "was",
        "are",
        "were",
        "back",
        "still",
        "remains",
        "remain",
        "remained",
        "week",
        "finished",
        "closed",
        "ended",
        "month",
        "year",
        "now",
        "*",
    ) or words.startswith("in ")


def _not_a_verb_here(s: Sentence, mark: Mark) -> bool:
    """Nouns, infinitives and participles are no assertion: `to fall`, `the rally`, `falling yields`."""
    before = s.low(mark.first - 1)
    word = s.low(mark.first)
    if "ground" not in s.words(mark.first, mark.last) and before in (
        "to",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "must",
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "of",
        "any",
        "no",
        "every",
        "not",
    ):
        return True
    if word.endswith("ing") and before not in ("is", "was", "are", "were", "been", "kept", "keeps"):
        return True
    if word in _NOUNISH and not any(m.last == mark.first for m in s.mentions):
        return True
    return s.tokens[mark.first].hyphen or (mark.last < s.hi and s.tokens[mark.last].hyphen)


_NOUNISH = wordset("""
    gain gains rally rallies rise fall falls drop drops decline declines slide jump increase advance bounce rebound
    move spike surge slump add build ease cool firm lower hurt float retreat recover improve dip slip leak leaks
    crash plunge pop narrow lose
""")


def _hypothetical(s: Sentence, mark: Mark) -> bool:
    lo, _ = s.clause(mark.first)
    words = s.words(max(lo - 1, s.lo), mark.first)
    if s.low(s.lo) in ("if", "when", "whenever", "unless"):
        return True
    return any(
        w in ("if", "when", "whenever", "unless", "could", "would", "should", "may", "might", "will", "can", "as")
        for w in words
    ) or s.text.rstrip().endswith("?")
