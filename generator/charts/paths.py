"""Paths: as few points and characters as the eye needs."""

from collections.abc import Sequence

_POINTS_PER_PIXEL = 2


def thin(xs: Sequence[float], ys: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    """The same line with at most two points per pixel of width: the extremes of each, and both ends."""
    if len(xs) <= _POINTS_PER_PIXEL * (xs[-1] - xs[0] + 2):
        return xs, ys
    kept = {0, len(xs) - 1}
    start = 0
    for place in range(1, len(xs) + 1):
        if place == len(xs) or int(xs[place]) != int(xs[start]):
            column = range(start, place)
            kept |= {min(column, key=ys.__getitem__), max(column, key=ys.__getitem__)}
            start = place
    places = sorted(kept)
    return [xs[place] for place in places], [ys[place] for place in places]


def path(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Path data through the points, to a tenth of a pixel, each relative to the one before."""
    across, down = [int(10 * x + 0.5) for x in xs], [int(10 * y + 0.5) for y in ys]
    steps = [
        f"{(x - x0) / 10:g} {(y - y0) / 10:g}" for x0, x, y0, y in zip(across, across[1:], down, down[1:], strict=False)
    ]
    start = f"M{across[0] / 10:g} {down[0] / 10:g}"
    return f"{start}l{' '.join(steps)}" if steps else start
