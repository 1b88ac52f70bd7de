"""Horizontal bars in order: instruments by their change."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .axes import NumberLabel, plain_number
from .bars import Bar, tone
from .frame import Box, Chart, frame
from .palette import TYPES
from .scales import Scale, check_series
from .text import clip, leading, measure, px, real_minus, text, wrap

_NAME_SHARE, _TEXT_SHARE = 0.36, 0.2  # of the width, at most, for names and for values
_BAR, _ROW = 17, 27


class _Row(NamedTuple):
    """One bar with its name in lines and its value as written."""

    bar: Bar
    name: Sequence[str]
    words: str

    @property
    def kind(self) -> str:
        return "chosen" if self.bar.emphasis else "row"


def ranked_bars(chart: Chart, bars: Sequence[Bar], *, number: NumberLabel = plain_number) -> str:
    """SVG of horizontal bars, the greatest value first; bars of equal value keep their order.

    Each has its name (`at`) at the left and its `text` at the end, or else its value to one decimal as `number` writes
    it. Raises ValueError if there is no bar or a value is not finite.
    """
    check_series("a ranking", [bar.value for bar in bars])
    rows = [_row(bar, chart.width, number) for bar in sorted(bars, key=lambda bar: -bar.value)]
    step = max(_ROW, max(len(row.name) for row in rows) * leading("row") + 6)
    return frame(chart, step * len(rows), lambda box: _draw(box, rows, step))


def _row(bar: Bar, width: float, number: NumberLabel) -> _Row:
    name = wrap(str(bar.at), "chosen", width * _NAME_SHARE, 2)
    return _Row(bar, name, clip(real_minus(bar.text or number(bar.value, 1)), "value", width * _TEXT_SHARE))


def _draw(box: Box, rows: Sequence[_Row], step: float) -> Iterator[str]:
    x = _scale(box, rows)
    chosen = any(row.bar.emphasis for row in rows)
    for place, row in enumerate(rows):
        middle = box.top + step * (place + 0.5)
        yield from _draw_name(row, box.left, middle)
        end = x(row.bar.value)
        line = f"M{px(x(0))} {px(middle)}H{px(end)}"
        yield f'<path class="bar {tone(row.bar, chosen=chosen)}" stroke-width="{_BAR}" d="{line}"/>'
        outside, anchor = (end - 6, "end") if row.bar.value < 0 else (end + 6, "start")
        yield text(outside, middle + TYPES["value"].size * 0.35, row.words, "value", anchor=anchor)
    yield f'<path class="zero" d="M{px(x(0))} {px(box.top)}V{px(box.bottom)}"/>'


def _scale(box: Box, rows: Sequence[_Row]) -> Scale:
    """From values to pixels, with room for the names, and for a text beyond the longest bar on either side."""
    widths = [(measure(row.words, "value") + 8, row.bar.value < 0) for row in rows]
    left = box.left + max((measure(line, row.kind) for row in rows for line in row.name), default=0.0) + 10
    left += max((width for width, negative in widths if negative), default=0.0)
    right = box.right - max((width for width, negative in widths if not negative), default=0.0)
    lo, hi = min(0.0, rows[-1].bar.value), max(0.0, rows[0].bar.value)
    return Scale.between(lo, hi if hi > lo else lo + 1, left, right)


def _draw_name(row: _Row, left: float, middle: float) -> Iterator[str]:
    first = middle - leading(row.kind) * (len(row.name) - 1) / 2 + TYPES[row.kind].size * 0.35
    for place, words in enumerate(row.name):
        yield text(left, first + leading(row.kind) * place, words, row.kind)
