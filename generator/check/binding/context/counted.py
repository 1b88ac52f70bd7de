"""Times that count from another one: `eight days later`, `since then`, `in the year after the 2020 halving`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from generator.check.answering.reading import Reading
from generator.check.binding.context.carry import DATED, since_windows
from generator.check.binding.context.scene import Scene
from generator.check.text.numerals import ORDINALS
from generator.check.text.periods import MONTHS, PREPS
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence
from generator.check.text.spans import last_period
from generator.check.text.when import When, month_when, quarter_when, shifted, week_when
from generator.check.text.wordset import wordset
from generator.tape.holidays import rests_in_new_york


def settle(scene: Scene, s: Sentence) -> None:
    """`that day` is the last day named; `eight days later`, `since then` count from the day told before them."""
    if any(w.windows[:1] in _POINTING or w.relative or _is_before(s, w) for w in s.whens):
        s.whens = _counted(scene, s)
        settled = {w.first: w for w in s.whens}
        s.scopes = [replace(c, when=settled.get(c.when.first, c.when)) if c.when is not None else c for c in s.scopes]
    if "halving" in s.vocabulary:
        named = _halvings(scene, s)
        kept = [w for w in s.whens if not any(h.first < w.last and w.first < h.last for h in named)]
        s.whens = sorted([*kept, *named], key=lambda w: w.first)
        s.scopes = [_from_event(scope, named) for scope in s.scopes]
    s.whens = [_at_extreme(scene, s, w) for w in _after_days(s)]
    scene.told = ()
    before = any(w.prep == "before" and w.end == scene.as_of for w in s.whens)
    scene.eve = scene.as_of - timedelta(1) if before else None


def _halvings(scene: Scene, s: Sentence) -> list[When]:
    """`the day of the third halving`, `since the April 2024 halving`: days of events that the tape knows."""
    known = {scene.first_halving + k: w.end for k, w in enumerate(scene.halvings)}
    found: list[When] = []
    for k in s.places({"halving"}):
        number = max(known, default=0) if s.low(k - 1) in ("last", "latest") else ORDINALS.get(s.low(k - 1))
        day = known.get(number) if number is not None else None
        dated = s.words(k - 5, k - 1) in (["the", "day", "of", "the"], ["on", "that", "of", "the"])
        if day is not None and (dated or s.words(k - 3, k - 1) == ["on", "the"]):
            found.append(When(k - 5 if dated else k - 1, k + 1, "day", day, day, prep="on", full=True))
        elif day is not None and s.low(k - 2) == "the" and s.low(k - 3) in _EVENT_PREPS:
            found.append(When(k - 1, k + 1, "day", day, day, prep=s.low(k - 3), full=True))
        else:
            found.extend(_dated_halving(s, k, [d for d in known.values() if d is not None]))
    return found


def _dated_halving(s: Sentence, k: int, days: list[date]) -> Iterator[When]:
    """`the April 2024 halving`, `the halving of 2024`, `the 2024 halving`: the one that the month or year had."""
    for when in s.whens:
        told = [d for d in days if when.start and when.end and when.start <= d <= when.end]
        if len(told) != 1 or when.grain not in ("month", "quarter", "year"):
            continue
        if when.last == k:
            yield replace(when, last=k + 1, grain="day", start=told[0], end=told[0], windows=(), full=True)
        elif when.first == k + 2 and s.low(k + 1) in ("in", "of"):
            first = k - (s.low(k - 1) in ("the", "its"))
            post = s.low(k - 1) == "post" or s.words(k - 2, k) == ["post", "-"]
            prep = "since" if post else s.low(first - 1) if s.low(first - 1) in PREPS else "on"
            yield When(first, when.last, "day", told[0], told[0], prep=prep, full=True)


def _from_event(scope: Scope, events: list[When]) -> Scope:
    """`since the fourth halving`: the day from which such words count."""
    day = next((w for w in events if scope.kind == "since" and scope.first < w.first <= scope.first + 2), None)
    return scope if day is None else replace(scope, last=day.last, when=day)


def _after_days(s: Sentence) -> Iterator[When]:
    """`in the year after 11 May 2020` is a stretch, `a year after 11 May 2020` a day."""
    whens = iter(pairwise([*s.whens, None]))
    for when, day in whens:
        assert when is not None  # noqa: S101
        found = None if day is None else _counted_after(s, when, day)
        yield found or when
        if found is not None:
            next(whens, None)


def _at_extreme(scene: Scene, s: Sentence, when: When) -> When:
    """`at its August low`, `at the September high`: the day on which a month or year had its extreme close."""
    turned = _as_it_turned(scene, s, when)
    if turned is not None:
        return turned
    word = _EXTREMES.get(s.low(when.last))
    if word is None or when.grain not in ("month", "quarter", "year") or s.low(when.last + 1) in ("of", ":", "("):
        return when
    lead = next((k for k in (when.first - 2, when.first - 1) if s.low(k) == "at"), None)
    day = _turn(scene, s, word, when.windows[0]) if lead is not None and when.windows else None
    return when if day is None or lead is None else When(lead, when.last + 1, "day", day, day, prep="at", full=True)


def _turn(scene: Scene, s: Sentence, word: str, window: str) -> date | None:
    """The day of the highest or lowest close of a window, of what the sentence names first."""
    named = next((m.key for m in s.mentions if m.key and m.name.anaphor is None), None)
    key = named or (scene.subject.key if scene.subject is not None else None)
    answer = scene.answers.ask(Reading(key, word, window)) if key is not None else None
    return answer.value if answer is not None and isinstance(answer.value, date) else None


def _as_it_turned(scene: Scene, s: Sentence, when: When) -> When | None:
    """`since early November, when they peaked at 3.24 %`: the day of the high of that month."""
    if s.words(when.last, when.last + 2) != [",", "when"] or when.end is None or when.end >= scene.as_of:
        return None
    word = next((_TURNED[w] for w in s.words(when.last + 2, when.last + 6) if w in _TURNED), None)
    whole = when.grain in ("month", "quarter", "year") and bool(when.windows)
    if word is None or not (whole or (when.grain == "day" and len(when.others) > 2) or when.edge):
        return None
    day = _turn(scene, s, word, when.windows[0] if whole else f"month:{when.end:%Y-%m}")
    return None if day is None else replace(when, grain="day", start=day, end=day, windows=(), edge=False, others=())


_TURNED = {"peaked": "dayhigh", "topped": "dayhigh", "bottomed": "daylow", "troughed": "daylow"}


_EXTREMES = {
    **dict.fromkeys(wordset("low trough bottom nadir"), "daylow"), **dict.fromkeys(wordset("high peak top"), "dayhigh"),
}  # fmt: skip


def _counted_after(s: Sentence, when: When, day: When) -> When | None:
    """The stretch, or its last day, of a length that stands right before a day from which it counts."""
    length = next((m for w in when.windows[:1] if (m := _LENGTH.fullmatch(w))), None)
    if when.grain != "window" or when.ago or length is None or day.grain != "day" or day.end is None:
        return None
    joint = s.words(when.last, day.first)
    if len(joint) > 2 or not (joint[:1] in _AFTER or (joint[:1] == ["of"] and when.prep == "within")):
        return None
    count, unit = (int(length[1]), length[2]) if length[1] else (1, length[3])
    end = shifted(day.end, count, unit)
    if when.prep or (_DURING | {"the"}) & set(s.words(when.first - 2, when.first + 1)):
        return When(when.first, day.last, "span", day.end, end, (f"since:{day.end}",), prep="over")
    return When(when.first, day.last, "day", day.end, end, (f"since:{day.end}",), prep="on", full=True)


_LENGTH = re.compile(r"(\d+)([dwmy])|([wmqy])td")
_EVENT_PREPS = wordset("since from after before of")
_AFTER = (["after"], ["following"], ["from"])
_DURING = wordset("in over during within for through")


def _that_day(scene: Scene, s: Sentence, when: When) -> When | None:
    if when.weekday is not None:  # `since that Monday`: the one that was told
        days = [w.day for w in (*scene.dated, *s.whens) if w.day and w.first != when.first]
        told = [day for day in days if day.weekday() == when.weekday]
        return replace(when, start=told[-1], end=told[-1], windows=()) if told else replace(when, windows=())
    dated = any(w.grain == "day" and w.first == when.last + 1 and s.low(when.last) in (",", "(") for w in s.whens)
    if dated or scene.last_day is None:
        return None
    day = scene.last_day
    month = next((MONTHS[s.low(k)] for k in range(when.first, when.last) if s.low(k) in MONTHS), day.month)
    named = any(s.low(k) in MONTHS for k in range(when.first, when.last))
    if day.month != month or (named and day >= scene.as_of):  # `which closed at 21.24 on that March day`
        told = [w.day for w in scene.dated if w.day is not None and w.day.month == month and w.day < scene.as_of]
        if not told:
            return None
        day = told[-1]
    return replace(when, grain="day", start=day, end=day, windows=())


_PERIODS: dict[tuple[str, ...], str] = {(f"that{unit}",): unit for unit in ("week", "month", "quarter", "year")}
_POINTING = {("thatday",), ("then",), *_PERIODS}


def _that_period(scene: Scene, when: When, before: list[When]) -> When | None:
    """`The best week was the one to 27 January. That month's high`: the period around the time told last."""
    unit = _PERIODS[when.windows[:1]]
    fine = DATED[: DATED.index(unit) + 1]
    told = next((w for w in reversed([*scene.dated, *before]) if w.start is not None and w.grain in fine), None)
    if told is None or told.start is None:
        return None
    day = told.start
    if unit == "week":
        return replace(week_when(when.first, when.last, day + timedelta(6 - day.weekday())), prep=when.prep)
    if unit == "month":
        found = month_when(when.first, when.last, day.year, day.month, full=True)
    elif unit == "quarter":
        found = quarter_when(when.first, when.last, scene.as_of, (day.month + 2) // 3, day.year)
    else:
        running = ("ytd",) if day.year == scene.as_of.year else (f"year:{day.year}",)
        start, end = date(day.year, 1, 1), date(day.year, 12, 31)
        found = When(when.first, when.last, "year", start, end, running, full=True)
    return replace(found, prep=when.prep)


def _is_before(s: Sentence, when: When) -> bool:
    """`the year before`, `the week before`."""
    period = when.grain in ("week", "month", "quarter", "year") and when.relative is None
    return period and s.low(when.last - 1) == "before" and when.last - when.first == 3


def _before_told(scene: Scene, when: When, found: list[When]) -> When:
    """`Last year it fell 19 %; the year before it rose 27 %`: before the one that was told, where that is the same."""
    told = next((w for w in reversed([*scene.dated, *found]) if w.grain == when.grain and w.first != when.first), None)
    if told is None or told.start != when.start or when.start is None:
        return when
    earlier = last_period(when.start, when.first, when.last, when.grain)
    return replace(earlier, prep=when.prep) if earlier is not None else when


def _counted(scene: Scene, s: Sentence) -> list[When]:
    found: list[When] = []
    for when in s.whens:
        if _is_before(s, when):
            found.append(_before_told(scene, when, found))
            continue
        if when.windows == ("thatday",):
            day = _that_day(scene, s, when)
            found += [day] if day is not None else []
            continue
        if when.windows[:1] in _PERIODS:
            period = _that_period(scene, when, found)
            found += [period] if period is not None else []
            continue
        anchor = next((w for w in reversed(found) if w.end and w.grain in ("day", "month") and not w.since), None)
        if when.windows == ("then",) and anchor is not None and anchor.grain == "day" and anchor.end != scene.as_of:
            found.append(replace(when, windows=since_windows(anchor)))
        else:
            there = when if when.relative is None else _relative(scene, when, anchor)
            if anchor is not None and when.prep == "than" and there.grain == "span" and found[-1] is anchor and anchor.last == when.first - 1:  # fmt: skip
                found.pop()  # `higher in November than a year before`: one stretch, which ends then
                there = replace(there, first=anchor.first)
            found.append(there)
    return found


def _relative(scene: Scene, when: When, anchor: When | None) -> When:
    assert when.relative is not None  # noqa: S101
    if anchor is not None and anchor.end is not None:
        return _from(scene, when, anchor.end, anchor.grain)
    told = scene.last_day
    count, unit = when.relative
    counted = unit in "dsw" and abs(count) > 1 and (scene.fresh or scene.days)  # `ten days earlier`
    if told is not None and (
        count > 0 or counted or (scene.fresh and scene.daily and scene.days and scene.days[-1] < scene.as_of)
    ):
        return _from(scene, when, told, "day")
    return when


def _from(scene: Scene, when: When, anchor: date, grain: str) -> When:
    """A time counted from an anchor."""
    assert when.relative is not None  # noqa: S101
    count, unit = when.relative
    if unit.startswith("wd"):
        ahead = (int(unit[2:]) - anchor.weekday()) * count
        day = anchor + timedelta(((ahead - 1) % 7 + 1) * count)
    elif unit == "s" or (unit == "d" and abs(count) == 1):
        day = anchor
        for _ in range(abs(count)):
            day = _next_weekday(day, 1 if count > 0 else -1)
    else:
        day = shifted(anchor, count, unit)
    if grain == "month" and unit in "mqy":
        month = month_when(when.first, when.last, day.year, day.month, full=True)
        if when.prep != "than" or anchor > scene.as_of:
            return replace(month, prep=when.prep)
        return replace(
            month, grain="span", end=anchor, windows=since_windows(month)[::-1]
        )  # `less than a year earlier`
    day = min(day, scene.as_of)
    others = (when.end,) if when.ago and when.end and when.end != day else ()
    later = (f"since:{anchor}",) if count > 0 and not when.windows and not when.ago else when.windows
    return replace(when, start=day, end=day, windows=later, others=others, relative=None, ago=when.ago)


def _next_weekday(day: date, step: int) -> date:
    day += timedelta(step)
    while day.weekday() > 4 or rests_in_new_york(day):
        day += timedelta(step)
    return day
