"""Runs and counts: `a third straight loss`, `eleven sessions running`, `23 of the month's 30 days`, `fifth record of the month`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.subjects import resolve_in, subjects_of, versus_of
from generator.check.binding.times import times_of
from generator.check.comparing.tests import CountTest
from generator.check.text.entities import Name
from generator.check.text.hedges import HEDGES
from generator.check.text.numerals import may_count, number_word, ordinal
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_STRAIGHT = frozenset({"straight", "consecutive", "successive", "uninterrupted", "unbroken"})
_TAILS = (
    ("in", "a", "row"),
    ("on", "the", "trot"),
    ("on", "the", "spin"),
    ("on", "the", "bounce"),
    ("in", "succession"),
    ("on", "end"),
    ("running",),
    ("straight",),
    ("back", "to", "back"),
    ("without", "a", "break"),
    ("without", "interruption"),
    ("now",),
)
_UNITS = {
    "day": "", "days": "", "session": "", "sessions": "", "close": "", "closes": "", "trading": "", "week": "week", "weeks": "week", "month": "month", "months": "month",
    "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year", "daily": "", "weekly": "week", "monthly": "month", "quarterly": "quarter", "annual": "year", "yearly": "year",
}  # fmt: skip
_UP = wordset("""
    gain gains rise rises advance advances up winning positive increase increases higher green inflow inflows jump
    climb climbs upward climbing rally rallies win wins improvement rising
""")
_DOWN = wordset("""
    loss losses fall falls decline declines drop drops down losing negative decrease decreases lower red outflow
    outflows slide downward slip retreat retreats setback falling dip dips defeat defeats declining selling
""")
_ENDED = wordset("""
    had ended snapped broke broken ending snapping over dead before until stopped halted end ends earlier after
    previously
""")
_PERFECT = frozenset({"has", "have", "had", "'s", "been", "now"})


@dataclass(frozen=True, slots=True)
class Run:
    """A count with what it counts: tokens, number, sign (0: from the verb), period."""

    first: int
    last: int
    n: int
    sign: int
    period: str
    flow: bool = False


def bind_runs(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims about runs and counts; their numbers are no longer numbers of anything else."""
    short = _short_answer(s, scene)
    if short is not None:
        _use(s, short.first, short.last)
        yield _run_claim(s, scene, short)
        return
    i = s.lo
    while i < s.hi:
        if not may_count(s.tokens[i]):
            i += 1
            continue
        run = _run_at(s, i)
        if run is not None:
            _use(s, run.first, run.last)
            scene.last_run = replace(run, sign=_sign(s, run))
            yield _run_claim(s, scene, run)
            i = run.last
            continue
        claim = _record_count(s, scene, i) or _day_count(s, scene, i) or _sessions(s, scene, i)
        if claim is not None:
            _use(s, claim.first, claim.last)
            yield claim
            i = claim.last
            continue
        i += 1


def _short_answer(s: Sentence, scene: Scene) -> Run | None:
    """`The Russell? EIGHT`: the run of the sentence before, of another subject."""
    last = scene.last_run
    if not isinstance(last, Run) or s.hi - s.lo > 3 or (not s.numbers and s.hi - s.lo > 2):
        return None
    found = number_word(s.tokens, s.lo)
    return replace(last, first=s.lo, last=found[1], n=found[0]) if found and 1 < found[0] < 400 else None


def _use(s: Sentence, first: int, last: int) -> None:
    s.used |= {q.core for q in s.numbers if first <= q.core < last}
    s.spent |= {w.first for w in s.whens if first <= w.first < last}


def _count_at(s: Sentence, i: int) -> tuple[int, int, bool] | None:
    if any(m.first <= i < m.last and m.name.anaphor is None for m in s.mentions):
        return None
    found = ordinal(s.tokens, i)
    if found:
        return found[0], found[1], True
    word = number_word(s.tokens, i)
    return (word[0], word[1], False) if word else None


