"""Line charts: one or several series over time, named at their ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .axes import (
    DayLabel,
    DayTick,
    NumberLabel,
    Plot,
    ValueAxis,
    day_axis_height,
    day_ticks,
    draw_day_axis,
    plain_day,
    plain_number,
    value_axis,
)
from .frame import Box, Chart, frame
from .labels import Curve
from .marks import Band, Mark, draw_bands, draw_marks
from .palette import LABEL_SHARE, LIGHT, PLOT_HEIGHT
from .paths import path, thin
from .scales import Scale, check_series
from .tags import Level, Tag, draw_levels, draw_tags, level_tags, tag_gutter, tag_rows
from .text import leading, px, real_minus

_MANY = 4  # lines beyond which the others step back behind the emphasised ones

_DENSE = 400  # points beyond which a line is a jagged ribbon unless it is thin


@dataclass(frozen=True)
class Line:
    """A series: ascending dates, one finite value each; `note` (its last value, say) stands under the name."""

    name: str
    dates: Sequence[date]
    values: Sequence[float]
    emphasis: bool = False
    note: str = ""


def line_chart(
    chart: Chart,
    lines: Sequence[Line],
    *,
    marks: Sequence[Mark] = (),
    bands: Sequence[Band] = (),
    levels: Sequence[Level] = (),
    log: bool = False,
    number: NumberLabel = plain_number,
    day: DayLabel = plain_day,
) -> str:
    """SVG of series over time.

    Each line is named at its end, in its colour. The axis covers all values, marks and levels; zero, if inside, gets a
    stronger line. `number` and `day` write the ticks in the reader's language. A mark whose label finds no free place
    keeps its point and loses its label.

    Raises ValueError if there is no line, a line is empty, has a value that is not finite, or dates that do not
    match its values or do not ascend; and, on a logarithmic axis, if a value is not positive.
    """
    if not lines:
        raise ValueError("a line chart needs a line")
    for line in lines:
        check_series(f"line {line.name!r}", line.values)
        if len(line.dates) != len(line.values) or sorted(line.dates) != list(line.dates):
            raise ValueError(f"line {line.name!r} needs one date for each value, in ascending order")
    values = [value for line in lines for value in (min(line.values), max(line.values))]
    values += [mark.value for mark in marks if mark.value is not None] + [level.value for level in levels]
    edges = [edge for band in bands for edge in (band.start, band.end) if not isinstance(edge, date)]
    if log and min(values + edges) <= 0:
        raise ValueError(f"a logarithmic axis has no place for {min(values + edges)}")
    room = chart.width * LABEL_SHARE
    axis = value_axis(min(values), max(values), number, room, log=log)
    figure = _Figure(room, lines, marks, bands, levels, axis, day)
    return frame(chart, figure.height, figure.draw)


class _Figure(NamedTuple):
    """All that one line chart draws."""

    label_room: float
    lines: Sequence[Line]
    marks: Sequence[Mark]
    bands: Sequence[Band]
    levels: Sequence[Level]
    axis: ValueAxis
    day: DayLabel

    @property
    def height(self) -> float:
        """Pixels for plot and date axis, more than usual if the names need it."""
        return max(PLOT_HEIGHT, sum(tag.height for tag in self._tags()) + 3 * leading("tick"))

    def draw(self, outer: Box) -> Iterator[str]:
        """Everything inside the outer box, from back to front."""
        days = [*(day for line in self.lines for day in (line.dates[0], line.dates[-1])), *(m.day for m in self.marks)]
        first, last = min(days), max(days)
        left, right = outer.left + self.axis.gutter, outer.right - tag_gutter(self._tags())
        x = Scale.between(first.toordinal(), last.toordinal(), left + 4, right - 4)
        ticks = day_ticks(first, last, lambda day: x(day.toordinal()), outer, self.day)
        box = Box(left, outer.top + 6, right, outer.bottom - day_axis_height(ticks))
        yield from self._plot(Plot(box, x, self.axis.scale(box)), ticks)

    def _plot(self, plot: Plot, ticks: Sequence[DayTick]) -> Iterator[str]:
        curves = [self._curve(line, plot) for line in self.lines]
        yield from draw_bands(self.bands, plot)
        yield from self.axis.draw(plot.box)
        yield from draw_day_axis(ticks, plot.box)
        yield from draw_levels(self.levels, plot.box, plot.y)
        yield from (self._draw_line(place, curves[place]) for place in self._back_to_front())
        yield from draw_tags(self._tags([(xs[-1], ys[-1]) for xs, ys in curves], plot.y), plot.box)
        yield from draw_marks(self.marks, self.bands, plot, curves)

    @staticmethod
    def _curve(line: Line, plot: Plot) -> Curve:
        return thin(plot.x.each(map(date.toordinal, line.dates)), plot.y.each(line.values))

    def _tags(self, ends: Sequence[tuple[float, float]] = (), y: Scale | None = None) -> list[Tag]:
        """The labels beside the plot; without the lines' ends and a scale, only their sizes are meant."""
        tags = []
        for place, line in enumerate(self.lines):
            rows = self._tag_rows(line)
            if rows:
                tags.append(Tag(*(ends[place] if ends else (0.0, 0.0)), rows, self._colour(place, text=True)))
        return tags + level_tags(self.levels, self.label_room, y)

    def _tag_rows(self, line: Line) -> list[tuple[str, str]]:
        """Name and note one above the other, or in one row where many lines need the room."""
        note = real_minus(line.note)
        if len(self.lines) > _MANY:
            return tag_rows((f"{line.name} {note}", "name", 2), room=self.label_room)
        return tag_rows((line.name, "name", 2), (note, "note", 1), room=self.label_room)

    def _back_to_front(self) -> list[int]:
        return sorted(range(len(self.lines)), key=lambda place: (self.lines[place].emphasis, -place))

    def _draw_line(self, place: int, curve: Curve) -> str:
        xs, ys = curve
        chosen = any(line.emphasis for line in self.lines)
        dense = len(xs) > _DENSE
        weight = " bold" if self.lines[place].emphasis else " thin" if chosen or dense else ""
        dashed = " dash" if place >= len(LIGHT.series) else ""
        return (
            f'<g class="{self._colour(place)}"><path class="line{weight}{dashed}" d="{path(xs, ys)}"/>'
            f'<circle class="dot" cx="{px(xs[-1])}" cy="{px(ys[-1])}" r="4"/></g>'
        )

    def _colour(self, place: int, *, text: bool = False) -> str:
        crowded = len(self.lines) > _MANY and any(line.emphasis for line in self.lines)
        if crowded and not self.lines[place].emphasis:
            return "quiet" if text else "context"
        return f"s{place % len(LIGHT.series)}"
