"""Rows of a window in the columns of a series."""

from __future__ import annotations

from datetime import date

from generator.facts import windows
from generator.tape.series import Days, day_number


def window_base(days: Days, window: str) -> int | None:
    """The base row of a window that ends at the last row (-1: the file has none); None for what is no window here."""
    if window == "all":
        return 0
    period = windows.period_of(window)
    if period:
        return int(days.searchsorted(period.first)) - 1
    since = windows.since_day(window)
    if since is not None:
        return int(days.searchsorted(since, side="right")) - 1
    rows = windows.sessions_of(window)
    if rows is not None:
        return max(len(days) - 1 - rows, -1)
    target = windows.target(int(days[-1]), window)
    return None if target is None else int(days.searchsorted(target, side="right")) - 1


def window_end(days: Days, window: str) -> int:
    """The last row of a window."""
    period = windows.period_of(window)
    return int(days.searchsorted(period.last, side="right")) - 1 if period else len(days) - 1


def index_upto(days: Days, day: date) -> int:
    """The index of the last row on or before a day; -1 where there is none."""
    return int(days.searchsorted(day_number(day), side="right")) - 1
