"""Windows: from which earlier row a change, a sum or an extreme runs (definitions, section 3).

A rolling window is a target day for each row: its base is the last row on or before that day. Day numbers count
from 1970-01-01, a Thursday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

import numpy as np

from generator.tape.series import Days, day_number, to_date

ALIASES = {"52w": "1y"}
_TO_DATE = ("wtd", "mtd", "qtd", "ytd")
_LENGTHS = {"mtd": 1, "qtd": 3, "ytd": 12}  # in months
_SESSIONS = re.compile(r"([1-9]\d{0,4})s")
_SPAN = re.compile(r"([1-9]\d{0,2})([wmy])")
_PERIOD = re.compile(r"year:(\d{4})|month:(\d{4})-(\d\d)|quarter:(\d{4})-Q([1-4])")
_SINCE = re.compile(r"since:(\d{4}-\d\d-\d\d)")
_EVENT = re.compile(r"event:([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Period:
    """A named year, quarter or month: its first and last day, and the first day of the one before."""

    before: int
    first: int
    last: int


@lru_cache(maxsize=4096)
def is_window(text: str) -> bool:
    """Whether `text` is the name of a window."""
    if text in ("1d", "all", *_TO_DATE) or _SESSIONS.fullmatch(text) or _SPAN.fullmatch(text):
        return True
    if _EVENT.fullmatch(text):
        return True
    try:
        return period_of(text) is not None or since_day(text) is not None
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def sessions_of(window: str) -> int | None:
    """The number of rows of `1d` and `Ns` windows."""
    if window == "1d":
        return 1
    match = _SESSIONS.fullmatch(window)
    return int(match[1]) if match else None


def event_of(window: str) -> str | None:
    """The event id of an `event:` window."""
    match = _EVENT.fullmatch(window)
    return match[1] if match else None


@lru_cache(maxsize=4096)
def since_day(window: str) -> int | None:
    """The day of a `since:` window; ValueError for a day that no calendar has."""
    match = _SINCE.fullmatch(window)
    return day_number(date.fromisoformat(match[1])) if match else None


@lru_cache(maxsize=4096)
def period_of(window: str) -> Period | None:
    """The days of a named period; ValueError for a month that no calendar has."""
    match = _PERIOD.fullmatch(window)
    if not match:
        return None
    year = int(match[1] or match[2] or match[4])
    if match[1]:
        first, last = 1, 12
    elif match[2]:
        first = last = int(match[3])
    else:
        first, last = int(match[5]) * 3 - 2, int(match[5]) * 3
    end = date(year, last, monthrange(year, last)[1])
    begin = day_number(date(year, first, 1))
    return Period(int(months_back(np.array([begin]), last - first + 1)[0]), begin, day_number(end))


@lru_cache(maxsize=4096)
def target(day: int, window: str) -> int | None:
    """The day on or before which the base row of a window that ends on `day` is dated; None where it does not roll.

    What `targets` says of many days, without an array.
    """
    if window == "wtd":
        return day - (day + 3) % 7 - 1
    if window in _TO_DATE:
        at = to_date(day)
        return day_number(at.replace(month=at.month - (at.month - 1) % _LENGTHS[window], day=1)) - 1
    match = _SPAN.fullmatch(ALIASES.get(window, window))
    if not match:
        return None
    count = int(match[1])
    return day - 7 * count if match[2] == "w" else _months_before(day, count * (12 if match[2] == "y" else 1))


def targets(days: Days, window: str) -> Days | None:
    """For each day the day on or before which the window's base row is dated; None for windows that do not roll."""
    if window == "wtd":
        return days - (days + 3) % 7 - 1
    if window in _TO_DATE:
        return _period_starts(days, window) - 1
    match = _SPAN.fullmatch(ALIASES.get(window, window))
    if not match:
        return None
    count = int(match[1])
    return days - 7 * count if match[2] == "w" else months_back(days, count * (12 if match[2] == "y" else 1))


def _period_starts(days: Days, window: str) -> Days:
    months = _months(days)
    return _month_days(months - months % _LENGTHS[window])


def months_back(days: Days, count: int) -> Days:
    """The same day of the month, `count` months earlier, clipped to the month's end."""
    months = _months(days)
    low, high = int(months.min(initial=0)), int(months.max(initial=0))
    starts = _month_days(np.arange(min(low, low - count), max(high, high - count) + 2))
    here = months - min(low, low - count)
    then = here - count
    found: Days = np.minimum(days - starts[here] + starts[then], starts[then + 1] - 1)
    return found


def _months_before(day: int, count: int) -> int:
    """The same day of the month, `count` months earlier (later, below zero), clipped to the month's end."""
    at = to_date(day)
    year, month = divmod(at.year * 12 + at.month - 1 - count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return int(months_back(np.array([day]), count)[0])
    return day_number(date(year, month + 1, min(at.day, monthrange(year, month + 1)[1])))


def _months(days: Days) -> Days:
    months: Days = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months


def _month_days(months: Days) -> Days:
    days: Days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return days


def month_after(day: int, window: str) -> int | None:
    """The day that lies a rolling window after `day` (for event returns); None for windows that do not roll."""
    match = _SPAN.fullmatch(ALIASES.get(window, window))
    if not match:
        return None
    count = int(match[1])
    if match[2] == "w":
        return day + 7 * count
    return _months_before(day, -count * (12 if match[2] == "y" else 1))


def bases(days: Days, window: str) -> Days | None:
    """For each row the index of its window's base row (-1: the file has none); None for windows that do not roll."""
    rows = sessions_of(window)
    if rows is not None:
        return np.maximum(np.arange(len(days)) - rows, -1)
    if window == "all":
        return np.zeros(len(days), np.int64)
    found = targets(days, window)
    return None if found is None else np.searchsorted(days, found, side="right") - 1
