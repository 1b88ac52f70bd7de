"""Holidays by rule are those that the exchange calendars have."""

from __future__ import annotations

from datetime import date, timedelta

import exchange_calendars

from generator.tape.holidays import SINCE, rests_in_new_york

LAST = 2035
# Mourning, terror and a storm: what no rule tells.
UNFORESEEN = {
    date(2001, 9, 11), date(2001, 9, 12), date(2001, 9, 13), date(2001, 9, 14), date(2004, 6, 11), date(2007, 1, 2),
    date(2012, 10, 29), date(2012, 10, 30), date(2018, 12, 5), date(2025, 1, 9),
}  # fmt: skip


def test_new_york_rests_by_rule_on_all_days_but_the_unforeseen_ones() -> None:
    """No session falls on a day of the rules; of what is closed up to 2025 they lack the unforeseen days alone."""
    calendar = exchange_calendars.get_calendar("XNYS", start=f"{SINCE - 1}-12-01", end=f"{LAST}-12-31")
    sessions = {at.date() for at in calendar.sessions}
    days = [date(SINCE, 1, 1) + timedelta(n) for n in range((date(LAST, 12, 31) - date(SINCE, 1, 1)).days)]
    weekdays = [day for day in days if day.weekday() < 5]
    assert not [day for day in weekdays if rests_in_new_york(day) and day in sessions]
    closed = {day for day in weekdays if day not in sessions and not rests_in_new_york(day)}
    assert {day for day in closed if day.year <= 2025} == UNFORESEEN


def test_before_the_rules_hold_nothing_is_said() -> None:
    """Martin Luther King Day was a session until 1997."""
    assert not rests_in_new_york(date(1997, 1, 20))
