"""When a claim is about: its window and its day, each named in its clause, taken from the one above, or carried on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.check.binding.context.carry import (
    after_a_run,
    carried_days,
    carried_windows,
    ended_period,
    number_of,
    of_ended_run,
    owned,
    present,
    since_windows,
    spoken_unit,
    unit_at,
)
from generator.check.binding.context.scene import Scene
from generator.check.binding.times.pointed import Slots, as_day
from generator.check.binding.times.slots import slots_of
from generator.check.comparing.dates import period_start
from generator.check.text.clauses import Clause
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

DAY = ("1d",)
_GOES_ON = wordset("is now back then later stands sits since ( has are remains")
_HELD = wordset("bought buying buy invested held owned put sold purchased buyer buyers purchase")


@dataclass(frozen=True, slots=True)
class Times:
    """When a claim is about: candidate windows and days, and whether the sentence itself names them."""

    windows: tuple[str, ...]
    days: tuple[date | None, ...]
    window_named: bool = False
    day_named: bool = False
    when: When | None = None
    moment: bool = False


def day_before(scene: Scene, s: Sentence, first: int) -> tuple[date | None, ...]:
    """The days that stand left of some words in their sentence, then the carried ones."""
    left = [w for w in s.whens if w.last <= first and as_day(w) and w.first not in s.spent and not owned(s, w)]
    left = [w for w in left if not _THEN & set(s.words(w.last, first))]  # `above 160 on Monday, then slipped to 159.8`
    named = tuple(d for w in left[-1:] for d in _days(scene, w)) or _as_it_opened(scene, s, first)
    return tuple(dict.fromkeys((*named, *carried_days(scene, s, first))))


_OPENED = wordset("entered began started opened begun")
_UNITS = wordset("day session week month quarter year")


def _as_it_opened(scene: Scene, s: Sentence, first: int) -> tuple[date | None, ...]:
    """`It entered the day 18.6 % below its peak`: as the day, week, month or year before left it."""
    at = next((k for k in range(s.part(first).first, first - 2) if s.low(k) in _OPENED), None)
    unit = s.low(at + 2) if at is not None and s.low(at + 1) in ("the", "this") else ""
    if unit not in _UNITS or at is None or first - at > 5:
        return ()
    here = scene.day or scene.as_of
    return ((here if unit in ("day", "session") else period_start(here, unit)) - timedelta(1),)


def times_of(scene: Scene, s: Sentence, first: int, last: int) -> Times:
    """The windows and days of the words at tokens `first` to `last`, most likely first."""
    return _now(s, _after_that(s, _times_of(scene, s, first, last), first), last)


_REACHING = wordset("touching hitting reaching setting peaking topping scaling notching")


def _after_reaching(s: Sentence, first: int, last: int) -> tuple[str, ...]:
    """`gave back 5.1 % after touching its best close of the year on 7 September`: since that day, or of the day."""
    k = next((k for k in s.places({"after"}) if k >= last and s.low(k + 1) in _REACHING), None)
    if k is None or k - last > 3 or any(w.last == k + 1 for w in s.whens) or any(last <= w.first < k for w in s.whens):
        return ()
    days = [w.day for w in s.whens if w.first > k and w.day and not w.since]
    return tuple(f"since:{d}" for d in days[-1:])


def _times_of(scene: Scene, s: Sentence, first: int, last: int) -> Times:
    clause = s.part(first)
    reached = _after_reaching(s, first, last)
    if reached:
        return Times((*DAY, *reached), (None,), True)
    moment = any(w.grain == "moment" and w.first in clause for w in s.whens)
    slots = slots_of(scene, s, clause, first, last)
    if s.low(last) == "now" and slots.day is not None and slots.day.first not in clause:
        slots.day = None  # `cost 2.96 % at the end of March and costs 3.35 % now`
    share = not any(q.first == first and q.unit in ("", "money") for q in s.numbers)
    since = _bought_on(s, slots.day) if slots.day is not None and slots.window is None else ()
    since = since if share or (slots.day is not None and slots.day.ago) else ()
    if since and slots.day is not None and _holds(s, slots.day, clause, first):
        return Times(since, (None,), True, False, slots.day, moment)
    period = _finished_it(s, first)
    if period:
        return Times((period,), carried_days(scene, s, first, window=True), True, moment=moment)
    if slots.window is None and slots.day is None:
        spoken = _from_dated(s, last) or _said_beside(s, clause, first, last)
        windows = tuple(dict.fromkeys((*spoken, *carried_windows(scene, s))))
        days = carried_days(scene, s, first, window=bool(spoken) and spoken != DAY)
        return Times(windows, days, bool(spoken), moment=moment)
    if slots.day is not None and slots.window is None and slots.day.windows[:1] == (f"since:{slots.day.start}",):
        return Times(slots.day.windows, _days(scene, slots.day), True, True, slots.day, moment)
    if slots.day is not None:
        return _now(s, _on_day(scene, s, slots, first, moment), last)
    when = slots.window
    assert when is not None  # noqa: S101
    if when.edge and not when.since and not {"day", "session"}.isdisjoint(s.words(when.first, when.last)):
        return Times(DAY, _days(scene, when), False, True, when, moment)  # `its final session of 2023`
    closed = ended_period(scene, s, when) if when.last <= first else ()
    if closed:  # `ended 2019 at 3,230.78, a gain of 28.9 %`
        return Times(closed, carried_days(scene, s, first), True, False, when, moment)
    if when.edge and not when.since:
        return Times((f"since:{when.end}",), carried_days(scene, s, first), True, False, when, moment)
    if when.grain == "week" and when.since and when.end:  # `up $5bn from the week before`: since that week's close
        return Times(since_windows(when)[::-1], carried_days(scene, s, first, window=True), True, False, when, moment)
    if when.grain in ("week", "span") and when.end:
        return Times(when.windows, _days(scene, when), True, True, when, moment)
    found = (*_whole_month(s, when), *_a_week_of(s, when, first), *_windows(scene, s, when))
    if clause.names and when.last <= clause.first and ";" in s.words(when.last, first):
        found = tuple(
            dict.fromkeys((*found, *carried_windows(scene, s)))
        )  # `gold is up 7 % over a month; silver falls 3 %`
    days = _before_that(scene, s, when, found, carried_days(scene, s, first, window=True), first)
    return Times(found, days, True, False, when, moment)


def _from_dated(s: Sentence, last: int) -> tuple[str, ...]:
    """`down $1.3 trillion from the $4.1 trillion of December 2021`: the stretch since the day of a level."""
    for when in s.whens:
        owner = number_of(s, when)
        if owner is not None and owner.first >= last and "from" in s.words(owner.first - 2, owner.first):
            return (f"since:{when.end}",)
    return ()


def still_told(s: Sentence, first: int) -> tuple[str, ...]:
    """`in the red for the year; on Thursday they were still ahead`: over the stretch that the clause before told."""
    clause = s.part(first)
    if "still" not in s.words(clause.first, clause.last):
        return ()
    before = [w for w in s.whens if w.first < clause.first and w.windows and w.windows != DAY and not w.since]
    return before[-1].windows[:1] if before and before[-1].grain != "day" else ()


def _whole_month(s: Sentence, when: When) -> tuple[str, ...]:
    """`July was its best month ever, a third in thirty-one days`: the days of the month named before."""
    if when.windows[:1] not in (("28s",), ("29s",), ("30s",), ("31s",)):
        return ()
    return next((w.windows for w in s.whens if w.grain == "month" and w.last <= when.first), ())


def _a_week_of(s: Sentence, when: When, first: int) -> tuple[str, ...]:
    """`and a week of -10.3 %`: the running one."""
    told = s.low(when.first) == "a" and when.last == first - 1 and s.low(when.last) == "of"
    unit = unit_at(s, when.last - 1) if told and when.windows[:1] in (("1w",), ("1m",), ("3m",), ("1y",)) else ""
    return (unit,) if unit else ()


_FINISHED = wordset("finished ended closed finishing ending closing left")
_SPAN_NOUNS = wordset("week month quarter year")


def _finished_it(s: Sentence, first: int) -> str:
    """`It was a rough week: the index finished it 1.4 % higher`: the period that `it` is."""
    if s.low(first - 1) != "it" or s.low(first - 2) not in _FINISHED:
        return ""
    told = next((k for k in range(first - 3, s.lo - 1, -1) if s.low(k) in _SPAN_NOUNS), None)
    return unit_at(s, told) if told is not None else ""


_THAN_ON = wordset("up down higher lower dearer cheaper better worse stronger weaker")
_THEN = wordset("then later afterwards subsequently")


def _after_that(s: Sentence, times: Times, first: int) -> Times:
    """`On Friday alone it rose 26 %, and then it tacked on another 7 %`: not on that day."""
    clause = s.part(first)
    day = times.days[0]
    own = times.when is not None and times.when.first in clause
    if day is None or own or not _THEN & set(s.words(clause.first, first)):
        return times
    return replace(times, days=tuple(dict.fromkeys((None, *(d for d in times.days if d != day)))))


_PRIOR = wordset("previous preceding prior")
_UNIT = {"s": "day", "w": "week", "m": "month", "y": "year"}


def _before_that(
    scene: Scene, s: Sentence, when: When, windows: tuple[str, ...], days: tuple[date | None, ...], first: int
) -> tuple[date | None, ...]:
    """`The losses wiped out most of a rally that had lifted it 5.2 % over the previous four sessions`: up to the end of
    the day, week or month before the one that is told of, or, where only the tense says so, up to now as well."""
    had = _past_perfect(s, first) or (when.since and "having" in s.words(first - 3, first))
    if not windows or windows == DAY or ((when.edge or when.since) and not had):
        return days
    prior = s.low(when.first - 1) in _PRIOR or s.low(when.last - 1) == "before"
    prior = prior or after_a_run(s, when) or (of_ended_run(s, when) and when.last < first)
    if not prior and not ((when.grain == "window" or when.since) and had):
        return days
    period = _UNIT.get(windows[0][-1], "day") if windows[0][0].isdigit() else "day"
    told = days[0] or scene.as_of
    eve = told - timedelta(1) if period == "day" else period_start(told, period) - timedelta(1)
    return tuple(dict.fromkeys((eve, *days)))


def _past_perfect(s: Sentence, first: int) -> bool:
    """`that had gained`, `it had been down`: of a time before the one that is told of."""
    near = s.words(max(s.part(first).first, first - 5), first)
    return "had" in near[:-1] or (near[-1:] == ["had"] and s.mark_at(first) is not None)


def _now(s: Sentence, times: Times, last: int) -> Times:
    """`2.52% now`: today, whatever the text spoke of before."""
    if s.low(last) in ("now", "currently", "presently"):
        return replace(times, days=(None,), when=None)
    clause = s.part(last - 1)
    own = any(w.first in clause and w.grain != "moment" for w in s.whens)
    led = "now" in s.words(clause.first, min(clause.first + 3, last))  # `as high as 31 in December; now it is at 18.76`
    past = times.when is not None and times.when.first not in clause
    return replace(times, days=(None,), when=None) if led and past and not own else times


def _bought_on(s: Sentence, when: When) -> tuple[str, ...]:
    """The stretch since a day that somebody bought on, or so long ago."""
    if when.ago:
        return when.windows
    start = s.part(when.first).first
    bought = bool(_HELD & set(s.words(start, when.first))) and when.end is not None and not when.since
    return (f"since:{when.end}",) if bought else ()


def _holds(s: Sentence, when: When, clause: Clause, first: int) -> bool:
    """`somebody who bought a year ago is ahead by a third`, `it cost $1 then, so it is 6 % dearer`: since that day."""
    if when.first not in clause:
        return present(s, first) or s.part(when.first).kind == "relative"
    return not clause.names and any(w in _HELD for w in s.words(clause.first, clause.last))


def _on_day(scene: Scene, s: Sentence, slots: Slots, first: int, moment: bool) -> Times:
    """The times of words that a day is named for, with or without a window beside it."""
    when, window = slots.day, slots.window
    assert when is not None  # noqa: S101
    days = _days(scene, when)
    if slots.borrowed and window is None and _to_now(s, when, first):
        return Times(
            DAY, carried_days(scene, s, first) if not scene.lead_day else (scene.lead_day, None), moment=moment
        )
    if slots.borrowed and days[0] is not None:
        days = (None, *days) if _moves_on(s, when, first) else days
    if window is not None:
        named = _windows(scene, s, window)
        days = _before_that(scene, s, window, named, days, first) if when.first not in s.part(first) else days
        return Times(named, days, True, not slots.borrowed, when, moment)
    if (
        days[0] is not None
        and s.low(when.first - 1) == "on"
        and s.low(when.first - 2) in _THAN_ON
        and when.first > first
    ):
        return Times(
            (*DAY, f"since:{days[0]}"), (*days, None), False, True, when, moment
        )  # `a basis point up on Friday`
    if when.windows[:1] and when.windows[0].startswith("since:") and not when.since:
        windows = tuple(dict.fromkeys((*DAY, when.windows[0])))  # `Three sessions later it is 136 % higher`
        return Times(windows, days, False, not slots.borrowed, when, moment)
    still = _having_been(s, when, first)
    if still:
        return Times(still, days, True, True, when, moment)
    others = () if when.windows == DAY else tuple(w for w in (*scene.window[:2], *scene.frame[:2]) if w not in DAY)
    if when.prep == "by":  # `By 7 March it had sunk to 7,008, a loss of 14 %`: up to then
        return Times(tuple(dict.fromkeys((*others, "ytd", *DAY))), days, False, not slots.borrowed, when, moment)
    if when.last <= first and days[0] is not None and ":" in s.words(when.last, first):
        return Times((*DAY, f"since:{days[0]}", *others), (*days, None), False, not slots.borrowed, when, moment)
    return Times((*DAY, *others), days, False, not slots.borrowed, when, moment)


def _having_been(s: Sentence, when: When, first: int) -> tuple[str, ...]:
    """`is up 7.9 % for the year, having been 7.9 % down on 13 September`: over the stretch told before."""
    clause = s.part(first)
    if s.words(clause.body, clause.body + 2) != ["having", "been"] or when.first not in clause:
        return ()
    told = [w for w in s.whens if w.last <= clause.first and w.windows and w.grain != "day" and not w.since]
    return told[-1].windows if told else ()


def _moves_on(s: Sentence, when: When, first: int) -> bool:
    """Whether the text goes on to another time after a day: `peaked last Friday and is back at 25`."""
    return any(w in _GOES_ON for w in s.words(when.last, first)) or when.first > first


def _to_now(s: Sentence, when: When, first: int) -> bool:
    """`from $333 billion on June 11 to $859 billion`: the day is the first level's, the other one is where it went."""
    start = next((q for q in s.numbers if q.last <= when.first and s.low(q.first - 1) == "from"), None)
    return start is not None and when.last == first - 1 and s.low(first - 1) == "to" and when.first - start.last <= 2


