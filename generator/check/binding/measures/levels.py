"""Numbers that are levels: on a day, of a period, at an extreme, at the start of a window."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.answering.reading import Reading
from generator.check.answering.rows import window_base
from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import belongs_elsewhere
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.bars import bar_level, bar_readings
from generator.check.binding.measures.bases import EXTREME_WORDS, PEAKS, TROUGHS
from generator.check.binding.measures.owndays import own_day
from generator.check.binding.measures.passed import as_passed, crossing
from generator.check.binding.measures.touches import as_touched, touched
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.times.moments import older_days
from generator.check.binding.times.times import Times
from generator.check.binding.words.dress import dress
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset
from generator.tape.series import Days, to_date


def as_level(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim:
    """A number read as a level: of a day, a period, an extreme, or the start of a window."""
    claim = replace(claim, first=q.first, last=q.last, kind="level", test=NumberTest(q, "level"))
    days = times.days
    extreme = [m for m in s.marks if m.cue.role == "extreme" and m.last in (q.first, q.first - 1)]
    before = s.low(q.first - 1)
    of = next(
        (w for w in s.whens if w.windows and s.low(w.last) in PEAKS | TROUGHS and 2 <= q.first - w.last <= 3), None
    )
    if of is not None and of.grain in ("month", "quarter", "year"):
        times = replace(times, windows=of.windows, days=(None,), window_named=True, day_named=False, when=of)
        days = (None,)  # `since the April 2022 peak of $8.97tn`: within that month
    when = times.when
    if when is not None and when.edge and when.end is not None and before != "to":
        days = (when.end,) if when.end < scene.as_of else (None,)
        days = (*days, *(r.at for r in _first_rows(scene, key, when)))
    if touched(s, q):
        return as_touched(scene, q, key, claim, times)
    crossed = crossing(s, q)
    if crossed and "the" not in s.words(q.first, q.core):
        return as_passed(q, key, claim, times, crossed)
    told = _of_named_time(s, scene, q, key, claim, times, days)
    if told is not None:
        return told
    if crossed:
        return as_passed(q, key, claim, times, crossed)
    if _as_it_began(s, q) and times.window_named:
        return replace(claim, readings=base_levels(scene, key, times) or readings(key, "level", (None,), days))
    if before == "after":
        base = base_levels(scene, key, Times(("1d",), times.days))
        return replace(claim, readings=base or readings(key, "level", (None,), days))
    bar = bar_level(s, q) if q.unit in ("", "money", "points") else None
    if bar is not None:
        found = bar_readings(key, bar, times, dress(s, q)[2])
        scene.bar_now = (bar.field or "low", (found and tuple(r.at for r in found)) or ())
        if not bar.sure:
            found += _extreme_readings(key, 1 if bar.field == "high" else -1, "", times, days)
    elif extreme:
        as_far = s.low(extreme[-1].first) in _AS_FAR  # `as low as 8.99 intraday`: traded, or closed
        found = _extreme_readings(key, extreme[-1].cue.sign, extreme[-1].cue.detail, times, days, as_far=as_far)
    elif before == "from" or _began(s.words(q.first - 5, q.first)):
        found = tuple(replace(r, why="the start of the window") for r in base_levels(scene, key, times))
        if not (found and times.window_named and {"began", "begun"} & set(s.words(q.first - 5, q.first))):
            found += readings(key, "level", (None,), days)
    else:
        found = _of_time(s, scene, q, key, times, days)
    negated = q.hedge in ("over", "under", "at_least", "at_most") and bound_is_denied(s, q)
    if negated:
        found = tuple(r for r in found if r.measure in ("high", "low")) or found
    return replace(claim, readings=found[:MAX_READINGS], test=NumberTest(q, "level", negated=negated))


def _began(words: list[str]) -> bool:
    """Whether a level is told as where something began; `ended where it began: 5,344.16` is where it ended."""
    return "where" not in words and not {"began", "begun", "started", "opened"}.isdisjoint(words)


def _as_it_began(s: Sentence, q: Quantity) -> bool:
    """`For the quarter it is up 3 %, having been at 6,140 when it began`."""
    after = s.words(q.last, q.last + 5)
    if after[:2] == ["at", "which"]:  # `four times the 13.78 at which it started`
        return bool({"began", "started", "opened"} & set(after))
    return after[:1] in (["when"], ["as"]) and bool({"began", "started", "opened", "dawned"} & set(after))


def _of_named_time(
    s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times, days: tuple[date | None, ...]
) -> Claim | None:
    """A level whose own time stands right by it, or one that another has replaced."""
    exact = any(
        m.cue.role == "extreme" and (m.cue.detail or s.low(m.first) == "as") and m.last in (q.first, q.first - 1)
        for m in s.marks
    )
    own = own_day(s, q)
    if own is not None and own.end is not None and not exact:
        told = q.hedge in _BOUNDS and "the" in s.words(q.first, q.core)  # `below the 24.59 reached on Monday`
        test = NumberTest(replace(q, hedge=None), "level") if told else claim.test
        written = any(t.is_num for t in s.tokens[own.first : own.last])
        found = (*_on_own_day(scene, key, own), *(_called_extreme(s, key, q) if written else ()))
        return replace(claim, readings=found[:MAX_READINGS], test=test)
    month = _of_period(s, q)
    if month is not None:
        test = NumberTest(replace(q, hedge=None), "level")
        times = replace(times, when=month, windows=month.windows, window_named=True, day_named=False)
        found = _period_levels(scene, s, key, times, replace(q, hedge=None))
        return replace(claim, readings=found[:MAX_READINGS], test=test)
    stood = _where_it_was(s, q)
    if stood is not None and stood.end is not None:
        at = tuple(d for d in (stood.end, *stood.others))
        base = base_levels(scene, key, Times(stood.windows, (None,))) if stood.windows else ()
        test = NumberTest(replace(q, hedge=None), "level")
        return replace(claim, last=stood.last, readings=(*readings(key, "level", (None,), at), *base), test=test)
    replaced = _replaced(s, q)
    if replaced:
        word = "high" if replaced > 0 else "low"
        found = tuple(Reading(key, "prevrecord", word, at=d) for d in dict.fromkeys((*days, None)))
        found += tuple(Reading(key, word, "all", at=d) for d in older_days(scene)[1:])
        return replace(claim, readings=(*found, *readings(key, "level", (None,), days))[:MAX_READINGS])
    return None


def _of_time(
    s: Sentence, scene: Scene, q: Quantity, key: str, times: Times, days: tuple[date | None, ...]
) -> tuple[Reading, ...]:
    """The levels of a day or a period, and those of the extreme that the text measures from."""
    when = times.when
    found = _period_levels(scene, s, key, times, q)
    if not (
        found
        and when is not None
        and not belongs_elsewhere(s, when, q.first)
        and when.grain in ("month", "quarter", "year")
        and when.end
        and when.end < scene.as_of
    ):
        found = readings(key, "level", (None,), days) + found
    if when is not None and when.ago and when.windows:
        found += base_levels(scene, key, Times(when.windows, (None,)))
    record = _at_peak(s, q)
    if record is not None:
        now = found if times.day_named or s.low(q.first - 1) in ("record", "high", "low", "peak", "at") else ()
        found = _peak_levels(scene, key, record, times, s, q) + now
    return found


_CLOSING = frozenset({"close", "closing", "finish"})


def _called_extreme(s: Sentence, key: str, q: Quantity) -> tuple[Reading, ...]:
    """`the €63.08 of 26 August remains the record`: whatever its day, it is an extreme."""
    here = s.part(q.core)
    words = set(s.words(here.first, here.last))
    told = next((m.cue.sign for m in s.marks_of("extreme", lo=here.first, hi=here.last)), 0)
    side = "high" if words & PEAKS or told > 0 else "low" if words & TROUGHS or told < 0 else ""
    windows = ("all", "ytd", "1y") if side else ()
    measures = (side,) if _CLOSING & words else (side, f"{side}.intraday")
    return tuple(Reading(key, m, w) for w in windows for m in measures)


def _on_own_day(scene: Scene, key: str, own: When) -> tuple[Reading, ...]:
    """The level on the day that stands with a number; `a month ago` may count from the series' own last day."""
    day = own.end if own.end is not None and own.end < scene.as_of else None
    base = base_levels(scene, key, Times(own.windows, (None,))) if own.ago and own.windows else ()
    base += _first_rows(scene, key, own)
    days = tuple(dict.fromkeys((day, *(d for d in own.others if d < scene.as_of))))
    return (*readings(key, "level", (None,), days), *base)


