"""Scales: from values and dates to pixels, and the round numbers and calendar days that get a tick."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

_MOST, _LEAST = 1e300, 1e-100  # sizes beyond which floats cannot be scaled
_DAYS = {"day": 1.0, "month": 30.44, "year": 365.25}
_DATE_STEPS = (
    *(("day", step) for step in (1, 2, 7, 14)),
    *(("month", step) for step in (1, 2, 3, 6)),
    *(("year", step) for step in (1, 2, 5, 10, 20, 50, 100, 500, 1000)),
)


class Scale(NamedTuple):
    """A straight line from data to pixels, or one in the logarithm of the data."""

    factor: float
    offset: float
    log: bool = False

    @classmethod
    def between(cls, lo: float, hi: float, start: float, stop: float, *, log: bool = False) -> "Scale":
        """The scale that puts `lo` at pixel `start` and `hi` at `stop`; ends too close to tell meet in the middle."""
        if log:
            lo, hi = math.log10(lo), math.log10(hi)
        if hi - lo < _LEAST:
            return cls(0.0, (start + stop) / 2, log)
        factor = (stop - start) / (hi - lo)
        return cls(factor, start - lo * factor, log)

    def __call__(self, value: float) -> float:
        """The pixel of one value."""
        return self.factor * (math.log10(value) if self.log else value) + self.offset

    def each(self, values: Iterable[float]) -> list[float]:
        """The pixels of many values."""
        factor, offset = self.factor, self.offset
        return [factor * value + offset for value in (map(math.log10, values) if self.log else values)]


def check_series(name: str, values: Sequence[float]) -> None:
    """Raise ValueError unless there are values, all of them finite and of a size that can be scaled."""
    if not values:
        raise ValueError(f"{name} has no values")
    if not all(map(math.isfinite, values)) or max(values) > _MOST or min(values) < -_MOST:
        raise ValueError(f"{name} has a value that is not finite")


def widen(lo: float, hi: float) -> tuple[float, float]:
    """The same range, or a readable one around it where it is flat."""
    size = max(abs(lo), abs(hi))
    if hi - lo > max(size * 1e-9, _LEAST):
        return lo, hi
    margin = size * 0.02 if size > _LEAST else 1.0
    return lo - margin, hi + margin


def nice_ticks(lo: float, hi: float) -> list[float]:
    """Four to seven round numbers whose first and last enclose the range as closely as can be."""
    lo, hi = widen(lo, hi)
    power = math.floor(math.log10(hi - lo))
    tries = [_multiples(lo, hi, float(f"{base}e{power + shift}")) for shift in (-1, 0) for base in (1, 2, 5)]
    return min((ticks for ticks in tries if 4 <= len(ticks) <= 7), key=lambda ticks: _waste(ticks, hi - lo))


def _multiples(lo: float, hi: float, step: float) -> list[float]:
    places = decimals(step)
    first, last = math.floor(lo / step + 1e-9), math.ceil(hi / step - 1e-9)
    return [round(place * step, places) for place in range(first, last + 1)]


def _waste(ticks: Sequence[float], span: float) -> float:
    return (ticks[-1] - ticks[0]) / span + 0.03 * abs(len(ticks) - 5)


def decimals(step: float) -> int:
    """How many decimals a label needs to show this step."""
    return max(0, -math.floor(math.log10(step) + 1e-9))


def log_ticks(lo: float, hi: float) -> list[float]:
    """Round numbers inside the range for a logarithmic axis: 1, 2, 5, or powers of ten, or even steps if short."""
    first, last = math.floor(math.log10(lo)), math.ceil(math.log10(hi))
    for bases, step in (((1, 2, 5), 1), ((1,), 1), ((1,), 2), ((1,), 3), ((1,), 5)):
        powers = range(first - first % step, last + 1, step)
        ticks = [float(f"{base}e{power}") for power in powers for base in bases]
        inside = [tick for tick in ticks if lo <= tick <= hi]
        if len(inside) <= 7:
            break
    return inside if len(inside) >= 3 else [tick for tick in nice_ticks(lo, hi) if lo <= tick <= hi]


def date_steps(first: date, last: date, most: int = 12) -> Iterator[tuple[str, list[date]]]:
    """Ways to divide a span, finest first, as a unit ("day", "month", "year") and its days inside the span."""
    span = (last - first).days
    for unit, step in _DATE_STEPS:
        if span / (_DAYS[unit] * step) <= most:
            ticks = _days_of(unit, step, first, last)
            if ticks:
                yield unit, ticks


def _days_of(unit: str, step: int, first: date, last: date) -> list[date]:
    if unit == "day":
        start = first.toordinal() + (1 - first.toordinal()) % step  # weeks begin on Monday
        return [date.fromordinal(day) for day in range(start, last.toordinal() + 1, step)]
    months = step if unit == "month" else 12 * step
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    numbers = range(start + -start % months, last.year * 12 + last.month, months)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def day_numbering(days: Sequence[date]) -> Callable[[date], int]:
    """The number of a day on an even axis: without weekends, unless one of the days is at a weekend."""
    return date.toordinal if any(day.weekday() > 4 for day in days) else _weekday_number


def _weekday_number(day: date) -> int:
    """The day's place in a calendar without weekends; Saturday and Sunday share Monday's."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    return weeks * 5 + min(weekday, 5)
