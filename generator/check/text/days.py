"""Days that have names: weekdays, holidays, crashes, first and last days, the ends of periods."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from generator.check.text.holidays import HOLIDAYS, last_holiday
from generator.check.text.periods import CRASHES, EDGE, ELECTION, PREPS, SHORT_DAYS, TODAY, WEEKDAYS
from generator.check.text.replacing import replace
from generator.check.text.spans import Reads, Tokens
from generator.check.text.when import When, election_day, low_at, month_at, shifted, year_at

_NIGHT = frozenset({"night", "evening"})
_SHORT_LEADS = frozenset({"on", "since", "last", "by", "from"})
_ENDED = frozenset({"year", "quarter", "month", "week", "half"})


def _to_date(unit: str) -> str:
    return {"year": "ytd", "quarter": "qtd"}.get(unit, unit[:1] + "td")


def weekday_at(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`Friday`, `last Friday`, `the previous Monday`, `Thursday night`, `Friday, 16 January 2026`."""
    weekday = _weekday(tokens, i)
    if weekday is None:
        return None
    full = _dated(clock, tokens, i)
    if full is not None:
        return replace(_agreeing(full, weekday), first=i, weekday=weekday)
    return _told(clock.as_of, tokens, i, weekday)


def _weekday(tokens: Tokens, i: int) -> int | None:
    low = tokens[i].low
    weekday = WEEKDAYS.get(low.rstrip("s") if low.endswith("days") else low)
    if weekday is not None:
        return weekday
    if not (tokens[i].text[:1].isupper() or low in ("thurs", "tues", "weds")):
        return None
    if low in ("sat", "sun", "mon", "wed") and not (_short_lead(tokens, i) or tokens[i].hyphen):
        return None
    return SHORT_DAYS.get(low)


def _short_lead(tokens: Tokens, i: int) -> bool:
    """`on Mon`, `-4.1% Mon`, `(Mon: 21bp)`: where a short word can only be a weekday."""
    return (
        low_at(tokens, i - 1) in _SHORT_LEADS
        or (low_at(tokens, i - 1) == "%" and i > 0)
        or (low_at(tokens, i - 1) == "(" and low_at(tokens, i + 1) in (":", ")"))
    )