def _first_rows(scene: Scene, key: str, when: When) -> tuple[Reading, ...]:
    """`$1.43 trillion at the start of March`: of a series with a row a week, the first one of the month as well."""
    columns = scene.answers.columns(key)
    if columns is None or not when.edge or when.end is None or len(columns[0]) < 2:
        return ()
    after = [to_date(d) for d in columns[0][-60:] if to_date(d) > when.end]
    slow = int(columns[0][-1] - columns[0][-2]) >= 5
    return (Reading(key, "level", at=after[0]),) if slow and after else ()


def _of_period(s: Sentence, q: Quantity) -> When | None:
    """`past the $47.26 of April 2011`: a level of a month, quarter or year that is over, told exactly."""
    if q.hedge not in _BOUNDS or "the" not in s.words(q.first, q.core) or s.low(q.last) not in ("of", "from", "in"):
        return None
    return next(
        (w for w in s.whens if q.last < w.first <= q.last + 2 and w.grain in ("month", "quarter", "year")), None
    )


_BOUNDS = frozenset({"over", "under", "just_over", "far_over", "far_under", "nearly"})
_BEATEN = wordset(
    "broke beat passed topped replaced replaces surpassed eclipsed bettered betters exceeded beats passes tops breaks"
)
_OLD = wordset("old previous former prior")
_MARKS = wordset("one mark record high peak best close top low trough")


