"""Highs and lows: of a window, of the whole file, and since when."""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, Decimal
from functools import partial

import numpy as np

from generator.facts import windows
from generator.facts.asked import Answer, Asked, Missing, Reading, Span, close_of
from generator.facts.fact import Record
from generator.facts.looks import SAME
from generator.facts.measures.levels import change_history, refuse_without_change
from generator.tape.series import Floats


def _extreme(asked: Asked, *, top: bool, column: str | None) -> Answer:
    x, span = asked.x, _filled(asked)
    name = x.rows.series.field_name
    values = x.close
    if column is not None:
        bars = x.rows.column(column)
        if bars is None:
            raise Missing(f"the file has no column {column}")
        values, name = bars[x.index], column
    inside = values[span.first : span.end + 1]
    if column is None:  # a close is never blank
        i = span.first + int(inside.argmax() if top else inside.argmin())
    elif np.isnan(inside).all():
        raise Missing(f"column {column} is blank in the window")
    else:
        i = span.first + int(np.nanargmax(inside) if top else np.nanargmin(inside))
    word = "highest" if top else "lowest"
    formula = f"{word} {name} of {len(inside)} rows, {x.date(span.first)} to {x.date(span.end)}"
    return Answer(
        float(values[i]) * x.scale, x.instrument.unit, formula, ((x, i, name),),
        (Reading(x, span.first, span.end, whole=True),), span.cut_short or span.unended, {"date": x.date(i)},
    )  # fmt: skip


high = partial(_extreme, top=True, column=None)
low = partial(_extreme, top=False, column=None)
high_intraday = partial(_extreme, top=True, column="high")
low_intraday = partial(_extreme, top=False, column="low")


def _filled(asked: Asked) -> Span:
    span = asked.span
    if span.first > span.end:
        raise Missing(f"no row lies in {asked.window}")
    return span


def _record(asked: Asked, *, top: bool) -> Answer:
    x, t = asked.x, asked.x.last
    if t == 0:
        raise Missing("there is no earlier close")
    earlier = x.close[:-1]
    i = asked.look("record.high", lambda: int(earlier.argmax())) if top else int(earlier.argmin())
    value = bool(x.close[t] > earlier[i] if top else x.close[t] < earlier[i])
    record = Record(
        level=float(x.close[t]) * x.scale, date=x.date(t),
        previous_level=float(earlier[i]) * x.scale, previous_date=x.date(i),
        days_between=int(x.days[t] - x.days[i]), rows_between=t - i,
    )  # fmt: skip
    formula = f"{x.term(t)} {'>' if top else '<'} {x.term(i)}, the {'highest' if top else 'lowest'} earlier close"
    reads = (Reading(x, 0, t, whole=True),)
    return Answer(value, "boolean", formula, (close_of(x, i), close_of(x, t)), reads, extra={"record": record})


record_high = partial(_record, top=True)
record_low = partial(_record, top=False)


def _since(asked: Asked, *, top: bool) -> Answer:
    x, t = asked.x, asked.x.last
    earlier = x.close[:-1]
    found = np.flatnonzero(earlier >= x.close[t] if top else earlier <= x.close[t])
    if not len(found):
        raise Missing(f"no earlier close since {x.date(0)} is as {'high' if top else 'low'}")
    i = int(found[-1])
    formula = f"last earlier close {'>=' if top else '<='} {x.term(t)}"
    return Answer(
        x.date(i).isoformat(), "date", formula, (close_of(x, i), close_of(x, t)),
        (Reading(x, i, t, whole=True),), extra={"date": x.date(i)},
    )  # fmt: skip


since_high = partial(_since, top=True)
since_low = partial(_since, top=False)


def _since_move(asked: Asked, *, best: bool) -> Answer:
    refuse_without_change(asked.x)
    x, t = asked.x, asked.x.last
    moves = change_history(asked)
    now = moves[t]
    if math.isnan(now):
        raise Missing(f"there is no change over {asked.window}")
    slack = SAME * max(1.0, abs(now))
    found = np.flatnonzero(moves[:-1] >= now - slack if best else moves[:-1] <= now + slack)
    if not len(found):
        raise Missing(f"no earlier {asked.window} change since {x.date(0)} is as {'good' if best else 'bad'}")
    i = int(found[-1])
    formula = f"last earlier {asked.window} change {'>=' if best else '<='} that to {x.date(t)}"
    return Answer(
        x.date(i).isoformat(), "date", formula, (close_of(x, i), close_of(x, t)),
        (_read_since(asked, i),), extra={"date": x.date(i)},
    )  # fmt: skip


