"""On which days a market was open.

The dates on file and a few rules answer most questions; the exchange calendars are imported only for the rest,
because to open one takes longer than everything else that a short command does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.errors import TapeError
from generator.market import ROUND_THE_CLOCK, Instrument
from generator.tape.holidays import rests_in_new_york
from generator.tape.series import day_number, to_date

SETTLED = timedelta(minutes=20)  # after a close: sources still move the last price

NEW_YORK = frozenset({"XNYS", "XNAS"})
LONGEST_REST = 7  # weekdays in a row without a session: the Lunar New Year with a storm or a plague

# Known without loading the library; all of them rest on New Year's Day.
COMMON_CALENDARS = frozenset(
    {"XNYS", "XNAS", "XSHG", "XHKG", "XLON", "XTKS", "XFRA", "XETR", "XPAR", "XTSE", "XASX", "XSWX",
     "XAMS", "XMIL", "XMAD", "XSTO", "XKRX", "XBOM", "XSES", "CMES", "IEPA", ROUND_THE_CLOCK}
)  # fmt: skip


def is_calendar(code: str) -> bool:
    """Whether `code` names a calendar; common codes are answered without loading the library."""
    if code in COMMON_CALENDARS:
        return True
    import exchange_calendars  # noqa: PLC0415 - heavy

    return code in exchange_calendars.get_calendar_names()


def any_session(calendar: str | None, after: int, until: int, on_file: NDArray[np.int64]) -> bool:
    """Whether a market had a session after day `after`, up to and with day `until`.

    `on_file` are the days (sorted) on which any series of the same calendar has a row. Without a calendar every
    weekday but New Year's Day counts.
    """
    if until <= after:
        return False
    if calendar == ROUND_THE_CLOCK:
        return True
    here = int(on_file.searchsorted(after, side="right"))
    if here < len(on_file) and on_file[here] <= until:
        return True
    weekdays = _weekdays(after, until)
    if calendar is None or calendar in COMMON_CALENDARS:
        weekdays = [day for day in weekdays if (day.month, day.day) != (1, 1)]
    if calendar in NEW_YORK:
        weekdays = [day for day in weekdays if not rests_in_new_york(day)]
    if calendar is None or not 0 < len(weekdays) <= LONGEST_REST:
        return bool(weekdays)
    return _calendar_has_session(calendar, weekdays[0], weekdays[-1])


@lru_cache(maxsize=32)
def closes(calendar: str, first_year: int, last_year: int) -> dict[int, datetime]:
    """The sessions of an exchange in these years, by day number, and when each closes (UTC; half days early).

    Raises TapeError where the library knows no sessions of the years. A calendar's last known year may end early.
    """
    known = _calendar(calendar, first_year, last_year)
    return {day_number(at.date()): close.to_pydatetime() for at, close in known.closes.items()}


def home_calendar(instruments: Iterable[Instrument]) -> str | None:
    """The calendar that most of the daily series follow; round the clock only where no exchange is among them."""
    found = Counter(each.calendar for each in instruments if each.frequency == "daily" and each.calendar)
    exchanges = {calendar: n for calendar, n in found.items() if calendar != ROUND_THE_CLOCK}
    return max(exchanges or found, key=lambda calendar: found[calendar], default=None)


def last_closed(calendar: str | None, now: datetime) -> date | None:
    """The last session that was over, its prices settled, by `now` (UTC); None without a calendar. Raises TapeError."""
    if calendar is None:
        return None
    if calendar == ROUND_THE_CLOCK:
        return now.date() - timedelta(1)  # the last whole UTC day
    over = [day for day, close in closes(calendar, now.year - 1, now.year).items() if close + SETTLED <= now]
    return to_date(max(over))


def last_closed_week(calendar: str | None, now: datetime) -> date | None:
    """The last session over by `now` (UTC) that was the last of its ISO week; None without a calendar."""
    if calendar is None:
        return None
    if calendar == ROUND_THE_CLOCK:
        return now.date() - timedelta(now.isoweekday())  # the last Sunday
    weeks: dict[tuple[int, int], int] = {}
    over: list[int] = []
    for day, close in _closes_around(calendar, now).items():
        weeks[to_date(day).isocalendar()[:2]] = day
        if close + SETTLED <= now:
            over.append(day)
    return to_date(max(set(over) & set(weeks.values())))


def next_close(calendar: str | None, now: datetime) -> datetime | None:
    """When the next session will be over, its prices settled (UTC); None where that is not known."""
    if calendar == ROUND_THE_CLOCK:
        return datetime.combine(now.date() + timedelta(1), time(), UTC)
    ends = _closes_around(calendar, now).values() if calendar else ()
    return min((close + SETTLED for close in ends if close + SETTLED > now), default=None)


def _closes_around(calendar: str, now: datetime) -> dict[int, datetime]:
    """The sessions of the year before and, where they are published already, the year after."""
    try:
        return closes(calendar, now.year - 1, now.year + 1)
    except TapeError:
        return closes(calendar, now.year - 1, now.year)


def _weekdays(after: int, until: int) -> list[date]:
    # Fifteen days hold a session of every exchange but in wartime; longer stretches need no closer look.
    days = (to_date(after) + timedelta(n) for n in range(1, min(until - after, 15) + 1))
    return [day for day in days if day.weekday() < 5]


def _calendar_has_session(code: str, first: date, last: date) -> bool:
    calendar = _calendar(code, first.year, last.year)
    return any(calendar.is_session(day.isoformat()) for day in _days(first, last) if _within(calendar, day))


@lru_cache(maxsize=64)
def _calendar(code: str, first_year: int, last_year: int) -> Any:  # noqa: ANN401 - the library has no types
    import exchange_calendars  # noqa: PLC0415 - heavy
    from exchange_calendars.errors import CalendarError  # noqa: PLC0415

    try:
        return exchange_calendars.get_calendar(code, start=f"{first_year - 1}-12-01", end=f"{last_year}-12-31")
    except (CalendarError, ValueError) as error:
        raise TapeError(
            f"the sessions of calendar {code} in {last_year} are not known: {error}",
            subject=code,
            remedy="Upgrade exchange_calendars, or leave `calendar` out so that the file's own dates are the sessions.",
        ) from error


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _within(calendar: Any, day: date) -> bool:  # noqa: ANN401 - the library has no types
    # A calendar ends with its last session, not on the last day that it was asked for.
    return bool(calendar.first_session.date() <= day <= calendar.last_session.date())