def _replaced(s: Sentence, q: Quantity) -> int:
    """`the one before it, 4,539`, `the mark it broke, 4,668`, `the old one, 1,555`, `its high had been 15,901`: 1 or -1."""
    after = s.words(q.last, q.last + 5)
    if after[:2] == [",", "the"] and after[2:3] and after[2] in _OLD and after[3:4] and after[3] in _MARKS:
        return -1 if after[3] in ("low", "trough") else 1
    lo = max(s.lo, q.first - 12)
    words = s.words(lo, q.first)
    head = max((k for k, w in enumerate(words) if w in _MARKS), default=None)
    if head is None or any(n.core > lo + head and n.core < q.core for n in s.numbers):
        return 0
    tail = words[head + 1 :]
    beaten = tail[:2] == ["before", "it"] or (tail[:1] in (["it"], ["that"]) and bool(_BEATEN & set(tail[1:4])))
    past = tail[:2] == ["had", "been"] and words[max(0, head - 1)] in ("its", "the", "their", "old", "previous")
    old = head > 0 and words[head - 1] in _OLD and (tail[:1] == [","] or words[head] in ("one", "mark"))
    return (-1 if words[head] in ("low", "trough") else 1) if beaten or past or old else 0


def _where_it_was(s: Sentence, q: Quantity) -> When | None:
    """`the line is 2,517, where it was a month ago`."""
    words = s.words(q.last, q.last + 9)
    where = words.index("where") if "where" in words[:5] else None
    before = words[:where] if where is not None else ["-"]
    if where is None or before not in (
        [","],
        ["to", "be"],
        ["to", "get", "back"],
        ["to", "return", "to"],
        ["to", "be", "back"],
    ):
        return None
    if not {"was", "stood", "closed", "traded", "is"} & set(s.words(q.last + where + 1, q.last + where + 9)):
        return None
    at = q.last + where
    return next((w for w in s.whens if at <= w.first <= at + 9 and w.grain == "day"), None)


def bound_is_denied(s: Sentence, q: Quantity) -> bool:
    """`never closed above 80`."""
    lo, _ = s.hard_clause(q.first)
    return any(m.cue.role == "not" and lo <= m.first < q.first and q.first - m.first <= 9 for m in s.marks)


def _at_peak(s: Sentence, q: Quantity) -> int | None:
    """`its all-time closing high of 865.29`, `the 10 February closing high (3,413.81)`, `record close of 2,930.75`."""
    i = q.first - 1
    while s.low(i) in ("of", "(", "at", "the", ",", "was", "is", "close", "closing", "points"):
        i -= 1
    i = _before_its_day(s, i)
    low = s.low(i)
    if low in PEAKS or low in TROUGHS:
        owned = s.low(i - 1) in ("its", "their") and s.low(i - 2) in (
            "to",
            "from",
            "below",
            "under",
            "of",
            "than",
            "at",
        )
        opens = i - 1 == s.part(i).body and s.low(i - 1) in ("its", "their", "the")
        owned |= opens or s.tokens[i - 1].possessive  # `Its record, 9,929, dates from`
        if s.low(q.first - 1) in ("at", ",") and low == "record" and not owned:
            return None
        return 1 if low in PEAKS else -1
    when = next((w for w in s.whens if w.last - 1 == i), None)
    if (
        when is not None
        and s.low(q.first - 1) in ("of", "(")
        and s.low(when.first - 1) in ("of", "on")
        and s.low(when.first - 2) in EXTREME_WORDS
    ):
        return 1 if s.low(when.first - 2) in PEAKS else -1
    return None


def _before_its_day(s: Sentence, i: int) -> int:
    """`The old record close, set on 22 May, was $111,673`: the extreme, past the words that date it."""
    when = next((w for w in s.whens if w.last - 1 == i), None)
    if when is not None and when.grain == "window" and s.low(when.first - 1) in PEAKS | TROUGHS:
        return when.first - 1  # `Its low for the year, 1,867.61`
    k = when.first - 1 - (s.low(when.first - 1) in ("on", "in")) if when is not None else i
    if when is None or s.low(k) not in ("set", "reached", "hit", "made"):
        return i
    k -= 1
    while s.low(k) in (",", "(", "close", "closing", "was", "which"):
        k -= 1
    return k


