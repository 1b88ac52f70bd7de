"""Vertical bars: flows by day, or the instances of a study by category."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .axes import (
    DayLabel,
    NumberLabel,
    ValueAxis,
    day_axis_height,
    day_ticks,
    draw_day_axis,
    plain_day,
    plain_number,
    value_axis,
)
from .frame import Box, Chart, frame
from .palette import LABEL_SHARE, PLOT_HEIGHT, TYPES
from .paths import thin
from .scales import Scale, check_series, day_numbering
from .tags import Level, draw_levels, draw_tags, level_tags, tag_gutter
from .text import clean, clip, leading, measure, px, real_minus, text, wrap

_FILLED = 0.78  # share of its slot that a bar fills
_WIDEST = 64
_BELOW = 0.1  # of the range, for a text below the lowest bar
_UPRIGHT = 96  # most pixels for a category written upwards


@dataclass(frozen=True)
class Bar:
    """A value at a day or in a category; `text` is the value as written at the bar's end."""

    at: date | str
    value: float
    text: str = ""
    emphasis: bool = False


def bar_chart(
    chart: Chart,
    bars: Sequence[Bar],
    *,
    levels: Sequence[Level] = (),
    key: tuple[str, str] | None = None,
    number: NumberLabel = plain_number,
    day: DayLabel = plain_day,
) -> str:
    """SVG of vertical bars from zero, all of them at days (in ascending order) or all in categories.

    What is above zero and what is below differ in colour, which `key` names in that order; if some bars are emphasised,
    the others are grey. Days stand at their place in the calendar, less its weekends if no bar is at one. Texts are
    drawn on all bars if they fit, else on the emphasised ones.

    Raises ValueError if there is no bar, a value is not finite, days and categories are mixed, or days repeat or do
    not ascend.
    """
    check_series("a bar chart", [bar.value for bar in bars])
    if len({isinstance(bar.at, date) for bar in bars}) > 1:
        raise ValueError("bars stand at days or in categories, not both")
    days = [bar.at for bar in bars if isinstance(bar.at, date)]
    if days != sorted(set(days)):
        raise ValueError("bars at days ascend, one a day")
    values = [0.0, *(bar.value for bar in bars), *(level.value for level in levels)]
    lo, hi = min(values), max(values)
    margin = (hi - lo) * _BELOW if any(bar.text and bar.value < 0 for bar in bars) else 0.0
    room = chart.width * LABEL_SHARE
    axis = value_axis(lo - margin, hi, number, room)
    figure = _Figure(room, bars, levels, axis, day)
    named = list(zip(("rise", "fall"), key, strict=True)) if key else ()
    return frame(chart, PLOT_HEIGHT, figure.draw, named)


def tone(bar: Bar, *, chosen: bool) -> str:
    """The bar's colour class; `chosen` if any bar of its chart is emphasised."""
    if chosen and not bar.emphasis:
        return "context"
    return "fall" if bar.value < 0 else "rise"


