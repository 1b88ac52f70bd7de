"""The frame that all charts share: title, subtitle, key, the drawing, source, and words for who cannot see it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .palette import PADDING, STYLE, TYPES, WIDTH
from .text import balance, escape, leading, measure, px, text, wrap

_MIN_WIDTH = 280
_ROWS = 4  # lines of title, subtitle and source, at most


@dataclass(frozen=True)
class Chart:
    """What stands around a drawing.

    `alt` states the chart's finding in a sentence; `lang` is a BCP 47 tag; `width` is in pixels, at least 280.
    """

    title: str
    subtitle: str = ""
    source: str = ""
    alt: str = ""
    lang: str = "en"
    width: int = WIDTH


class Box(NamedTuple):
    """A rectangle in pixels, `top` less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def frame(
    chart: Chart, height: float, draw: Callable[[Box], Iterable[str]], key: Sequence[tuple[str, str]] = ()
) -> str:
    """A whole SVG: `draw` fills a box of the given height; `key` pairs a colour class with its meaning."""
    if chart.width < _MIN_WIDTH:
        raise ValueError(f"a chart needs {_MIN_WIDTH} pixels of width, not {chart.width}")
    room = chart.width - 2 * PADDING
    parts = ['<rect class="paper" width="100%" height="100%"/>']
    y = PADDING + _stack(parts, PADDING, chart.title, "title", room)
    y += _stack(parts, y + 2, chart.subtitle, "sub", room)
    y += _key(parts, y + 4, key, room)
    box = Box(PADDING, y + 14, chart.width - PADDING, y + 14 + height)
    parts += draw(box)
    y = box.bottom + 8
    y += _stack(parts, y, chart.source, "source", room) + PADDING - 4
    return svg(chart.width, round(y), chart.title, chart.alt, parts, lang=chart.lang)


def svg(
    width: int, height: int, title: str, alt: str, parts: Iterable[str], *, lang: str = "en", style: str = STYLE
) -> str:
    """The root element with its accessible name and description around the parts."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tt" role="img" lang="{escape(lang)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{escape(title)}</title><desc>{escape(alt)}</desc><style>{style}</style>{''.join(parts)}</svg>"
    )


def _stack(parts: list[str], top: float, words: str, kind: str, room: float) -> float:
    """Add a paragraph below `top`; returns its height."""
    step = leading(kind)
    lines = (balance if kind == "title" else wrap)(words, kind, room, _ROWS)
    parts += [text(PADDING, top + step * row + TYPES[kind].size, line, kind) for row, line in enumerate(lines)]
    return step * len(lines)


def _key(parts: list[str], top: float, key: Sequence[tuple[str, str]], room: float) -> float:
    """Add one row of colour squares with their meaning; returns its height."""
    if not key:
        return 0.0
    x, share = float(PADDING), room / len(key) - 34
    for colour, words in key:
        shown = wrap(words, "tick", share, 1)
        parts.append(f'<rect class="fill {colour}" x="{px(x)}" y="{px(top + 4)}" width="10" height="10"/>')
        parts += [text(x + 15, top + 13.5, line, "tick") for line in shown]
        x += 34 + sum(measure(line, "tick") for line in shown)
    return 4 + leading("tick")
