"""What a superlative is about and how far back it reaches, as questions and a test: one way for all its wordings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.runs.kinds import kind_of_run, signed_run, won_run
from generator.check.binding.subjects.bonds import by_price
from generator.check.binding.subjects.ratios import ratio_meant, ratio_of
from generator.check.binding.subjects.subjects import or_topic, subjects_of, versus_of
from generator.check.binding.times.intraday import for_a_while
from generator.check.binding.times.moments import moments
from generator.check.binding.times.times import Times
from generator.check.binding.words.dress import dress
from generator.check.binding.words.nouns import WINDOW_PERIOD
from generator.check.binding.words.reaches import Reach, What
from generator.check.comparing.dates import AgeTest, SinceTest
from generator.check.comparing.tests import CountTest, NotTest, Test
from generator.check.text.entities import Name
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.verbs import DRESS
from generator.check.text.when import When


def bound(
    s: Sentence,
    scene: Scene,
    what: What,
    reach: Reach,
    first: int,
    *,
    denied: bool = False,
    names: tuple[Name, ...] = (),
) -> Claim:
    """The claim of a superlative: its questions, most likely first, and its test."""
    claim = Claim(s, first, max(reach.last, what.last), "superlative")
    names = names or named_inside(s, first, reach.first) or subjects_of(scene, s, first, reach.last)
    if any(w.grain == "day" and w.last <= first and not w.since and w.first in s.part(first) for w in s.whens):
        inner = (w for w in s.whens if first <= w.first < what.last and w.grain == "window")
        s.spent |= {w.first for w in inner}  # `fell 6 % on Friday for its worst two-day drop since`
    if reach.window is not None:
        s.spent.add(reach.window.first)
    if reach.scope is not None:
        s.spent |= {w.first for w in s.whens if reach.first <= w.first < reach.last}
        if reach.scope.when is not None:
            s.backs[reach.scope.when.first] = (what.kind, what.period, what.sign)
        if reach.scope.kind == "since" and reach.scope.when is None:
            return replace(claim, missing="the day that it counts from is not known")
    if what.kind == "other":
        return replace(claim, missing="what is compared is not on the tape")
    if not names:
        return replace(claim, missing="no instrument is named")
    name = names[0]
    if name.key is None and name.concept != "curve":
        return replace(claim, missing=f"the tape has no {name.label}")
    if _undated(s, first):
        return replace(claim, missing="the time that it is told of is not dated")
    days, times = moments(scene, s, first, reach.last, what.period)
    if what.kind == "change" and by_price(s, name.key or "", first):
        what = replace(what, sign=-what.sign)
    found = _readings(scene, s, name, what, reach, days, times, first)
    if isinstance(found, str):
        return replace(claim, missing=found)
    if reach.scope is not None and reach.scope.when is not None and found:
        scene.looked_back[reach.scope.when.first] = found[0]
    test = test_of(scene, what, reach)
    return replace(claim, readings=found[:FEW_READINGS], test=NotTest(test) if denied else test)


def _undated(s: Sentence, first: int) -> bool:
    """`$297bn in the week of the bank runs, the biggest increase since`: an apposition to a time that no calendar knows."""
    if s.tokens[first - 1].text not in (",", "the") or first - s.lo < 6:
        return False
    words = s.words(first - 10, first)
    for k in range(len(words) - 4):
        if (
            words[k] in ("in", "during", "on")
            and words[k + 1] == "the"
            and words[k + 2] in ("day", "week", "month", "session")
        ):
            at = first - len(words) + k
            dated = any(at <= w.first < first and w.grain != "window" for w in s.whens)
            return words[k + 3] in ("of", "when", "that") and not dated
    return False


def named_inside(s: Sentence, first: int, stop: int) -> tuple[Name, ...]:
    """`the best day for the index since`, `no lower close of gold since`: the name stands in the words themselves."""
    for m in s.mentions:
        if first < m.first and m.last <= stop and m.name.anaphor is None and m.first not in s.scoped:
            k = m.first - 1
            while s.low(k) in DRESS:
                k -= 1
            if s.low(k) in ("for", "of", "in", "by"):
                return (m.name,)
    return ()


def test_of(scene: Scene, what: What, reach: Reach) -> Test:
    """How the answer is compared with the reach."""
    scope = reach.scope
    if scope is None or what.place > 1:
        return CountTest(what.place)
    if scope.kind == "ever":
        return SinceTest(None, None, ever=True, anyway=scope.on_file)
    if scope.kind == "age":
        return AgeTest(scope.count, scope.unit, scope.hedge)
    assert scope.when is not None  # noqa: S101
    test = since_test(scope.when, what.period)
    return replace(test, at_least=True) if scope.hedge == "at_least" else test


def since_test(when: When, period: str = "") -> SinceTest:
    """The test of `since` a time: the last equal lies in it."""
    start, end = when.start, when.end
    if (
        len(when.others) > 2 and end is not None
    ):  # `mid-February`, `late May`: one of those days, or of those around them
        days = sorted((end, *when.others))
        start, end = days[0] - timedelta(3), days[-1] + timedelta(3)
    elif when.edge and end is not None:
        start, end = end - timedelta(6), end + timedelta(3)
    return SinceTest(start, end, period=period if when.grain in ("day", "week") else "")


def _readings(
    scene: Scene,
    s: Sentence,
    name: Name,
    what: What,
    reach: Reach,
    days: Sequence[date | None],
    times: Times,
    first: int,
) -> tuple[Reading, ...] | str:
    if name.concept == "curve":
        return "runs of a curve are not asked of the tape" if what.kind == "run" else _of_curve(scene, what, days)
    key = name.key or ""
    pair = ratio_meant(s, scene, first) if what.kind == "level" or what.bare else None
    if pair is not None:
        word = "high" if what.sign >= 0 else "low"
        turned = ((pair[0], pair[1], word), (pair[1], pair[0], "low" if word == "high" else "high"))
        asked = turned[:1] if ratio_of(s) else turned
        return tuple(Reading(a, "ratiosince", w, b, d) for a, b, w in asked for d in days)
    if what.kind == "spread":
        return _of_spread(scene, s, name, what, days, times, first)
    if what.kind == "run":
        records = kind_of_run(s, first)
        if records:
            over = "ended" if {"ended", "ending", "snapped", "broke"} & set(s.words(s.lo, first)) else None
            return tuple(Reading(key, "recordrunsince", records, at=d, parameter=over) for d in days)
        if what.place > 1:
            return "places among runs are not asked of the tape"
        won = won_run(s, scene, first)
        if won is not None and what.place == 1:
            return tuple(Reading(key, f"since.{won[0]}", versus=won[1], at=d) for d in days)
        if set(s.words(first, reach.first)) & {"win", "wins"} or "vs" in s.words(s.lo, first):
            return "runs of one against another are not asked of the tape"
        sign, period = signed_run(s, scene, what, first)
        words = ("up", "down") if not sign else ("up",) if sign > 0 else ("down",)
        return tuple(Reading(key, "runsince", w, at=d, parameter=period or None) for w in words for d in days)
    flow = key if scene.kind(name) == "flow" else None
    if what.kind == "level" and flow is None:
        closing = {"close", "closing", "finish"} & set(s.words(first, reach.last))
        if reach.scope is not None and what.place == 1 and not closing and for_a_while(s, first):
            return _of_bars(scene, key, what, reach, days)
        return _of_level(key, what, reach, days)
    if not what.period and not what.sign and of_amount(s, first, scene.kind(name)):
        return _of_level(
            key, replace(what, sign=-1 if {"least", "smallest"} & set(s.words(first, first + 2)) else 1), reach, days
        )
    periods = (what.period,) if what.period else _periods(s, times, first)
    keys = [n.key for n in or_topic(scene, s, (name,)) if n.key]
    return _of_change(keys, what, reach, periods, days)


def _of_bars(
    scene: Scene, key: str, what: What, reach: Reach, days: Sequence[date | None]
) -> tuple[Reading, ...] | str:
    """An extreme of trading; where no bars are on the tape, one of closes that bears it out."""
    word = "high" if what.sign >= 0 else "low"
    if scene.answers.bars(key, word) is not None:
        return tuple(Reading(key, "barsince", word, at=d) for d in days)
    told = _of_level(key, what, reach, days)
    found = ((r, scene.answers.ask(r)) for r in told)
    test = test_of(scene, what, reach)
    held = tuple(r for r, a in found if a is not None and test.check(a).verdict == "supported")
    return held or "a price within the day is not on the tape"


def of_amount(s: Sentence, first: int, kind: str) -> bool:
    """`$3.43tn, the most since April 2022`, `to 2.869 %, the most since`: of the amount told just before, not of a move."""
    told = next((q for q in reversed(s.numbers) if q.last <= first), None)
    if told is None or first - told.last > 2 or told.sign:
        return False
    if kind == "rate":
        return told.unit == "percent" and s.low(told.first - 1) in ("to", "at", ":", "is", "was", "yields", "near")
    return kind == "balance" and dress(s, told)[2] == 0


def _of_curve(scene: Scene, what: What, days: Sequence[date | None]) -> tuple[Reading, ...] | str:
    ten, two = scene.directory.key("us10y"), scene.directory.key("us2y")
    if ten is None or two is None:
        return "the tape has no two yields"
    return tuple(Reading(ten, "gapsince", "high" if what.sign >= 0 else "low", two, d) for d in days)


def _of_level(key: str, what: What, reach: Reach, days: Sequence[date | None]) -> tuple[Reading, ...]:
    word = "high" if what.sign >= 0 else "low"
    if reach.scope is not None and what.place == 1:
        return tuple(Reading(key, "levelsince", word, at=d) for d in days)
    period = what.period or "day"
    return tuple(Reading(key, "placed", w, at=d, parameter=f"{word}_{period}") for d in days for w in _windows(reach))


def _of_change(
    keys: Sequence[str], what: What, reach: Reach, periods: Sequence[str], days: Sequence[date | None]
) -> tuple[Reading, ...]:
    measure = "best" if what.sign > 0 else "worst" if what.sign < 0 else "biggest"
    if reach.scope is not None and what.place == 1:
        unit = "units" if what.units else None
        whole = tuple(Reading(k, measure, p, at=d, parameter=unit) for k in keys for p in periods for d in days)
        return whole if unit else (*whole[: FEW_READINGS - 1], *_rolling(keys, measure, periods, days))
    tail = "/units" if what.units else ""
    return tuple(
        Reading(k, "placed", w, at=d, parameter=f"{measure}_{p}{tail}")
        for k in keys
        for p in periods
        for d in days
        for w in _windows(reach)
        if WINDOW_PERIOD.get(w) != p
    )


def _rolling(
    keys: Sequence[str], measure: str, periods: Sequence[str], days: Sequence[date | None]
) -> tuple[Reading, ...]:
    """The measure of the definitions, in which a week or month ends on any day."""
    window = next((w for p, w in (("week", "1w"), ("month", "1m")) if p in periods), None)
    if window is None or measure == "biggest" or not keys:
        return ()
    return (Reading(keys[0], f"since.{measure}", window, at=days[0] if days else None),)


_LONG = {
    "year": (1, "y"),
    "decade": (10, "y"),
    "quarter": (3, "m"),
    "month": (1, "m"),
    "week": (1, "w"),
    "session": (1, "s"),
}


def _windows(reach: Reach) -> tuple[str, ...]:
    if reach.window is not None:
        return reach.window.windows[:1]
    scope = reach.scope
    if scope is not None and scope.kind == "since" and scope.when is not None and scope.when.start is not None:
        return (f"since:{scope.when.start - timedelta(1)}", f"since:{scope.when.start}")
    if scope is not None and scope.kind == "age" and scope.unit in _LONG and not scope.hedge:
        size, unit = _LONG[scope.unit]
        return (f"{round(scope.count * size)}{unit}",)
    return ("all",)


def _of_spread(
    scene: Scene, s: Sentence, name: Name, what: What, days: Sequence[date | None], times: Times, first: int
) -> tuple[Reading, ...] | str:
    others = versus_of(scene, s, name, first)
    if what.sign < 0:
        return "narrowest differences are not asked of the tape"
    if not others or others[0].key is None:
        return "what it is compared with is not named"
    if scene.kind(name) == "rate" and scene.kind(others[0]) == "rate":
        return _of_gap(scene, name.key or "", others[0].key, what, days)
    periods = (
        (what.period,)
        if what.period
        else tuple(dict.fromkeys(WINDOW_PERIOD.get(w, "") for w in (*times.windows, *scene.window, "1d")))
    )
    return tuple(Reading(name.key or "", "widestspread", p, others[0].key, d) for p in periods if p for d in days)


def _of_gap(scene: Scene, key: str, other: str, what: What, days: Sequence[date | None]) -> tuple[Reading, ...]:
    """The widest gap of two yields, whichever of them is higher."""
    now = scene.answers.ask(Reading(key, "gap", versus=other, at=days[0] if days else None))
    high = now is None or float(now.value) >= 0
    return tuple(Reading(key, "gapsince", "high" if high else "low", other, d) for d in days)


def _periods(s: Sentence, times: Times, first: int) -> tuple[str, ...]:
    """The period of a bare `best since`: that of the change that it speaks of."""
    named = [w for w in s.whens if w.last <= first and w.windows and w.first not in s.spent]
    found = [WINDOW_PERIOD.get(w.windows[0], "") for w in reversed(named)]
    if any(w.last <= first and w.grain == "day" and w.first not in s.spent for w in s.whens):
        found.insert(0, "day")
    found += [w for w in times.windows[:1] if times.window_named and w[:-1].isdigit() and w.endswith("s")]
    spoken = [
        WINDOW_PERIOD.get(w, w.partition(":")[0] if w.startswith(("month:", "quarter:")) else "") for w in times.windows
    ]
    found += spoken if times.window_named else ["day", *spoken]
    return tuple(f for f in dict.fromkeys(found) if f)[:2] or ("day",)