class _Figure(NamedTuple):
    """All that one bar chart draws."""

    label_room: float
    bars: Sequence[Bar]
    levels: Sequence[Level]
    axis: ValueAxis
    day: DayLabel

    def draw(self, outer: Box) -> Iterator[str]:
        """Everything inside the outer box, from back to front."""
        days = [bar.at for bar in self.bars if isinstance(bar.at, date)]
        number = day_numbering(days)
        places = [number(day) for day in days] or list(range(len(self.bars)))
        unit = min((b - a for a, b in pairwise(places) if b > a), default=1)
        left = outer.left + self.axis.gutter
        right = outer.right - tag_gutter(level_tags(self.levels, self.label_room, None))
        x = Scale.between(places[0] - unit / 2, places[-1] + unit / 2, left, right)
        if days:
            ticks = day_ticks(days[0], days[-1], lambda day: x(number(day)), outer, self.day)
            plot = Box(left, outer.top + 6, right, outer.bottom - day_axis_height(ticks))
            below = draw_day_axis(ticks, plot)
        else:
            bottom, below = _draw_categories([clean(str(bar.at)) for bar in self.bars], x, outer.bottom)
            plot = Box(left, outer.top + 6, right, bottom)
        yield from self._plot(plot, x.each(places), unit * x.factor)
        yield from below

    def _plot(self, plot: Box, xs: Sequence[float], slot: float) -> Iterator[str]:
        y = self.axis.scale(plot)
        width = min(max(slot * _FILLED, min(slot, 3), 0.8), _WIDEST)
        yield from self.axis.draw(plot)
        yield from self._draw_bars(xs, y, width)
        yield f'<path class="zero" d="M{px(plot.left)} {px(y(0))}H{px(plot.right)}"/>'
        yield from draw_levels(self.levels, plot, y)
        yield from draw_tags(level_tags(self.levels, self.label_room, y), plot)
        yield from self._draw_texts(xs, y, slot, width, plot)

    def _draw_bars(self, xs: Sequence[float], y: Scale, width: float) -> Iterator[str]:
        """One path per colour."""
        zero = px(y(0))
        chosen = any(bar.emphasis for bar in self.bars)
        for colour in ("context", "rise", "fall"):
            found = [
                (x, y(bar.value)) for x, bar in zip(xs, self.bars, strict=True) if tone(bar, chosen=chosen) == colour
            ]
            if found:
                columns = zip(*thin(*zip(*found, strict=True)), strict=True)
                steps = "".join(f"M{px(x)} {zero}V{px(top)}" for x, top in columns)
                yield f'<path class="bar {colour}" stroke-width="{px(width)}" d="{steps}"/>'

    def _draw_texts(self, xs: Sequence[float], y: Scale, slot: float, width: float, plot: Box) -> Iterator[str]:
        """The values on the bars: all or, where room is short, those of emphasised bars that touch nothing."""
        written = [clip(real_minus(bar.text), "value", plot.right - plot.left) for bar in self.bars]
        fits = all(measure(words, "value") <= slot - 2 for words in written)
        bars = [_bar_box(x, y(0), y(bar.value), width) for x, bar in zip(xs, self.bars, strict=True)]
        taken: list[Box] = []
        for place, (bar, words) in enumerate(zip(self.bars, written, strict=True)):
            if not words or not (fits or bar.emphasis):
                continue
            box = _text_box(bars[place], measure(words, "value"), plot, below=bar.value < 0)
            if not fits and any(map(box.meets, [*taken, *bars[:place], *bars[place + 1 :]])):
                continue
            taken.append(box)
            yield text((box.left + box.right) / 2, box.top + TYPES["value"].size, words, "value", anchor="middle")


def _bar_box(x: float, zero: float, end: float, width: float) -> Box:
    return Box(x - width / 2, min(zero, end), x + width / 2, max(zero, end))


def _text_box(bar: Box, width: float, plot: Box, *, below: bool) -> Box:
    """Room for a text beyond the bar's end, moved sideways to stay over the plot."""
    left = min(max((bar.left + bar.right - width) / 2, plot.left), plot.right - width)
    top = bar.bottom + 2 if below else bar.top - leading("value") - 2
    return Box(left, top, left + width, top + leading("value"))


def _draw_categories(names: Sequence[str], x: Scale, bottom: float) -> tuple[float, list[str]]:
    """The names below the bars, level if they fit, else upwards; and where the plot must end for them."""
    room = x.factor - 6
    if all(measure(word, "tick") <= room for name in names for word in name.split()):
        rows = [wrap(name, "tick", room, 4) for name in names]
        top = bottom - 8 - leading("tick") * max(map(len, rows))
        return top, [
            text(x(place), top + 6 + leading("tick") * row + TYPES["tick"].size, words, "tick", anchor="middle")
            for place, lines in enumerate(rows)
            for row, words in enumerate(lines)
        ]
    shown = [clip(name, "tick", _UPRIGHT) for name in names]
    top = bottom - 10 - max(measure(name, "tick") for name in shown)
    every = math.ceil(leading("tick") / x.factor)
    return top, [
        f'<g transform="translate({px(x(place) + 4.5)} {px(top + 8)})rotate(-90)">'
        f"{text(0, 0, name, 'tick', anchor='end')}</g>"
        for place, name in enumerate(shown)
        if place % every == 0
    ]
