"""When markets were open: which days are over, which sessions a series should have, and whether one is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.errors import TapeError
from generator.market import ROUND_THE_CLOCK, Instrument
from generator.tape.series import Days, Floats, day_number
from generator.tape.sessions import SETTLED, closes

YEARS = 12  # of sessions that are looked up; older rows are believed


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


def finished(instrument: Instrument, days: Days, now: datetime) -> NDArray[np.bool_]:
    """Which rows are of days that are over: the market has closed, or the UTC day has ended."""
    today = day_number(now.date())
    if instrument.calendar in {None, ROUND_THE_CLOCK} or instrument.frequency != "daily":
        return np.asarray(days < today + (0 if instrument.price_like else 1))
    known = sessions(instrument, now)
    still_open = known.days[np.searchsorted(known.closes, (now - SETTLED).timestamp(), side="right") :]
    return np.asarray((days <= today + 1) & ~np.isin(days, still_open))


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