def _run_at(s: Sentence, i: int) -> Run | None:
    count = _count_at(s, i)
    if count is None:
        return None
    n, j, is_ordinal = count
    if not 1 < n < 500 or j >= s.hi:
        return None
    k, straight, sign, period, unit, flow = j, False, 0, None, False, False
    while k < s.hi and k - j < 6:
        low = s.low(k)
        if low in _STRAIGHT:
            straight = True
        elif low in _UP or low in _DOWN:
            sign = 1 if low in _UP else -1
            flow = flow or low.startswith(("inflow", "outflow"))
            unit = unit or not is_ordinal or low.endswith("s") or True
        elif low in _UNITS:
            period = (
                _UNITS[low]
                if period is None or low in ("week", "month", "weeks", "months", "quarter", "quarters", "year", "years")
                else period
            )
            unit = True
        elif low not in (
            "a",
            "of",
            "net",
            "trading",
            "the",
            "percentage",
            "price",
            "small",
            "modest",
            "closing",
            "record",
            "full",
            "calendar",
        ):
            break
        if low in ("of", "the", "a") and not straight:
            break
        k += 1
    tail = _tail(s, k)
    streak = (
        s.low(k) in ("streak", "run", "slide", "spell", "sequence", "stretch", "rally", "series")
        or s.low(k - 1) in ("streak", "slide")
        or (s.low(k) in ("losing", "winning"))
    )
    if not (unit and (straight or tail or (streak and s.tokens[j].hyphen))):
        return _for_days(s, i, n, j)
    last = k + tail + (1 if streak and not tail else 0)
    if s.low(last - 1) == "now" and tail == 1:
        last -= 1
    first = _verb_before(s, i)
    return Run(first, last, n, sign, period or "", flow)


def _tail(s: Sentence, k: int) -> int:
    for words in _TAILS:
        if words != ("now",) and tuple(s.words(k, k + len(words))) == words:
            return len(words)
    return 0


def _for_days(s: Sentence, i: int, n: int, j: int) -> Run | None:
    """`has fallen for three days`, `up for a fifth week`."""
    if s.low(j) not in _UNITS or s.low(j) in ("close", "closes", "trading", "annual", "daily", "weekly", "monthly"):
        return None
    start = i
    while s.low(start - 1) in ("the", "last", "past", "a"):
        start -= 1
    if s.low(start - 1) != "for":
        return None
    verb = next(
        (
            m
            for m in reversed(s.marks)
            if m.last <= start - 1
            and start - 1 - m.last <= 1
            and m.cue.role in ("move", "state", "compare")
            and m.cue.sign
        ),
        None,
    )
    if verb is None or s.low(j + 1) in ("of", "ago"):
        return None
    perfect = any(w in _PERFECT for w in s.words(verb.first - 4, verb.first))
    return (
        Run(verb.first, j + 1, n, 0, _UNITS[s.low(j)])
        if perfect or s.low(j - 1) in ("straight",) or ordinal(s.tokens, i)
        else None
    )


def _verb_before(s: Sentence, i: int) -> int:
    """The verb that a run belongs to is part of the claim's words."""
    start = i
    while s.low(start - 1) in ("for", "the", "last", "past", "a", "an", "on", "its", "in", "their", "to"):
        start -= 1
    if " ".join(s.words(start - 2, start)) in ("more than", "at least", "no fewer") or s.low(start - 1) in (
        "nearly",
        "almost",
    ):
        start -= 2
    mark = next(
        (m for m in s.marks if m.last == start and m.cue.role in ("move", "state", "compare") and m.cue.sign), None
    )
    if mark is None:
        mark = next(
            (
                m
                for m in s.marks
                if m.cue.role == "compare"
                and m.last < start
                and start - m.last <= 4
                and any(x.first >= m.last and x.last <= start for x in s.mentions)
            ),
            None,
        )
    return mark.first if mark else i