def _dated(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """The date that a weekday goes with."""
    after = i + 1
    if low_at(tokens, after) in (",", "."):
        after += 1
    if low_at(tokens, after) == "the":
        after += 1
    if after >= len(tokens) or not (
        tokens[after].is_num or tokens[after].kind == "iso" or month_at(tokens, after) is not None
    ):
        return None
    full = clock.at(tokens, after)
    return full if full is not None and full.grain == "day" else None


def _agreeing(when: When, weekday: int) -> When:
    """A date without a year: the reading that falls on the weekday named beside it."""
    if when.full or when.end is None or when.end.weekday() == weekday:
        return when
    other = next((d for d in when.others if d.weekday() == weekday), None)
    return replace(when, start=other, end=other, others=()) if other is not None else when


_EARLIER = frozenset({"before", "earlier"})


def _told(as_of: date, tokens: Tokens, i: int, weekday: int) -> When:
    back = (as_of.weekday() - weekday) % 7
    lead, last = low_at(tokens, i - 1), i + 1
    if lead == "that":
        day = as_of - timedelta(back)
        return When(i, last, "day", day, day, ("thatday",), weekday=weekday)
    others: tuple[date, ...] = ()
    here = weekday < as_of.weekday()
    if lead in ("last", "previous", "prior"):
        if back == 0:
            back = 7
        elif here:
            two = (back, back + 7) if lead == "last" else (back + 7, back)
            back, others = two[0], (as_of - timedelta(two[1]),)
    elif lead == "next":
        back = back - 7 if back else -7
    elif lead == "following" and low_at(tokens, i - 2) in ("the", "on"):
        return When(i, last, "day", as_of, as_of, relative=(1, f"wd{weekday}"))
    if low_at(tokens, last) in _NIGHT:
        last += 1
    if low_at(tokens, last) in _EARLIER and (last + 1 == len(tokens) or tokens[last + 1].kind != "word"):
        day = as_of - timedelta(back)
        return When(i, last + 1, "day", day, day, others=(day - timedelta(7),), relative=(-1, f"wd{weekday}"))
    week = last + (low_at(tokens, last) in ("of", "in"))
    if low_at(tokens, week) in ("last", "this") and low_at(tokens, week + 1) == "week":
        if low_at(tokens, week) == "last":
            back, others = as_of.weekday() - weekday + 7, ()
        last = week + 2
    day = as_of - timedelta(back)
    return When(i, last, "day", day, day, others=others)


FRIDAY = 4


def _by_now(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`today`, `yesterday`, `last night`."""
    low, as_of = tokens[i].low, clock.as_of
    if low in TODAY:
        return When(i, i + 1, "day", as_of, as_of, ("1d",))
    if low == "yesterday":
        day = as_of - timedelta(1)
        paper = (as_of,) if day.weekday() > FRIDAY else ()  # of a Monday's trading, told in Tuesday's paper
        return When(i, i + 1, "day", day, day, ("1d",), others=paper)
    if low == "last" and low_at(tokens, i + 1) == "night":
        day = as_of - timedelta(1)
        return When(i, i + 2, "day", day, day, ("1d",), others=(as_of,))
    return None


def _holiday(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`Christmas Eve`, `Labor Day 2024`."""
    named = HOLIDAYS.match(tokens, i)
    if named is None or not tokens[i].text[:1].isupper():
        return None
    year, stop = year_at(tokens, named[0])
    day = last_holiday(clock.as_of, named[1], year)
    return When(i, stop if year else named[0], "day", day, day, full=year is not None)


def _election(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the election`, `Election Day`."""
    found = ELECTION.match(tokens, i)
    if found is None:
        return None
    day = election_day(clock.as_of)
    return When(i, found[0], "day", day, day)


def _crash(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`Black Monday`, `the Brexit vote`."""
    found = CRASHES.match(tokens, i)
    if found is None:
        return None
    last, day = found
    after = last + (low_at(tokens, last) == ",")
    named = clock.at(tokens, after) if after < len(tokens) and after > last else None
    if named is not None and named.grain == "day" and named.full:
        return replace(named, first=i)
    if named is None and low_at(tokens, last) in ("in", "of") and low_at(tokens, last + 1) == str(day.year):
        last += 2  # `Black Monday in 1987`
    return When(i, last, "day", day, day, full=True)


_DAYS = frozenset({"day", "session", "trading"})
_FIRST = frozenset({"first", "opening"})


def _edge_day(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the last day of 2007`, `the last trading day of June`, `the first day of trading after Christmas`."""
    if i + 3 >= len(tokens) or (tokens[i].low in _FIRST and low_at(tokens, i + 1) not in _DAYS):
        return None
    if not {low_at(tokens, i + 1), low_at(tokens, i + 2)} & {"day", "session"}:
        return None
    of = next((k for k in range(i + 2, min(i + 5, len(tokens))) if _leads(tokens, k)), None)
    if of is None or of + 1 >= len(tokens):
        return None
    inner = of + 1 + (tokens[of + 1].low == "the")
    when = clock.at(tokens, inner) if inner < len(tokens) else None
    start, end, last = (when.start, when.end, when.last) if when is not None else (None, None, inner)
    on = "on" in (low_at(tokens, i - 1), low_at(tokens, i - 2))  # `slipped 0.3 % on the last trading day of 2023`
    running = low_at(tokens, inner) in _ENDED and (when is None or when.grain == "window")
    if running:  # `on the last day of the month`
        start, end = _running(clock.as_of, _to_date(low_at(tokens, inner)))
        last = inner + 1
    if start is None or end is None or (tokens[of].low == "after" and tokens[i].low not in _FIRST):
        return None
    if tokens[of].low == "after":
        return _session_from(i, last, end + timedelta(1))
    if tokens[i].low not in _FIRST:
        if on and not running:
            end -= timedelta(max(end.weekday() - 4, 0))  # no exchange trades at a weekend
        return When(i, last, "day", end, end, edge=not (running or on))
    return (
        When(i, last, "day", start, start, edge=not running) if start.weekday() < 5 else _session_from(i, last, start)
    )


def _leads(tokens: Tokens, k: int) -> bool:
    """The `of` or `after` behind a day; that of `the first day of trading` leads nothing."""
    return tokens[k].low == "after" or (tokens[k].low == "of" and low_at(tokens, k + 1) != "trading")


def _session_from(first: int, last: int, day: date) -> When:
    """The first weekday from a day on, or one of those right after it."""
    while day.weekday() > 4:
        day += timedelta(1)
    return When(first, last, "day", day, day, others=tuple(day + timedelta(n) for n in (1, 2, 3)))


def edge_of(as_of: date, tokens: Tokens, first: int, stop: int) -> When | None:
    """`on the year's last day`, `in the quarter's final session`; `stop` is the token after the unit."""
    if not tokens[stop - 1].possessive or low_at(tokens, stop) not in ("last", "final", "first", "opening"):
        return None
    at = stop + 1 + (low_at(tokens, stop + 1) == "trading")
    start, end = _running(as_of, _to_date(tokens[stop - 1].low))
    if low_at(tokens, at) not in ("day", "session") or start is None or end is None:
        return None
    if low_at(tokens, stop) in _FIRST:
        return _session_from(first, at + 1, start)
    return When(first, at + 1, "day", end, end)


def _edge(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the end of June`, `the start of 2024`, `the end of last year`, `end-June`, `New Year`."""
    low = tokens[i].low
    if low == "new" and low_at(tokens, i + 1) == "year" and tokens[i].text[:1].isupper():
        if not tokens[i + 1].possessive and low_at(tokens, i + 2) not in ("s", "eve", "day"):
            day = date(clock.as_of.year - 1, 12, 31)
            return When(i, i + 2, "day", day, day, edge=True)
        return None
    if i + 1 >= len(tokens):
        return None
    if low_at(tokens, i + 1) != "of" and not (low == "end" and tokens[i + 1].hyphen):
        return None
    if low == "close" and low_at(tokens, i - 1) not in ("the", "at", "by"):
        return None  # `its fifth record close of the month`
    inner = i + 1 + (low_at(tokens, i + 1) == "of")
    inner += low_at(tokens, inner) == "the"
    when = clock.at(tokens, inner) if inner < len(tokens) else None
    if when is None and low_at(tokens, inner) in _ENDED:
        when = When(
            inner,
            inner + 1,
            "window",
            windows=(_to_date(low_at(tokens, inner)),),
        )
    if when is None or when.first != inner:
        return None
    start, end = when.start, when.end
    if when.grain == "window" and when.windows and start is None:
        start, end = _running(clock.as_of, when.windows[0])
    if start is None or end is None:
        return None
    day = end if EDGE[low] else start - timedelta(1)
    others = () if when.full or clock.told is None else tuple(_in_year(day, clock.told + day.year - end.year))
    return When(i, when.last, "day", day, day, edge=True, others=others)


def _in_year(day: date, year: int) -> list[date]:
    """The same day in another, earlier year."""
    return (
        [day.replace(year=year, day=min(day.day, 28 if day.month == 2 else day.day))] if 1500 < year < day.year else []
    )


_BEGAN = frozenset({"began", "begins", "started", "opened", "dawned"})


def _as_it_began(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`it was 220bp when the year began`, `as 2025 started`: the close before."""
    k = i + 1 + (low_at(tokens, i + 1) in ("the", "this"))
    unit = low_at(tokens, k)
    start = _running(clock.as_of, _to_date(unit))[0] if unit in _ENDED else None  # fmt: skip
    named = clock.at(tokens, k) if start is None and k < len(tokens) else None
    if named is not None and named.grain in ("year", "quarter", "month") and named.first == k:
        start, k = named.start, named.last - 1
    if start is None or low_at(tokens, k + 1) not in _BEGAN:
        return None
    day = start - timedelta(1)
    return When(i, k + 2, "day", day, day, edge=True, prep="at")


def _period_end(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`at year-end`, `since quarter-end`; what comes `into year-end` is no day yet."""
    unit = tokens[i].low
    if low_at(tokens, i + 1) != "end" or not tokens[i + 1].hyphen:
        return None
    if low_at(tokens, i - 1) in ("the", "a") and i + 2 < len(tokens) and tokens[i + 2].kind == "word" and low_at(tokens, i + 2) not in PREPS:  # fmt: skip
        return None  # `the year-end squeeze`
    if low_at(tokens, i - 1) in ("into", "before", "for", "towards", "toward", "around", "through") or unit == "half":
        return None
    start, end = _running(clock.as_of, _to_date(unit))
    if start is None or end is None:
        return None
    year, last = year_at(tokens, i + 2)
    if year is not None and unit == "year":
        return When(i, last, "day", date(year, 12, 31), date(year, 12, 31), edge=True, full=True)
    day = end if (end - clock.as_of).days <= 3 and low_at(tokens, i - 1) != "since" else start - timedelta(1)
    return When(i, i + 2, "day", day, day, edge=True)


def _running(as_of: date, window: str) -> tuple[date | None, date | None]:
    """The first and the last day of the running period of a window to date."""
    if window == "ytd":
        return date(as_of.year, 1, 1), date(as_of.year, 12, 31)
    if window == "qtd":
        start = date(as_of.year, (as_of.month - 1) // 3 * 3 + 1, 1)
        return start, shifted(start, 3, "m") - timedelta(1)
    if window == "mtd":
        return as_of.replace(day=1), as_of.replace(day=monthrange(as_of.year, as_of.month)[1])
    if window == "wtd":
        start = as_of - timedelta(as_of.weekday())
        return start, start + timedelta(6)
    return None, None


DAY_READERS: tuple[tuple[Iterable[str], Callable[[Reads, Tokens, int], When | None]], ...] = (
    (WEEKDAYS.keys() | {f"{day}s" for day in WEEKDAYS} | SHORT_DAYS.keys(), weekday_at),
    (TODAY | {"yesterday", "last"}, _by_now),
    (CRASHES.firsts, _crash),
    ({"last", "first", "final", "opening"}, _edge_day),
    (EDGE.keys() | {"new"}, _edge),
    (_ENDED, _period_end),
    ({"when", "as"}, _as_it_began),
    (HOLIDAYS.firsts, _holiday),
    (ELECTION.firsts, _election),
)  # which reads the days that begin with a word: the first that can
