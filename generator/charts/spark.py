"""Sparklines: a series in the height of two lines of text."""

from collections.abc import Sequence

from .frame import svg
from .palette import SPARK_STYLE
from .paths import path, thin
from .scales import Scale, check_series
from .text import px

_MARGIN = 4


def sparkline(
    values: Sequence[float],
    *,
    alt: str,
    window: tuple[int, int] | None = None,
    width: int = 160,
    height: int = 36,
    lang: str = "en",
) -> str:
    """SVG of evenly spaced values without axes, on a transparent ground; sizes in pixels.

    `window` is the first and last position (both inside, counted from 0) of the part that matters: it is shaded and
    drawn in colour, with dots at its ends, and the rest in grey. Without one, the whole line is in colour.

    Raises ValueError if there are no values, one is not finite, or the window is not inside them.
    """
    check_series("a sparkline", values)
    first, last = window or (0, len(values) - 1)
    if not 0 <= first <= last < len(values):
        raise ValueError(f"window {first} to {last} is not inside {len(values)} values")
    x = Scale.between(0, len(values) - 1, _MARGIN, width - _MARGIN)
    y = Scale.between(min(values), max(values), height - _MARGIN, _MARGIN)
    xs, ys = x.each(range(len(values))), y.each(values)
    inside = slice(first, last + 1)
    parts = [_shade(xs[first], xs[last], height), _line(xs, ys, "line thin context")] if window else []
    parts.append(_line(xs[inside], ys[inside], "line s0"))
    parts += [_dot(xs[place], ys[place]) for place in ((first, last) if window else (last,))]
    return svg(width, height, alt, alt, parts, lang=lang, style=SPARK_STYLE)


def _shade(left: float, right: float, height: int) -> str:
    return f'<rect class="band" x="{px(left - 2)}" width="{px(right - left + 4)}" height="{height}"/>'


def _line(xs: Sequence[float], ys: Sequence[float], kind: str) -> str:
    return f'<path class="{kind}" d="{path(*thin(xs, ys))}"/>'


def _dot(x: float, y: float) -> str:
    return f'<circle class="dot s0" cx="{px(x)}" cy="{px(y)}" r="2.5"/>'
