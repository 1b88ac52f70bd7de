"""Records, first times, and the days of extremes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.check.answering.reading import Reading
from generator.check.binding.asserted import is_denied, is_supposed
from generator.check.binding.claim import Claim
from generator.check.binding.nouns import DOWN_NOUNS, PERIODS, UP_NOUNS
from generator.check.binding.scene import Scene
from generator.check.binding.subjects import subjects_of
from generator.check.binding.superlatives import days_of
from generator.check.binding.times import times_of
from generator.check.comparing.dates import SinceTest
from generator.check.comparing.tests import TruthTest
from generator.check.text.sentence import Mark, Sentence


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
        names = subjects_of(scene, s, k, when.last)
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
    names = subjects_of(scene, s, mark.first, mark.last)
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
    times = times_of(scene, s, mark.first, last)
    negated = is_denied(s, mark)
    measure = "record.high" if sign > 0 else "record.low"
    days = days_of(s, scene, mark.first, times)
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
        down = any(w in DOWN_NOUNS for w in words)
        period = next((PERIODS[w] for w in words if w in PERIODS), "day")
        last = next(
            (k + 1 for k in range(mark.last, mark.last + 5) if s.low(k) in UP_NOUNS | DOWN_NOUNS | {"day", "move"}),
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
        return is_supposed(s, mark) and s.low(mark.first - 1) in ("a", "new")
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
    return any(m.last == mark.first and s.tokens[m.last - 1].possessive for m in s.mentions) or is_supposed(s, mark)


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
        names = subjects_of(scene, s, q.first, q.last)
        since = next((w for w in s.whens if w.since and q.last <= w.first <= q.last + 6), None)
        if not names or names[0].key is None or since is not None:
            continue
        last = q.last + 4 if words[:1] == ["for"] else q.last
        mark = next((m for m in s.marks if m.cue.role == "level" and m.last == q.first), None)
        step = f"{q.magnitude.normalize():f}".replace(".", "_")
        measure = "firstbelow" if q.hedge == "under" else "firstabove"
        days = times_of(scene, s, q.first, q.last).days
        s.used.add(q.core)
        found = tuple(Reading(names[0].key, measure, at=d, parameter=step) for d in days)
        yield Claim(s, mark.first if mark else q.first, last, "record", found, TruthTest())