def _peak_levels(scene: Scene, key: str, sign: int, times: Times, s: Sentence, q: Quantity) -> tuple[Reading, ...]:
    measure = "high" if sign > 0 else "low"
    windows = tuple(w for w in times.windows if w != "1d") if times.window_named else ()
    days = tuple(dict.fromkeys((*times.days, None)))
    closing = bool(_CLOSING & set(s.words(max(s.part(q.core).first, q.first - 6), q.first)))
    own = next((w for w in s.whens if w.grain == "day" and w.end and q.last <= w.first <= q.last + 3), None)
    bar = (
        Reading(key, f"{measure}.intraday", "all")
        if own is None
        else Reading(key, f"{measure}.intraday", "1d", at=own.end)
    )
    bars = () if closing else (bar,)
    if _OLD & set(s.words(q.first - 12, q.first)):
        old = tuple(Reading(key, measure, "all", at=d) for d in older_days(scene))
        return (*old[:1], *readings(key, "level", (None,), times.days[:1]), *old[1:], *bars)
    if times.day_named and times.days[0] is not None:
        ever = readings(key, measure, ("all", "1y", "ytd"), (None,))
        return (*readings(key, "level", (None,), times.days), *ever, *bars)
    previous = tuple(Reading(key, "prevrecord", "high" if sign > 0 else "low", at=d) for d in days)
    return (*readings(key, measure, (*windows, "all", "1y", "ytd"), days), *bars, *previous)


_AS_FAR = wordset("as spiked spike spiking")


def _extreme_readings(
    key: str, sign: int, detail: str, times: Times, days: tuple[date | None, ...], *, as_far: bool = False
) -> tuple[Reading, ...]:
    word = "high" if sign > 0 else "low"
    windows = times.windows if times.window_named else tuple(dict.fromkeys((*times.windows, "1y", "all")))
    closes = readings(key, word, windows, days[:1])
    today = detail or times.day_named or as_far
    bars = readings(key, f"{word}.intraday", ("1d", *windows) if today else windows, days[:1])
    level = readings(key, "level", (None,), days) if times.day_named and not detail else ()
    return bars[:6] if detail else (*level, *(bars[:1] if as_far else ()), *closes[:6])


def _period_levels(scene: Scene, s: Sentence, key: str, times: Times, q: Quantity) -> tuple[Reading, ...]:
    """A level in a named month, quarter or year: its last close, its high or low where the words bound it."""
    when = times.when
    touched = any(
        m.cue.role == "level"
        and s.low(m.first) in ("hit", "hits", "hitting", "touched", "reached", "reaches")
        and m.last in (q.first, q.first - 1)
        for m in s.marks
    )
    found: tuple[Reading, ...] = ()
    if touched:
        found += tuple(Reading(key, m, "1d", at=d) for d in times.days[:1] for m in ("high.intraday", "low.intraday"))
    if when is None or when.start is None or when.end is None or when.grain in ("day", "window") or when.since:
        return found
    part = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}.get(_part(s, when))
    if part is not None:
        days = [when.start.replace(day=1) + timedelta(n - 1) for n in range(part[0], part[1] + 1)]
        return found + tuple(Reading(key, "level", at=d) for d in days if d <= min(scene.as_of, when.end))
    window = when.windows[0] if when.windows else None
    if window is None:
        return found
    end = Reading(key, "level", at=None if when.end >= scene.as_of else when.end)
    bound = {
        "over": ("high",),
        "at_least": ("high",),
        "just_over": ("high",),
        "under": ("low",),
        "at_most": ("low",),
    }.get(q.hedge or "", ("high", "low"))
    return (end, *(Reading(key, m, window) for m in bound), *found)


def _part(s: Sentence, when: When) -> str:
    for back in (1, 2):
        if s.low(when.first - back) in ("early", "mid", "late"):
            return s.low(when.first - back)
    return ""


def base_levels(scene: Scene, key: str, times: Times) -> tuple[Reading, ...]:
    """The levels at the start of each window."""
    found: list[Reading] = []
    for day in times.days:
        columns = scene.answers.columns(key, day)
        if columns is None:
            continue
        for window in times.windows:
            base = _safe_base(columns[0], window)
            if base is not None and base >= 0:
                found.append(Reading(key, "level", at=to_date(columns[0][base])))
    return tuple(found)


def _safe_base(days: Days, window: str) -> int | None:
    if window.startswith("event"):
        return None
    try:
        return window_base(days, window)
    except (ValueError, IndexError):
        return None
