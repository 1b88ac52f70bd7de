"""Marks on a line chart: records, events and shaded spans, with labels inside the plot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .axes import Plot
from .frame import Box
from .labels import Curve, Obstacles, find_room, leader_end
from .palette import TYPES
from .text import leading, measure, px, text, wrap

_WIDEST = 150
_ABOVE = 14  # pixels over the plot that labels may use


@dataclass(frozen=True)
class Mark:
    """A labelled point, or, without a value, an event: a labelled vertical rule."""

    day: date
    label: str
    value: float | None = None


@dataclass(frozen=True)
class Band:
    """A shaded span of days, or of values (the usual range, say)."""

    start: date | float
    end: date | float
    label: str = ""


def draw_bands(bands: Sequence[Band], plot: Plot) -> Iterator[str]:
    """The shades, to lie behind everything else."""
    for band in bands:
        box = _covered(band, plot)
        size = f'width="{px(box.right - box.left)}" height="{px(box.bottom - box.top)}"'
        yield f'<rect class="band" x="{px(box.left)}" y="{px(box.top)}" {size}/>'


def _covered(band: Band, plot: Plot) -> Box:
    """What the band covers of the plot, at least a pixel of it."""
    box = plot.box
    if isinstance(band.start, date) and isinstance(band.end, date):
        left = min(max(plot.across(band.start), box.left), box.right - 1)
        return Box(left, box.top, min(max(plot.across(band.end), left + 1), box.right), box.bottom)
    if isinstance(band.start, date) or isinstance(band.end, date):
        raise ValueError(f"a band runs between two days or two values, not from {band.start} to {band.end}")
    top = min(max(plot.y(band.end), box.top), box.bottom - 1)
    return Box(box.left, top, box.right, min(max(plot.y(band.start), top + 1), box.bottom))


def draw_marks(marks: Sequence[Mark], bands: Sequence[Band], plot: Plot, curves: Sequence[Curve]) -> Iterator[str]:
    """Dots and rules, then the labels, each clear of the others and of as many lines as can be."""
    dots = [(plot.across(mark.day), plot.y(mark.value), mark.label) for mark in marks if mark.value is not None]
    rules = [(plot.across(mark.day), plot.box.top, mark.label) for mark in marks if mark.value is None]
    yield from (f'<path class="level" d="M{px(x)} {px(y)}V{px(plot.box.bottom)}"/>' for x, y, _ in rules)
    yield from (f'<circle class="dot ink" cx="{px(x)}" cy="{px(y)}" r="4.5"/>' for x, y, _ in dots)
    obstacles = Obstacles(
        [Box(x - 6, y - 6, x + 6, y + 6) for x, y, _ in dots],
        curves,
        [Box(x - 3, y, x + 3, plot.box.bottom) for x, y, _ in rules],
    )
    inside = plot.box._replace(top=plot.box.top - _ABOVE)
    for x, y, words in (*_band_labels(bands, plot), *dots, *rules):
        yield from _place_label(words, (x, y), inside, obstacles)


def _band_labels(bands: Sequence[Band], plot: Plot) -> Iterator[tuple[float, float, str]]:
    for band in bands:
        box = _covered(band, plot)
        yield (box.left + box.right) / 2, box.top - 8, band.label


def _place_label(words: str, point: tuple[float, float], inside: Box, obstacles: Obstacles) -> Iterator[str]:
    """The label where there is room for it, tied to its point if that is far; nothing if there is no room."""
    rows = wrap(words, "mark", min(_WIDEST, inside.right - inside.left - 4), 3)
    if not rows:
        return
    size = (max(measure(row, "mark") for row in rows) + 4, leading("mark") * len(rows))
    place = find_room(point, size, inside, obstacles)
    if not place:
        return
    obstacles.taken.append(place)
    if max(place.top - point[1], point[1] - place.bottom) > 20:
        yield _leader(point, place)
    x, anchor = _anchored(place, point[0])
    for row, line in enumerate(rows):
        yield text(x, place.top + leading("mark") * row + TYPES["mark"].size, line, "mark", anchor=anchor)


def _anchored(place: Box, x: float) -> tuple[float, str]:
    """Where the text is held, so that it stays close to its point in a narrower typeface than was measured."""
    if place.left >= x:
        return place.left + 2, "start"
    if place.right <= x:
        return place.right - 2, "end"
    return (place.left + place.right) / 2, "middle"


def _leader(point: tuple[float, float], place: Box) -> str:
    x, y = leader_end(point, place)
    return f'<path class="lead quiet" d="M{px(point[0])} {px(point[1])}L{px(x)} {px(y)}"/>'