def _read_since(asked: Asked, i: int) -> Reading:
    """The rows from `i` to t with the base of each."""
    x = asked.x
    at = np.arange(i, x.last + 1)
    bases = windows.bases(x.days, asked.window)
    at = at if bases is None else np.union1d(at, bases[i:][bases[i:] >= 0])
    return Reading(x, int(at[0]), x.last, at=at)


since_best = partial(_since_move, best=True)
since_worst = partial(_since_move, best=False)


def rebound(asked: Asked) -> Answer:
    """`p(t)` over the lowest close in the window, minus 1."""
    return _from_extreme(asked, top=False)


def drawdown(asked: Asked) -> Answer:
    """`p(t)` over the highest close in the window, minus 1."""
    return _from_extreme(asked, top=True)


def _from_extreme(asked: Asked, *, top: bool) -> Answer:
    x, span = asked.x, _filled(asked)
    inside = x.close[span.first : span.end + 1]
    i = _peak(asked) if top and asked.window == "all" else span.first + int(inside.argmax() if top else inside.argmin())
    if not x.close[i] > 0:
        raise Missing(f"{x.term(i)} is not above zero")
    word = "highest" if top else "lowest"
    formula = f"{x.term(span.end)} / {x.term(i)}, the {word} close since {x.date(span.first)}, - 1"
    return Answer(
        float(x.close[span.end] / x.close[i] - 1), "ratio", formula, (close_of(x, i), close_of(x, span.end)),
        (Reading(x, span.first, span.end, whole=True),), span.cut_short or span.unended,
    )  # fmt: skip


def _peak(asked: Asked) -> int:
    """The first row with the highest close of all."""
    close, t = asked.x.close, asked.x.last
    if not t:
        return 0
    before = asked.look("record.high", lambda: int(close[:-1].argmax()))
    return t if close[t] > close[before] else before


def drawdown_history(asked: Asked) -> Floats:
    """The distance of each row from the highest close up to it."""
    if asked.window != "all":
        raise Missing("only the drawdown from the whole file's high has a history")
    peak = np.maximum.accumulate(asked.x.close)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(peak > 0, asked.x.close / peak - 1, np.nan)


def cross(asked: Asked) -> Answer:
    """The highest multiple of a step at or below `p(t)`, and the first date since the last close below it."""
    x, t = asked.x, asked.x.last
    step = Decimal((asked.question.parameter or "").replace("_", "."))
    now = Decimal(repr(float(x.close[t]))) * Decimal(repr(x.scale))
    multiple = float((now / step).to_integral_value(ROUND_FLOOR) * step)
    below = np.flatnonzero(x.close * x.scale < multiple - SAME * abs(multiple))
    i = int(below[-1]) + 1 if len(below) else 0
    formula = f"highest multiple of {step} at or below {x.term(t)}"
    reads = (Reading(x, max(i - 1, 0), t, whole=True),)
    return Answer(multiple, x.instrument.unit, formula, (close_of(x, t),), reads, extra={"date": x.date(i)})


def range_share(asked: Asked) -> Answer:
    """The share of the window's rows whose close is within a band (in per cent) of the window's median close."""
    x, span = asked.x, _filled(asked)
    inside = x.close[span.first : span.end + 1]
    middle = float(np.median(inside))
    band = (asked.question.step / 100 + SAME) * abs(middle)
    value = float((np.abs(inside - middle) <= band).mean())
    formula = f"share of {len(inside)} closes within {asked.question.step:g} % of their median {middle:g}"
    inputs = (close_of(x, span.first), close_of(x, span.end))
    reads = (Reading(x, span.first, span.end, whole=True),)
    return Answer(value, "ratio", formula, inputs, reads, span.cut_short or span.unended)
