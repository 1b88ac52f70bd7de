"""Days of the year that move: Labor Day, Thanksgiving, Easter, and fixed ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from generator.check.text.tokens import Phrases
from generator.tape.holidays import easter, nth_weekday


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, n)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _easter(shift: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(shift)


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