def _days(scene: Scene, when: When) -> tuple[date | None, ...]:
    days = [d if d < scene.as_of else None for d in (when.end, *when.others) if d is not None]
    return tuple(dict.fromkeys(days)) or (None,)


def _windows(scene: Scene, s: Sentence, when: When) -> tuple[str, ...]:
    if when.windows == ("then",):
        here = [w.end for w in s.whens if w.last <= when.first and w.grain in ("day", "span") and not w.ago]
        days = [d for d in (*here[-1:], scene.last_day, scene.anchor, scene.day) if d and d < scene.as_of]
        first_days = (*here[-1:],) if here and here[-1] and here[-1] < scene.as_of else ()
        near = tuple(dict.fromkeys((*(f"since:{d}" for d in first_days), *scene.then, *(f"since:{d}" for d in days))))
        return (*near, *scene.window[:1]) or (*scene.window, *scene.frame, *DAY)
    if when.windows == ("same",):
        return tuple(dict.fromkeys((*scene.same, *scene.window, *scene.frame, *DAY)))
    if when.since and when.grain != "window":
        return (*since_windows(when), *when.windows) if when.ago else since_windows(when)
    if when.grain != "window" or not when.windows:
        return when.windows
    counted = when.windows[0][0].isdigit() and when.windows[0][-1] in "swm"
    again = bool({"those", "these", "same"} & set(s.words(when.first - 2, when.first)))  # `over those same nine weeks`
    if counted and again:
        told = tuple(f"since:{d}" for d in (scene.anchor, scene.last_day) if d is not None and d < scene.as_of)
        return tuple(dict.fromkeys((*told, *scene.then[:1], *scene.window[:2], *when.windows)))
    counted = counted and when.prep in ("in", "than", "under", "")
    if counted and (scene.anchor or scene.window):  # `in three weeks` may restate a stretch that was told before
        anchor = (f"since:{scene.anchor}",) if scene.anchor else ()
        return tuple(dict.fromkeys((*when.windows, *anchor, *scene.window[:2])))
    return scene.in_frame(when.windows)


def _said_beside(s: Sentence, clause: Clause, first: int, last: int) -> tuple[str, ...]:
    """`gained 4.4 %, its best week since January`; `the sharpest week since 1987: down 79 basis points`."""
    stop = min((q.first for q in s.numbers if q.first >= last), default=s.hi)
    return spoken_unit(s, last, min(stop, last + 9)) or spoken_unit(s, s.lo, first)
