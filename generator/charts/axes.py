"""Axes: horizontal grid lines with round numbers, and calendar ticks below the plot."""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .frame import Box
from .palette import TYPES
from .scales import Scale, date_steps, decimals, log_ticks, nice_ticks, widen
from .text import clip, leading, measure, px, real_minus, text

NumberLabel = Callable[[float, int], str]
"""Writes a number with the given count of decimals."""

DayLabel = Callable[[date, str], str]
"""Writes a date as its unit: "day" (3 Mar), "month" (Mar) or "year" (2026)."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_TICK_GAP = 14


def plain_number(value: float, places: int) -> str:
    """English: 0, 1,234.5, and m, bn, tn from a million upwards."""
    if value == 0:
        return "0"
    for size, unit in _UNITS:
        if abs(value) >= size:
            return real_minus(f"{value / size:,.5g}{unit}" if abs(value) < 1e16 else f"{value:.3g}")
    return real_minus(f"{value:,.{places}f}" if places <= 6 else f"{value:.4g}")


def plain_day(day: date, unit: str) -> str:
    """English: 3 Mar, Mar, 2026."""
    if unit == "year":
        return str(day.year)
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month}" if unit == "day" else month


class ValueAxis(NamedTuple):
    """The vertical range of a plot and its ticks."""

    lo: float
    hi: float
    ticks: Sequence[float]
    labels: Sequence[str]
    log: bool = False

    @property
    def gutter(self) -> float:
        """Pixels that the labels need left of the plot."""
        return max((measure(label, "tick") for label in self.labels), default=0.0) + 8

    def scale(self, box: Box) -> Scale:
        """From values to the vertical pixels of a plot."""
        return Scale.between(self.lo, self.hi, box.bottom, box.top, log=self.log)

    def draw(self, box: Box) -> list[str]:
        """Grid lines with their labels; the zero line is stronger."""
        scale = self.scale(box)
        parts = []
        for tick, label in zip(self.ticks, self.labels, strict=True):
            y = scale(tick)
            kind = "zero" if tick == 0 else "grid"
            parts.append(f'<path class="{kind}" d="M{px(box.left)} {px(y)}H{px(box.right)}"/>')
            parts.append(text(box.left - 8, y + TYPES["tick"].size * 0.35, label, "tick", anchor="end"))
        return parts


def value_axis(lo: float, hi: float, number: NumberLabel, room: float, *, log: bool = False) -> ValueAxis:
    """An axis that encloses the range, with labels of at most `room` pixels."""
    if log:
        margin = 10 ** (0.04 * (math.log10(hi) - math.log10(lo)) + 0.001)
        lo, hi = lo / margin, hi * margin
        ticks = log_ticks(lo, hi)
        places = [decimals(tick) for tick in ticks]
    else:
        ticks = nice_ticks(*widen(lo, hi))
        lo, hi = ticks[0], ticks[-1]
        places = [decimals(ticks[1] - ticks[0])] * len(ticks)
    labels = [clip(real_minus(number(*pair)), "tick", room) for pair in zip(ticks, places, strict=True)]
    return ValueAxis(lo, hi, ticks, labels, log)


class Plot(NamedTuple):
    """The area of the data, and where a day's number and a value are in it."""

    box: Box
    x: Scale
    y: Scale

    def across(self, day: date) -> float:
        """The pixel of a day."""
        return self.x(day.toordinal())


class DayTick(NamedTuple):
    """A tick of the time axis: its place, where its label is centred, and the year if one begins there."""

    at: float
    x: float
    label: str
    year: str


def day_ticks(first: date, last: date, place: Callable[[date], float], box: Box, label: DayLabel) -> list[DayTick]:
    """The finest calendar ticks whose labels leave space between them inside the box."""
    found: list[DayTick] = []
    for unit, days in date_steps(first, last):
        found = _labelled(unit, days, place, box, label)
        if all(_apart(a.x, a.label, b.x, b.label) for a, b in pairwise(found)):
            return _years_apart(found)
    return found[:1] or _labelled("day", [first], place, box, label)


def _labelled(
    unit: str, days: Sequence[date], place: Callable[[date], float], box: Box, label: DayLabel
) -> list[DayTick]:
    ticks, year = [], 0
    for day in days:
        words = clip(label(day, unit), "tick", box.right - box.left)
        begun = clip(label(day, "year"), "tick", box.right - box.left) if unit != "year" and day.year != year else ""
        half = max(measure(words, "tick"), measure(begun, "tick")) / 2
        ticks.append(DayTick(place(day), min(max(place(day), box.left + half), box.right - half), words, begun))
        year = day.year
    return ticks


def _apart(x: float, label: str, other: float, other_label: str) -> bool:
    return abs(other - x) >= (measure(label, "tick") + measure(other_label, "tick")) / 2 + _TICK_GAP


def _years_apart(ticks: Sequence[DayTick]) -> list[DayTick]:
    """The same ticks, without a year that would touch the next one."""
    kept: list[DayTick] = []
    following: DayTick | None = None
    for tick in reversed(ticks):
        shown = tick
        if tick.year and following:
            shown = tick if _apart(tick.x, tick.year, following.x, following.year) else tick._replace(year="")
        following = shown if shown.year else following
        kept.append(shown)
    return kept[::-1]


def day_axis_height(ticks: Iterable[DayTick]) -> float:
    """Pixels that the labels need below the plot."""
    return 8 + leading("tick") * (2 if any(tick.year for tick in ticks) else 1)


def draw_day_axis(ticks: Sequence[DayTick], plot: Box) -> list[str]:
    """Short strokes below the plot, and under them the labels."""
    first = plot.bottom + 6 + TYPES["tick"].size
    strokes = "".join(f"M{px(tick.at)} {px(plot.bottom)}v5" for tick in ticks)
    return [
        f'<path class="stroke" d="{strokes}"/>',
        *(
            part
            for tick in ticks
            for part in (
                text(tick.x, first, tick.label, "tick", anchor="middle"),
                text(tick.x, first + leading("tick"), tick.year, "tick", anchor="middle"),
            )
        ),
    ]
