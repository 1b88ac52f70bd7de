"""Counts: `23 of the month's 30 days`, `nine of the last ten`, `on each of the next five sessions`, `the fifth record of the month`."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.runs.again import days_of, record_again, record_count
from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.nth import so_many_in
from generator.check.binding.runs.outof import EVERY, LAST, Share, in_so_many, share_at
from generator.check.binding.runs.words import DOWN_WORDS, SIGNED, UP_WORDS
from generator.check.binding.subjects.subjects import subjects_of, versus_of
from generator.check.binding.times.moments import moments
from generator.check.binding.times.times import times_of
from generator.check.binding.words.nouns import PERIODS
from generator.check.comparing.tests import CountTest, OutOfTest
from generator.check.text.entities import Name
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import POINTERS, When
from generator.check.text.wordset import wordset
from generator.tape.series import to_date


def bind_count(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """A count that begins at a token."""
    if s.low(i) in EVERY or count_at(s, i) is not None:
        return (
            record_count(s, scene, i)
            or record_again(s, scene, i)
            or _times_in(s, scene, i)
            or _signed(s, scene, i)
            or _share(s, scene, i)
            or _sessions(s, scene, i)
        )
    return _of_the(s, scene, i) if s.words(i, i + 2) == ["of", "the"] else None


def _signed(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`only two positive months this year`, `had nine up days in January`."""
    count = count_at(s, i)
    if count is not None and not count[2] and (days := days_of(s, scene, i, count[0], count[1])) is not None:
        return days
    if count is None or count[2] or s.low(count[1]) not in SIGNED:
        return None
    k = count[1] + 1
    outof = _out_of(s, scene, i, count[0], count[1])
    if outof is not None:
        return outof
    if (
        s.low(k) not in PERIODS
        or not s.low(k).endswith("s")
        or (s.low(k + 1) in ("in", "running", "straight", "on") and s.low(k + 2) in ("a", "the", "succession"))
    ):
        return None
    names = subjects_of(scene, s, i, k + 1)
    if not names or names[0].key is None:
        return None
    times = times_of(scene, s, i, k + 1)
    flow = scene.directory.flow_of(names[0]) if "flow" in s.low(count[1]) else None
    told = times.windows if times.window_named else (*scene.section_window, *scene.frame) if flow else ()
    if not told:
        return None
    word = "up" if s.low(count[1]) in UP_WORDS else "down"
    day = times.days[0] if times.days and times.window_named else None
    key, period = flow or names[0].key, PERIODS[s.low(k)]
    found = tuple(Reading(key, "counted", f"{word}/{w}", at=day, parameter=period) for w in told[:1])
    return Claim(s, i, k + 1, "count", found, CountTest(count[0]))


def _out_of(s: Sentence, scene: Scene, i: int, n: int, k: int) -> Claim | None:
    """`five gains out of five`, `four outflow days out of five`: of the last so many days, or those of the stretch told."""
    at = k + 1 + (s.low(k + 1) in PERIODS)
    total = count_at(s, at + 2) if s.words(at, at + 2) == ["out", "of"] else None
    names = subjects_of(scene, s, i, at)
    if total is None or total[2] or n > total[0] or not names or names[0].key is None:
        return None
    flow = scene.directory.flow_of(names[0]) if "flow" in s.low(k) else None
    word = "up" if s.low(k) in UP_WORDS else "down"
    period = PERIODS.get(s.low(k + 1), "day")
    told = (*scene.section_window, *scene.frame, *scene.window)
    spans = dict.fromkeys(w for w in (f"{total[0]}p", *told) if w != "1d" and w not in POINTERS)
    found = tuple(Reading(flow or names[0].key, "counted", f"{word}/{w}", parameter=period) for w in spans)
    s.used |= {q.core for q in s.numbers if i <= q.core < total[1]}
    return Claim(s, i, total[1], "count", found[:FEW_READINGS], OutOfTest(n, total[0]))


def _share(s: Sentence, scene: Scene, i: int) -> Claim | None:
    found = share_at(s, i) or in_so_many(s, i)
    if found is None:
        return None
    claim = Claim(s, found.first, found.last, "count")
    names = subjects_of(scene, s, found.first, found.last)
    beaten = _beating(s, scene, found, names)
    if beaten is not None:
        return beaten
    sign = _sign(s, found)
    if _sets_records(s, found):
        found, sign = replace(found, what="record"), 1
    if not names or not sign:
        return None
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    test = CountTest(found.n)
    return replace(claim, readings=_share_readings(s, scene, found, names[0], sign), test=test)


