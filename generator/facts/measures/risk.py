"""Volatility, correlation, beta, lead and lag, and how unusual a ratio is."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from generator.facts.asked import Answer, Asked, Missing, Reading, Track, close_of, log_returns
from generator.facts.looks import SAME
from generator.facts.measures.levels import ratio_history
from generator.tape.series import Days, Floats, to_date

YEAR_OF_SESSIONS, YEAR_OF_DAYS = 252, 365
RATIO_ROWS = 252
MOST_LAG = 26
FEWEST_PAIRS = 10


def vol(asked: Asked) -> Answer:
    """Standard deviation (n-1) of the last N log returns, times sqrt(252), or sqrt(365) for 24/7 series."""
    x, rows = asked.x, asked.question.rows
    returns = _last_returns(x, rows)
    value = float(returns.std(ddof=1)) * _year(x)
    first = x.last - rows
    formula = f"stdev of {rows} log returns to {x.date(x.last)} x sqrt({_year(x) ** 2:.0f})"
    return Answer(value, "ratio", formula, (close_of(x, first), close_of(x, x.last)),
                  (Reading(x, first, x.last, whole=True),))  # fmt: skip


def vol_history(asked: Asked) -> Floats:
    """The volatility at each row; NaN where one of its closes is missing or not positive."""
    return volatilities(asked.x.close, asked.question.rows) * _year(asked.x)


def volatilities(close: Floats, rows: int) -> Floats:
    """The standard deviation (n-1) of the last log returns at each row of one line of closes, or of many."""
    returns, found = log_returns(close), np.full(close.shape, np.nan)
    if not 2 <= rows <= returns.shape[-1]:
        return found
    columns = returns.shape[-1] - rows + 1
    each = [returns[..., first : first + columns] for first in range(rows)]
    mean = sum(each[1:], start=each[0]) / rows
    spread = np.zeros_like(mean)
    for part in each:
        apart = part - mean
        apart *= apart
        spread += apart
    found[..., rows:] = np.sqrt(spread / (rows - 1))
    return found


def _year(x: Track) -> float:
    return math.sqrt(YEAR_OF_DAYS if x.instrument.round_the_clock else YEAR_OF_SESSIONS)


def _last_returns(x: Track, rows: int) -> Floats:
    if rows < 2:
        raise Missing("a standard deviation needs two returns")
    if rows > x.last:
        raise Missing(f"{rows} returns need {rows + 1} rows; there are {x.last + 1}")
    returns = log_returns(x.close[-rows - 1 :])
    if np.isnan(returns).any():
        raise Missing("a close among the rows is not above zero")
    return returns


def _pair_returns(asked: Asked) -> tuple[Floats, Floats]:
    rows = asked.question.rows
    return _last_returns(asked.x, rows), _last_returns(asked.versus, rows)


def corr(asked: Asked) -> Answer:
    """Pearson correlation of the last N daily log returns on common rows."""
    a, b = _pair_returns(asked)
    value = pearson(a, b)
    if value is None:
        raise Missing("one of the two did not move")
    return _of_pair(asked, value, "correlation")


def beta(asked: Asked) -> Answer:
    """Covariance of the last N daily log returns over the variance of v's."""
    a, b = _pair_returns(asked)
    variance = float(b.var(ddof=1))
    if variance == 0:
        raise Missing(f"{asked.versus.key} did not move")
    value = float(((a - a.mean()) * (b - b.mean())).sum()) / (len(a) - 1) / variance
    return _of_pair(asked, value, "covariance / variance")


def _of_pair(asked: Asked, value: float, what: str) -> Answer:
    x, v, first = asked.x, asked.versus, asked.x.last - asked.question.rows
    formula = f"{what} of {asked.question.rows} log returns of {x.key} and {v.key} to {x.date(x.last)}"
    inputs = tuple(close_of(track, i) for track in (x, v) for i in (first, x.last))
    reads = (Reading(x, first, x.last, whole=True), Reading(v, first, v.last, whole=True))
    return Answer(value, "number", formula, inputs, reads)


def pearson(a: Floats, b: Floats) -> float | None:
    """The correlation of two equally long arrays; None when one is constant or they are too short."""
    if len(a) < 2:
        return None
    a, b = a - a.mean(), b - b.mean()
    size = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / size if size > 0 else None


def corr_history(asked: Asked) -> Floats:
    """The correlation at each common row."""
    rows = asked.question.rows
    found = np.full(len(asked.x.days), np.nan)
    if not 2 <= rows <= asked.x.last:
        return found
    a = sliding_window_view(asked.x.log_returns(), rows)
    b = sliding_window_view(asked.versus.log_returns(), rows)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    size = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        found[rows:] = np.where(size > 0, (a * b).sum(axis=1) / size, np.nan)
    return found


def ratio_zscore(asked: Asked) -> Answer:
    """Today's ratio less its mean, in standard deviations (n-1), over the last 252 common rows."""
    x, v, values = asked.x, asked.versus, ratio_history(asked)[-RATIO_ROWS:]
    if len(values) < RATIO_ROWS or np.isnan(values).any():
        raise Missing(f"a z-score needs {RATIO_ROWS} common rows; there are {len(values)}")
    spread = float(values.std(ddof=1))
    if spread <= SAME * abs(float(values.mean())):
        raise Missing("the ratio did not move")
    first = len(x.days) - RATIO_ROWS
    formula = f"(ratio({x.date(x.last)}) - mean) / stdev of the last {RATIO_ROWS} ratios of {x.key} to {v.key}"
    inputs = tuple(close_of(track, i) for track in (x, v) for i in (first, x.last))
    reads = (Reading(x, first, x.last, whole=True), Reading(v, first, v.last, whole=True))
    return Answer((float(values[-1]) - float(values.mean())) / spread, "number", formula, inputs, reads)


def lead(asked: Asked) -> Answer:
    """The lag k in -26..26 weeks at which weekly log returns correlate most; x leads for k > 0."""
    x, v = asked.x, asked.versus
    at = _whole_weeks(x.days)
    a, b = _weekly(x, at), _weekly(v, at)
    found = {k: value for k in range(-MOST_LAG, MOST_LAG + 1) if (value := _lagged(a, b, k)) is not None}
    if 0 not in found:
        raise Missing("there are too few weeks with a return of both")
    best = max(found, key=lambda k: (found[k], -abs(k)))
    formula = f"lag in weeks of the highest correlation of {len(a)} weekly log returns of {x.key} and {v.key}"
    inputs = tuple(close_of(track, int(i)) for track in (x, v) for i in (at[0], at[-1]))
    reads = tuple(Reading(track, int(at[0]), int(at[-1]), at=at) for track in (x, v))
    extra = {"n": len(a) - abs(best), "corr": found[best], "corr_at_0": found[0]}
    return Answer(best, "weeks", formula, inputs, reads, extra=extra)


def _whole_weeks(days: Days) -> Days:
    """The last row of each ISO week; the running week is left out unless its last row is a Friday or later."""
    ends = np.append(np.flatnonzero(np.diff((days + 3) // 7)), len(days) - 1)
    return ends if to_date(days[-1]).isoweekday() >= 5 else ends[:-1]


def _weekly(track: Track, at: Days) -> Floats:
    close = track.close[at]
    if len(close) and not (close > 0).all():
        raise Missing("a weekly close is not above zero")
    return np.diff(np.log(close))


def _lagged(a: Floats, b: Floats, k: int) -> float | None:
    n = len(a) - abs(k)
    if n < FEWEST_PAIRS:
        return None
    return pearson(a[:n], b[k:]) if k >= 0 else pearson(a[-k:], b[:n])
