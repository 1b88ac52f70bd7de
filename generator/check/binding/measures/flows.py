"""Money in and out of funds: what their amounts are."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.runs.counting import run_window
from generator.check.binding.subjects.funds import AWAY, COME, flow_behind, flow_cues
from generator.check.binding.times.times import Times
from generator.check.comparing.amounts import NumberTest
from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_LOSING = wordset("lost lose loses losing shed sheds shedding surrendered gave dropped saw")
_GAINING = wordset("gained gains gain added adds adding won recouped")
_TOTAL = wordset("total cumulative cumulatively launch launches inception debut launched")


def as_flow(scene: Scene, q: Quantity, key: str, claim: Claim, times: Times, s: Sentence) -> Claim | None:
    """A number read as the sum or the latest row of a flow."""
    if q.unit in ("percent", "bp", "pp", "times", "points"):
        return None
    direction = q.sign or _direction(s, q)
    own = _own_day(s, q)
    if own is not None and own.end is not None:
        days = tuple(d if d < scene.as_of else None for d in (own.end, *own.others))
        test = NumberTest(q, "flow", direction)
        return replace(claim, kind="flow", readings=readings(key, "level", (None,), days), test=test)
    near = s.words(q.first - 6, q.first) + s.words(q.last, q.last + 3)
    total = (bool(_TOTAL & set(near)) or _from_the_start(s, q)) and not times.day_named
    run = _over_run(s, scene, q, near)
    windows: tuple[str, ...] = run or (("all",) if total else times.windows)
    total = total or bool(run)
    found: tuple[Reading, ...] = readings(key, "sum", [w for w in windows if w != "1d"], times.days)
    if not total and (times.day_named or "1d" in windows) and (not times.window_named or windows == ("1d",)):
        found = readings(key, "level", (None,), times.days) + found
    elif not total and not times.window_named:
        found += readings(key, "level", (None,), times.days)
    return replace(claim, kind="flow", readings=found[:MAX_READINGS], test=NumberTest(q, "flow", direction))


_STARTS = wordset("launch launches inception debut launched listing opened began started arrived")
_TOGETHER = wordset("together altogether totalling totaling combined over across all through")
_RUNNING = wordset("straight consecutive successive running row trot")


def _from_the_start(s: Sentence, q: Quantity) -> bool:
    """`Since their launch the funds have taken in`, `since they opened for business`: all that there is of a flow."""
    if any(w.grain != "window" and w.prep == "since" for w in s.whens):
        return False
    began = (k for k in s.places(_STARTS) if "since" in s.words(max(s.lo, k - 3), k))
    return any(k < q.first or (k - q.last < 7 and not {",", ";"} & set(s.words(q.last, k))) for k in began)


def _over_run(s: Sentence, scene: Scene, q: Quantity, near: list[str]) -> tuple[str, ...]:
    """`five consecutive weeks of outflows, $3.8 billion taken together`, `$2 billion over six straight days`."""
    told = number_word(s.tokens, q.first - 3) if q.first - 3 >= s.lo and s.low(q.first - 1) == "," else None
    if told is not None and told[1] == q.first - 2 and s.low(q.first - 2) in _RUN_UNITS and told[0] < 60:
        return (run_window(scene.as_of, told[0], _RUN_UNITS[s.low(q.first - 2)]),)  # `Five weeks, $3.8 billion`
    lasted = _RUNS & set(s.words(s.lo, q.first)) and {"that", "which"} & set(s.words(s.part(q.core).first, q.first))
    if not _TOGETHER & set(near) and not lasted:
        return ()
    for k in s.places(_RUNNING | _RUNS if lasted else _RUNNING):
        for i in range(max(s.lo, k - 4), k):
            count, unit = number_word(s.tokens, i), next((u for u in s.words(k - 3, k + 2) if u in _RUN_UNITS), "")
            if count is not None and 2 <= count[0] <= 60 and unit:
                return (run_window(scene.as_of, count[0], _RUN_UNITS[unit]),)
    return ()


_RUNS = frozenset({"run", "streak"})
_RUN_UNITS = {
    "day": "s",
    "week": "w",
    "month": "m",
    "session": "s",
    "days": "s",
    "sessions": "s",
    "weeks": "w",
    "months": "m",
}


def _own_day(s: Sentence, q: Quantity) -> When | None:
    """`$1.46bn came in on Tuesday and $1.03bn on Wednesday`: the day right behind an amount."""
    when = next((w for w in s.whens if q.last <= w.first <= q.last + 5), None)
    if when is None or when.grain != "day" or when.since or when.edge:
        return None
    between = s.words(q.last, when.first)
    return when if all(w in COME or w in AWAY or w in ("in", "on", "was", "were", "back") for w in between) else None


_WENT = wordset("went came walked poured flowed streamed rushed marched headed moved")
_BY_THE_WAY = wordset("straight right back promptly quickly then also")


def _went(s: Sentence, q: Quantity) -> int:
    """`$7.5 billion went straight out again`, `$2 billion came back in`."""
    if s.low(q.last) not in _WENT:
        return 0
    k = q.last + 1
    while s.low(k) in _BY_THE_WAY:
        k += 1
    return {"out": -1, "in": 1}.get(s.low(k), 0)


def _direction(s: Sentence, q: Quantity) -> int:
    """Which way the money of an amount went: the noun right after it, else the nearest word before it, else after it."""
    clause = s.part(q.core)
    if (behind := _went(s, q) or flow_behind(s, q)) != 0:
        return behind
    k = s.numbers.index(q)
    joint = s.words(s.numbers[k - 1].last, q.first) if k and s.numbers[k - 1].unit == "money" else []
    if joint[-1:] == ["and"] and _own_day(s, q) and _own_day(s, s.numbers[k - 1]):
        return _direction(s, s.numbers[k - 1])
    after = flow_cues(s, q.last, min(q.last + 4, s.hi))
    if after and after[0][1] and not any(x.first >= q.last and x.first < after[0][0] for x in s.numbers):
        return after[0][1]
    before = [sign for _, sign in flow_cues(s, clause.first, q.first) if sign]
    verbs = [w for w in s.words(clause.first, q.first) if w in _LOSING | _GAINING and w != "saw"]
    if before:
        return before[-1]
    if verbs:
        return -1 if verbs[-1] in _LOSING else 1
    around = [sign for _, sign in flow_cues(s, s.lo, s.hi) if sign]
    return around[0] if around and len(set(around)) == 1 else 0