def _sign(s: Sentence, run: Run) -> int:
    if run.sign:
        return run.sign
    inside = [m for m in s.marks if run.first <= m.first < run.last and m.cue.sign]
    if inside:
        return inside[0].cue.sign
    lo, hi = s.hard_clause(run.first)
    near = [m for m in s.marks if lo <= m.first < hi and m.cue.role in ("move", "state", "noun") and m.cue.sign]
    left = [m for m in near if m.last <= run.first]
    return (left[-1] if left else near[0]).cue.sign if near else 0


def _run_claim(s: Sentence, scene: Scene, run: Run) -> Claim:
    claim = Claim(s, run.first, run.last, "streak")
    names = subjects_of(scene, s, run.first, run.last)
    if s.hi - s.lo <= 3 and not s.mentions and scene.subject is not None:
        names = (scene.subject,)
    sign = _sign(s, run)
    if not names:
        return replace(claim, missing="no instrument is named")
    if not sign:
        return replace(claim, missing="up or down is not said")
    compare = [m for m in s.marks if m.cue.role == "compare" and run.first <= m.first < run.last]
    test = CountTest(run.n, _hedge(s, run))
    found: tuple[Reading, ...] = ()
    if compare or (run.sign == 0 and _compared(s, run)):
        mark = compare[0] if compare else _compared(s, run)
        others = versus_of(scene, s, names[0], run.first)
        if not others or names[0].key is None or others[0].key is None:
            return replace(claim, missing="what it is compared with is not on the tape")
        measure = "streak.beat" if mark is not None and mark.cue.sign > 0 else "streak.lag"
        return replace(
            claim, readings=readings(names[0].key, measure, (None,), _days(s, scene, run), others[0].key), test=test
        )
    for name in names:
        if name.key is None:
            return replace(claim, missing=f"the tape has no {name.label}")
        found += _run_readings(s, scene, run, name, sign)
    if len(names) > 1:
        return replace(claim, readings=found, test=test, group=len(names))
    return replace(claim, readings=found, test=test)


def _compared(s: Sentence, run: Run):  # type: ignore[no-untyped-def]  # noqa: ANN202
    lo, _ = s.hard_clause(run.first)
    found = [
        m
        for m in s.marks
        if m.cue.role == "compare"
        and lo <= m.first < run.first
        and any(x.first >= m.last and x.first - m.last <= 2 for x in s.mentions)
    ]
    return (
        found[-1]
        if found
        and not any(
            m.cue.role in ("move", "state") and m.cue.sign and found[-1].last <= m.first < run.last for m in s.marks
        )
        else None
    )


def _hedge(s: Sentence, run: Run) -> str | None:
    for size in (3, 2, 1):
        for start in range(run.first, min(run.first + 4, run.last)):
            words = tuple(s.words(start, start + size))
            if words in HEDGES and HEDGES[words] in ("over", "at_least", "under", "at_most"):
                return HEDGES[words]
    return None


def _days(s: Sentence, scene: Scene, run: Run):  # type: ignore[no-untyped-def]  # noqa: ANN202
    times = times_of(scene, s, run.first, run.last)
    return tuple(dict.fromkeys((*times.days, None)))


def _run_readings(s: Sentence, scene: Scene, run: Run, name: Name, sign: int) -> tuple[Reading, ...]:
    key = name.key or ""
    days = _days(s, scene, run)
    flow = scene.directory.flow_of(name) if run.flow and scene.kind(name) != "flow" else None
    if scene.kind(name) == "flow" or flow:
        return readings(flow or key, "streak", (None,), days, why="in" if sign > 0 else "out")
    word = "up" if sign > 0 else "down"
    period = run.period
    columns = scene.answers.columns(key)
    if period and columns is not None and len(columns[0]) > 2 and _slow(columns[0]):
        period = "" if (period == "month" or (period == "week" and columns[0][-1] - columns[0][-2] < 15)) else period
    found: list[Reading] = []
    for day in days:
        if period in ("", "week", "month"):
            found.append(Reading(key, f"streak.{word}", period or None, at=day))
        if _ended(s) or run.last - run.first <= 2 or period in ("quarter", "year"):
            found.append(Reading(key, "ended", word, at=day, parameter=period or "day"))
    return tuple(found)


