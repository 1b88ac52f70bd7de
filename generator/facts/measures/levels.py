"""Where a series stands, and how far it moved."""

from __future__ import annotations

import numpy as np

from generator.facts import windows
from generator.facts.asked import Answer, Asked, Missing, Reading, Span, Track, close_of, ratio
from generator.facts.looks import SAME
from generator.tape.series import Days, Floats

POINTS = "percentage points"
MOVES_IN_RATIOS = frozenset({"balance", "indicator"})


def level(asked: Asked) -> Answer:
    """`p(t)` times scale, in the series' unit."""
    x, t = asked.x, asked.x.last
    value = float(x.close[t]) * x.scale
    return Answer(value, x.instrument.unit, x.term(t), (close_of(x, t),), (Reading(x, t, t),))


def level_history(asked: Asked) -> Floats:
    """The level at each row."""
    return asked.x.close * asked.x.scale


def change(asked: Asked) -> Answer:
    """`p(t)/base - 1`; for a rate `p(t) - base` in percentage points."""
    x, span = asked.x, _with_base(asked)
    reads = (Reading(x, span.base, span.end),)
    inputs = (close_of(x, span.base), close_of(x, span.end))
    if x.instrument.kind == "rate":
        value = float(x.close[span.end] - x.close[span.base])
        formula = f"{x.term(span.end)} - {x.term(span.base)}"
        return Answer(value, POINTS, formula, inputs, reads, span.unended)
    refuse_without_change(x)
    if not x.close[span.base] > 0:
        raise Missing(f"the base, {x.term(span.base)}, is not above zero")
    value = float(x.close[span.end] / x.close[span.base] - 1)
    return Answer(value, "ratio", f"{x.term(span.end)} / {x.term(span.base)} - 1", inputs, reads, span.unended)


def change_history(asked: Asked) -> Floats:
    """The change over the window at each row; NaN where there is none."""
    return changes(asked.x.close, _bases(asked), asked.x.instrument.kind == "rate")


def changes(close: Floats, bases: Days, is_rate: bool) -> Floats:
    """The change of each row from its base row (-1: none), in one line of closes or in many."""
    base = np.where(bases >= 0, close[..., bases], np.nan)
    return close - base if is_rate else ratio(close, base) - 1


def delta(asked: Asked) -> Answer:
    """`p(t) - base`, times scale, in the series' unit."""
    x, span = asked.x, _with_base(asked)
    value = float(x.close[span.end] - x.close[span.base]) * x.scale
    formula = f"{x.term(span.end)} - {x.term(span.base)}"
    inputs = (close_of(x, span.base), close_of(x, span.end))
    return Answer(value, x.instrument.unit, formula, inputs, (Reading(x, span.base, span.end),), span.unended)


def delta_history(asked: Asked) -> Floats:
    """The delta over the window at each row."""
    return changes(asked.x.close, _bases(asked), is_rate=True) * asked.x.scale


def gap(asked: Asked) -> Answer:
    """`p_x(t) - p_v(t)` of two rates on the last common row, in percentage points."""
    x, v = asked.x, asked.versus
    if {x.instrument.kind, v.instrument.kind} != {"rate"}:
        raise Missing("a gap is between two rates")
    value = float(x.close[-1] - v.close[-1])
    formula = f"{x.key} {x.term(x.last)} - {v.key} {v.term(v.last)}"
    inputs = (close_of(x, x.last), close_of(v, v.last))
    return Answer(value, POINTS, formula, inputs, (Reading(x, x.last, x.last), Reading(v, v.last, v.last)))


def gap_history(asked: Asked) -> Floats:
    """The gap at each common row."""
    return asked.x.close - asked.versus.close


def spread(asked: Asked) -> Answer:
    """x's change minus v's over the same window; base and t on common rows."""
    x, v, span = asked.x, asked.versus, _with_base(asked)
    if x.instrument.frequency != v.instrument.frequency:
        raise Missing(f"{x.key} is {x.instrument.frequency}, {v.key} is {v.instrument.frequency}")
    if (x.instrument.kind == "rate") != (v.instrument.kind == "rate"):
        raise Missing("a rate moves in points, a price in per cent: their changes have no difference")
    is_rate = x.instrument.kind == "rate"
    if not is_rate and not (x.close[span.base] > 0 and v.close[span.base] > 0):
        raise Missing("a base is not above zero")
    value = float(difference(_moved(x, span), _moved(v, span)))
    term = f"{x.term(span.end)} / {x.term(span.base)}"
    inputs = tuple(close_of(track, i) for track in (x, v) for i in (span.base, span.end))
    reads = (Reading(x, span.base, span.end), Reading(v, span.base, span.end))
    unit = POINTS if is_rate else "ratio"
    return Answer(value, unit, f"{term} of {x.key} - {term} of {v.key}", inputs, reads, span.unended)


def spread_history(asked: Asked) -> Floats:
    """The spread over the window at each common row."""
    bases, is_rate = _bases(asked), asked.x.instrument.kind == "rate"
    return difference(changes(asked.x.close, bases, is_rate), changes(asked.versus.close, bases, is_rate))


def difference(a: Floats | float, b: Floats | float) -> Floats:
    """`a - b`, zero where the two are equal but for binary rounding."""
    apart = np.subtract(a, b)
    found: Floats = np.where(np.abs(apart) <= SAME * np.maximum(np.abs(a), np.abs(b)), 0.0, apart)
    return found


def ratio_of(asked: Asked) -> Answer:
    """`p_x(t)/p_v(t)` on the last common row."""
    x, v = asked.x, asked.versus
    if v.close[-1] == 0:
        raise Missing(f"{v.key} is zero")
    formula = f"{x.key} {x.term(x.last)} / {v.key} {v.term(v.last)}"
    inputs = (close_of(x, x.last), close_of(v, v.last))
    reads = (Reading(x, x.last, x.last), Reading(v, v.last, v.last))
    return Answer(float(x.close[-1] / v.close[-1]), "ratio", formula, inputs, reads)


def ratio_history(asked: Asked) -> Floats:
    """The ratio at each common row."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return asked.x.close / np.where(asked.versus.close == 0, np.nan, asked.versus.close)


def _moved(track: Track, span: Span) -> float:
    base, end = float(track.close[span.base]), float(track.close[span.end])
    return end - base if track.instrument.kind == "rate" else end / base - 1


def _with_base(asked: Asked) -> Span:
    span = asked.span
    if span.base < 0:
        raise Missing(f"the file begins on {asked.x.date(0)}, after the base of {asked.window}")
    return span


def _bases(asked: Asked) -> Days:
    found = windows.bases(asked.x.days, asked.window)
    if found is None:
        raise Missing(f"{asked.window} is no rolling window, so it has no history")
    return found


def refuse_without_change(track: Track) -> None:
    """Raises Missing for kinds whose changes mean nothing: a flow's is a change of a change."""
    of = track.instrument
    if not (of.price_like or of.kind in MOVES_IN_RATIOS or of.kind == "rate"):
        raise Missing(f"a {of.kind} has no change in per cent; ask for its delta" + (" or sum" * (of.kind == "flow")))
