"""Single rows that are put aside, while the rest is stored: what is no session, no price, or a bar told twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.errors import TapeError
from generator.market import ROUND_THE_CLOCK, Instrument
from generator.tape.quality import doubt_about
from generator.tape.series import Days, Floats, day_number, to_date
from generator.tape.sessions import SETTLED, closes
from generator.trust.case import Case

YEARS = 12  # of sessions that are looked up; older rows are believed
MOST_MISSING = 0.05  # of the sessions


def finished(instrument: Instrument, days: Days, now: datetime) -> NDArray[np.bool_]:
    """Which rows are of days that are over: the market has closed, or the UTC day has ended."""
    today = day_number(now.date())
    if instrument.calendar in {None, ROUND_THE_CLOCK} or instrument.frequency != "daily":
        return np.asarray(days < today + (0 if instrument.price_like else 1))
    known = sessions(instrument, now)
    still_open = known.days[np.searchsorted(known.closes, (now - SETTLED).timestamp(), side="right") :]
    return np.asarray((days <= today + 1) & ~np.isin(days, still_open))


@dataclass(frozen=True, eq=False)
class Sessions:
    """Days on which an exchange is open, ascending, and the times (seconds since 1970, UTC) at which it closes."""

    days: Days
    closes: Floats


NONE = Sessions(np.empty(0, np.int64), np.empty(0))


def sessions(instrument: Instrument, now: datetime) -> Sessions:
    """The sessions of the past years and of this one; none where they are not known."""
    if instrument.calendar in {None, ROUND_THE_CLOCK} or instrument.frequency != "daily":
        return NONE
    return _sessions(str(instrument.calendar), now.year - YEARS, now.year)


@lru_cache(maxsize=64)
def _sessions(calendar: str, first_year: int, last_year: int) -> Sessions:
    try:
        found = closes(calendar, first_year, last_year)
    except TapeError:
        return NONE
    days = np.fromiter(found, np.int64, len(found))
    return Sessions(days, np.array([close.timestamp() for close in found.values()]))


def odd_rows(case: Case) -> Iterator[tuple[int, str]]:
    """The number of each odd row among those that were sent, and what is odd about it."""
    of, rows = case.instrument, case.rows
    if of.price_like:
        for i in np.flatnonzero((rows.values == 0) | ((rows.values < 0) & (of.kind != "commodity"))):
            yield int(i), f"a price of {rows.values[i]:g}"
    bars = {name: rows.bars[name] for name in rows.bars if name in {"open", "high", "low", "volume"}}
    if of.price_like:
        found = doubt_about(of, rows.values, bars)
        jumps = set(found.jumps.tolist())
        for i in found.rows:
            if int(i) not in jumps and rows.values[i] > 0:
                yield int(i), "the whole bar of the day before once more"
    yield from ((i, "no session of its exchange") for i in _off_sessions(case))


def _off_sessions(case: Case) -> Iterator[int]:
    known = sessions(case.instrument, case.now).days
    if len(known):
        inside = (case.rows.days >= known[0]) & (case.rows.days <= known[-1])
        yield from np.flatnonzero(inside & ~np.isin(case.rows.days, known)).tolist()


def missing_sessions(case: Case) -> list[date]:
    """Sessions between the first and the last row sent (after what is stored) that have no row."""
    known = sessions(case.instrument, case.now).days
    first = int(case.days[max(case.before - 1, 0)])
    asked = known[(known > first) & (known < int(case.rows.days[-1]))]
    return [to_date(day) for day in asked[~np.isin(asked, case.days)]]


def gaps(case: Case) -> Iterator[str]:
    """A series with too many sessions missing is not the one that was asked for."""
    lacking = missing_sessions(case) if case.instrument.price_like else []
    if not lacking:
        return
    known = sessions(case.instrument, case.now).days
    asked = int(((known >= case.rows.days[0]) & (known <= case.rows.days[-1])).sum())
    if len(lacking) > max(3, MOST_MISSING * asked):
        yield f"{len(lacking)} sessions are missing between {lacking[0]} and {lacking[-1]}"


def is_stale(instrument: Instrument, last: int, now: datetime) -> bool:
    """Whether a session has closed since the last row (day number) and its publication."""
    known = sessions(instrument, now)
    over = known.days[: np.searchsorted(known.closes, (now - SETTLED).timestamp(), side="right")]
    if len(over):
        return bool((over[over <= day_number(now.date()) - instrument.lag] > last).any())
    if instrument.calendar == ROUND_THE_CLOCK:
        return day_number(now.date()) - last > max(1, instrument.lag)  # the running day is not over
    ages = {"daily": 6, "weekly": 14, "monthly": 75}
    return day_number(now.date()) - last > (instrument.max_age or ages[instrument.frequency]) + instrument.lag