def _slow(days) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
    return bool(days[-1] - days[-2] >= 5 and days[-2] - days[-3] >= 5)


def _ended(s: Sentence) -> bool:
    words = set(s.words(s.lo, s.hi))
    return bool(words & _ENDED) or any(m.cue.role == "move" for m in s.marks)


def _record_count(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`the fifth record of the month`, `its 12th record close this year`."""
    count = _count_at(s, i)
    if count is None or not count[2] or count[1] >= s.hi:
        return None
    k = count[1]
    mark = s.mark_at(k)
    if mark is None or mark.cue.role != "record":
        return None
    when = next((w for w in s.whens if mark.last <= w.first <= mark.last + 2 and w.windows), None)
    names = subjects_of(scene, s, i, mark.last)
    if when is None or not names or names[0].key is None:
        return None
    claim = Claim(s, i, when.last, "count")
    days = times_of(scene, s, i, mark.first).days
    return replace(
        claim,
        readings=readings(names[0].key, "count.record", when.windows[:1], tuple(dict.fromkeys((*days, None)))),
        test=CountTest(count[0]),
    )


def _sessions(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`the speed, fourteen sessions, deserves a comment`: rows since the day that was named."""
    count = _count_at(s, i)
    if count is None or count[2] or s.low(count[1]) != "sessions" or s.low(i - 1) not in (",", "—", "("):
        return None
    if s.low(count[1] + 1) not in (",", ".", "", ")"):
        return None
    days = [d for d in (scene.anchor, scene.last_day) if d is not None and d < scene.as_of]
    names = subjects_of(scene, s, i, count[1])
    if not days or not names or names[0].key is None:
        return None
    found = tuple(Reading(names[0].key, "rows", f"since:{d}") for d in dict.fromkeys(days))
    return Claim(s, i, count[1] + 1, "count", found, CountTest(count[0]))


def _day_count(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`on 23 of the month's 30 days it went up`, `up on 8 of the last 10 sessions`."""
    count = _count_at(s, i)
    if count is None or count[2] or s.low(count[1]) not in ("of", "out"):
        return None
    stop = next(
        (k for k in range(count[1], min(s.hi, count[1] + 8)) if s.low(k) in ("days", "sessions", "weeks", "months")),
        None,
    )
    if stop is None:
        return None
    lo, hi = s.hard_clause(i)
    moves = [m for m in s.marks if lo <= m.first < hi and m.cue.role in ("move", "state") and m.cue.sign]
    names = (
        subjects_of(scene, s, stop, stop + 1)
        if any(m.first > stop for m in s.mentions)
        else subjects_of(scene, s, i, stop + 1)
    )
    if any(m.first > stop and m.first < hi for m in s.mentions):
        later = next(m for m in s.mentions if m.first > stop)
        names = resolve_in(scene, s, later) or names
    if not moves or not names or names[0].key is None or s.low(stop) in ("weeks", "months"):
        return None
    total = next((number_word(s.tokens, k) for k in range(count[1] + 1, stop) if number_word(s.tokens, k)), None)
    whens = [w for w in s.whens if i <= w.first <= stop and w.windows and w.grain != "day"]
    windows = list(times_of(scene, s, i, stop + 1).windows)
    if total is not None and s.low(stop) in ("sessions", "days") and "last" in s.words(i, stop):
        windows = [f"{total[0]}s"]
    windows = [*windows, *(w for x in whens for w in x.windows)]
    measure = "count.up" if moves[-1].cue.sign > 0 else "count.down"
    days = tuple(dict.fromkeys((None, scene.day)))
    return Claim(
        s,
        i,
        stop + 1,
        "count",
        readings(names[0].key, measure, dict.fromkeys([w for w in (*scene.window, *windows) if w != "1d"]), days),
        CountTest(count[0]),
    )
