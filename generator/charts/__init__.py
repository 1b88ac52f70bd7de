"""Charts for a newspaper page or an e-mail: SVG from plain data, and PNG from that SVG.

Everything here is a pure function of its arguments: the same data gives the same bytes. Numbers and dates are written
by the functions passed in; names may be anything and are escaped.
"""

from .axes import DayLabel, NumberLabel, plain_day, plain_number
from .bars import Bar, bar_chart
from .frame import Chart
from .lines import Line, line_chart
from .marks import Band, Mark
from .png import svg_to_png
from .ranked import ranked_bars
from .spark import sparkline
from .tags import Level

__all__ = [
    "Band",
    "Bar",
    "Chart",
    "DayLabel",
    "Level",
    "Line",
    "Mark",
    "NumberLabel",
    "bar_chart",
    "line_chart",
    "plain_day",
    "plain_number",
    "ranked_bars",
    "sparkline",
    "svg_to_png",
]
