"""Days of the year that move: Labor Day, Thanksgiving, Easter, and fixed ones."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from generator.check.text.tokens import Phrases


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    """The n-th weekday of a month; the last one for n = 0."""

    def of(year: int) -> date:
        if n == 0:
            last = date(year, month, monthrange(year, month)[1])
            return last - timedelta((last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))

    return of


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _easter(shift: int) -> Callable[[int], date]:
    """Easter Sunday by Gauss's rule, and the days around it."""

    def of(year: int) -> date:
        a, b, c = year % 19, year // 100, year % 100
        d, e = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30, (32 + 2 * (b % 4) + 2 * (c // 4)) % 7
        f = (e - d - c % 4 + 7 * 10) % 7
        g = d + f - 7 * ((a + 11 * d + 22 * f) // 451) + 114
        return date(year, g // 31, g % 31 + 1) + timedelta(shift)

    return of


HOLIDAYS: Phrases[Callable[[int], date]] = Phrases(
    [("christmas eve", _fixed(12, 24)), ("christmas day", _fixed(12, 25)), ("christmas", _fixed(12, 25)), ("boxing day", _fixed(12, 26)),
     ("new year's eve", _fixed(12, 31)), ("halloween", _fixed(10, 31)), ("new year's day", _fixed(1, 1)), ("valentine's day", _fixed(2, 14)),
     ("independence day", _fixed(7, 4)), ("juneteenth", _fixed(6, 19)), ("bastille day", _fixed(7, 14)), ("labor day", _nth(9, 0, 1)),
     ("memorial day", _nth(5, 0, 0)), ("thanksgiving", _nth(11, 3, 4)), ("black friday", _nth(11, 4, 4)), ("presidents' day", _nth(2, 0, 3)),
     ("presidents day", _nth(2, 0, 3)), ("martin luther king day", _nth(1, 0, 3)), ("columbus day", _nth(10, 0, 2)),
     ("good friday", _easter(-2)), ("easter monday", _easter(1)), ("easter", _easter(0)), ("maundy thursday", _easter(-3))]
)  # fmt: skip


def last_holiday(as_of: date, of: Callable[[int], date], year: int | None) -> date:
    """The holiday of a year; without one the latest up to a draft's date."""
    if year is not None:
        return of(year)
    here = of(as_of.year)
    return here if here <= as_of else of(as_of.year - 1)
