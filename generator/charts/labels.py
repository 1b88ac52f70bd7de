"""Placing labels where they touch neither each other nor, if it can be helped, the lines."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .frame import Box

Curve = tuple[Sequence[float], Sequence[float]]
"""Horizontal pixels, ascending, and vertical pixels of a drawn line."""


def spread(wanted: Sequence[float], heights: Sequence[float], lo: float, hi: float) -> list[float]:
    """Centres as near as possible to the wanted ones, such that boxes of these heights do not overlap.

    Everything stays between `lo` and `hi`, which must be at least the sum of the heights apart.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    above = [0.0]
    for place in order:
        above.append(above[-1] + heights[place])
    tops = [wanted[place] - heights[place] / 2 - above[row] for row, place in enumerate(order)]
    slack = max(lo, hi - above[-1])
    centres = [0.0] * len(wanted)
    for row, (place, top) in enumerate(zip(order, _ascending(tops), strict=True)):
        centres[place] = min(max(top, lo), slack) + above[row] + heights[place] / 2
    return centres


def _ascending(values: Sequence[float]) -> list[float]:
    """The non-decreasing sequence nearest to the values (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            more, others = pools.pop()
            total, count = total + more, count + others
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]


class Obstacles(NamedTuple):
    """What a label must not touch (`taken`), and what it had better not: curves, and boxes around rules."""

    taken: list[Box]
    curves: Sequence[Curve] = ()
    rules: Sequence[Box] = ()


def find_room(point: tuple[float, float], size: tuple[float, float], inside: Box, obstacles: Obstacles) -> Box | None:
    """The free box nearest to a point, clear of curves and rules if any place is; None if every place is taken."""
    best, fewest = None, 1 << 30
    for box in _around(*point, size, inside):
        if any(box.meets(other) or _leader(point, box).meets(other) for other in obstacles.taken):
            continue
        hits = sum(_hits(box, curve) for curve in obstacles.curves) + 9 * sum(map(box.meets, obstacles.rules))
        if hits == 0:
            return box
        if hits < fewest:
            best, fewest = box, hits
    return best


def leader_end(point: tuple[float, float], box: Box) -> tuple[float, float]:
    """Where the line from a point to its label arrives."""
    return min(max(point[0], box.left), box.right), box.top if box.top > point[1] else box.bottom


def _leader(point: tuple[float, float], box: Box) -> Box:
    """What the line from a point to its label covers, less the point's own dot."""
    (x, y), (foot, edge) = point, leader_end(point, box)
    return Box(min(x, foot) - 1, min(y + 7, edge), max(x, foot) + 1, max(y - 7, edge))


def _around(x: float, y: float, size: tuple[float, float], inside: Box) -> Iterator[Box]:
    """Places above and below a point, nearest first."""
    width, height = size
    for distance in range(9, round(inside.bottom - inside.top), 6):
        for top in (y - distance - height, y + distance):
            for left in (x - width / 2, x - width + 12, x - 12, x + 6, x - width - 6):
                yield _within(left, top, size, inside)


def _within(left: float, top: float, size: tuple[float, float], inside: Box) -> Box:
    left = min(max(left, inside.left), inside.right - size[0])
    top = min(max(top, inside.top), inside.bottom - size[1])
    return Box(left, top, left + size[0], top + size[1])


def _hits(box: Box, curve: Curve) -> int:
    """At how many of nine places across the box the curve runs through it."""
    xs, ys = curve
    step = (box.right - box.left) / 8
    heights = [_height(xs, ys, box.left + place * step) for place in range(9)]
    through = sum(1 for y in heights if y is not None and box.top < y < box.bottom)
    known = [y for y in heights if y is not None]
    return through + sum(1 for a, b in pairwise(known) if min(a, b) <= box.top and max(a, b) >= box.bottom)


def _height(xs: Sequence[float], ys: Sequence[float], x: float) -> float | None:
    """Where a curve is at `x`, or None beyond its ends."""
    if not xs[0] <= x <= xs[-1]:
        return None
    place = bisect_left(xs, x)
    if place == 0 or xs[place] == xs[place - 1]:
        return ys[place]
    share = (x - xs[place - 1]) / (xs[place] - xs[place - 1])
    return ys[place - 1] + share * (ys[place] - ys[place - 1])
