"""Money in and out."""

from __future__ import annotations

import numpy as np

from generator.facts.asked import Answer, Asked, Missing, Reading, close_of
from generator.facts.measures.streaks import run_at_end


def flow_sum(asked: Asked) -> Answer:
    """The sum of a flow over the rows dated after the window's base, up to and with t; in the series' unit."""
    _refuse_others(asked)
    x, span = asked.x, asked.span
    inside = x.close[span.first : span.end + 1]
    begin = min(span.first, span.end)  # of a window without rows, its base
    formula = f"sum of {len(inside)} rows, {x.date(begin)} to {x.date(span.end)}"
    inputs = (close_of(x, begin), close_of(x, span.end))
    reads = (Reading(x, begin, span.end, whole=True),)
    value = float(inside.sum()) * x.scale
    return Answer(value, x.instrument.unit, formula, inputs, reads, span.cut_short or span.unended)


def flow_streak(asked: Asked) -> Answer:
    """Rows in a row, to t, of the same sign as the last; zero ends it."""
    _refuse_others(asked)
    x = asked.x
    signs = np.sign(x.close)
    count = run_at_end(signs == signs[-1]) if signs[-1] else 0
    first = x.last - max(count - 1, 0)
    extra = {"direction": "in" if signs[-1] > 0 else "out", "started": x.date(first)} if count else {}
    formula = f"rows to {x.date(x.last)} of one sign"
    inputs = (close_of(x, first), close_of(x, x.last)) if count > 1 else (close_of(x, x.last),)
    reads = (Reading(x, max(first - 1, 0), x.last, whole=True),)
    return Answer(count, "rows", formula, inputs, reads, extra=extra)


def _refuse_others(asked: Asked) -> None:
    if asked.x.instrument.kind != "flow":
        raise Missing(f"{asked.x.key} is no flow")
