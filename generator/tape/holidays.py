"""Holidays by rule: those that move with the weekdays of a month or with Easter, and on which New York rests."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

SINCE = 1998  # the first year in which the New York Stock Exchange kept all of today's holidays but Juneteenth
JUNETEENTH = 2022


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th weekday (Monday is 0) of a month; the last one for n = 0."""
    if n == 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Easter Sunday by Gauss's rule."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30, (32 + 2 * (b % 4) + 2 * (c // 4)) % 7
    f = (e - d - c % 4 + 7 * 10) % 7
    g = d + f - 7 * ((a + 11 * d + 22 * f) // 451) + 114
    return date(year, g // 31, g % 31 + 1)


def rests_in_new_york(day: date) -> bool:
    """Whether the New York Stock Exchange rests on a weekday by rule; mourning and storms are in no rule."""
    if day.year < SINCE:
        return False
    moving = (
        nth_weekday(day.year, 1, 0, 3), nth_weekday(day.year, 2, 0, 3), easter(day.year) - timedelta(2),
        nth_weekday(day.year, 5, 0, 0), nth_weekday(day.year, 9, 0, 1), nth_weekday(day.year, 11, 3, 4),
    )  # fmt: skip
    fixed = [date(day.year, 7, 4), date(day.year, 12, 25)]
    if day.year >= JUNETEENTH:
        fixed.append(date(day.year, 6, 19))
    # On a Saturday a holiday is kept on Friday, on a Sunday on Monday; but for New Year's Day the old year goes on.
    kept = [each + timedelta({5: -1, 6: 1}.get(each.weekday(), 0)) for each in fixed]
    new_year = date(day.year, 1, 1)
    kept.append(new_year + timedelta({6: 1}.get(new_year.weekday(), 0)))
    return day in moving or day in kept