def _of_the(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`Of the fourteen from 2011 to 2024, eleven were up`, `of the last ten weeks nine were winners`."""
    k = i + 2 + (s.low(i + 2) in LAST)
    total = count_at(s, k) if k < s.hi else None
    if total is None or total[2]:
        return None
    period = PERIODS.get(s.low(total[1]), "")
    years = [
        w for w in s.whens if total[1] <= w.first <= total[1] + 5 and w.grain in ("year", "span") and w.start and w.end
    ]
    j = next(
        (
            j
            for j in range(total[1], min(s.hi, total[1] + 10))
            if s.low(j + 1) in ("were", "was", "rose", "fell", "ended", "finished", "closed", "went", "have", "had")
            and count_at(s, j)
        ),
        None,
    )
    found = count_at(s, j) if j is not None else None
    if j is None or found is None or found[2] or not (period or years):
        return None
    share = Share(j, j + 2, found[0], total[0], period or "year", "last" if s.low(i + 2) in LAST else "")
    names = subjects_of(scene, s, j, j + 1)
    names = (scene.subject,) if scene.subject and (not names or names[0].concept == "?") else names
    sign = _sign(s, share)
    if not names or names[0].key is None or not sign:
        return None
    word = "up" if sign > 0 else "down"
    if share.kind:
        readings_ = (Reading(names[0].key, "counted", f"{word}/{total[0]}p", parameter=share.period),)
    elif years and years[0].start and years[-1].end:
        base, end = years[0].start - timedelta(1), years[-1].end
        day = None if end >= scene.as_of else end
        readings_ = (Reading(names[0].key, "counted", f"{word}/since:{base}", at=day, parameter=share.period),)
    else:
        return _of_all(s, scene, share, names[0].key, word, i)
    s.spent |= {w.first for w in s.whens if i <= w.first < j}
    s.used |= {q.core for q in s.numbers if i <= q.core < j}
    return Claim(s, j, j + 2, "count", readings_, CountTest(found[0]))


def _sets_records(s: Sentence, share: Share) -> bool:
    """`Of the 251 sessions it rose in 143 and set a record in 62`: the days of records."""
    clause = s.part(share.first)
    marks = [
        m for m in s.marks if m.first in clause and m.last <= share.first and m.cue.role in ("record", "move", "state")
    ]
    return bool(marks) and marks[-1].cue.role == "record" and marks[-1].cue.sign > 0


def _beating(s: Sentence, scene: Scene, share: Share, names: tuple[Name, ...]) -> Claim | None:
    """`outpaced the Dow for the fifth time in six weeks`, `beat gold in each of the three months`: periods won."""
    clause = s.part(share.first)
    mark = next((m for m in s.marks if m.first in clause and m.last <= share.first and m.cue.role == "compare"), None)
    if mark is None or not names:
        return None
    claim = Claim(s, mark.first, share.last, "count")
    others = versus_of(scene, s, names[0], mark.first)
    if names[0].key is None or not others or others[0].key is None:
        return replace(claim, missing="what it is compared with is not on the tape")
    days, times = moments(scene, s, share.first, share.last, "day")
    word = "up" if mark.cue.sign > 0 else "down"
    spans = [f"{share.total}p"] if share.kind == "last" or not times.window_named else list(times.windows[:1])
    when = times.when
    if when is not None and when.grain == "span" and when.end is not None and when.end < scene.as_of:
        days = (when.end,)  # `in four of the ten years from 2011 to 2020`
    days = (*days[:1], *_whole_years(scene, share))
    found = tuple(
        Reading(names[0].key, "beats", f"{word}/{w}", others[0].key, d, share.period) for w in spans for d in days
    )
    return replace(claim, readings=found, test=CountTest(share.n))


def _whole_years(scene: Scene, share: Share) -> tuple[date, ...]:
    """`in each of the past five years`: those that are over."""
    return (date(scene.as_of.year - 1, 12, 31),) if share.period == "year" and share.kind == "last" else ()


def _sign(s: Sentence, share: Share) -> int:
    """Which way they went: the verb of the clause, or its words."""
    clause = s.part(share.first)
    lo, hi = s.hard_clause(share.first)
    marks = [m for m in s.marks if m.cue.role in ("move", "state") and m.cue.sign]
    for stretch in ([m for m in marks if m.first in clause], [m for m in marks if lo <= m.first < hi]):
        if stretch:
            left = [m for m in stretch if m.last <= share.first]
            return (left[-1] if left else stretch[0]).cue.sign
    words = s.words(lo, hi)
    if any(w in ("took", "attracted", "drew") for w in words):
        return 1
    up, down = any(w in UP_WORDS for w in words), any(w in DOWN_WORDS for w in words)
    return 0 if up == down else 1 if up else -1


def _of_all(s: Sentence, scene: Scene, share: Share, key: str, word: str, i: int) -> Claim:
    """`Of the 21 sessions 15 were up`: of all those of the stretch that is told of, which are so many."""
    s.spent |= {w.first for w in s.whens if i <= w.first < share.first}
    s.used |= {q.core for q in s.numbers if i <= q.core < share.last}
    told = (*scene.window, *scene.section_window, *scene.frame)
    spans = dict.fromkeys(w for w in told if w != "1d" and w not in POINTERS)
    found = tuple(Reading(key, "counted", f"{word}/{w}", parameter=share.period) for w in spans)
    last = Reading(key, "counted", f"{word}/{share.total}p", parameter=share.period)
    return Claim(s, share.first, share.last, "count", (*found, last)[:FEW_READINGS], OutOfTest(share.n, share.total))


def _share_readings(s: Sentence, scene: Scene, share: Share, name: Name, sign: int) -> tuple[Reading, ...]:
    flow = scene.directory.flow_of(name) if _money(s, share) else None
    key = flow or name.key or ""
    word = share.what or ("up" if sign > 0 else "down")
    days, times = moments(scene, s, share.first, share.last, "day")
    if share.kind == "next":
        left = [w.end for w in s.whens if w.last <= share.first and w.grain == "day" and w.end is not None]
        day = left[-1] if left else scene.last_day
        return (Reading(key, "nextrun", word, parameter=str(day)),) if day else ()
    own = [w for w in s.whens if w.first in s.part(share.first)]
    before = _day_before_that(s, scene, share) or _ends_with(s, scene, share)
    if before is not None:
        days = (before,)
    elif share.kind == "last" and {"past", "last"} & set(s.words(share.first, share.last)) and times.when not in own:
        days = (None, *days)  # `only one of the past five weeks has ended higher`: up to now
    elif share.total and ";" in s.words(
        times.when.last if times.when is not None and times.when not in own else share.first, share.first
    ):
        days = (None, *days)  # `the worst came on Jan. 8; they lost money on six of the month's 20 sessions`
    if _own_periods(s, share) is not None and share.kind != "last":
        closed = [w.end for w in own if w.grain in ("year", "span") and w.end is not None and w.end < scene.as_of]
        day = closed[0] if closed else None
        return (Reading(key, "counted", f"{word}/{share.total}p", at=day, parameter=share.period),)
    window = next((w for w in _windows_at(s, share) if w.windows and w.grain != "day"), None)
    if window is None and times.when is not None and times.when.grain == "span":
        window = times.when  # `In the ten years from 2011 to 2020 it rose in seven`
    found: list[Reading] = []
    ended = window is not None and window.grain == "span" and window.end is not None and window.end < scene.as_of
    for day in (window.end,) if ended and window is not None else days[:1]:
        if window is not None and share.kind != "last":
            found += [_counted(key, word, w, share.period, day, flow=bool(flow)) for w in window.windows[:1]]
        elif share.kind == "last" or before is not None or not times.window_named:
            found.append(Reading(key, "counted", f"{word}/{share.total}p", at=day, parameter=share.period))
        if share.kind != "last" and before is None:
            told = (*times.windows, *scene.window) if times.window_named else (*scene.window, *times.windows)
            spans = [w for w in told if w != "1d"]
            found += [_counted(key, word, w, share.period, day, flow=bool(flow)) for w in spans[:2]]
            if times.window_named and not ended and share.period == "day" and share.total > share.n:
                found.append(Reading(key, "counted", f"{word}/{share.total}p", at=day, parameter="day"))
    return tuple(dict.fromkeys(found))


_MONEY = wordset(
    "cash money inflow inflows outflow outflows redemptions withdrawals flows attracted pulled bled poured"
)


def _money(s: Sentence, share: Share) -> bool:
    """Whether money is counted rather than prices: `took in cash on all five days`."""
    clause = s.part(share.first)
    return bool(_MONEY & set(s.words(clause.first, clause.last)))


def _counted(key: str, word: str, window: str, period: str, day: date | None, *, flow: bool) -> Reading:
    if period == "day" and not flow:  # the measure of the definitions
        return Reading(key, f"count.{word}", window, at=day)
    return Reading(key, "counted", f"{word}/{window}", at=day, parameter=period)


def _windows_at(s: Sentence, share: Share) -> list[When]:
    own = _own_periods(s, share)
    return [w for w in s.whens if share.first <= w.first <= share.last + 1 and w.first not in s.spent and w is not own]


def _own_periods(s: Sentence, share: Share) -> When | None:
    """The `twelve months` of `eleven of the twelve months`, which are those that are counted, and no stretch of 365 days."""
    return next((w for w in s.whens if share.first < w.first and w.last == share.last and w.grain == "window"), None)


def _ends_with(s: Sentence, scene: Scene, share: Share) -> date | None:
    """`in each of the five months to August`: the time that the periods end with."""
    if s.low(share.last) not in ("to", "through", "until", "till", "ending", "ended"):
        return None
    when = next((w for w in s.whens if share.last < w.first <= share.last + 3 and w.end is not None), None)
    if when is None or when.end is None or when.end >= scene.as_of:
        return None
    s.spent.add(when.first)
    return when.end


def _day_before_that(s: Sentence, scene: Scene, share: Share) -> date | None:
    """`the four days before that`: those that end a day earlier."""
    if s.words(share.last, share.last + 2) not in (["before", "that"], ["before", "it"], ["before", "then"]):
        return None
    day = scene.day or scene.as_of
    columns = scene.answers.columns(next(iter(n.key for n in scene.recent[-1:] if n.key), ""))
    if columns is None:
        return None
    known = [d for d in map(to_date, columns[0][-8:]) if d < day]
    return known[-1] if known else None


def _times_in(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`rose for the ninth time in ten sessions`, `its seventh negative day in eight`, `a fifth loss in six weeks`."""
    found = so_many_in(s, i)
    if found is None:
        return None
    share, sign = found
    names = subjects_of(scene, s, i, share.last)
    sign = sign or _sign(s, share)
    beaten = _beating(s, scene, share, names) if share.what == "time" else None
    if beaten is not None:
        return beaten
    if names and names[0].key is None and share.what != "time":
        return Claim(s, i, share.last, "count", missing=f"the tape has no {names[0].label}")
    if not names or names[0].key is None or not sign or (share.what == "time" and s.low(share.last - 1) not in PERIODS):
        return None
    flow = scene.directory.flow_of(names[0]) if share.what == "flow" else None
    days, _ = moments(scene, s, i, share.last, "day")
    word = "up" if sign > 0 else "down"
    asked = (
        Reading(flow or names[0].key, "counted", f"{word}/{share.total}p", at=d, parameter=share.period)
        for d in days[:1]
    )
    return Claim(s, i, share.last, "count", tuple(asked), CountTest(share.n))


def _so_long_ago(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`a high of 2,872.87 on 26 January, six sessions ago`: the rows since the day right before."""
    count = count_at(s, i)
    if count is None or count[2]:
        return None
    trading = s.low(count[1]) in ("trading", "business")
    unit = count[1] + trading
    days = s.low(unit) == "sessions" or (trading and s.low(unit) == "days")
    if not days or s.low(unit + 1) not in ("ago", "earlier"):
        return None
    when = next(
        (w for w in s.whens if w.day and w.last in (i - 1, i) and w.last == i - (s.low(i - 1) in (",", "("))), None
    )
    if when is None or when.day is None or when.day >= scene.as_of:
        return None
    names = subjects_of(scene, s, i, unit)
    if not names or names[0].key is None:
        return None
    s.spent |= {w.first for w in s.whens if i <= w.first <= unit}
    return Claim(s, i, unit + 2, "count", (Reading(names[0].key, "rows", f"since:{when.day}"),), CountTest(count[0]))


def _sessions(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`the speed, fourteen sessions, deserves a comment`: rows since the day that was named."""
    count = count_at(s, i)
    ago = _so_long_ago(s, scene, i)
    if ago is not None:
        return ago
    if count is None or count[2] or s.low(count[1]) != "sessions" or s.low(i - 1) not in (",", "\u2014", "("):
        return None
    if s.low(count[1] + 1) not in (",", ".", "", ")"):
        return None
    days = [d for d in (scene.anchor, scene.last_day) if d is not None and d < scene.as_of]
    names = subjects_of(scene, s, i, count[1])
    if not days or not names or names[0].key is None:
        return None
    found = tuple(Reading(names[0].key, "rows", f"since:{d}") for d in dict.fromkeys(days))
    return Claim(s, i, count[1] + 1, "count", found, CountTest(count[0]))
